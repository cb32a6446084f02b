// On a page about several texts each can be switched off: charts are drawn again without its rows, and the rows and
// columns of tables that are tied to it (data-doc) are hidden. Kept for this page only; captions count all texts.
document.addEventListener("DOMContentLoaded", () => {
  const group = document.querySelector(".tl-texts");
  if (!group) return;
  const boxes = [...group.querySelectorAll("input")];
  const told = group.querySelector("output"), back = group.querySelector("button");
  const counted = (n, name) => `${n} ${name}${n === 1 ? "" : "s"}`;
  const namesOf = box => [box.value, box.dataset.label];
  const every = new Set(boxes.flatMap(namesOf));
  let turn = 0;

  const tables = off => {
    const hit = new Set();
    for (const part of document.querySelectorAll(":is(.tl-table, .tl-narrow) [data-doc]")) {
      const hidden = off.has(part.dataset.doc);
      part.toggleAttribute("data-off-text", hidden);
      if (hidden) hit.add(part.closest("table, .tl-narrow"));
    }
    return hit.size;
  };

  // Only charts that hold rows of a text are drawn again.
  const charts = async () => {
    let hit = 0;
    await Promise.all([...document.querySelectorAll("figure.tl-figure[id]")].map(async figure => {
      const [wide] = await textledger.chartSpecs(figure.id).catch(() => []);
      const sets = Object.values(wide?.datasets ?? {});
      if (!sets.some(rows => textledger.rowsOff(rows, every).length)) return;
      await textledger.enliven(figure, true);
      hit += textledger.drawings(figure)[0].dataset.live === "yes" && sets.some(rows => textledger.rowsOff(rows).length);
    }));
    return hit;
  };

  const change = async () => {
    const mine = ++turn;
    const off = boxes.filter(box => !box.checked);
    textledger.textsOff = new Set(off.flatMap(namesOf));
    back.hidden = !off.length;
    const tablesHit = tables(textledger.textsOff), chartsHit = await charts();
    if (mine !== turn) return;
    told.textContent = off.length
      ? `${boxes.length - off.length} of ${counted(boxes.length, "text")}: ${off.map(box => box.dataset.label).join(", ")} left out of ${counted(chartsHit, "chart")} and ${counted(tablesHit, "table")}.`
      : "All texts are shown.";
  };

  back.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    boxes[0].focus(); // the button goes
    change();
  });
  for (const box of boxes) {
    box.checked = true;  // a browser may restore the boxes of an earlier visit
    box.addEventListener("change", change);
  }
});
