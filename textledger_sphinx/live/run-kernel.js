// The Python session of a page: one worker, started when the reader asks, ended by "Stop".
window.textledger ??= {};
{
  const REASONS = {
    file: "This page was opened from a file, and browsers do not start Python from files.",
    webassembly: "This browser does not run WebAssembly, which Python needs here.",
    absent: "This copy of the book comes without the Python runtime.",
    memory: "There was not enough memory to run Python in this browser.",
    offline: "There is no connection: Python has to be loaded once.",
    connection: "The connection was lost while Python was loading.",
    ended: "Python ended unexpectedly, and with it all names.",
  };
  const AGAIN = ["offline", "connection", "ended", "memory"]; // what may go away by itself
  const PATIENCE = 60_000; // milliseconds without a byte after which a connection counts as lost

  // Why Python cannot run: `again` says that another try may help, `offer` that the notebooks are the way out.
  class CannotRun extends Error {
    constructor(reason, detail = "") {
      super(REASONS[reason] ?? `Python could not be started: ${detail}`);
      this.reason = reason;
      this.again = AGAIN.includes(reason);
      this.offer = true;
    }
  }

  class Stopped extends Error {}

  class Kernel {
    #worker = null;
    #ready = null;
    #waiting = new Map(); // number of a request -> what settles its promise
    #asked = 0;
    #abandon = () => {}; // rejects the start that is under way
    #watch = 0; // the timer that waits for the next byte
    #ran = false; // whether Python was started

    // runtime: the absolute address of the folder `run/`, with a slash at its end; patience: in milliseconds
    constructor(runtime, patience = PATIENCE) { Object.assign(this, { runtime, patience }); }

    // Whether this copy has Python at all; unknown without a connection, and then taken for granted.
    isThere() {
      this.there ??= fetch(`${this.runtime}manifest.json`, { signal: AbortSignal.timeout(this.patience) })
        .then(answer => answer.status !== 404, () => true);
      return this.there;
    }

    absence() { return new CannotRun("absent"); }

    get started() { return this.#ready !== null; }

    // Start Python, once. tell: is given { what: "load", loaded, total } (bytes) and { what: "import" }.
    // Resolves to { versions, load, import } (milliseconds); rejects with CannotRun or Stopped.
    start(tell) {
      if (!this.#ready) {
        this.#ready = this.#start(tell);
        this.#ready.catch(() => { this.#ready = null; });
      }
      return this.#ready;
    }

    async #start(tell) {
      if (location.protocol === "file:") throw new CannotRun("file");
      if (typeof WebAssembly !== "object" || typeof Worker !== "function") throw new CannotRun("webassembly");
      if (!await this.isThere()) throw this.absence();
      return await new Promise((done, failed) => {
        this.#abandon = failed;
        this.#worker = new Worker(`${this.runtime}worker.mjs`, { type: "module" });
        this.#expect();
        this.#worker.onmessage = ({ data }) => {
          if (data.progress) {
            if (data.progress.what === "load") this.#expect();
            else clearTimeout(this.#watch);
            tell(data.progress);
          } else if (data.ready) {
            this.#ran = true;
            done(data.ready);
          } else if (data.fatal) this.#fail(this.#reason(data.fatal));
          else if (data.stream) this.#waiting.get(data.id)?.print(data.stream);
          else this.#settle(data);
        };
        this.#worker.onerror = event => {
          event.preventDefault();
          if (event.message) this.#fail(this.#reason({ reason: "other", detail: event.message }));
          else this.#askWhy(); // an error event without a message: the worker itself could not be fetched
        };
        this.#worker.postMessage({ start: true, runtime: this.runtime });
      });
    }

    // Something has to arrive in time.
    #expect() {
      clearTimeout(this.#watch);
      this.#watch = setTimeout(() => this.#fail(new CannotRun("connection")), this.patience);
    }

    // Tell a runtime that is not there from one that could not be reached.
    async #askWhy() {
      const worker = this.#worker;
      const answer = await fetch(`${this.runtime}manifest.json`, { cache: "no-store" }).catch(() => null);
      if (worker !== this.#worker) return; // ended meanwhile
      this.#fail(this.#reason({ reason: answer?.status === 404 ? "absent" : "connection" }));
    }

    #reason({ reason, detail = "" }) {
      if (/memory/i.test(detail)) return new CannotRun("memory");
      if (reason === "connection" && !navigator.onLine) return new CannotRun("offline");
      if (reason === "other" && this.#ran) return new CannotRun("ended");
      return new CannotRun(reason, detail);
    }

    #settle({ id, result, ms }) {
      this.#waiting.get(id)?.done({ ...result, ms });
      this.#waiting.delete(id);
    }

    // Run one cell. wanted: [name, format] of the values that the prose shows; print: is given { name, text } while
    // the cell prints. Resolves to { outputs, ok, line, prose, ms }.
    run(source, label, wanted, print = () => {}) {
      return new Promise((done, failed) => {
        const id = ++this.#asked;
        this.#waiting.set(id, { done, failed, print });
        this.#worker.postMessage({ id, page: document.documentElement.dataset.page, source, label, wanted });
      });
    }

    // Forget all names, as a restarted notebook does.
    fresh() { this.#worker?.postMessage({ fresh: true }); }

    // End Python at once: the only way to interrupt a running cell on a plain web server.
    stop() { this.#fail(new Stopped("stopped")); }

    #fail(error) {
      clearTimeout(this.#watch);
      this.#ran = false;
      this.#worker?.terminate();
      this.#worker = this.#ready = null;
      this.#abandon(error);
      for (const { failed } of this.#waiting.values()) failed(error);
      this.#waiting.clear();
    }
  }

  Object.assign(window.textledger, { Kernel, CannotRun, Stopped });
}
