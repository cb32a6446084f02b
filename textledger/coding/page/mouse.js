// A mouse marks whole words while it is drawn over them; a finger selects as it does elsewhere, and a button takes it.

import { $ } from "./elements.js";
import { now } from "./draft.js";
import { focusOn, inParagraph, pieceOf, setMark, unmark, useMark } from "./marking.js";
import { pieces } from "./text.js";
import { show } from "./unit.js";

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
  if (drawn?.moved && now.mark) focusOn(pieces[drawn.from === pieces[now.mark.from] ? now.mark.to : now.mark.from]);
});
document.addEventListener("click", (event) => {
  const wasDrawn = drawn?.moved;
  drawn = null;
  const piece = pieceOf(event.target);
  if (wasDrawn || !event.target.closest("article") || now.form) return;
  if (now.mark) unmark();
  else if (piece?.unit) show(piece.unit, false);
});
document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  if (chosen.isCollapsed || !$("article").contains(chosen.anchorNode)) return;
  now.selection = chosen.getRangeAt(0).cloneRange();
  $("#marked").hidden = false;
});
$("#marked button").addEventListener("click", useMark);
