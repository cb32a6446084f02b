// How the evidence is shown: the ids in place of quiet marks where a reader chose so, and beside the text, where there is
// room, the notes on what is contradicted or not settled.
{
  const root = document.documentElement, KEY = "tl-ids";
  const wide = matchMedia("(min-width: 1400px)");
  const marks = () => document.querySelectorAll("article .tl-mark");
  const notesOf = mark => document.querySelectorAll(`${mark.hash} > ul > li`);

  const showIds = on => {
    root.toggleAttribute("data-ids", on);
    for (const old of document.querySelectorAll(".tl-ids")) old.remove();
    if (!on) return;
    for (const mark of marks()) {
      const ids = Object.assign(document.createElement("span"), { className: "tl-ids" });
      for (const note of notesOf(mark)) {
        const link = note.querySelector("a").cloneNode(true);
        if (note.dataset.record) Object.assign(link, { className: "tl-claim" }).dataset.record = note.dataset.record;
        ids.append(" ", link);
      }
      mark.parentElement.after(ids);
    }
    document.dispatchEvent(new CustomEvent("textledger:shown"));
  };

  const choice = () => {
    const box = document.querySelector(".tl-ids-switch");
    if (!box) return;
    let on = false;
    try { on = localStorage.getItem(KEY) === "on"; } catch { /* private browsing */ }
    box.checked = on;
    box.addEventListener("change", () => {
      try { localStorage.setItem(KEY, box.checked ? "on" : "off"); } catch { /* private browsing */ }
      showIds(box.checked);
    });
    if (on) showIds(on);
  };

  // A note beside the text is a second showing of what its mark leads to, so assistive technology is spared it.
  const besides = () => {
    for (const old of document.querySelectorAll(".tl-side")) old.remove();
    if (!wide.matches || document.body.classList.contains("tl-broad")) return;
    for (const mark of document.querySelectorAll("article :is(section > p, section > ul > li) .tl-mark:is([data-v=contradicted], [data-v=unsettled])")) {
      const side = Object.assign(document.createElement("span"), { className: "tl-side" });
      side.setAttribute("aria-hidden", "true");
      const note = [...notesOf(mark)].find(note => note.dataset.v === mark.dataset.v);
      const told = note.querySelector(".tl-fix") ?? note.querySelector(".tl-gist");
      const sign = Object.assign(document.createElement("b"), { textContent: mark.textContent });
      sign.dataset.v = mark.dataset.v;
      side.append(sign, " ", note.querySelector(".tl-judged").textContent, ": ", ...told.cloneNode(true).childNodes);
      mark.parentElement.before(side);
    }
  };

  document.addEventListener("DOMContentLoaded", choice);
  window.textledger.later(besides);
  wide.addEventListener("change", besides);
}
