// The strip of claims at the head of a text's chapter: the claims of the passage in view are lit, a tap beside a tick
// is one on the nearest, and arrow keys lead from tick to tick.
document.addEventListener("DOMContentLoaded", () => {
  const strip = document.querySelector(".tl-strip");
  if (!strip) return;
  const ticks = [...strip.children], byId = new Map(ticks.map(tick => [textledger.named(tick).replace(/^outline-/, ""), tick]));

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

  strip.addEventListener("click", event => {
    if (event.target !== strip) return;
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
