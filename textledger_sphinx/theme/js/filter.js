// What all filters share, and a field above each table that asks for one: rows that do not hold the words typed are
// hidden. Without JavaScript the whole table shows. Arabic is compared folded and without the article.
{
  const ARTICLE = /^\u0627\u0644(?=...)/;
  const SIGNS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}*]+$/gu;  // around a word
  // What Arabic writes on to a word: and, in, as, for, the; and whose it is, or how many.
  const BEFORE = "[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644|[\u0628\u0643\u0644])?";
  const BEHIND = "(?:\u0627\u062a|\u0648\u0646|\u064a\u0646|\u0647\u0627|\u0647\u0645|\u0647|\u0627)?";

  // The text of an element, folded, with a space between its parts: words of neighbours are not one word.
  textledger.wordsOf = element => {
    const parts = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) parts.push(walker.currentNode.data);
    return textledger.fold(parts.join(" "));
  };

  // Each word of what was typed as a condition on an item, with its name for the reader. Words are met whole, so that
  // "date" does not find a mandate; with a star at its end, a word is the beginning of others.
  textledger.wordConditions = (typed, textOf) => typed.split(/\s+/)
    .map(name => [name, textledger.fold(name).replace(SIGNS, "").replace(ARTICLE, "")]).filter(([, word]) => word.replace("*", ""))
    .map(([name, word]) => {
      const bare = word.replace(/\*+$/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), begins = word.endsWith("*");
      const [before, behind] = textledger.isArabic(bare) ? [BEFORE, BEHIND] : ["", ""];
      const whole = new RegExp(`(?<![\\p{L}\\p{N}])${before}${bare}${begins ? "" : `${behind}(?![\\p{L}\\p{N}])`}`, "u");
      return { name, met: item => whole.test(textOf(item)) };
    });
  // What a record says: the sentence of an entry, the first cell of prose of a row.
  textledger.sentenceOf = node => (node.querySelector(".tl-text, td.prose, td:not(:empty)") ?? node).textContent.trim();
  textledger.meeting = (items, conditions) => items.filter(item => conditions.every(({ met }) => met(item)));

  // What to say where nothing meets all conditions: what each of them keeps out, or how else to ask.
  textledger.wayOut = (items, conditions) => {
    const without = conditions
      .map(one => [one.name, textledger.meeting(items, conditions.filter(other => other !== one)).length])
      .filter(([, left]) => left && conditions.length > 1)
      .map(([name, left]) => `without \u201c\u2068${name}\u2069\u201d there are ${left}`);
    return without.length ? `: ${without.join(", ")}.`
      : ". Try fewer words, or the beginning of a word with a star (stolten*); Arabic and English are both read, vowel signs and accents are not needed.";
  };
}

textledger.equipFilters = root => {
  for (const frame of root.querySelectorAll(".tl-table[data-filter]")) {
    const rows = [...frame.querySelectorAll("tbody tr")].map(row => ({ row, words: textledger.wordsOf(row) }));
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
