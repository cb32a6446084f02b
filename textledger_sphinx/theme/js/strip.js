// The strip of claims at the head of a text's chapter: the claims of the passage in view are lit, a tap beside a tick
// is one on the nearest, arrow keys lead from tick to tick, and who was led away by a tick comes back to the same words.
document.addEventListener("DOMContentLoaded", () => {
  const strip = document.querySelector(".tl-strip");
  if (!strip) return;
  const ticks = [...strip.querySelectorAll("a")], byId = new Map(ticks.map(tick => [textledger.named(tick).replace(/^outline-/, ""), tick]));

  // The records of a mark stand in its note.
  const recordsOf = mark => [...document.getElementById(mark.hash.slice(1))?.querySelectorAll("[data-record]") ?? []]
    .map(part => part.dataset.record);
  const inView = new Set();
  const seen = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) isIntersecting ? inView.add(target) : inView.delete(target);
    const lit = new Set([...inView].flatMap(mark => recordsOf(mark)));
    for (const [id, tick] of byId) tick.classList.toggle("tl-lit", lit.has(id));
  }, { rootMargin: "-15% 0px -40% 0px" });
  for (const mark of document.querySelectorAll("article a.tl-mark")) seen.observe(mark);

  // The outline, which opens for a claim, moves what stands below it. So the place is kept as the block on top of the
  // window and how far down it stands; going back folds what a tick opened and puts the block there again.
  const back = Object.assign(document.createElement("button"), { type: "button", textContent: "\u2190 Back" });
  back.setAttribute("aria-label", "Back to where you were");
  back.addEventListener("click", () => history.back());
  strip.prepend(back);
  let left = null;  // { block, top, folded }
  const leave = tick => {
    const floor = strip.getBoundingClientRect().bottom, target = document.getElementById(tick.hash.slice(1));
    const block = [...document.querySelectorAll("article :is(p, li, tr, figure, h1, h2, h3)")]
      .find(node => node.getClientRects().length && node.getBoundingClientRect().bottom > floor);
    const folded = [];
    for (let part = target; part; part = part.parentElement) if (part.matches("details:not([open])")) folded.push(part);
    left ??= { block, top: block?.getBoundingClientRect().top, folded: [] };
    left.folded.push(...folded);
    strip.classList.add("tl-away");
  };
  addEventListener("popstate", () => {
    if (!left || location.hash.startsWith("#outline-")) return;
    const { block, top, folded } = left;
    left = null;
    strip.classList.remove("tl-away");
    for (const part of folded) part.open = false;
    requestAnimationFrame(() => { if (block) scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" }); });
  });

  strip.addEventListener("click", event => {
    if (ticks.includes(event.target)) leave(event.target);
    if (event.target !== strip && !event.target.matches(".tl-strip-name")) return;
    const away = tick => {
      const { x, width } = tick.getBoundingClientRect();
      return Math.abs(x + width / 2 - event.clientX);
    };
    ticks.reduce((best, tick) => away(tick) < away(best) ? tick : best).click();
  });
  strip.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], next = ticks[ticks.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    document.activeElement.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
});
