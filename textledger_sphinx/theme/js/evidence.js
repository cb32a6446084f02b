// A reference to a record opens a card with the record's short entry: on hover, on focus, on the first tap. The entries
// lie in one script a group of records (evidence/rewaq.js), loaded when a reader first asks for one, as a plain script,
// because a page read from disk may not fetch. Without this script a reference is a link to the record.
{
  const CHIP = "a.tl-claim[data-record]";
  const OPEN_AFTER = 150, CLOSE_AFTER = 250; // milliseconds: passing over a reference opens nothing; the way to the card is allowed for
  const GAP = 6, EDGE = 8; // pixels between reference and card, and between card and window
  const root = document.documentElement;
  const home = new URL(root.dataset.content_root || "./", location.href);
  const known = {}, loading = {};
  let shown = null; // { chip, card }
  let dismissed = null; // the reference whose card Escape closed: it stays closed until focus or pointer leaves
  let pointer = "mouse", timer = 0, frame = 0;

  textledger.evidence = entries => Object.assign(known, entries);

  const load = group => loading[group] ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`evidence/${group}.js`, home);
    script.onload = done;
    script.onerror = () => { delete loading[group]; failed(); };
    document.head.append(script);
  });

  const chipAt = node => {
    const chip = node.closest?.(CHIP);
    return chip && !chip.closest(".tl-pop") ? chip : null;
  };
  const inside = node => shown && node && (shown.chip.contains(node) || shown.card.contains(node));
  // A copy of the book read from disk has no address to cite; one on another host cites the address of the book.
  const published = root.dataset.base || (location.protocol.startsWith("http") ? home : "");
  const citationOf = (id, title) => root.dataset.cite.replace("{}", title)
    + (published ? ` ${new URL(`${textledger.pageOf(id)}#${id}`, published)}` : "");

  const copy = async (text, beside) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // pages served without encryption have no clipboard of that kind
      const field = Object.assign(document.createElement("textarea"), { value: text });
      beside.after(field);
      field.select();
      document.execCommand("copy");
      beside.focus();
      field.remove();
    }
  };

  const actions = (id, title) => {
    const row = document.createElement("p");
    row.className = "tl-actions";
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    const button = (label, text, done) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      made.addEventListener("click", async () => { await copy(text, made); told.textContent = done; });
      return made;
    };
    row.append(button("Copy link", textledger.placeOf(id), "Link copied"),
      button("Cite (APA)", citationOf(id, title), "Citation copied"), told);
    return row;
  };

  const titleOf = id => new DOMParser().parseFromString(known[id], "text/html").body.firstElementChild.dataset.title;
  const groupOf = id => id.split("-")[0];

  // What the ledger puts into an entry: its link and its citation.
  textledger.actionsOf = async id => {
    await load(groupOf(id));
    return actions(id, titleOf(id));
  };

  const cardOf = id => {
    const card = document.createElement("div");
    Object.assign(card, { className: "tl-pop", id: "tl-pop", popover: "manual", lang: "en", dir: "ltr", innerHTML: known[id] });
    card.style.setProperty("--tl-doc", card.firstElementChild.style.getPropertyValue("--tl-doc"));
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", `Record ${id}`);
    for (const link of card.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), home);
    card.querySelector(".tl-text").id = "tl-pop-text";
    const row = actions(id, titleOf(id));
    row.prepend(Object.assign(document.createElement("a"), { href: textledger.placeOf(id), textContent: "Full record" }));
    card.append(row);
    return card;
  };

  // Under the reference if it fits there or there is more room than above; never beyond the window.
  const place = () => {
    const { chip, card } = shown;
    const at = chip.getBoundingClientRect();
    if ((at.bottom < 0 || at.top > innerHeight) && !inside(document.activeElement)) return hide(); // scrolled away
    card.style.maxHeight = "none";
    const below = innerHeight - at.bottom - GAP - EDGE, above = at.top - GAP - EDGE;
    const under = card.offsetHeight <= below || below >= above;
    const tall = Math.min(card.offsetHeight, Math.max(under ? below : above, 0));
    card.style.maxHeight = `${tall}px`;
    card.style.top = `${under ? at.bottom + GAP : at.top - GAP - tall}px`;
    card.style.left = `${Math.max(EDGE, Math.min(at.left, root.clientWidth - card.offsetWidth - EDGE))}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    const { chip, card } = shown;
    shown = null;
    card.remove();
    chip.setAttribute("aria-expanded", "false");
    for (const name of ["aria-controls", "aria-describedby"]) chip.removeAttribute(name);
  };

  // Returns whether the card could be shown; `wanted` is asked again once the entry has arrived.
  const show = async (chip, wanted) => {
    const id = chip.dataset.record;
    try { await load(groupOf(id)); } catch { return false; }
    if (!(id in known)) return false;
    if (!wanted() || shown?.chip === chip) return true;
    hide();
    shown = { chip, card: cardOf(id) };
    chip.after(shown.card); // so that Tab leads into the card and then on
    shown.card.showPopover();
    place();
    chip.setAttribute("aria-expanded", "true");
    chip.setAttribute("aria-controls", "tl-pop");
    chip.setAttribute("aria-describedby", "tl-pop-text");
    return true;
  };

  const over = event => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    const chip = chipAt(event.target);
    if (dismissed && chip !== dismissed && document.activeElement !== dismissed) dismissed = null;
    if (chip && chip !== shown?.chip && chip !== dismissed) {
      timer = setTimeout(() => show(chip, () => chip.matches(":hover")), OPEN_AFTER);
    } else if (shown && !inside(event.target)) {
      timer = setTimeout(() => { if (shown && !inside(document.activeElement)) hide(); }, CLOSE_AFTER);
    }
  };

  const focusIn = event => {
    const chip = chipAt(event.target);
    if (chip && chip !== dismissed && chip.matches(":focus-visible")) show(chip, () => document.activeElement === chip);
  };

  const focusOut = event => {
    const to = event.relatedTarget;
    if (event.target === dismissed) dismissed = null;
    if (to && inside(event.target) && !inside(to)) hide();
  };

  const escape = event => {
    if (event.key !== "Escape" || !shown) return;
    const { chip, card } = shown;
    dismissed = chip;
    if (card.contains(document.activeElement)) chip.focus();
    hide();
  };

  // A mouse or the keyboard follows the link at once, since the card is there before; a finger opens the card first.
  const click = event => {
    const chip = chipAt(event.target);
    const by = event.pointerType ?? pointer;
    if (!chip || !["touch", "pen"].includes(by) || shown?.chip === chip) return;
    event.preventDefault();
    show(chip, () => true).then(done => { if (!done) location.href = chip.href; });
  };

  const follow = () => {
    cancelAnimationFrame(frame);
    if (shown) frame = requestAnimationFrame(() => { if (shown) place(); });
  };

  if ("popover" in HTMLElement.prototype) {
    const prepare = part => {
      for (const chip of part.querySelectorAll(`${CHIP}:not([aria-expanded])`)) chip.setAttribute("aria-expanded", "false");
    };
    window.textledger.later(() => prepare(document));
    document.addEventListener("textledger:shown", event => prepare(event.target)); // outputs of a live run
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerdown", event => {
      pointer = event.pointerType;
      if (shown && !inside(event.target)) hide();
    });
    document.addEventListener("focusin", focusIn);
    document.addEventListener("focusout", focusOut);
    document.addEventListener("keydown", escape);
    document.addEventListener("click", click);
    document.addEventListener("scroll", event => { if (!shown?.card.contains(event.target)) follow(); }, { capture: true, passive: true });
    addEventListener("resize", follow);
    addEventListener("hashchange", hide);
    addEventListener("beforeprint", hide);
  }
}
