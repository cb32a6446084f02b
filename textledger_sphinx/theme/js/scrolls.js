// Tables and code that scroll are stops of the keyboard, as in the markup; those that have room enough are not.
{
  const SCROLLING = ".tl-table, pre";
  const known = new WeakSet();

  const fit = box => {
    if (!box.clientWidth) return;  // not laid out
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls) box.tabIndex = 0;
    else if (box !== document.activeElement) box.removeAttribute("tabindex");  // else the focus would be lost
  };

  const seen = new ResizeObserver(entries => {
    for (const box of new Set(entries.map(({ target }) => target.closest(SCROLLING)))) if (box) fit(box);
  });

  const watch = root => {
    for (const box of root.querySelectorAll(SCROLLING)) {
      if (known.has(box)) continue;
      known.add(box);
      seen.observe(box);
      if (box.matches(".tl-table")) seen.observe(box.firstElementChild);  // its rows may be filtered
      box.addEventListener("blur", () => fit(box));
    }
  };

  document.addEventListener("DOMContentLoaded", () => watch(document));
  document.addEventListener("textledger:shown", event => watch(event.target));
}
