// "Cite this": copies one of the forms. The buttons are hidden in the markup and shown here, so that without this
// script no dead button remains; the text can be selected and the files downloaded either way.
{
  // A page opened from disk may be refused the clipboard; then the older command copies a selection.
  const copyBySelection = part => {
    const selection = getSelection();
    selection.selectAllChildren(part);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges(); // else it stays, to be copied by hand
    return done;
  };

  const copy = async part => {
    try {
      await navigator.clipboard.writeText(part.textContent);
      return true;
    } catch {
      return copyBySelection(part);
    }
  };

  textledger.copyText = async text => {
    const part = Object.assign(document.createElement("pre"), { textContent: text });
    document.body.append(part);
    try { return await copy(part); } finally { part.remove(); }
  };

  for (const panel of document.querySelectorAll(".tl-cite-this")) {
    const said = panel.querySelector("[role=status]");
    for (const button of panel.querySelectorAll("[data-copies]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const done = await copy(document.getElementById(button.dataset.copies));
        said.textContent = done ? `${button.dataset.name} copied.` : `${button.dataset.name} is selected: copy it with the keyboard.`;
      });
    }
  }
}
