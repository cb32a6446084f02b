// Layers of reading: the text alone, with its notes on method, or with its code too. A reader may still open each.
// The menu is hidden in the markup and shown here, so that without this script no dead control remains.
{
  const root = document.documentElement;

  // Change what stands on the page, and scroll so that what the reader saw first stays where it was.
  textledger.keepPlace = change => {
    const bar = parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;
    const seen = [...document.querySelectorAll("article :is(h1, h2, h3, h4, p, li, figure, .tl-table, .tl-page-tools)")]
      .find(part => part.checkVisibility() && part.getBoundingClientRect().top >= bar - 1 && !part.closest("details.hide"));
    const before = seen?.getBoundingClientRect().top;
    change();
    // Twice: what comes near the window by the first move may be drawn with another height.
    const back = () => seen && scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
    back();
    requestAnimationFrame(back);
  };

  const show = layer => {
    for (const part of document.querySelectorAll("details.method")) part.open = layer !== "text";
    for (const part of document.querySelectorAll("details.hide")) part.open = layer === "code";
  };

  document.addEventListener("DOMContentLoaded", () => {
    const menu = document.querySelector(".tl-show");
    if (!menu) return;
    menu.hidden = false;
    const chosen = root.dataset.layers;  // set in the page's head, before anything is drawn
    for (const input of menu.querySelectorAll("[name=tl-layers]")) {
      input.checked = input.value === chosen;
      input.addEventListener("change", () => {
        try { localStorage.setItem("tl-layers", input.value); } catch { /* private browsing */ }
        textledger.keepPlace(() => {
          root.dataset.layers = input.value;
          show(input.value);
        });
      });
    }
    if (chosen !== "text") show(chosen);
  });
}

// Of the abstract's two languages the one that the browser prefers comes first, and is the one that shows.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.language.startsWith("ar")) return;
  document.documentElement.dataset.reads = "ar";
  document.querySelector('.tl-abstract:has(> summary[lang="ar"])')?.setAttribute("open", "");
});
