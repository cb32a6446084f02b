// The form on which a draft is corrected and a claim, figure or date is coded.

import { $, make, say, words } from "./elements.js";
import { KINDS, isDraft, listed, now, place, rows, send, state, units } from "./draft.js";
import { between, paint, pieces, wording } from "./text.js";
import { nextUndecided, show } from "./unit.js";

export function correct() {
  if (!now.unit) return;
  const row = rows.get(now.unit);
  const values = row && row.decision !== "rejected" ? row.values : units.get(now.unit).values;
  drawForm((row ?? units.get(now.unit)).table, now.unit, values);
}

export function code(table) {
  if (!now.mark) return say("Mark words of the text first: m, then Shift and the arrows.", true);
  drawForm(table, null, {});
}

function drawForm(table, id, values) {
  const at = id ? place(id) : now.form ?? { start: pieces[now.mark.from].start, end: pieces[now.mark.to].end };
  now.form = { table, id, start: at.start, end: at.end, edited: false };
  const named = id ? `${isDraft(id) ? "Correct" : "Change"} ${id}` : `A new ${KINDS[table]}`;
  const others = id ? [] : ["claims", "quantities", "dates"].filter((name) => name !== table);
  const instead = (name) =>
    make("button", { type: "button", onclick: () => drawForm(name, null, {}) }, `a ${KINDS[name]}`);
  const save = make("button", { type: "submit", className: "first" }, "Keep ", make("kbd", {}, "Ctrl Enter"));
  const cancel = make("button", { type: "button", onclick: closeForm }, "Cancel ", make("kbd", {}, "Esc"));
  $("#form").replaceChildren(
    make("h2", { id: "form-title" }, named),
    make("p", { className: "wording", lang: "ar", dir: "rtl", id: "form-place" }),
    make("p", { className: "quiet others" }, ...(id ? [] : ["or "]), ...others.map(instead)),
    ...state.forms[table].map((field) => drawField(table, field, values[field.name] ?? "")),
    make("p", { className: "row ends" }, save, cancel),
  );
  $("#item").hidden = true;
  $("#form").hidden = false;
  $("#form").setAttribute("aria-labelledby", "form-title");
  $("#panel").scrollTop = 0;
  drawPlace();
  paint();
  say("");
  $("#form").elements[state.forms[table][0].name]?.focus();
}

export function drawPlace() {
  $("#form-place").textContent = wording(between(now.form.start, now.form.end));
}

function control(table, field, value) {
  const common = { name: field.name, id: `field-${field.name}`, required: false };
  const described = {
    "aria-describedby": `hint-${field.name} fault-${field.name}`,
    "aria-required": String(field.required),
  };
  if (field.values.length) {
    const option = (name) => make("option", { value: name, selected: name === value }, words(name) || "—");
    return make("select", { ...common, attributes: described }, ...["", ...field.values].map(option));
  }
  const isActor = field.name.endsWith("actor_id");
  const own = isActor ? { list: "actors" } : field.type === "number" ? { inputmode: "decimal" } : {};
  const tag = ["text_en", "note_en", "problem"].includes(field.name) ? "textarea" : "input";
  return make(tag, { ...common, value, attributes: { ...described, ...own } });
}

function drawField(table, field, value) {
  const entry = state.definitions[table]?.[field.name];
  const input = control(table, field, value);
  const hint = make("p", { className: "hint", id: `hint-${field.name}` }, field.description);
  const label = make("label", { htmlFor: input.id }, words(field.name));
  const open = field.publishing ? " may be empty until the text is published" : " may be empty";
  if (!field.required) label.append(make("span", { className: "hint" }, open));
  const fault = make("p", { className: "fault", id: `fault-${field.name}` });
  const block = make("div", { className: "field" }, label, input, hint, fault);
  if (!entry) return block;
  const define = () => (hint.textContent = (field.values.length && entry.values[input.value]) || field.description);
  input.addEventListener("change", define);
  define();
  const meanings = field.values.flatMap((name) => [make("dt", {}, words(name)), make("dd", {}, entry.values[name])]);
  const told = entry.text.map((text) => make("p", {}, text));
  const summary = make("summary", {}, `What the codebook says of ${words(field.name)}`);
  block.append(make("details", {}, summary, ...told, make("dl", {}, ...meanings)));
  return block;
}

export function closeForm() {
  const closed = now.form;
  if (!closed) return;
  now.form = now.selection = now.mark = null;
  $("#form").hidden = true;
  $("#item").hidden = false;
  const id = closed.id ?? now.unit;
  show(place(id) ? id : (listed()[0] ?? null), false);
  $("#item button")?.focus({ preventScroll: true });
}

export async function keep() {
  const { table, id, start, end } = now.form;
  const typed = (field) => [field.name, $("#form").elements[field.name].value];
  const values = Object.fromEntries(state.forms[table].map(typed));
  const isCorrection = id && isDraft(id);
  const correction = { unit_id: id, decision: "corrected", values, start, end };
  const addition = { table, values, start, end, ...(id ? { unit_id: id } : {}) };
  const told = await (isCorrection ? send("decide", correction) : send("add", addition));
  if (!told) return;
  if (told.unit_id) {
    closeForm();
    say(`${told.unit_id} is kept.`);
    return isCorrection ? nextUndecided() : show(told.unit_id);
  }
  for (const field of state.forms[table]) {
    const fault = told.faults[field.name];
    $(`#fault-${field.name}`).textContent = fault ? `${words(field.name)} ${fault}` : "";
    $("#form").elements[field.name].setAttribute("aria-invalid", String(Boolean(fault)));
  }
  $("#form [aria-invalid='true']")?.focus();
}
