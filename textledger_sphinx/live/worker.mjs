// The worker behind "Run this chapter": Pyodide and the book's packages, all from the folder `run/` of this site.
// It answers {start, runtime} with progress and then {ready}, {fresh} with a new namespace, and {id, page, source, label,
// wanted} with {id, stream} while the cell prints and then {id, result}: the outputs of a cell as media bundles.
// What ends it is told as {fatal: {reason, detail}}; the reasons are those of run-kernel.js.
let python, session, live;
let running = 0; // number of the request whose cell runs

class Unobtainable extends Error {} // a file of the runtime did not arrive

// Pyodide asks for its files by fetch: counting what arrives is all that progress needs. Sizes come from the manifest,
// not from Content-Length, which is the compressed size where the server compresses. A file that does not arrive is
// told here, because Pyodide itself would wait for ever or go on without it.
function countBytes(total) {
  const ask = self.fetch.bind(self);
  let loaded = 0;
  self.fetch = async (...request) => {
    const name = String(request[0]?.url ?? request[0]).split("/").pop();
    const lost = error => {
      end(new Unobtainable(`${name}: ${error.message ?? error}`));
      throw error;
    };
    const answer = await ask(...request).catch(lost);
    if (!answer.ok) lost(new Error(`answered with ${answer.status}`));
    if (!answer.body) return answer;
    const reader = answer.body.getReader();
    const counted = new ReadableStream({
      async pull(next) {
        const { done, value } = await reader.read().catch(lost);
        if (done) return next.close();
        loaded += value.byteLength;
        postMessage({ progress: { what: "load", loaded: Math.min(loaded, total), total } });
        next.enqueue(value);
      },
    });
    return new Response(counted, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
  };
  return () => { self.fetch = ask; };
}

// How browsers say that a script did not arrive.
const LOST = /failed to fetch|dynamically imported module|importing a module script|networkerror|load failed/i;

function end(error) {
  const lost = error instanceof Unobtainable || (!session && LOST.test(error?.message));
  const reason = lost ? "connection" : error.reason ?? "other";
  postMessage({ fatal: { reason, detail: String(error?.message ?? error) } });
}

const newSession = () => live.Session((name, text) => postMessage({ id: running, stream: { name, text } }));

async function start(runtime) {
  const began = performance.now();
  const answer = await fetch(runtime + "manifest.json").catch(error => { throw new Unobtainable(error.message); });
  if (!answer.ok) throw Object.assign(new Error("no manifest"), { reason: "absent" });
  const manifest = await answer.json();
  const stopCounting = countBytes(Object.values(manifest.files).reduce((sum, bytes) => sum + bytes, 0));
  const { loadPyodide } = await import(runtime + "pyodide.mjs")
    .catch(error => { throw new Unobtainable(`pyodide.mjs: ${error.message}`); });
  python = await loadPyodide({ indexURL: runtime, packages: ["textledger"], env: { PYTHONHASHSEED: "0" } });
  stopCounting();
  const loaded = performance.now();
  postMessage({ progress: { what: "import" } });
  live = python.pyimport("textledger_live");
  live.install(); // before the modules that show something: they find the stand-ins of Jupyter's modules
  python.runPython("import numpy, pandas, altair, textledger.display, textledger.charts");
  session = newSession();
  const ended = performance.now();
  postMessage({ ready: { versions: manifest.versions, load: loaded - began, import: ended - loaded } });
}

async function run({ id, page, source, label, wanted }) {
  running = id;
  session.page = page; // whose cells these are, as named from the root of the book
  const began = performance.now();
  const result = JSON.parse(await live.run_json(session, source, label, JSON.stringify(wanted)));
  postMessage({ id, result, ms: performance.now() - began });
}

onmessage = async ({ data: asked }) => {
  try {
    if (asked.start) await start(asked.runtime);
    else if (asked.fresh) session = newSession();
    else await run(asked);
  } catch (error) {
    end(error);
  }
};
// Pyodide loads a part of itself as a script; where that does not arrive, the promise it waits for is never settled.
addEventListener("unhandledrejection", event => {
  if (!session) end(new Unobtainable(String(event.reason?.message ?? event.reason)));
});
