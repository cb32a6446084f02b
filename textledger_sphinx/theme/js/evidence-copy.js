// What a reader takes along: the link and the citation of a record, a sentence with its evidence. And how a sentence is
// found from its mark, which knows the number of its letters.
{
  const root = document.documentElement;
  const home = new URL(root.dataset.content_root || "./", location.href);
  // Only the book's own address is cited, from whatever host or disk a copy is read; as long as it has none, none is.
  const published = root.dataset.base;
  const citationOf = (id, title) => root.dataset.cite.replace("{}", title)
    + (published ? ` ${new URL(`${textledger.pageOf(id)}#${id}`, published)}` : "");
  const linkTo = hash => {
    const here = new URL(hash, location.href);
    return String(published ? new URL(here.href.slice(home.href.length), published) : here);
  };

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

  const rowOfButtons = buttons => {
    const row = Object.assign(document.createElement("p"), { className: "tl-actions" });
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    for (const [label, text, done] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", async () => { await copy(await text(), button); told.textContent = done; });
      row.append(button);
    }
    row.append(told);
    return row;
  };

  textledger.actionsFor = (id, title) => rowOfButtons([
    ["Copy link", () => textledger.placeOf(id), "Link copied"],
    ["Cite (APA)", () => citationOf(id, title), "Citation copied"],
  ]);

  // The range of the sentence before a mark: as many letters of the text as the mark says, without other marks.
  const sentenceOf = mark => {
    const sup = mark.closest(".tl-ev"), block = sup.closest("p, li, td, th, dd, dt, caption, figcaption, blockquote, h2, h3");
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, text =>
      text.parentElement.closest(".tl-ev, .tl-pop, .tl-side, .tl-ids") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const range = document.createRange();
    let left = Number(mark.dataset.n);
    range.setEndBefore(sup);
    texts.currentNode = sup;
    for (let text = texts.previousNode(); text && left > 0; text = texts.previousNode()) {
      range.setStart(text, Math.max(0, text.length - left));
      left -= text.length;
    }
    range.setEndBefore(sup);
    return range;
  };

  const plain = text => text.replace(/\s+/g, " ").trim();

  // A line of a note: a reference whole, or a record with verdict, correction and source of each check of it.
  const lineOf = async note => {
    const id = note.dataset.record;
    if (!id) return plain(note.querySelector("a").title || note.textContent);
    let checks = [];
    try { checks = [...(await textledger.entryOf(id)).querySelectorAll(".tl-check")]; } catch { /* entries did not arrive */ }
    const parts = [note, ...checks].map(part => [...part.childNodes].filter(one => !checks.length || !one.matches?.(".tl-fix")));
    return parts.map(part => plain(part.map(one => one.textContent).join(" "))).join(" | ");
  };

  textledger.copyRow = mark => rowOfButtons([["Copy with evidence", async () => {
    const part = sentenceOf(mark).cloneContents();
    for (const other of part.querySelectorAll(".tl-ev, .tl-pop, .tl-side, .tl-ids")) other.remove();
    const lines = await Promise.all([...document.querySelectorAll(`${mark.hash} > ul > li`)].map(lineOf));
    return [plain(part.textContent), "", ...lines, linkTo(`#${mark.id}`)].join("\n");
  }, "Copied"]]);

  textledger.underline = mark => {
    if (!globalThis.Highlight) return;
    CSS.highlights.delete("tl-evidence");
    if (mark?.matches(".tl-mark")) CSS.highlights.set("tl-evidence", new Highlight(sentenceOf(mark)));
  };
}
