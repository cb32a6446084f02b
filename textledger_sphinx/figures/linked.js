// A chart and a table of dated rows that follow each other: a span drawn on the chart's time axis, or given as two days,
// leaves the rows whose dates touch it. The fields are the way without a mouse.
{
  const day = time => new Date(time).toISOString().slice(0, 10);

  const field = (label, span) => {
    const box = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "date", min: span[0], max: span[1] });
    box.append(`${label} `, input);
    return [box, input];
  };

  const link = figure => {
    const table = document.getElementById(figure.dataset.links);
    const rows = [...table.querySelectorAll("tbody tr")];
    const dated = rows.filter(row => row.dataset.from);
    const days = dated.flatMap(row => [row.dataset.from, row.dataset.to]).filter(one => one > "1900-01-01" && one < "2100").sort();
    const span = [days[0], days.at(-1)];  // open ends are no days to choose
    const control = Object.assign(document.createElement("fieldset"), { className: "tl-span" });
    const legend = Object.assign(document.createElement("legend"), { textContent: "Rows whose dates touch a span of time" });
    const [fromBox, from] = field("From", span), [toBox, to] = field("to", span);
    const every = Object.assign(document.createElement("button"), { type: "button", className: "tl-button", textContent: "Show all" });
    const told = document.createElement("output");
    const hint = Object.assign(document.createElement("span"), { className: "tl-hint", textContent: "or drag across the chart" });
    control.append(legend, fromBox, toBox, every, hint, told);
    table.before(control);
    let view = null;

    const show = () => {
      const all = !from.value && !to.value;
      let shown = 0;
      for (const row of rows) {
        const touches = row.dataset.from && row.dataset.from <= (to.value || "9999") && row.dataset.to >= (from.value || "0000");
        row.toggleAttribute("data-off-span", !all && !touches);
        shown += all || Boolean(touches);
      }
      if (!all) for (const box of figure.querySelectorAll(".tl-rows input")) box.checked = true;  // what was found shows whole
      told.textContent = all ? "" : `${shown} of ${rows.length} rows${shown ? "" : `. The dates run from ${span[0]} to ${span[1]}.`}`;
    };
    const clearSpan = () => view?.data("span_store", []).runAsync();
    const typed = () => { clearSpan(); show(); };
    from.addEventListener("change", typed);
    to.addEventListener("change", typed);
    every.addEventListener("click", () => { from.value = to.value = ""; clearSpan(); show(); });

    figure.addEventListener("tl-drawn", event => {
      view = event.detail;
      if (!Object.hasOwn(view.getState().signals, "span")) return;
      view.addSignalListener("span", (_name, selected) => {
        const times = Object.values(selected)[0];
        if (!times) return;  // cleared here, or by a click beside the span: the fields say what is shown
        [from.value, to.value] = [day(times[0]), day(times.at(-1))];
        show();
      });
    });
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("figure[data-links]").forEach(link));
}
