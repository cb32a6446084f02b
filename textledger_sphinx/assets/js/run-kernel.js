// The Python session of a page: one worker, started when the reader asks, ended by "Stop".
window.textledger ??= {};
{
  const REASONS = {
    file: "This page was opened from a file, and browsers do not start Python from files.",
    webassembly: "This browser does not run WebAssembly, which Python needs here.",
    absent: "This copy of the book comes without the Python runtime.",
    memory: "There was not enough memory to run Python in this browser.",
  };

  // Why Python cannot start: `offer` says that the notebooks are the way out.
  class CannotRun extends Error {
    constructor(reason, detail = "") {
      super(REASONS[reason] ?? `Python could not be started: ${detail}`);
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

    // runtime: the absolute address of the folder `run/`, with a slash at its end
    constructor(runtime) { this.runtime = runtime; }

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
      return await new Promise((done, failed) => {
        this.#abandon = failed;
        this.#worker = new Worker(`${this.runtime}worker.mjs`, { type: "module" });
        this.#worker.onmessage = ({ data }) => {
          if (data.progress) tell(data.progress);
          else if (data.ready) done(data.ready);
          else if (data.fatal) this.#fail(this.#reason(data.fatal));
          else this.#settle(data);
        };
        // an error event without a message: the worker itself could not be fetched
        this.#worker.onerror = event => this.#fail(event.message ? this.#reason(event.message) : new CannotRun("absent"));
        this.#worker.postMessage({ start: true, runtime: this.runtime });
      });
    }

    #reason(message) {
      if (message === "absent") return new CannotRun("absent");
      return /memory/i.test(message) ? new CannotRun("memory") : new CannotRun("other", message);
    }

    #settle({ id, result, ms }) {
      this.#waiting.get(id)?.done({ ...result, ms });
      this.#waiting.delete(id);
    }

    // Run one cell. wanted: [name, format] of the values that the prose shows.
    // Resolves to { outputs, ok, line, prose, ms }.
    run(source, label, wanted) {
      return new Promise((done, failed) => {
        const id = ++this.#asked;
        this.#waiting.set(id, { done, failed });
        this.#worker.postMessage({ id, source, label, wanted });
      });
    }

    // Forget all names, as a restarted notebook does.
    fresh() { this.#worker?.postMessage({ fresh: true }); }

    // End Python at once: the only way to interrupt a running cell on a plain web server.
    stop() { this.#fail(new Stopped("stopped")); }

    #fail(error) {
      this.#worker?.terminate();
      this.#worker = this.#ready = null;
      this.#abandon(error);
      for (const { failed } of this.#waiting.values()) failed(error);
      this.#waiting.clear();
    }
  }

  Object.assign(window.textledger, { Kernel, CannotRun, Stopped });
}
