// The first use of a name in a chapter opens its gloss, on a press or when a pointer rests on it; the gloss leads on to
// the name's line in "Who is who". Without this script the name is a link to that line.
if ("popover" in HTMLElement.prototype) document.addEventListener("DOMContentLoaded", () => {
  const OPEN_AFTER = 200; // milliseconds: passing over a name opens nothing
  const GAP = 6, EDGE = 8; // pixels between name and gloss, and between gloss and window
  const terms = document.querySelectorAll("a.tl-term");
  if (!terms.length) return;
  const gloss = Object.assign(document.createElement("span"), { className: "tl-gloss", id: "tl-gloss", popover: "auto" });
  const told = document.createElement("span"), more = Object.assign(document.createElement("a"), { textContent: "Who is who" });
  gloss.append(told, " ", more);
  let timer = 0, open = null;

  const place = () => {
    if (!open) return;
    const at = open.getBoundingClientRect(), box = gloss.getBoundingClientRect();
    const below = at.bottom + GAP + box.height < innerHeight - EDGE;
    gloss.style.top = `${below ? at.bottom + GAP : at.top - GAP - box.height}px`;
    gloss.style.left = `${Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - box.width - EDGE))}px`;
  };
  const hide = () => { clearTimeout(timer); gloss.hidePopover(); };
  const show = term => {
    clearTimeout(timer);
    if (open === term) return;
    told.textContent = term.dataset.gloss;
    more.href = term.href;
    term.after(gloss); // so that Tab leads on to its link
    gloss.showPopover();
    open = term;
    term.setAttribute("aria-expanded", "true");
    place();
  };
  gloss.addEventListener("toggle", event => {
    if (event.newState === "open" || !open) return;
    open.setAttribute("aria-expanded", "false");
    open = null;
    gloss.remove(); // it is no part of the sentence
  });
  for (const term of terms) {
    term.dataset.gloss = term.title;
    term.removeAttribute("title");
    term.setAttribute("aria-description", term.dataset.gloss);
    term.setAttribute("aria-expanded", "false");
    term.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open === term && !event.detail ? hide() : show(term);
    });
    term.addEventListener("pointerenter", event => { if (event.pointerType === "mouse") timer = setTimeout(show, OPEN_AFTER, term); });
    term.addEventListener("pointerleave", () => clearTimeout(timer));
  }
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place);
});
