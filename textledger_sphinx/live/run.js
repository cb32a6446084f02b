// "Run this chapter": executes the cells of the page in the reader's browser, in place. Nothing is fetched before the
// reader points at the button.
window.textledger ??= {};
{
  const CORE = ["worker.mjs", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"];
  const ARCHIVE = "notebooks/filling-the-vacuum.zip";
  const SHOWN = ["Python", "numpy", "pandas", "altair", "Pyodide"];
  const root = () => new URL(document.documentElement.dataset.content_root || "./", location.href);
  const make = (tag, className, properties = {}) => Object.assign(document.createElement(tag), { className, ...properties });
  const seconds = ms => (ms / 1000).toFixed(1);
  const megabytes = bytes => (bytes / 1e6).toFixed(1);

  // The numbers in the prose that come from the page's own cells.
  class Prose {
    constructor(article) {
      this.spans = [...article.querySelectorAll("[data-glue]")];
      this.wanted = this.spans.map(span => [span.dataset.glue, span.dataset.format]);
      this.own = this.spans.map(span => [...span.childNodes]);
    }

    update(texts) {
      this.spans.forEach((span, n) => {
        if (texts[n] === null) return this.#restore(span, n); // not bound, or not any more
        span.dataset.ran = texts[n] === this.own[n].map(node => node.textContent).join("") ? "same" : "changed";
        span.textContent = texts[n];
      });
    }

    reset() {
      this.spans.forEach((span, n) => this.#restore(span, n));
    }

    #restore(span, n) {
      delete span.dataset.ran;
      span.replaceChildren(...this.own[n]);
    }
  }

  // The controls of a page with cells, and what they do.
  class Chapter {
    // article: the page's article; kernel: the Python session to use
    constructor(article, kernel) {
      this.kernel = kernel;
      this.cells = [...article.querySelectorAll("div.cell")].filter(cell => cell.querySelector(".cell_input pre"))
        .map((cell, n) => new window.textledger.Cell(cell, n + 1));
      this.prose = new Prose(article);
      window.textledger.keepUses(article);
      this.work = null; // the run under way
      this.began = 0;
      this.#build(article);
    }

    #build(article) {
      const button = (name, text) => make("button", `tl-button tl-run-${name}`, { type: "button", textContent: text });
      this.bar = article.querySelector(".tl-run");
      this.runButton = this.bar.querySelector(".tl-run-all");
      this.runName = [...this.runButton.childNodes];
      this.stopButton = button("stop", "Stop");
      this.resetButton = button("reset", "Reset");
      this.runButton.addEventListener("click", () => this.runAll());
      this.stopButton.addEventListener("click", () => this.kernel.stop());
      this.resetButton.addEventListener("click", () => this.reset());
      this.meter = make("progress", "tl-run-meter", { max: 1 });
      this.meter.setAttribute("aria-label", "Loading Python");
      this.clock = make("span", "tl-run-clock"); // changes many times a second: not for screen readers
      this.clock.setAttribute("aria-hidden", "true");
      this.told = make("p", "tl-run-told");
      this.told.setAttribute("role", "status");
      for (const part of [this.stopButton, this.resetButton, this.meter]) part.hidden = true;
      this.bar.append(this.stopButton, this.resetButton, this.meter, this.clock, this.told);
      this.runButton.disabled = false;
      addEventListener("beforeunload", event => { if (this.edited.length) event.preventDefault(); }); // the browser asks
      for (const event of ["pointerenter", "focus"]) this.runButton.addEventListener(event, () => this.#prefetch(), { once: true });
    }

    get edited() { return this.cells.filter(cell => cell.edited); }

    // A copy without Python says so before it fetches anything else; one with it fetches ahead.
    async #prefetch() {
      if (location.protocol === "file:" || this.fetched) return;
      this.fetched = true;
      if (!await this.kernel.isThere()) {
        if (!this.work) this.#explain(this.kernel.absence(), null); // a run under way tells it by itself
        return;
      }
      if (navigator.connection?.saveData) return;
      for (const name of CORE) document.head.append(make("link", "", { rel: "prefetch", href: this.kernel.runtime + name }));
    }

    #tell(text) { this.told.textContent = text; }

    #progress({ what, loaded, total }) {
      if (what === "load") {
        this.meter.hidden = false;
        this.meter.value = loaded / total;
        this.step = `${megabytes(loaded)} of ${megabytes(total)} MB`;
      } else {
        this.meter.hidden = true;
        this.step = "";
        this.#tell("Starting pandas and Altair.");
      }
      this.#tick();
    }

    #tick() { this.clock.textContent = [this.step, `${seconds(performance.now() - this.began)} s`].filter(Boolean).join(", "); }

    // Do a piece of work with the controls set for it; tells its end, or why it could not be done.
    async #during(work) {
      if (this.work) return;
      this.began = performance.now();
      this.step = "";
      const ticking = setInterval(() => this.#tick(), 200);
      this.runButton.setAttribute("aria-disabled", true); // not `disabled`: it keeps the focus
      this.stopButton.hidden = false;
      this.resetButton.hidden = true;
      this.work = work();
      try {
        await this.work;
      } catch (error) {
        this.#explain(error, work);
      }
      clearInterval(ticking);
      this.work = null;
      this.runButton.removeAttribute("aria-disabled");
      if (document.activeElement === this.stopButton) this.runButton.focus();
      const equipped = this.cells.some(cell => cell.tools);
      if (equipped) this.runButton.textContent = "Run all again";
      this.stopButton.hidden = this.meter.hidden = true;
      this.resetButton.hidden = !equipped;
      this.clock.textContent = "";
      for (const cell of this.cells) if (cell.tools) cell.ended();
    }

    #explain(error, work) {
      if (error instanceof window.textledger.Stopped) {
        return this.#tell("Stopped. Python was ended, and with it all names; Run all again starts it anew.");
      }
      this.#tell(`${error.message} `);
      if (error.again) {
        const button = make("button", "tl-button", { type: "button", textContent: "Try again" });
        button.addEventListener("click", () => {
          this.runButton.focus(); // the message goes, and its button with it
          this.#during(work);
        });
        this.told.append(button, " ");
      }
      if (!error.offer) return;
      this.told.append("The notebooks run in Jupyter instead: ", make("a", "", {
        href: new URL(ARCHIVE, root()).href, textContent: "download them with code and data (zip)" }), ".");
    }

    async #start() {
      if (!this.kernel.started) this.#tell("Loading Python and its packages.");
      this.about = await this.kernel.start(progress => this.#progress(progress));
      for (const cell of this.cells) cell.equip(chosen => this.runOne(chosen));
    }

    async #run(cell) {
      cell.begin();
      const result = await this.kernel.run(cell.source, cell.label, this.prose.wanted, piece => cell.print(piece));
      await cell.show(result);
      this.prose.update(result.prose);
      return result;
    }

    // Run every cell from a clean state, in order, up to the first that fails.
    runAll() {
      return this.#during(async () => {
        const loading = !this.kernel.started;
        await this.#start();
        this.kernel.fresh();
        const running = performance.now();
        for (const cell of this.cells) {
          this.#tell(`Running ${this.cells.length} cells.`);
          this.step = `${cell.label} of ${this.cells.length}`;
          const { ok } = await this.#run(cell);
          if (ok) continue;
          for (const after of this.cells.slice(cell.number)) after.restore();
          return this.#failed(cell, "; the cells after it were not run.");
        }
        this.#finished(loading, performance.now() - running);
      });
    }

    #finished(loading, ran) {
      const { versions, load, import: imported } = this.about;
      this.times = { load: loading ? load : 0, import: loading ? imported : 0, run: ran };
      const parts = loading ? ` (loading ${seconds(load)}, starting ${seconds(imported)}, running ${seconds(ran)})` : "";
      this.#tell(`Ran ${this.cells.length} cells in ${seconds(performance.now() - this.began)} s${parts}. What is marked live `
        + `was computed here, by ${SHOWN.map(name => `${name} ${versions[name]}`).join(", ")}.`);
    }

    #failed(cell, rest = ".") {
      cell.element.id ||= `cell-${cell.number}`;
      this.#tell("");
      this.told.append(make("a", "", { href: `#${cell.element.id}`, textContent: `Cell ${cell.number} failed` }), rest);
    }

    // Run one cell in the state that the others left.
    runOne(cell) {
      return this.#during(async () => {
        await this.#start();
        this.#tell(`Running cell ${cell.number}.`);
        const { ok, ms } = await this.#run(cell);
        if (!ok) return this.#failed(cell);
        this.#tell(`Ran cell ${cell.number} in ${(ms / 1000).toFixed(2)} s.`);
      });
    }

    // Put the page back as it was built; Python stays, without the names it had.
    reset() {
      const edits = this.edited.length;
      if (edits && !confirm(`Reset discards your edits of ${edits === 1 ? "a cell" : `${edits} cells`}.`)) return;
      for (const cell of this.cells) cell.reset();
      this.prose.reset();
      if (this.kernel.started) this.kernel.fresh();
      this.resetButton.hidden = true;
      this.runButton.replaceChildren(...this.runName);
      this.runButton.focus();
      this.#tell("The page shows the outputs of the book again.");
    }
  }

  // Bring a page's controls to life; returns null for a page without cells, which has none.
  window.textledger.runnable = (article, kernel = new window.textledger.Kernel(new URL("run/", root()).href)) => {
    if (!article?.querySelector(".tl-run")) return null;
    return window.textledger.chapter = new Chapter(article, kernel);
  };

  window.textledger.later(() => window.textledger.runnable(document.querySelector("article")));
}
