// The draft as the program has it: its units, what is decided on each, and how the program is told of a decision.

import { say } from "./elements.js";

export const state = await (await fetch("state.json")).json();
export const units = new Map(state.units.map((unit) => [unit.id, unit]));
export const rows = new Map(state.rows.map((row) => [row.unit_id, row])); // what is decided, by the unit's id
export const KINDS = { quantities: "figure", dates: "time", claims: "claim", actor: "actor", name: "name" };

// What the coder is at: the id of the unit in focus; the marked pieces (first, last, and from where they are extended);
// what the browser has selected and is not yet taken as a mark; the form in use (table, unit, place).
export const now = { unit: null, mark: null, selection: null, form: null };

export const isDraft = (id) => units.has(id);
export const place = (id) => rows.get(id) ?? units.get(id);
export const added = () => [...rows.values()].filter((row) => row.decision === "added").map((row) => row.unit_id);
const inOrder = (a, b) => place(a).start - place(b).start || place(a).end - place(b).end;
export const listed = () => [...units.keys(), ...added()].sort(inOrder);
export const length = (id) => place(id).end - place(id).start;
export const kind = (id) => KINDS[units.get(id)?.kind ?? rows.get(id).table];

let busy = false; // one decision at a time: a key that is held decides nothing more
export async function send(action, content) {
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
