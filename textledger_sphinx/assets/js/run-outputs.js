// What a cell shows, put on the page in the markup that the build writes (textledger_sphinx/outputs.py).
window.textledger ??= {};
{
  const FIGURE = "application/vnd.textledger.figure+json";
  const TABLE = "application/vnd.textledger.table+json";
  const LEDGER = "chapters/ledger.html";
  const BIBLIOGRAPHY = "chapters/bibliography.html";
  const ARABIC = /[\u2066-\u2069]*[\u0621-\u06ff](?:[\u0610-\u06ff\u2066-\u2069 ]*[\u0610-\u06ff\u2066-\u2069])?/g;

  const escape = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
  const element = (tag, className, content = "") => {
    const made = document.createElement(tag);
    made.className = className;
    made.innerHTML = content;
    return made;
  };

  // The address of a page of the book, seen from this one; empty for this page.
  const address = page => {
    const root = document.documentElement.dataset.content_root || "./";
    const there = new URL(root + page, location.href);
    return there.pathname === location.pathname ? "" : root + page;
  };
  // docutils makes ids this way
  const anchor = key => `cite-${key}`.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/-+$/, "");
  const resolve = markup => markup
    .replace(/href="ledger:([^"]+)"/g, (_, id) => `href="${address(LEDGER)}#${id}" data-record="${id}"`)
    .replace(/href="bibliography:([^"]+)"/g, (_, key) => `href="${address(BIBLIOGRAPHY)}#${anchor(key)}"`);

  const figure = ({ id, caption, alt, spec, table, csv }) => {
    const said = escape(caption).replace(ARABIC, run => `<bdi lang="ar" dir="rtl" class="ar">${run}</bdi>`);
    const made = element("figure", "tl-figure", resolve(
      `<div class="tl-chart" role="img" tabindex="0" aria-label="${escape(alt)}"></div><figcaption>${said}</figcaption>`
      + `<div class="tl-under"><details class="tl-data"><summary>Data</summary>${table}</details>`
      + `<a class="tl-csv" download="${id}.csv">CSV</a></div>`));
    made.id = id;
    made.querySelector(".tl-csv").href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`;
    const place = made.querySelector(".tl-chart");
    const draw = window.textledger.draw ?? (async () => { place.textContent = alt; }); // charts.js brings the renderer
    return { made, draw: () => draw(place, spec) };
  };

  const text = (kind, content) => {
    const made = element("div", `output ${kind}`, "<pre></pre>");
    made.firstChild.textContent = content;
    return made;
  };

  const error = output => {
    const made = text("tl-error", output.traceback);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", `Error: ${output.ename}`);
    return made;
  };

  const show = output => {
    if (output.output_type === "stream") return { made: text("stream", output.text) };
    if (output.output_type === "error") return { made: error(output) };
    const { data } = output;
    if (data[FIGURE]) return figure(data[FIGURE]);
    if (data[TABLE]) return { made: document.createRange().createContextualFragment(resolve(data[TABLE].html)) };
    if (data["text/html"]) return { made: element("div", "output text_html", data["text/html"]) };
    return { made: text("text_plain", data["text/plain"] ?? "") };
  };

  // Put the outputs of a cell into a box, in the place of what it holds. Resolves when every chart is drawn.
  // Other scripts learn of the new elements by the event `textledger:shown`, with the box as its target.
  window.textledger.showOutputs = async (box, outputs) => {
    const shown = outputs.map(show);
    box.replaceChildren(...shown.map(({ made }) => made));
    await Promise.all(shown.map(({ draw }) => draw?.()));
    box.dispatchEvent(new CustomEvent("textledger:shown", { bubbles: true }));
  };
}
