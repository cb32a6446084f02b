// Long lists of links are one stop of the keyboard each: the contents of the book, the works of the bibliography, links in
// a table or a list; and so are the line of a page's tools and the boxes of an inventory. Arrow keys, Home and End lead
// from one to the next. What opens a card (evidence.js) is no part of a run.
document.addEventListener("DOMContentLoaded", () => {
  const RUNS = ".tl-book, article .tl-table:not([data-filter], [data-kind]) tbody, article ul, article ol, .tl-works";
  const APART = ".tl-mark, .tl-claim, .tl-term";
  const LEAST = 4; // links that make a run
  const TOOLS = ":scope > details > summary, :scope > .tl-run > button";
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

  for (const works of document.querySelectorAll("div.citation")) works.parentElement.classList.add("tl-works");
  for (const link of document.querySelectorAll("a.headerlink")) link.tabIndex = -1; // sections are links of the contents
  for (const run of document.querySelectorAll(RUNS)) {
    if (run.parentElement.closest(RUNS)) continue;
    const links = [...run.querySelectorAll("a[href]")].filter(link => !link.matches(APART) && !link.closest(".tl-notes"));
    if (links.length >= LEAST) join(run, links);
  }
  for (const line of document.querySelectorAll(".tl-page-tools")) {
    line.setAttribute("role", "toolbar");
    line.setAttribute("aria-label", "Tools of this page");
    join(line, [...line.querySelectorAll(TOOLS)]);
  }
  const boxes = [...document.querySelectorAll(".tl-inventory > summary")];
  for (const list of new Set(boxes.map(box => box.parentElement.parentElement)))
    join(list, boxes.filter(box => box.parentElement.parentElement === list));

  // Makes one stop of several: where the page is, else the first that is seen, until another has the focus.
  function join(run, links) {
    const stop = chosen => {
      for (const link of links) link.tabIndex = -1;
      chosen?.removeAttribute("tabindex"); // links and controls are stops by themselves
    };
    for (const link of links) link.setAttribute("aria-keyshortcuts", "ArrowDown ArrowUp");
    stop(links.find(link => link.matches("[aria-current=page]")) ?? links.find(link => link.checkVisibility()) ?? links[0]);
    run.addEventListener("focusin", event => { if (links.includes(event.target)) stop(event.target); });
    run.addEventListener("keydown", event => {
      if (!links.includes(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const seen = links.filter(link => link.checkVisibility()), at = seen.indexOf(event.target);
      const next = event.key === "Home" ? seen[0] : event.key === "End" ? seen.at(-1) : seen[at + STEPS[event.key]];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
});
