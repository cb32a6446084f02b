// What a cell shows, put on the page in the markup that Python writes (textledger/html).
{
  const FIGURE = "application/vnd.textledger.figure+json";
  const TABLE = "application/vnd.textledger.table+json";
  const VEGA_LITE = /^application\/vnd\.vegalite(\.v\d[\d.]*)?\+json$/; // charts of the reader's own
  const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g; // what a terminal takes for colours and moves

  const element = (tag, className, content = "") => {
    const made = document.createElement(tag);
    made.className = className;
    made.innerHTML = content;
    return made;
  };

  const fragment = markup => document.createRange().createContextualFragment(markup);

  // Where the book uses a record is known to the build only: an entry of the ledger keeps what it said of it.
  const uses = new Map();
  window.textledger.keepUses = article => {
    for (const line of article.querySelectorAll(".tl-entry > .tl-uses")) uses.set(line.parentElement.id, line.outerHTML);
  };
  const withUses = markup => markup.replace(/<!--uses:([a-z0-9-]+)-->/g, (_, id) => uses.get(id) ?? "");

  // A figure as Python writes it; of the static figure of the same id, where there is one, it keeps the room.
  // Where its drawings are the same, the legend is, too; others have one of their own within them.
  const figure = ({ id, specs, full, markup }, still) => {
    const made = fragment(withUses(markup)).firstElementChild, before = still?.querySelector(".tl-chart");
    if (still) made.dataset.version = still.dataset.version;
    if (before) made.querySelector(".tl-chart").style.cssText = before.style.cssText;
    const number = still?.querySelector(".tl-number"), legend = still?.querySelector(":scope > .tl-legend");
    if (number) made.querySelector(".tl-number").textContent = number.textContent;
    const draw = async () => {
      const book = still && await window.textledger.chartSpecs(id).catch(() => null);
      const same = JSON.stringify(book) === JSON.stringify(specs);
      if (same && legend) made.querySelector("figcaption").after(legend.cloneNode(true));
      const places = window.textledger.drawings(made);
      await Promise.all((same ? specs : full).map((spec, number) => window.textledger.draw(places[number], spec)));
    };
    return { made, draw };
  };

  const text = (kind, content) => {
    const made = element("div", `output ${kind}`, "<pre></pre>");
    made.firstChild.textContent = content;
    return made;
  };

  // Printed text as a terminal leaves it: a return begins the line anew, colours are left out.
  const seen = line => line.replace(/\r+$/, "").replace(/^.*\r/s, "");
  window.textledger.terminal = () => {
    const made = text("stream", ""), above = document.createTextNode(""), last = document.createTextNode("");
    made.firstChild.append(above, last);
    let line = "";
    return {
      element: made,
      write(piece) {
        const lines = (line + piece.replace(COLOURS, "")).replaceAll("\r\n", "\n").split("\n");
        line = lines.pop();
        if (lines.length) above.appendData(`${lines.map(seen).join("\n")}\n`);
        last.data = seen(line);
      },
    };
  };
  const printed = output => {
    const { element: made, write } = window.textledger.terminal();
    write(output.text);
    return made;
  };

  const error = output => {
    const made = text("tl-error", output.traceback.replace(COLOURS, ""));
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", `Error: ${output.ename}`);
    if (!output.advice) return made;
    const advice = element("p", "tl-advice");
    advice.textContent = `${output.advice} `;
    const notebook = document.querySelector(".tl-notebooks a[href$='.ipynb']");
    if (notebook && /notebook/i.test(output.advice)) {
      advice.append(Object.assign(document.createElement("a"), { href: notebook.href, download: "", textContent: "Download it" }), ".");
    }
    made.prepend(advice);
    return made;
  };

  // A chart of the reader's own: on white, since it has the colours that Vega gives.
  const ownChart = spec => {
    const made = element("div", "output tl-own-chart", '<div class="tl-chart" role="img"></div>');
    const chart = made.firstChild, title = spec.title?.text ?? spec.title;
    chart.setAttribute("aria-label", spec.description ?? (typeof title === "string" ? title : "Chart drawn by this cell"));
    const draw = () => window.textledger.draw(chart, { background: "white", ...spec }).catch(({ message }) => {
      made.replaceChildren(text("tl-error", `The chart could not be drawn: ${message}`));
    });
    return { made, draw };
  };

  const picture = (media, data, told) => {
    const made = element("div", "output tl-picture", "<img>");
    const address = media.endsWith("svg+xml") ? `data:${media};charset=utf-8,${encodeURIComponent(data)}` : `data:${media};base64,${data}`;
    Object.assign(made.firstChild, { src: address, alt: told });
    return made;
  };

  // Markup of the reader's own: its tables look like the book's and scroll where they are too wide.
  const markup = html => {
    const made = element("div", "output text_html", html);
    for (const style of made.querySelectorAll("style[scoped]")) style.remove(); // pandas writes it for other pages
    for (const table of made.querySelectorAll("table")) {
      if (table.closest(".tl-table")) continue;
      for (const part of [table, ...table.querySelectorAll("tr")]) for (const name of ["border", "style"]) part.removeAttribute(name);
      const frame = element("div", "tl-table");
      for (const [name, value] of [["role", "region"], ["aria-label", "Table made by this cell"], ["tabindex", "0"]]) frame.setAttribute(name, value);
      table.replaceWith(frame);
      frame.append(table);
    }
    const handlers = [...made.querySelectorAll("*")].flatMap(part => [...part.attributes].filter(({ name }) => /^on/.test(name)));
    for (const handler of handlers) handler.ownerElement.removeAttributeNode(handler);
    if (handlers.length || made.querySelector("script")) made.append(text("stream", "Scripts in an output do not run on this page."));
    return made;
  };

  const show = (output, figures) => {
    if (output.output_type === "stream") return { made: printed(output) };
    if (output.output_type === "error") return { made: error(output) };
    const { data } = output, told = data["text/plain"] ?? "";
    if (data[FIGURE]) return figure(data[FIGURE], figures.find(({ id }) => id === data[FIGURE].id));
    if (data[TABLE]) return { made: fragment(withUses(data[TABLE].html)) };
    const chart = Object.keys(data).find(media => VEGA_LITE.test(media));
    if (chart) return ownChart(data[chart]);
    if (data["text/html"]) return { made: markup(data["text/html"]) };
    const drawn = ["image/svg+xml", "image/png", "image/jpeg"].find(media => data[media]);
    return { made: drawn ? picture(drawn, data[drawn], told) : text("text_plain", told) };
  };

  // The outputs of a cell: the tables of the numbers that it binds for the prose, as elements, and all others.
  window.textledger.sortOutputs = outputs => {
    const ofCode = ({ data }) => data?.[TABLE]?.layer === "code";
    const numbers = outputs.filter(ofCode).map(({ data }) => fragment(data[TABLE].html).firstElementChild);
    return { numbers, others: outputs.filter(output => !ofCode(output)) };
  };

  // Where the book has gathered the records of a block of an output into a mark, the same block of a run has the mark.
  // What else a run says keeps the ids as Python writes them: the book has no note on it.
  const BLOCKS = "td, th, caption, figcaption, li, p, dd, blockquote";
  const letters = (block, ids) => {
    const copy = block.cloneNode(true);
    for (const part of copy.querySelectorAll("sup.tl-ev, a.tl-claim")) {
      if (part.matches("sup") || ids.has(part.dataset.record)) part.remove();
    }
    return copy.textContent.replace(/\((?:see|checks?|claims?|records?)?[\s,;and]*\)|[^\p{L}\p{N}]/gu, "");
  };
  const putMarks = (box, still) => {
    const known = [...still?.querySelectorAll("sup.tl-ev") ?? []].map(sup => {
      const notes = document.querySelectorAll(`${sup.querySelector("a").hash} [data-record]`);
      return { block: sup.closest(BLOCKS), ids: new Set([...notes].map(note => note.dataset.record)) };
    });
    for (const block of box.querySelectorAll(BLOCKS)) {
      if (!block.querySelector("a.tl-claim")) continue;
      const at = known.findIndex(one => one.block.localName === block.localName && letters(one.block, one.ids) === letters(block, one.ids));
      if (at >= 0) block.replaceChildren(...[...known.splice(at, 1)[0].block.childNodes].map(node => node.cloneNode(true)));
    }
  };

  // Put the outputs of a cell into a box, in the place of what it holds. still: the cell's outputs in the book, or null.
  // Resolves when every chart is drawn. Other scripts learn of the new elements by the event `textledger:shown`, whose
  // target is the box.
  window.textledger.showOutputs = async (box, outputs, still) => {
    const figures = [...still?.querySelectorAll(".tl-figure") ?? []];
    const shown = outputs.map(output => show(output, figures));
    box.replaceChildren(...shown.map(({ made }) => made));
    putMarks(box, still);
    await Promise.all(shown.map(({ draw }) => draw?.()));
    box.dispatchEvent(new CustomEvent("textledger:shown", { bubbles: true }));
  };
}
