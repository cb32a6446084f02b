// The page of `python -m textledger code`: one draft in focus, keys for each decision, claims coded by marking words.
// All that is shown is put in as text; what is decided counts when the program has answered that it is on disk.

const $ = (selector) => document.querySelector(selector);
const ALL_DECIDED = "All drafts are decided. Press m to mark words for a claim.";
const KINDS = { quantities: "figure", dates: "time", claims: "claim", actor: "actor", name: "name" };
const isolated = (text) => `\u2068${text}\u2069`; // Arabic within an English sentence
const EDTF = /^edtf_(.*)|(.*)_edtf$/;
const words = (name) => name.replace(/_en$/, " (English)").replace(EDTF, "$1$2 (EDTF)").replaceAll("_", " ");

function make(tag, properties = {}, ...children) {
  const { dataset, attributes, ...own } = properties;
  const element = Object.assign(document.createElement(tag), own);
  Object.assign(element.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const state = await (await fetch("state.json")).json();
const units = new Map(state.units.map((unit) => [unit.id, unit]));
const rows = new Map(state.rows.map((row) => [row.unit_id, row]));
const pieces = []; // of the text, in order: start, end, element, paragraph, and the id of the draft it belongs to
let current = null; // the id of the unit in focus
let mark = null; // the first and last of the marked pieces, and from where they are extended
let touched = null; // the range that was marked last and is not yet taken
let open = null; // the form in use: table, unit, place

// ---- the text

function drawText() {
  for (const { par, pieces: cut } of state.paragraphs) {
    const line = make("p", { dataset: { par } });
    for (const [start, end, wording, isWord] of cut) {
      const element = make("span", { textContent: wording });
      if (isWord) element.tabIndex = -1;
      element.dataset.piece = pieces.length;
      pieces.push({ start, end, element, par, isWord, wording });
      line.append(element);
    }
    $("article").append(line);
  }
  const first = pieces.find((piece) => piece.isWord);
  if (first) first.element.tabIndex = 0;
}

function between(start, end) {
  let [low, high] = [0, pieces.length]; // the first piece that ends after the start: pieces stand in order
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].end > start) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while (last < pieces.length && pieces[last].start < end) last += 1;
  return pieces.slice(low, last);
}

const isDraft = (id) => units.has(id);
const place = (id) => rows.get(id) ?? units.get(id);
const added = () => [...rows.values()].filter((row) => row.decision === "added").map((row) => row.unit_id);
const inOrder = (a, b) => place(a).start - place(b).start || place(a).end - place(b).end;
const listed = () => [...units.keys(), ...added()].sort(inOrder);
const length = (id) => place(id).end - place(id).start;
const kind = (id) => KINDS[units.get(id)?.kind ?? rows.get(id).table];
const within = (id) => between(place(id).start, place(id).end);
const wording = (list) => list.map((piece) => piece.wording).join("");

function paint() {
  const looks = new Map(); // by piece: the classes that it gets
  const add = (piece, ...names) => looks.set(piece, new Set([...(looks.get(piece) ?? []), ...names]));
  for (const piece of pieces) piece.unit = null;
  // the longest first, so that what lies within another is what a click finds and what the line is of
  for (const id of listed().sort((a, b) => length(b) - length(a))) {
    const row = rows.get(id);
    for (const piece of within(id)) {
      if (isDraft(id)) looks.set(piece, new Set(looks.get(piece)?.has("added") ? ["added"] : []));
      add(piece, "unit", ...(isDraft(id) ? [kind(id), ...(row ? ["decided", row.decision] : [])] : ["added"]));
      piece.unit = id;
    }
  }
  if (current) for (const piece of within(current)) add(piece, "current");
  if (mark) for (const piece of pieces.slice(mark.from, mark.to + 1)) add(piece, "marked");
  for (const piece of pieces) {
    const look = [...(looks.get(piece) ?? [])].join(" ");
    if (piece.look !== look) piece.element.className = piece.look = look; // a long text is not drawn anew
  }
  $("#marked").hidden = !mark && !touched;
  $("#marked span").textContent = open ? "Make these words the place" : "Code a claim of these words";
  $("#undo").disabled = Boolean(open);
  const decided = [...units.keys()].filter((id) => rows.has(id)).length;
  const more = added().length;
  $("progress").max = units.size || 1;
  $("progress").value = decided;
  $("#progress span").textContent = `${decided} of ${units.size} decided${more ? ` · ${more} added` : ""}`;
}

// ---- the unit in focus

