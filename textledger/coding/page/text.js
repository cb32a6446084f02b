// The text: its words as pieces, and the lines, colours and counts that tell what is decided.

import { $, make } from "./elements.js";
import { added, isDraft, kind, length, listed, now, place, rows, state, units } from "./draft.js";

export const pieces = []; // in order: start, end, element, paragraph, and the id of the unit that it belongs to

export function drawText() {
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

export function between(start, end) {
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

export const within = (id) => between(place(id).start, place(id).end);
export const wording = (list) => list.map((piece) => piece.wording).join("");

function looksOfPieces() {
  const looks = new Map();
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
  if (now.unit) for (const piece of within(now.unit)) add(piece, "current");
  if (now.mark) for (const piece of pieces.slice(now.mark.from, now.mark.to + 1)) add(piece, "marked");
  return looks;
}

export function paint() {
  const looks = looksOfPieces();
  for (const piece of pieces) {
    const look = [...(looks.get(piece) ?? [])].join(" ");
    if (piece.look !== look) piece.element.className = piece.look = look; // a long text is not drawn anew
  }
  $("#marked").hidden = !now.mark && !now.selection;
  $("#marked span").textContent = now.form ? "Make these words the place" : "Code a claim of these words";
  $("#undo").disabled = Boolean(now.form);
  tellProgress();
}

function tellProgress() {
  const decided = [...units.keys()].filter((id) => rows.has(id)).length;
  const more = added().length;
  $("progress").max = units.size || 1;
  $("progress").value = decided;
  $("#progress span").textContent = `${decided} of ${units.size} decided${more ? ` · ${more} added` : ""}`;
}
