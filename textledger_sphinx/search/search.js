// The search of the book: a dialog over the page, which shows what the index answers (search-ask.js).
{
  const KEYS = "\u2016";  // in an entry of the index it parts the text from the keys of its words
  const SHOWN = 10;  // results at a time
  const WINDOW = 34;  // words of an excerpt
  const CORE = textledger.WORD_CORE;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // Why search cannot work here, in words for the reader, or nothing.
  const obstacle = () => {
    if (location.protocol === "file:") {
      return make("p", {}, "A page opened from disk may not search the pages beside it. The filters of the ledger and the "
        + "glossary work here. To search the whole book, run ", make("code", { textContent: "python -m http.server" }),
        " in the folder that holds index.html and open http://localhost:8000/.");
    }
    if (typeof WebAssembly !== "object") {
      return make("p", { textContent: "Search needs WebAssembly, which this browser lacks or has switched off. "
        + "The contents, the ledger and the glossary can be read without it." });
    }
    return null;
  };

  // The words of a text that a search found: by their place, which the index knows, or by their key.
  const found = (text, places, keys) => text.split(/\s+/).map((word, place) => ({
    word, marked: places.has(place) || textledger.words(word).some(part => keys.has(textledger.searchKey(part))),
  }));

  // The words of a title that were asked for: the index does not tell their places.
  const asks = (title, asked) => title.split(/\s+/).map(word => {
    const forms = [word.match(CORE)[2].toLowerCase(), ...textledger.words(word).map(textledger.searchKey)];
    return { word, marked: asked.some(one => forms.some(form => form.startsWith(one))) };
  });

  // Where the excerpt begins: a little before the first found word of the stretch that holds most of them.
  const bestWindow = words => {
    let best = 0, most = -1, now = 0;
    words.forEach((word, end) => {
      now += word.marked;
      if (end >= WINDOW) now -= words[end - WINDOW].marked;
      if (now > most) { most = now; best = Math.max(0, end - WINDOW + 1); }
    });
    const first = words.findIndex((word, place) => place >= best && word.marked);
    return Math.max(0, Math.min(first - 5, words.length - WINDOW));
  };

  // Which words belong to a run of Arabic: those with Arabic letters, and figures and signs that stand between such.
  const inArabic = words => {
    const script = words.map(({ word }) => textledger.isArabic(word) ? "arabic" : /\p{L}/u.test(word) ? "other" : "none");
    return script.map((own, place) => {
      const next = script.slice(place).find(one => one !== "none");
      const before = script.slice(0, place).findLast(one => one !== "none");
      return own === "arabic" || own === "none" && before === "arabic" && next === "arabic";
    });
  };

  // Words as nodes: found ones marked, each run of Arabic set off from the direction of the text around it. Brackets and
  // stops at the ends of a run belong to the text around.
  const written = words => {
    const arabic = inArabic(words), nodes = [];
    let into = null;
    words.forEach(({ word, marked }, place) => {
      const starts = arabic[place] && !arabic[place - 1], ends = arabic[place] && !arabic[place + 1];
      let [, lead, core, trail] = word.match(CORE);
      if (place) (starts || !into ? nodes : into).push(" ");
      if (starts) {
        const outer = lead.match(/^[([“"]*/)[0];
        nodes.push(outer);
        lead = lead.slice(outer.length);
        nodes.push(into = []);
      }
      const outer = ends ? trail.match(/[.,;:)\]”"]*$/)[0] : "";
      (into || nodes).push(lead, marked && core ? make("mark", { textContent: core }) : core,
        trail.slice(0, trail.length - outer.length));
      if (ends) into = null;
      nodes.push(outer);
    });
    return nodes.map(node => Array.isArray(node)
      ? make("bdi", { lang: "ar", dir: "rtl", className: "ar" }, ...node) : node);
  };

  const hit = (data, asked) => {
    const { meta, content, locations } = data;
    const [text, keys = ""] = content.split(` ${KEYS} `);
    const before = text.split(/\s+/).length + 1;  // places of the text, and of the sign that parts it from the keys
    const keysOf = keys.replace(/\.$/, "").split(" ");
    const inKeys = new Set(locations.filter(place => place >= before).map(place => keysOf[place - before]));
    const words = found(text, new Set(locations.filter(place => place < before - 1)), inKeys);
    const start = bestWindow(words);
    const excerpt = words.slice(start, start + WINDOW);
    const title = meta.caption || meta.title || meta.chapter || meta.url, id = meta.caption && meta.title;
    const above = [meta.chapter, meta.section].filter(part => part && part !== title).join(" › ");
    return make("li", {},
      make("a", { href: textledger.inBook(meta.url) }, ...written(asks(title, asked))),
      make("p", { className: "tl-found-place" }, make("span", { textContent: meta.kind }),
        ...(id ? [make("b", { textContent: id, translate: false }), " "] : []),
        ...(meta.verdict ? [make("em", { textContent: meta.verdict }), " "] : []), ...written(found(above, new Set(), new Set()))),
      make("p", { className: "tl-found-text", ...(inArabic(excerpt).every(Boolean) && { dir: "rtl" }) }, start ? "… " : "",
        ...written(excerpt), start + WINDOW < words.length ? " …" : ""));
  };

  const build = () => {
    const field = make("input", {
      type: "search", id: "tl-search-field", dir: "auto", autocomplete: "off", spellcheck: false, enterKeyHint: "search",
    });
    const told = make("p", { className: "tl-search-told" });
    told.setAttribute("role", "status");
    const list = make("ol", { className: "tl-found" });
    const more = make("button", { type: "button", className: "tl-button", textContent: "More results", hidden: true });
    const close = make("button", { type: "button", className: "tl-button", textContent: "Close" });
    const dialog = make("dialog", { className: "tl-search" },
      make("div", { className: "tl-search-head" },
        make("label", { htmlFor: field.id, textContent: "Search the book, in English or Arabic" }), close, field, told),
      list, more);
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    return { dialog, field, told, list, more, close };
  };

  const HINT = "Arabic is found in any form and spelling, transliteration with or without its marks, a record by its id.";

  let parts = null;  // of the dialog, once it was opened
  let asking = 0, results = [];

  // What came of a search; a name that the other script has too can be asked for there in one step.
  const tell = (text, name) => {
    parts.told.textContent = text;
    if (!name) return;
    const also = make("button", { type: "button", className: "tl-button", textContent: `Search for \u2068${name}\u2069` });
    also.addEventListener("click", () => { parts.field.value = name; parts.field.focus(); search(); });
    parts.told.append(" ", also);
  };
  const failed = () => tell("The search index could not be loaded. Check the connection and type again.");

  const showMore = async asked => {
    const { list, more } = parts;
    const turn = asking, from = list.children.length;
    const data = await Promise.all(results.slice(from, from + SHOWN).map(result => result.data()));
    if (turn !== asking) return;
    list.append(...data.map(one => hit(one, asked)));
    more.hidden = list.children.length >= results.length;
  };

  const search = async () => {
    const typed = parts.field.value.trim(), turn = ++asking;
    if (!typed) {
      results = [];
      parts.list.replaceChildren();
      parts.more.hidden = true;
      return tell(HINT);
    }
    try {
      const answer = await textledger.ask(typed);
      if (turn !== asking) return;
      results = answer.results;
      parts.more.onclick = async () => {
        const next = parts.list.children.length;
        await showMore(answer.asked);
        parts.list.children[next]?.querySelector("a").focus();
      };
      parts.list.replaceChildren();
      await showMore(answer.asked);
      if (turn === asking) tell(answer.told, answer.name);
    } catch { if (turn === asking) failed(); }
  };

  // Arrow keys walk from the field through the results and back; Enter on the field opens the first.
  const walk = event => {
    const links = [...parts.list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {  // a field of type search would only be emptied
      event.preventDefault();
      parts.dialog.close();
    } else if (event.key === "Enter" && document.activeElement === parts.field && links.length) {
      event.preventDefault();
      links[0].click();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] || parts.field).focus();
    }
  };

  // A result takes the place of the dialog's step in the history.
  const leave = () => {
    try { history.replaceState(null, ""); } catch { /* a browser may forbid it */ }
    parts.dialog.close();
  };

  const prepare = () => {
    parts = build();
    const { dialog, field, list, close } = parts;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("keydown", walk);
    list.addEventListener("click", event => { if (event.target.closest("a")) leave(); });
    // The dialog is a step of the history, so that Back closes it and does not leave the page.
    addEventListener("popstate", () => dialog.close());
    dialog.addEventListener("close", () => { if (history.state?.search) history.back(); });
    const reason = obstacle();
    if (reason) {
      field.disabled = true;
      parts.told.replaceWith(reason);
    } else {
      field.addEventListener("input", search);
      tell(HINT);
      textledger.searchIndex().catch(failed);
    }
  };

  const open = () => {
    if (!parts) prepare();
    if (!parts.dialog.open) {
      parts.dialog.showModal();
      try { history.pushState({ search: true }, ""); } catch { /* a browser may forbid it */ }
    }
    parts.field.disabled ? parts.close.focus() : (parts.field.focus(), parts.field.select());
  };

  const setUp = () => {
    const opener = document.querySelector(".tl-search-open");
    opener.hidden = false;
    opener.addEventListener("click", open);
    document.addEventListener("keydown", event => {
      const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      // The letter, and where the layout has no Latin letters the key that bears it on others; a bare key is what it types.
      const k = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() === "k" : event.code === "KeyK";
      const controlK = k && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (typing || !(slash || controlK)) return;
      event.preventDefault();
      open();
    });
  };

  document.addEventListener("DOMContentLoaded", setUp);
}
