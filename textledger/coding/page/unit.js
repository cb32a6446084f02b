// The unit in focus: what it says, what may be done with it, and the way to the next.

import { $, isolated, make, say, words } from "./elements.js";
import { isDraft, kind, listed, now, rows, units } from "./draft.js";
import { paint, within, wording } from "./text.js";

const MARK = matchMedia("(hover: none)").matches
  ? "Hold a word of the text to select for a claim, then touch the button that comes up below."
  : "Press m to mark words for a claim.";
export const ALL_DECIDED = `All drafts are decided. ${MARK}`;

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

function button(text, key, first = false) {
  const shown = make("kbd", { attributes: { "aria-hidden": "true" } }, key);
  const own = { type: "button", className: first ? "first" : "" };
  return make("button", { ...own, attributes: { "aria-keyshortcuts": key } }, `${text} `, shown);
}

export function show(id, scroll = true) {
  now.unit = id;
  const ids = listed();
  const row = rows.get(id);
  if (!id) {
    const told = make("p", {}, "Mark words of the text to code a claim.");
    $("#item").replaceChildren(make("h2", {}, "There are no drafts"), told);
    return paint();
  }
  const heading = row?.value || units.get(id).value;
  const choices = isDraft(id)
    ? [button("Accept", "a", true), button("Correct", "c"), button("Reject", "r")]
    : [button("Change", "c", true), button("Remove", "r")];
  const steps = [button("Previous", "p"), button("Next", "n")];
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

export function step(by) {
  const ids = listed();
  if (ids.length) show(ids[(ids.indexOf(now.unit) + by + ids.length) % ids.length]);
  say(now.unit ? `${kind(now.unit)}: ${isolated(wording(within(now.unit)))}` : "");
}

export function nextUndecided() {
  const ids = listed();
  const later = [...ids.slice(ids.indexOf(now.unit) + 1), ...ids.slice(0, ids.indexOf(now.unit) + 1)];
  const next = later.find((id) => !rows.has(id));
  if (next) return show(next);
  show(now.unit);
  say(ALL_DECIDED);
}
