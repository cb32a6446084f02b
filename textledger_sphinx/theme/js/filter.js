// What all filters share, and a field above each table that asks for one: rows that do not hold the words typed are
// hidden. Without JavaScript the whole table shows. Arabic is compared folded and without the article.
{
  const ARTICLE = /^\u0627\u0644(?=...)/;

  // Each word of what was typed as a condition on an item, with its name for the reader.
  textledger.wordConditions = (typed, textOf) => typed.split(/\s+/)
    .map(name => [name, textledger.fold(name).replace(ARTICLE, "")]).filter(([, word]) => word)
    .map(([name, word]) => ({ name, met: item => textOf(item).includes(word) }));
  textledger.meeting = (items, conditions) => items.filter(item => conditions.every(({ met }) => met(item)));

  // What to say where nothing meets all conditions: what each of them keeps out, or how else to ask.
  textledger.wayOut = (items, conditions) => {
    const without = conditions
      .map(one => [one.name, textledger.meeting(items, conditions.filter(other => other !== one)).length])
      .filter(([, left]) => left && conditions.length > 1)
      .map(([name, left]) => `without \u201c\u2068${name}\u2069\u201d there are ${left}`);
    return without.length ? `: ${without.join(", ")}.`
      : ". Try fewer words, or the beginning of a word; Arabic and English are both read, vowel signs and accents are not needed.";
  };
}

textledger.equipFilters = root => {
  for (const frame of root.querySelectorAll(".tl-table[data-filter]")) {
    const rows = [...frame.querySelectorAll("tbody tr")].map(row => ({ row, words: textledger.fold(row.textContent) }));
    const form = Object.assign(document.createElement("form"), { className: "tl-filter" });
    const label = Object.assign(document.createElement("label"), { textContent: `${frame.dataset.filter} ` });
    const field = Object.assign(document.createElement("input"), { type: "search", dir: "auto" });
    const every = Object.assign(document.createElement("button"),
      { type: "reset", className: "tl-button", textContent: "Show all", hidden: true });
    const told = document.createElement("output");
    label.append(field);
    form.append(label, every, told);
    frame.before(form);
    const apply = () => {
      const asked = textledger.wordConditions(field.value, item => item.words);
      const left = new Set(textledger.meeting(rows, asked));
      for (const item of rows) item.row.hidden = !left.has(item);
      told.textContent = !asked.length ? ""
        : `${left.size} of ${rows.length}${left.size ? "" : textledger.wayOut(rows, asked)}`;
      every.hidden = !asked.length;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { apply(); field.focus(); })); // the field is emptied after the event
  }
};

document.addEventListener("DOMContentLoaded", () => textledger.equipFilters(document));
document.addEventListener("textledger:shown", event => textledger.equipFilters(event.target)); // outputs of a live run
