// A field above each table that asks for one: rows that do not hold the words typed are hidden. Without JavaScript the
// whole table shows. Arabic is compared without vowel signs and article, with alef, ya and ta marbuta folded.
// The words of a search, folded; the article of an Arabic word is left away, so that both forms are found.
textledger.sought = typed => textledger.fold(typed).split(/\s+/).filter(Boolean)
  .map(word => word.replace(/^\u0627\u0644(?=...)/, ""));

textledger.equipFilters = root => {
  for (const frame of root.querySelectorAll(".tl-table[data-filter]")) {
    const rows = [...frame.querySelectorAll("tbody tr")].map(row => [row, textledger.fold(row.textContent)]);
    const label = document.createElement("label");
    label.className = "tl-filter";
    label.textContent = frame.dataset.filter + " ";
    const field = Object.assign(document.createElement("input"), { type: "search", dir: "auto" });
    const told = document.createElement("output");
    label.append(field, told);
    frame.before(label);
    field.addEventListener("input", () => {
      const words = textledger.sought(field.value);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every(word => text.includes(word));
        shown += !row.hidden;
      }
      told.textContent = words.length ? ` ${shown} of ${rows.length}` : "";
    });
  }
};

document.addEventListener("DOMContentLoaded", () => textledger.equipFilters(document));
document.addEventListener("textledger:shown", event => textledger.equipFilters(event.target)); // outputs of a live run
