// Decisions on the unit in focus. What is decided counts when the program has answered that it is on disk.

import { isolated, say } from "./elements.js";
import { isDraft, kind, listed, now, place, send } from "./draft.js";
import { within, wording } from "./text.js";
import { nextUndecided, show } from "./unit.js";

async function decide(decision) {
  const told = await send("decide", { unit_id: now.unit, decision });
  if (!told?.unit_id) return;
  nextUndecided();
  const next = now.unit !== told.unit_id ? ` Now ${kind(now.unit)}: ${isolated(wording(within(now.unit)))}` : "";
  if (next) say(`${decision}: ${isolated(wording(within(told.unit_id)))}.${next}`);
}

export const accept = () => now.unit && isDraft(now.unit) && decide("accepted");

export async function reject() {
  if (!now.unit) return;
  if (isDraft(now.unit)) return decide("rejected");
  const ids = listed();
  const told = await send("remove", { unit_id: now.unit });
  if (!told?.unit_id) return;
  say(`${told.unit_id} is removed; u brings it back.`);
  show(listed()[Math.min(ids.indexOf(told.unit_id), listed().length - 1)] ?? null);
}

export async function undo() {
  const ids = listed();
  const told = await send("undo", {});
  if (!told?.unit_id) return;
  say(told.row ? `${told.unit_id} is ${told.row.decision} again.` : `Taken back: ${told.unit_id}.`);
  const after = ids.slice(ids.indexOf(told.unit_id)).find(place); // where what was added is gone: what follows it
  show(place(told.unit_id) ? told.unit_id : place(now.unit) ? now.unit : (after ?? listed().at(-1) ?? null));
}
