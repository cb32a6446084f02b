// A mark behind a sentence opens one card with the sentence's records and references: on hover, on focus, on a tap. A row
// comes from the note that the mark leads to; a record's whole entry lies in one script a group of records
// (evidence/rewaq.js), loaded when a reader first asks for one, as a plain script, because a page read from disk may not
// fetch. A record's id that stands in a sentence, a table or the ledger opens the same card, with one row.
// Without this script a mark is a link to its note, and an id one to the record.
{
  const TRIGGER = "a.tl-mark, a.tl-claim[data-record]";
  const OPEN_AFTER = 200, CLOSE_AFTER = 250; // milliseconds: passing over a mark opens nothing; the way to the card is allowed for
  const GAP = 6, EDGE = 8; // pixels between mark and card, and between card and window
  const SWIPE = 40; // pixels a finger draws a sheet down to close it
  const root = document.documentElement;
  const home = new URL(root.dataset.content_root || "./", location.href);
  const narrow = matchMedia("(max-width: 40rem)");
  const known = {}, loading = {};
  let shown = null; // { mark, card }
  let dismissed = null; // the mark whose card Escape closed: it stays closed until focus or pointer leaves
  let pointer = "mouse", timer = 0, frame = 0;

  textledger.evidence = entries => Object.assign(known, entries);

  const load = group => loading[group] ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`evidence/${group}.js`, home);
    script.onload = done;
    script.onerror = () => { delete loading[group]; failed(); };
    document.head.append(script);
  });
  const groupOf = id => id.split("-")[0];

  const markAt = node => {
    const mark = node.closest?.(TRIGGER);
    return mark && !mark.closest(".tl-pop") ? mark : null;
  };
  const inside = node => shown && node && (shown.mark.contains(node) || shown.card.contains(node));
  const isSheet = () => shown?.card.classList.contains("tl-sheet");

  // A row of a record is a disclosure, whose summary is the note and whose content is the whole entry with its actions.
  const rowOf = note => {
    const id = note.dataset.record, row = document.createElement("details");
    const summary = document.createElement("summary"), whole = document.createElement("div");
    summary.append(...note.childNodes);
    const link = summary.querySelector("a");
    if (link) link.replaceWith(Object.assign(document.createElement("span"), { className: "tl-name", textContent: id }));
    row.append(summary, whole);
    const fill = async () => {
      try { await load(groupOf(id)); } catch { location.href = textledger.placeOf(id); return; }
      if (whole.hasChildNodes()) return;
      whole.innerHTML = known[id];
      for (const link of whole.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), home);
      const actions = textledger.actionsFor(id, whole.firstElementChild.dataset.title);
      actions.prepend(Object.assign(document.createElement("a"), { href: textledger.placeOf(id), textContent: "Full record" }));
      whole.append(actions);
      if (shown?.card.contains(row)) place();
    };
    row.addEventListener("toggle", () => { if (row.open) fill(); place(); });
    return { row, fill };
  };

  // The rows of a mark are those of its note; an id in the text has one row, of its own.
  const notesOf = mark => {
    if (mark.matches(".tl-mark")) return [...document.querySelectorAll(`${mark.hash} > ul > li`)].map(note => note.cloneNode(true));
    const note = document.createElement("li");
    note.dataset.record = mark.dataset.record;
    note.append(Object.assign(document.createElement("a"), { textContent: mark.dataset.record }));
    return [note];
  };

  textledger.entryOf = async id => {
    await load(groupOf(id));
    return new DOMParser().parseFromString(known[id], "text/html").body.firstElementChild;
  };

  // What the ledger puts into an entry: its link and its citation.
  textledger.actionsOf = async id => textledger.actionsFor(id, (await textledger.entryOf(id)).dataset.title);

  // What the sign of a mark is on: it could be read as a verdict on the sentence that it follows.
  const verdictOf = (mark, notes) => {
    const worst = mark.matches(".tl-mark[data-v]") && notes.find(note => note.dataset.v === mark.dataset.v);
    const judged = worst ? worst.querySelector(".tl-judged") : null;
    if (!judged) return [];
    const line = Object.assign(document.createElement("p"), { className: "tl-on" });
    const sign = worst.querySelector(".tl-sign").cloneNode(true);
    const word = Object.assign(document.createElement("b"), { className: "tl-judged" });
    word.textContent = judged.textContent[0].toUpperCase() + judged.textContent.slice(1);
    line.dataset.v = mark.dataset.v;
    line.append(sign, " ", word, ": the text\u2019s claim, not this sentence.");
    return [line];
  };

  const cardOf = async mark => {
    const card = document.createElement("div"), list = document.createElement("ul"), notes = notesOf(mark);
    const verdict = verdictOf(mark, notes); // before its rows take what the notes hold
    Object.assign(card, { className: narrow.matches ? "tl-pop tl-sheet" : "tl-pop", id: "tl-pop", popover: "manual", lang: "en", dir: "ltr" });
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", mark.getAttribute("aria-label") || `Record ${mark.dataset.record}`);
    for (const note of notes) {
      const place = document.createElement("li");
      if (note.dataset.v) place.dataset.v = note.dataset.v;
      if (note.dataset.record) {
        const { row, fill } = rowOf(note);
        if (notes.length === 1) { await fill(); row.open = true; }
        place.append(row);
      } else {
        const link = note.querySelector("a"), entry = document.createElement("p");
        place.className = "tl-ref";
        entry.append(link.title.replace(/^.*?\b(?:\d{4}[a-z]*|n\.d\.(?:-[a-z]+)?)\. /, "")); // author and year are its link
        place.append(...note.childNodes, entry);
        link.removeAttribute("title");
        if (entry.textContent.length < 2) entry.remove();
      }
      list.append(place);
    }
    card.append(...verdict, list);
    if (mark.matches(".tl-mark")) card.append(textledger.copyRow(mark));
    return card;
  };

  // Under the mark if it fits there or there is more room than above; never beyond the window. A sheet lies at its foot.
  const place = () => {
    if (!shown || isSheet()) return;
    const { mark, card } = shown;
    const at = mark.getBoundingClientRect();
    if ((at.bottom < 0 || at.top > innerHeight) && !inside(document.activeElement)) return hide(); // scrolled away
    card.style.maxHeight = "none";
    const below = innerHeight - at.bottom - GAP - EDGE, above = at.top - GAP - EDGE;
    const under = card.offsetHeight <= below || below >= above;
    const tall = Math.min(card.offsetHeight, Math.max(under ? below : above, 0));
    card.style.maxHeight = `${tall}px`;
    card.style.top = `${under ? at.bottom + GAP : at.top - GAP - tall}px`;
    card.style.left = `${Math.max(EDGE, Math.min(at.left, root.clientWidth - card.offsetWidth - EDGE))}px`;
  };

  // The text stays in view above a sheet.
  const lift = () => {
    const over = shown.mark.getBoundingClientRect().bottom + 2 * EDGE - shown.card.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: over, behavior: "instant" });
  };

  // A card that a finger opened is a step of the history, so that Back closes it and does not leave the page. What is
  // scrolled beside it stays; the page below keeps its own way of being restored, and a link leads on from there.
  const stepped = () => history.state?.card;
  let onward = null; // where to go once the step is taken back
  const step = () => {
    if (stepped()) return;
    try { history.scrollRestoration = "manual"; history.pushState({ card: true }, ""); } catch { /* a browser may forbid it */ }
  };
  const back = to => { onward = to; history.back(); };
  const stepBack = () => {
    if (!stepped()) history.scrollRestoration = "auto";
    hide();
    if (onward) { const to = onward; onward = null; location.href = to; }
  };

  const hide = (next = null) => {
    clearTimeout(timer);
    if (!shown) return;
    const { mark, card } = shown;
    shown = null;
    if (!next && stepped()) history.back();
    card.remove();
    textledger.underline(null);
    mark.setAttribute("aria-expanded", "false");
    mark.removeAttribute("aria-controls");
  };

  // Returns whether the card could be shown; `wanted` is asked again once what it needs has arrived. A card that focus
  // opens is inert until Enter, so that Tab goes on to the next mark.
  const show = async (mark, wanted, inert = false) => {
    if (shown?.mark === mark) return true;
    const card = await cardOf(mark);
    if (!wanted() || shown?.mark === mark) return true;
    hide(mark);
    shown = { mark, card };
    card.inert = inert;
    (mark.closest(".tl-ev") ?? mark).after(card); // so that Tab leads from the card on
    card.showPopover();
    place();
    if (isSheet()) lift();
    textledger.underline(mark);
    mark.setAttribute("aria-expanded", "true");
    mark.setAttribute("aria-controls", "tl-pop");
    return true;
  };

  const stops = () => [...shown.card.querySelectorAll("summary, .tl-ref > a")].filter(stop => stop.checkVisibility());
  const enter = async mark => {
    await show(mark, () => document.activeElement === mark);
    if (shown?.mark !== mark) return;
    shown.card.inert = false;
    stops()[0]?.focus();
  };

  const over = event => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    const mark = markAt(event.target);
    if (dismissed && mark !== dismissed && document.activeElement !== dismissed) dismissed = null;
    if (mark && mark === shown?.mark) shown.card.inert = false;
    else if (mark && mark !== dismissed) timer = setTimeout(() => show(mark, () => mark.matches(":hover")), OPEN_AFTER);
    else if (shown && !inside(event.target)) {
      timer = setTimeout(() => { if (shown && !inside(document.activeElement)) hide(); }, CLOSE_AFTER);
    }
  };

  const focusIn = event => {
    const mark = markAt(event.target);
    if (mark && mark !== dismissed && mark.matches(":focus-visible")) show(mark, () => document.activeElement === mark, true);
  };

  const focusOut = event => {
    const to = event.relatedTarget;
    if (event.target === dismissed) dismissed = null;
    if (to && inside(event.target) && !inside(to)) hide(markAt(to)); // the next card takes over the step
  };

  const key = event => {
    if (!shown) return;
    const { mark, card } = shown, list = card.contains(document.activeElement) ? stops() : [];
    if (event.key === "Escape") {
      dismissed = mark;
      if (card.contains(document.activeElement)) mark.focus();
      hide();
    } else if (list.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      const at = list.findLastIndex(stop => stop === document.activeElement || stop.parentElement.contains(document.activeElement));
      list.at((at + (event.key === "ArrowDown" ? 1 : -1) + list.length) % list.length).focus();
      event.preventDefault();
    }
  };

  // The keyboard enters the card of a mark. A finger opens the card first; a mouse follows the link of an id, since the
  // card is there before, and keeps open that of a mark. A press with a modifier follows the link to the note.
  const click = event => {
    const mark = markAt(event.target), modified = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    const link = event.target.closest?.("a[href]");
    if (link && !modified && stepped() && inside(link) && !link.matches(".tl-mark")) {
      event.preventDefault();
      return back(link.href);
    }
    if (!mark) {
      if (shown && !inside(event.target)) hide(link); // a link takes the place of the step
      return;
    }
    if (modified) return;
    const touched = ["touch", "pen"].includes(event.pointerType ?? pointer);
    if (mark.matches(".tl-mark") ? true : touched && shown?.mark !== mark) event.preventDefault();
    else return;
    if (!event.detail) return enter(mark);
    clearTimeout(timer);
    show(mark, () => true).then(done => { if (done) { if (touched) step(); } else location.href = mark.href; });
  };

  const follow = () => {
    cancelAnimationFrame(frame);
    if (shown) frame = requestAnimationFrame(place);
  };

  // A finger draws a sheet down to close it, where the sheet is at its beginning.
  let drawn = null;
  const swipe = {
    touchstart: event => { drawn = isSheet() && shown.card.contains(event.target) && shown.card.scrollTop <= 0 ? event.touches[0].clientY : null; },
    touchend: event => { if (drawn !== null && event.changedTouches[0].clientY - drawn > SWIPE) hide(); },
  };

  if ("popover" in HTMLElement.prototype) {
    const prepare = part => {
      for (const mark of part.querySelectorAll(TRIGGER)) mark.setAttribute("aria-expanded", "false");
    };
    window.textledger.later(() => prepare(document));
    document.addEventListener("textledger:shown", event => prepare(event.target)); // outputs of a live run
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerdown", event => {
      pointer = event.pointerType;
      if (shown && pointer === "mouse" && !inside(event.target)) hide();
    });
    document.addEventListener("focusin", focusIn);
    document.addEventListener("focusout", focusOut);
    document.addEventListener("keydown", key);
    document.addEventListener("click", click);
    for (const [kind, act] of Object.entries(swipe)) document.addEventListener(kind, act, { passive: true });
    document.addEventListener("scroll", event => { if (!shown?.card.contains(event.target)) follow(); }, { capture: true, passive: true });
    addEventListener("resize", follow);
    if (stepped()) history.replaceState(null, ""); // a page loaded anew has no card
    addEventListener("popstate", stepBack);
    addEventListener("hashchange", () => hide());
    addEventListener("beforeprint", () => hide());
  }
}
