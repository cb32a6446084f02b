// On the ledger, the entry in use (pointed at, focused, tapped or addressed) offers its link and its citation: one row
// at a time, since a row in each entry would be some hundred buttons to pass.
textledger.later(() => {
  if (!document.querySelector(".tl-entries")) return;
  let row = null; // the one that shows
  let wanted = null; // the entry it is made for

  const offer = async entry => {
    if (!entry || row?.parentElement === entry || row?.contains(document.activeElement)) return;
    wanted = entry;
    let made;
    try { made = await textledger.actionsOf(entry.id); } catch { return; } // the entries' script did not arrive
    if (wanted !== entry || row?.parentElement === entry) return;
    row?.remove();
    row = made;
    entry.querySelector(".tl-head").after(row); // Tab leads from the id to it
  };
  const entryAt = node => node?.closest?.(".tl-entry[id]");
  const addressed = () => offer(entryAt(document.getElementById(textledger.named())));

  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, event => {
      // An entry moves under a resting pointer when the row leaves the one above: that takes nothing from the focus.
      if (kind !== "pointerover" || !entryAt(document.activeElement)) offer(entryAt(event.target));
    }, { passive: true });
  }
  addEventListener("hashchange", addressed);
  addressed();
});
