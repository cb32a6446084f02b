// Marking words for a claim or for another place: by keys, and what a mouse or finger has selected.

import { $, say } from "./elements.js";
import { now, state } from "./draft.js";
import { code, drawPlace } from "./form.js";
import { paint, pieces } from "./text.js";

export function setMark(anchor, focus) {
  let [from, to] = [Math.min(anchor, focus), Math.max(anchor, focus)];
  while (from < to && !pieces[from].isWord) from += 1;
  while (to > from && !pieces[to].isWord) to -= 1;
  if (!pieces[from].isWord) return;
  now.mark = { anchor, from, to };
  paint();
  const count = pieces.slice(now.mark.from, now.mark.to + 1).filter((piece) => piece.isWord).length;
  const next = now.form ? "makes it the place of this form" : "codes a claim";
  say(`${count === 1 ? "1 word" : `${count} words`} marked: Enter ${next}.`);
}

export function unmark() {
  now.mark = now.selection = null;
  getSelection().removeAllRanges();
  paint();
  say("");
}

export function useMark() {
  selected();
  if (!now.mark) return;
  if (!now.form) return code("claims");
  [now.form.start, now.form.end, now.form.edited] = [pieces[now.mark.from].start, pieces[now.mark.to].end, true];
  drawPlace();
  $("#form").elements[state.forms[now.form.table][0].name].focus();
}

export const pieceOf = (node) => pieces[node?.closest?.("[data-piece]")?.dataset.piece];
export const focusOn = (piece) => {
  for (const other of pieces) if (other.element.tabIndex === 0) other.element.tabIndex = -1;
  piece.element.tabIndex = 0;
  piece.element.focus({ preventScroll: true });
  piece.element.scrollIntoView({ block: "nearest" });
};

function selected() {
  const range = now.selection;
  now.selection = null;
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
export function inParagraph(piece, other) {
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

export function keyInText(event, piece) {
  if (event.key === "Enter") {
    if (!now.mark) setMark(pieces.indexOf(piece), pieces.indexOf(piece));
    useMark();
    return true;
  }
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return false;
  let next = moved(piece, event.key);
  if (event.shiftKey) {
    next = inParagraph(piece, next);
    setMark(now.mark?.anchor ?? pieces.indexOf(piece), pieces.indexOf(next));
  } else if (now.mark) {
    unmark();
  }
  focusOn(next);
  return true;
}
