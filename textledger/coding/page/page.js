// The page of `python -m textledger code`: one draft in focus, keys for each decision, claims coded by marking words.
// All that is shown is put in as text. Here are the keys, and the start.

import { $, make, say } from "./elements.js";
import { accept, reject, undo } from "./decisions.js";
import { listed, now, rows, state, units } from "./draft.js";
import { closeForm, correct, keep } from "./form.js";
import { focusOn, keyInText, pieceOf, unmark } from "./marking.js";
import "./mouse.js";
import { drawText, pieces, within } from "./text.js";
import { ALL_DECIDED, show, step } from "./unit.js";

function toText() {
  const target = (now.unit && within(now.unit).find((piece) => piece.isWord)) ?? pieces.find((piece) => piece.isWord);
  if (target) focusOn(target);
  say("In the text: the arrows go by words, with Shift they mark, Enter codes a claim.");
}

const help = () => $("#keys").showModal();
const KEYS = { a: accept, c: correct, r: reject, n: () => step(1), p: () => step(-1), u: undo, m: toText, "?": help };

function leave() {
  if (now.mark && document.activeElement.closest("article")) return unmark();
  if (!now.form) return document.activeElement.blur();
  if (now.form.edited && !now.form.warned) {
    now.form.warned = true;
    return say("Not kept yet: Esc once more discards the form.", true);
  }
  closeForm();
  say("");
}

document.addEventListener("keydown", (event) => {
  if ($("#keys").open || event.isComposing) return;
  const piece = pieceOf(event.target);
  if (event.key === "Escape") return leave();
  if (now.form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return $("#form").requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (piece && keyInText(event, piece)) return event.preventDefault();
  if (now.form || event.repeat || !$("#single").checked) return;
  if (event.target.closest("input, select, textarea, summary")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
$("#form").addEventListener("submit", (event) => { event.preventDefault(); if (now.form) keep(); });
$("#form").addEventListener("input", () => { if (now.form) now.form.edited = true; });
document.addEventListener("click", (event) => {
  const key = event.target.closest("button:enabled")?.getAttribute("aria-keyshortcuts"); // it does what its key does
  if (key) KEYS[key]();
});

document.title = `${state.doc_id}: coding`;
$("#title").textContent = state.title;
const actors = Object.entries(state.actors).map(([id, name]) => make("option", { value: id }, name));
document.body.append(make("datalist", { id: "actors" }, ...actors));
drawText();
show(listed().find((id) => !rows.has(id)) ?? listed()[0] ?? null);
if (units.size && [...units.keys()].every((id) => rows.has(id))) say(ALL_DECIDED);