function facts(id) {
  const unit = units.get(id);
  const values = rows.get(id)?.decision === "rejected" ? unit.values : (rows.get(id) ?? unit).values;
  const given = Object.entries(values)
    .filter(([name, value]) => value && name !== "text_en")
    .map(([name, value]) => [words(name), value]);
  if (unit?.readings.length) given.unshift(["readings", unit.readings.join(" · ")]);
  given.unshift(["rule", unit ? unit.rule : "none, added by you"]);
  const fact = ([name, value]) => [make("dt", {}, name), make("dd", {}, make("bdi", {}, value))];
  return make("dl", { className: "facts" }, ...given.flatMap(fact));
}

function button(text, key, action, first = false) {
  const shown = make("kbd", { attributes: { "aria-hidden": "true" } }, key);
  const own = { type: "button", className: first ? "first" : "", onclick: action };
  return make("button", { ...own, attributes: { "aria-keyshortcuts": key } }, `${text} `, shown);
}

function show(id, scroll = true) {
  current = id;
  const ids = listed();
  const row = rows.get(id);
  const steps = [button("Previous", "p", () => step(-1)), button("Next", "n", () => step(1))];
  if (!id) {
    const told = make("p", {}, "Mark words of the text to code a claim.");
    $("#item").replaceChildren(make("h2", {}, "There are no drafts"), told);
    return paint();
  }
  const heading = row?.value || units.get(id).value;
  const choices = isDraft(id)
    ? [button("Accept", "a", accept, true), button("Correct", "c", correct), button("Reject", "r", reject)]
    : [button("Change", "c", correct, true), button("Remove", "r", reject)];
  $("#item").replaceChildren(
    make(
      "p",
      { className: "kicker" },
      make("span", {}, `${kind(id)}, ${ids.indexOf(id) + 1} of ${ids.length}`),
      make("span", {}, row ? row.decision : "not decided"),
    ),
    make("h2", {}, make("bdi", {}, heading)),
    make("p", { className: "wording", lang: "ar", dir: "rtl" }, wording(within(id))),
    facts(id),
    make("div", { className: "actions" }, ...[choices, steps].map((each) => make("p", { className: "row" }, ...each))),
  );
  paint();
  if (scroll) within(id)[0]?.element.scrollIntoView({ block: "center" });
}

function step(by) {
  const ids = listed();
  if (ids.length) show(ids[(ids.indexOf(current) + by + ids.length) % ids.length]);
  say(current ? `${kind(current)}: ${isolated(wording(within(current)))}` : "");
}

function nextUndecided() {
  const ids = listed();
  const later = [...ids.slice(ids.indexOf(current) + 1), ...ids.slice(0, ids.indexOf(current) + 1)];
  const next = later.find((id) => !rows.has(id));
  if (next) return show(next);
  show(current);
  say(ALL_DECIDED);
}

// ---- decisions

function say(text, isWrong = false) {
  $("#said").textContent = isWrong ? "" : text;
  $("#wrong").textContent = isWrong ? text : "";
}

let busy = false; // one decision at a time: a key that is held decides nothing more
async function send(action, content) {
  if (busy) return null;
  busy = true;
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(action, { method: "POST", headers, body: JSON.stringify(content) });
    const told = await answer.json();
    if (!answer.ok) {
      say(told.error, true);
      return { faults: told.faults ?? {} };
    }
    told.row ? rows.set(told.unit_id, told.row) : rows.delete(told.unit_id);
    return told;
  } catch {
    say("The program does not answer: nothing was decided. Start it again; what was decided before is kept.", true);
    return { faults: {} };
  } finally {
    busy = false;
  }
}

async function decide(decision) {
  const told = await send("decide", { unit_id: current, decision });
  if (!told?.unit_id) return;
  nextUndecided();
  const next = current !== told.unit_id ? ` Now ${kind(current)}: ${isolated(wording(within(current)))}` : "";
  if (next) say(`${decision}: ${isolated(wording(within(told.unit_id)))}.${next}`);
}
const accept = () => current && isDraft(current) && decide("accepted");

async function reject() {
  if (!current) return;
  if (isDraft(current)) return decide("rejected");
  const ids = listed();
  const told = await send("remove", { unit_id: current });
  if (!told?.unit_id) return;
  say(`${told.unit_id} is removed; u brings it back.`);
  show(listed()[Math.min(ids.indexOf(told.unit_id), listed().length - 1)] ?? null);
}

