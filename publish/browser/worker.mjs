// The worker behind "Run this chapter": Pyodide and the book's packages, all from the folder `run/` of this site.
// It answers {start, runtime} with progress and then {ready}, {fresh} with a new namespace, and {run, source, label,
// wanted} with the outputs of a cell as media bundles.
let python, session, live;

// Pyodide asks for its files by fetch: counting what arrives is all that progress needs. Sizes come from the manifest,
// not from Content-Length, which is the compressed size where the server compresses.
function countBytes(total) {
  const ask = self.fetch.bind(self);
  let loaded = 0;
  self.fetch = async (...request) => {
    const answer = await ask(...request);
    if (!answer.ok || !answer.body) return answer;
    const counted = answer.body.pipeThrough(new TransformStream({
      transform(chunk, next) {
        loaded += chunk.byteLength;
        postMessage({ progress: { what: "load", loaded: Math.min(loaded, total), total } });
        next.enqueue(chunk);
      },
    }));
    return new Response(counted, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
  };
}

async function start(runtime) {
  const began = performance.now();
  const answer = await fetch(runtime + "manifest.json");
  if (!answer.ok) throw new Error("absent");
  const manifest = await answer.json();
  countBytes(Object.values(manifest.files).reduce((sum, bytes) => sum + bytes, 0));
  const { loadPyodide } = await import(runtime + "pyodide.mjs");
  python = await loadPyodide({ indexURL: runtime, packages: ["textledger"], env: { PYTHONHASHSEED: "0" } });
  const loaded = performance.now();
  postMessage({ progress: { what: "import" } });
  live = python.pyimport("textledger_live");
  live.install();
  python.runPython("import numpy, pandas, altair, textledger.figures");
  session = live.Session();
  const ended = performance.now();
  postMessage({ ready: { versions: manifest.versions, load: loaded - began, import: ended - loaded } });
}

onmessage = async ({ data: asked }) => {
  try {
    if (asked.start) await start(asked.runtime);
    else if (asked.fresh) session = live.Session();
    else {
      const began = performance.now();
      const result = JSON.parse(live.run_json(session, asked.source, asked.label, JSON.stringify(asked.wanted)));
      postMessage({ id: asked.id, result, ms: performance.now() - began });
    }
  } catch (error) {
    postMessage({ fatal: String(error?.message ?? error) });
  }
};
