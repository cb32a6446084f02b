// The filters of the ledger and the registers: text, kind, type, modality, verdict, words. What is chosen stands in the
// address, so that a selection can be linked to; an address with a record's id shows that record whatever is chosen.
// Without this script the whole list shows, and the controls do not.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".tl-filters");
  if (!form) return;
  const article = form.closest("article");
  const told = form.querySelector("output");
  const fields = [...form.elements].filter(field => field.name);
  const docs = new Set([...form.elements.text.options].map(option => option.value).filter(Boolean));
  const group = id => id.split("-")[0];

  // A record of one text belongs to it; an event, a link and a later event belong to every text they name.
  const textsOf = node => docs.has(group(node.id)) ? [group(node.id)]
    : [...node.querySelectorAll("[data-record]")].map(link => group(link.dataset.record));
  const verdictsOf = node => [...node.querySelectorAll(".tl-verdict")].map(mark => mark.classList[1]);
  const read = () => {
    const items = [...article.querySelectorAll(".tl-entry, .tl-table tr[id]")].map(node => ({
      node, ...node.dataset, kind: node.closest("[data-kind]")?.dataset.kind,
      texts: new Set(textsOf(node)), verdicts: new Set(verdictsOf(node)),
      get words() { // folded when words are first sought
        const value = textledger.fold(node.textContent);
        Object.defineProperty(this, "words", { value });
        return value;
      },
    }));
    // Parts that may go when nothing in them fits: not the part in which the reader chooses.
    const blocks = [...article.querySelectorAll("section, .tl-table, .tl-entries")].filter(block => !block.contains(form))
      .map(block => [block, items.filter(item => block.contains(item.node))]).filter(([, held]) => held.length);
    return { items, blocks };
  };
  let page; // read when something is first chosen: who comes for one entry does not wait for it

  const has = (item, name, value) => name === "text" ? item.texts.has(value)
    : name === "verdict" ? item.verdicts.has(value) : item[name] === value;
  // What is asked of an entry: each choice and each word, with its name for the reader.
  const conditions = chosen => [
    ...fields.filter(field => field.name !== "q" && chosen[field.name]).map(field => ({
      name: field.selectedOptions[0].textContent, met: item => has(item, field.name, chosen[field.name]),
    })),
    ...textledger.wordConditions(chosen.q, item => item.words),
  ];

  const remember = chosen => {
    const address = new URL(location.href);
    address.search = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    try { history.replaceState(null, "", address); } catch { /* a browser may forbid it, on disk or when typed fast */ }
  };

  const apply = () => {
    const chosen = Object.fromEntries(fields.map(field => [field.name, field.value.trim()]));
    const asked = conditions(chosen), named = textledger.named();
    page ||= read();
    const left = new Set(textledger.meeting(page.items, asked));
    for (const item of page.items) {
      const fit = left.has(item);
      item.node.hidden = !fit && item.node.id !== named;
      item.node.classList.toggle("tl-outside", !fit && item.node.id === named);
    }
    for (const [block, held] of page.blocks) block.hidden = held.every(item => item.node.hidden);
    told.textContent = `${left.size} of ${page.items.length} ${form.dataset.unit}${left.size ? "" : textledger.wayOut(page.items, asked)}`;
    return chosen;
  };

  // Entries far from the window have an estimated height until they are drawn, so the place is sought again, frame by
  // frame, until it holds still.
  const seek = (node, frames = 30, still = 0) => {
    node.scrollIntoView({ behavior: "instant" });
    const top = node.getBoundingClientRect().top;
    requestAnimationFrame(() => {
      const same = Math.abs(node.getBoundingClientRect().top - top) < 1;
      if (frames && !(same && still > 2)) seek(node, frames - 1, same ? still + 1 : 0);
    });
  };
  const toNamed = () => {
    if (page || fields.some(field => field.value)) apply();
    const node = document.getElementById(textledger.named());
    if (node) seek(node);
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = asked.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = ""; // an address may name what is no choice
  }
  if (location.hash) toNamed();
  else if (fields.some(field => field.value)) apply();
  form.addEventListener("input", () => remember(apply()));
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => remember(apply()))); // the fields are emptied after the event
  addEventListener("hashchange", () => { if (location.hash) toNamed(); });
});
