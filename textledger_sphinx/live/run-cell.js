// One code cell of a page: its code, which may be edited, and its outputs, static or live.
window.textledger ??= {};
{
  const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

  class Cell {
    // element: `div.cell`; number: from 1, in the order of the page
    constructor(element, number) {
      this.element = element;
      this.number = number;
      this.label = `cell ${number}`;
      this.input = element.querySelector(".cell_input");
      this.code = this.input.querySelector("pre");
      this.own = this.code.textContent.replace(/\n$/, ""); // Pygments ends the listing with a line break
      this.still = element.querySelector(":scope > .cell_output"); // what the build put there, if anything
      this.at = this.still; // what stands there now
      this.folded = element.querySelector("details.hide"); // its code, folded below what it shows
      this.home = this.folded?.parentElement;
      this.numbers = [...element.querySelectorAll(".tl-numbers")]; // what the build bound for the prose
      this.bound = this.numbers; // what stands there now
      this.field = this.tools = this.box = null;
    }

    get source() { return this.field ? this.field.value : this.own; }
    get edited() { return this.source !== this.own; }

    // Add the cell's buttons below its code, which then stands above what it shows. run: called with this cell.
    equip(run) {
      if (this.tools) return;
      if (this.folded) this.element.prepend(this.folded);
      this.tools = make("div", "tl-cell-tools");
      this.runButton = this.#button("Run cell", `Run ${this.label}`, () => run(this));
      this.editButton = this.#button("Edit", `Edit ${this.label}`, () => this.edit(run));
      this.revertButton = this.#button("Undo edits", `Undo the edits of ${this.label}`, () => this.revert());
      this.revertButton.hidden = true;
      this.told = make("span", "tl-cell-told");
      this.tools.append(this.runButton, this.editButton, this.revertButton, this.told);
      this.input.after(this.tools);
    }

    #button(text, label, act) {
      const button = make("button", "tl-button", text);
      button.type = "button";
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      return button;
    }

    // Replace the listing by a text field. Tab leaves it, so that nobody is caught in it.
    edit(run) {
      this.field = make("textarea", "tl-cell-code");
      Object.assign(this.field, { value: this.own, spellcheck: false, rows: this.own.split("\n").length + 1, dir: "ltr" });
      this.field.setAttribute("autocapitalize", "off");
      this.field.setAttribute("aria-label", `Code of ${this.label}. Shift or Control and Enter run it.`);
      this.field.addEventListener("keydown", event => {
        if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        run(this);
      });
      this.code.parentElement.hidden = true;
      this.input.append(this.field);
      this.editButton.hidden = true;
      this.revertButton.hidden = false;
      this.field.setSelectionRange(0, 0);  // long lines are seen from their beginning
      this.field.focus();
    }

    // Back to the code of the book; what the cell showed last stays until it runs again, and says what it is of.
    revert() {
      this.#unfold();
      if (this.box && this.ran !== this.own) {
        this.box.querySelector(".tl-ran-mark").textContent = `Live: ${this.label}, with the edits that were undone`;
      }
      this.editButton.focus();
    }

    #unfold() {
      this.field?.remove();
      this.field = null;
      this.code.parentElement.hidden = false;
      if (!this.tools) return;
      this.editButton.hidden = false;
      this.revertButton.hidden = true;
    }

    // A run of this cell begins: what an earlier run showed is pale until something replaces it.
    begin() {
      this.ran = this.source;
      this.element.setAttribute("aria-busy", true);
      this.told.textContent = "running";
      this.box?.classList.add("tl-earlier");
      this.printing = null;
    }

    // Show what the running cell prints, piece by piece.
    print({ text }) {
      if (!this.printing) {
        this.printing = window.textledger.terminal();
        this.#showBox(`Live: ${this.label}, running`).append(this.printing.element);
      }
      this.printing.write(text);
    }

    // The run is over, whether or not it returned something.
    ended() {
      this.element.removeAttribute("aria-busy");
      if (this.told?.textContent === "running") this.told.textContent = "";
      this.box?.classList.remove("tl-earlier");
    }

    // Show what a run of this cell returned, marked as live.
    async show({ outputs, ok, line, ms }) {
      this.ended();
      const seconds = `${(ms / 1000).toFixed(2)} s`;
      this.told.textContent = ok ? `ran in ${seconds}` : line ? `stopped in line ${line}` : "failed";
      if (!ok) for (const folded of this.element.querySelectorAll("details.hide")) folded.open = true;
      const { numbers, others } = window.textledger.sortOutputs(outputs);
      this.#putNumbers(numbers);
      if (!others.length) {
        this.box = null;
        this.#put(document.createComment("no output"));
        return;
      }
      const content = this.#showBox(`Live: ${this.label}, ${seconds}`);
      await window.textledger.showOutputs(content, others, this.still);
    }

    // Put an empty box for live outputs in the place of the outputs; returns its content.
    #showBox(mark) {
      const content = make("div", "tl-ran-content");
      this.box = make("div", "cell_output tl-ran");
      this.box.append(make("p", "tl-ran-mark", mark), content);
      this.#put(this.box);
      return content;
    }

    #put(node) {
      if (this.at) this.at.replaceWith(node);
      else this.element.append(node);
      this.at = node;
    }

    // Put the numbers that the cell binds for the prose with its code.
    #putNumbers(tables) {
      const put = tables.length || !this.numbers.length ? tables : [document.createComment("no numbers")]; // keeps the place
      const [first, ...others] = this.bound;
      if (first) first.replaceWith(...put);
      else (this.tools ?? this.input).after(...put);
      for (const other of others) other.remove();
      this.bound = put;
    }

    // Show what the build showed, because this cell did not run with the cells before it.
    restore() {
      this.#putNumbers(this.numbers);
      if (this.still) this.#put(this.still);
      else this.at?.remove();
      this.at = this.still;
      this.box = null;
      if (this.told) this.told.textContent = "";
    }

    // Back to what the build wrote, code and outputs.
    reset() {
      this.restore();
      this.tools?.remove();
      this.tools = null;
      this.home?.append(this.folded);
      this.#unfold();
      this.element.removeAttribute("aria-busy");
    }
  }

  window.textledger.Cell = Cell;
}