async function undo() {
  const ids = listed();
  const told = await send("undo", {});
  if (!told?.unit_id) return;
  say(told.row ? `${told.unit_id} is ${told.row.decision} again.` : `Taken back: ${told.unit_id}.`);
  const after = ids.slice(ids.indexOf(told.unit_id)).find(place); // where what was added is gone: what follows it
  show(place(told.unit_id) ? told.unit_id : place(current) ? current : (after ?? listed().at(-1) ?? null));
}

// ---- forms

function correct() {
  if (!current) return;
  const row = rows.get(current);
  const values = row && row.decision !== "rejected" ? row.values : units.get(current).values;
  drawForm((row ?? units.get(current)).table, current, values);
}

function code(table) {
  if (!mark) return say("Mark words of the text first: m, then Shift and the arrows.", true);
  drawForm(table, null, {});
}

function drawForm(table, id, values) {
  const at = id ? place(id) : open ?? { start: pieces[mark.from].start, end: pieces[mark.to].end };
  open = { table, id, start: at.start, end: at.end, touched: false };
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
  say("");
  $("#form").elements[state.forms[table][0].name]?.focus();
}

function drawPlace() {
  $("#form-place").textContent = wording(between(open.start, open.end));
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
  if (!field.required) label.append(make("span", { className: "hint" }, " may be empty"));
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

function closeForm() {
  const back = open;
  if (!back) return;
  open = null;
  touched = null;
  $("#form").hidden = true;
  $("#item").hidden = false;
  mark = null;
  show(place(back.id ?? current) ? (back.id ?? current) : (listed()[0] ?? null), false);
  $("#item button")?.focus({ preventScroll: true });
}

async function keep() {
  const { table, id, start, end } = open;
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

// ---- marking words

function setMark(anchor, focus) {
  let [from, to] = [Math.min(anchor, focus), Math.max(anchor, focus)];
  while (from < to && !pieces[from].isWord) from += 1;
  while (to > from && !pieces[to].isWord) to -= 1;
  if (!pieces[from].isWord) return;
  mark = { anchor, from, to };
  paint();
  const count = pieces.slice(mark.from, mark.to + 1).filter((piece) => piece.isWord).length;
  const next = open ? "makes it the place of this form" : "codes a claim";
  say(`${count === 1 ? "1 word" : `${count} words`} marked: Enter ${next}.`);
}

function unmark() {
  mark = touched = null;
  getSelection().removeAllRanges();
  paint();
  say("");
}

function useMark() {
  selected();
  if (!mark) return;
  if (!open) return code("claims");
  [open.start, open.end, open.touched] = [pieces[mark.from].start, pieces[mark.to].end, true];
  drawPlace();
  $("#form").elements[state.forms[open.table][0].name].focus();
}

const pieceOf = (node) => pieces[node?.closest?.("[data-piece]")?.dataset.piece];
const focusOn = (piece) => {
  for (const other of pieces) if (other.element.tabIndex === 0) other.element.tabIndex = -1;
  piece.element.tabIndex = 0;
  piece.element.focus({ preventScroll: true });
  piece.element.scrollIntoView({ block: "nearest" });
};

function selected() {
  const range = touched;
  touched = null;
  if (!range) return;
  const inside = pieces.filter((piece) => piece.isWord && isPartly(range, piece.element));
  if (!inside.length) return;
  const same = inside.filter((piece) => piece.par === inside[0].par); // a place lies in one paragraph
  getSelection().removeAllRanges();
  setMark(pieces.indexOf(same[0]), pieces.indexOf(same.at(-1)));
  focusOn(same.at(-1));
}

function isPartly(range, element) {
  const part = document.createRange();
  part.selectNodeContents(element);
  const begins = range.compareBoundaryPoints(Range.END_TO_START, part) < 0;
  return begins && range.compareBoundaryPoints(Range.START_TO_END, part) > 0;
}

function lineAway(from, by) {
  const near = pieces.filter((piece) => piece.isWord && Math.abs(piece.par - from.par) < 2);
  const boxes = near.map((piece) => [piece, piece.element.getBoundingClientRect()]);
  const own = from.element.getBoundingClientRect();
  const half = own.height / 2;
  const beyond = boxes.filter(([, box]) => (box.top - own.top) * by > half);
  if (!beyond.length) return from;
  const closest = Math.min(...beyond.map(([, box]) => box.top * by)) * by;
  const away = (box) => Math.abs(box.left + box.width / 2 - own.left - own.width / 2);
  const line = beyond.filter(([, box]) => Math.abs(box.top - closest) < half);
  return line.reduce((best, each) => (away(each[1]) < away(best[1]) ? each : best))[0];
}

// A place lies in one paragraph: what leads out of it ends at its first or last word.
function inParagraph(piece, other) {
  if (other.par === piece.par) return other;
  return pieces.filter((each) => each.isWord && each.par === piece.par).at(other.par > piece.par ? -1 : 0);
}

function moved(piece, key) {
  const list = pieces.filter((each) => each.isWord);
  const own = list.filter((each) => each.par === piece.par);
  if (key === "ArrowLeft") return list[Math.min(list.indexOf(piece) + 1, list.length - 1)];
  if (key === "ArrowRight") return list[Math.max(list.indexOf(piece) - 1, 0)];
  if (key === "Home") return own[0];
  if (key === "End") return own.at(-1);
  return lineAway(piece, key === "ArrowDown" ? 1 : -1);
}

function keyInText(event, piece) {
  if (event.key === "Enter") {
    if (!mark) setMark(pieces.indexOf(piece), pieces.indexOf(piece));
    useMark();
    return true;
  }
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return false;
  let next = moved(piece, event.key);
  if (event.shiftKey) {
    next = inParagraph(piece, next);
    setMark(mark?.anchor ?? pieces.indexOf(piece), pieces.indexOf(next));
  } else if (mark) {
    unmark();
  }
  focusOn(next);
  return true;
}

// ---- keys

function toText() {
  const target = (current && within(current).find((piece) => piece.isWord)) ?? pieces.find((piece) => piece.isWord);
  if (target) focusOn(target);
  say("In the text: the arrows go by words, with Shift they mark, Enter codes a claim.");
}

const help = () => $("#keys").showModal();
const KEYS = { a: accept, c: correct, r: reject, n: () => step(1), p: () => step(-1), u: undo, m: toText, "?": help };

function leave() {
  if (mark && document.activeElement.closest("article")) return unmark();
  if (!open) return document.activeElement.blur();
  if (open.touched && !open.warned) {
    open.warned = true;
    return say("Not kept yet: Esc once more discards the form.", true);
  }
  closeForm();
  say("");
}

document.addEventListener("keydown", (event) => {
  if ($("#keys").open || event.isComposing) return;
  const piece = pieceOf(event.target);
  if (event.key === "Escape") return leave();
  if (open && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return $("#form").requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (piece && keyInText(event, piece)) return event.preventDefault();
  if (open || event.repeat || !$("#single").checked || event.target.closest("input, select, textarea, summary")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
$("#form").addEventListener("submit", (event) => { event.preventDefault(); if (open) keep(); });
$("#form").addEventListener("input", () => { if (open) open.touched = true; });
$("#undo").addEventListener("click", () => { if (!open) undo(); });
$("#help").addEventListener("click", help);

// A mouse marks whole words while it is drawn over them; a finger selects as it does elsewhere, and a button takes it.
let drawn = null; // the piece on which the mouse was pressed, and whether it has left it
$("article").addEventListener("mousedown", (event) => {
  const piece = pieceOf(event.target);
  if (event.button !== 0 || !piece) return;
  event.preventDefault();
  drawn = { from: piece, moved: false };
});
document.addEventListener("mousemove", (event) => {
  const piece = drawn && event.buttons & 1 ? pieceOf(event.target) : null;
  if (!piece || (piece === drawn.from && !drawn.moved)) return;
  drawn.moved = true;
  setMark(pieces.indexOf(drawn.from), pieces.indexOf(inParagraph(drawn.from, piece)));
});
document.addEventListener("mouseup", () => {
  if (drawn?.moved && mark) focusOn(pieces[drawn.from === pieces[mark.from] ? mark.to : mark.from]);
});
document.addEventListener("click", (event) => {
  const wasDrawn = drawn?.moved;
  drawn = null;
  const piece = pieceOf(event.target);
  if (wasDrawn || !event.target.closest("article") || open) return;
  if (mark) unmark();
  else if (piece?.unit) show(piece.unit, false);
});
document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  if (chosen.isCollapsed || !$("article").contains(chosen.anchorNode)) return;
  touched = chosen.getRangeAt(0).cloneRange();
  $("#marked").hidden = false;
});
$("#marked button").addEventListener("click", useMark);

document.title = `${state.doc_id}: coding`;
$("#title").textContent = state.title;
const actors = Object.entries(state.actors).map(([id, name]) => make("option", { value: id }, name));
document.body.append(make("datalist", { id: "actors" }, ...actors));
drawText();
show(listed().find((id) => !rows.has(id)) ?? listed()[0] ?? null);
if (units.size && [...units.keys()].every((id) => rows.has(id))) say(ALL_DECIDED);
