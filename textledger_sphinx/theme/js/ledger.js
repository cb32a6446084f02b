// The filters of the ledger and the registers: text, kind, type, modality, checks, words. What is chosen stands in the
// address, so that a selection can be linked to; an address with a record's id shows that record whatever is chosen.
// Without this script the whole list shows, and the controls do not.
document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement, form = document.querySelector(".tl-filters");
  if (!form) return;
  const article = form.closest("article");
  const told = form.querySelector("output");
  const fields = [...form.elements].filter(field => field.name);
  const docs = new Set([...form.elements.text.options].map(option => option.value).filter(Boolean));
  const group = id => id.split("-")[0];

  // A record of one text belongs to it; an event, a link and a later event belong to every text they name.
  const textsOf = node => docs.has(group(node.id)) ? [group(node.id)]
    : [...node.querySelectorAll("[data-record]")].map(link => group(link.dataset.record));
  // Each check of an entry: its verdict and the kinds of records that it concerns.
  const checksOf = node => (node.dataset.checks ?? "").split(" ").filter(Boolean).map(check => {
    const [verdict, kinds] = check.split(":");
    return { verdict, about: kinds.split(",") };
  });
  const read = () => {
    const items = [...article.querySelectorAll(".tl-entry, .tl-table tr[id]")].map(node => ({
      node, ...node.dataset, kind: node.closest("[data-kind]")?.dataset.kind,
      texts: new Set(textsOf(node)), checks: checksOf(node),
      get words() { // folded when words are first sought
        const value = textledger.wordsOf(node);
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

  const has = (item, name, chosen) => {
    const value = chosen[name];
    if (name === "text") return item.texts.has(value);
    // a claim that nobody looked up has no check, or one that says so
    if (name === "verdict") return item.checks.some(check => check.verdict === value) || (value === "not_checked" && !item.kind && !item.checks.length);
    // one check must have the verdict and the concern
    if (name === "about") return item.checks.some(({ verdict, about }) => about.includes(value) && (chosen.verdict || verdict) === verdict);
    return item[name] === value;
  };
  // What is asked of an entry: each choice and each word, with its name for the reader.
  const conditions = chosen => [
    ...fields.filter(field => field.name !== "q" && chosen[field.name]).map(field => ({
      name: field.selectedOptions[0].textContent, field, met: item => has(item, field.name, chosen),
    })),
    ...textledger.wordConditions(chosen.q, item => item.words),
  ];

  const remember = chosen => {
    const address = new URL(location.href);
    address.search = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
    try { history.replaceState(null, "", address); } catch { /* a browser may forbid it, on disk or when typed fast */ }
  };

  // Chips that each take back a choice, and the presets: which of them is chosen.
  const chips = form.querySelector(".tl-chosen"), presets = [...form.querySelectorAll("[data-preset]")];
  const tell = (asked, address) => {
    root.classList.toggle("tl-narrowed", asked.length > 0);
    chips.replaceChildren(...asked.filter(({ field }) => field).map(({ name, field }) => {
      const chip = Object.assign(document.createElement("button"), { type: "button", textContent: `${name} \u00d7` });
      chip.setAttribute("aria-label", `Without ${name}`);
      chip.addEventListener("click", () => { field.value = ""; remember(apply()); field.focus(); });
      return chip;
    }));
    for (const preset of presets) preset.setAttribute("aria-pressed", sorted(preset.dataset.preset) === sorted(address));
  };
  const sorted = address => address.split("&").sort().join("&");

  let shown = []; // what the last choice left
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
    shown = [...left].map(item => item.node);
    tell(asked, new URLSearchParams(Object.entries(chosen).filter(([, value]) => value)).toString());
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
  told.textContent ||= `${article.querySelectorAll(".tl-entry, .tl-table tr[id]").length} ${form.dataset.unit}`;
  form.addEventListener("input", () => remember(apply()));
  for (const preset of presets) {
    preset.addEventListener("click", () => {
      const wanted = new URLSearchParams(preset.getAttribute("aria-pressed") === "true" ? "" : preset.dataset.preset);
      for (const field of fields) field.value = wanted.get(field.name) ?? "";
      remember(apply());
      const first = shown.find(node => !node.hidden);
      if (first?.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ behavior: "instant" });
    });
  }
  form.querySelector(".tl-copy").addEventListener("click", async () => {
    if (!page) apply();
    const lines = shown.map(node => `${node.id}\t${textledger.sentenceOf(node)}`);
    const done = await textledger.copyText([location.href, ...lines].join("\n"));
    form.querySelector("[role=status]").textContent = done ? "Copied." : "Copying is not allowed here.";
  });
  // What is led to stands below the filters, however high they are.
  new ResizeObserver(() => {
    const stays = [form.querySelector(".tl-told"), form].find(part => getComputedStyle(part).position === "sticky");
    root.style.setProperty("--tl-under", `${stays?.offsetHeight ?? 0}px`);
  }).observe(form.querySelector(".tl-told"));
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => remember(apply()))); // the fields are emptied after the event
  addEventListener("hashchange", () => { if (location.hash) toNamed(); });
});
