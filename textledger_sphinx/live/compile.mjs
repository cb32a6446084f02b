// Compile Python sources to bytecode with the very Pyodide that will load them: node compile.mjs RUNTIME FOLDER N
// FOLDER has N zips of .py files, 0.in.zip and so on; 0.out.zip and so on become zips of .pyc files under the same
// names. Compiling in the reader's browser instead costs about ten seconds at each start.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, folder, number] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")));
// a fixed seed of hashes: the same sources give the same bytes
const python = await loadPyodide({ indexURL: runtime + path.sep, env: { PYTHONHASHSEED: "0" } });
const compile = `
import importlib.util, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

with zipfile.ZipFile("/in.zip") as given, zipfile.ZipFile("/out.zip", "w") as made:
    for name in sorted(given.namelist()):
        text = given.read(name)
        try:
            code = compile(text, "/lib/python3.12/" + name, "exec", dont_inherit=True, optimize=0)
        except SyntaxError:
            continue  # a template or a sample, never imported
        # unchecked: the browser must not look for the source
        made.writestr(name + "c", _code_to_hash_pyc(code, importlib.util.source_hash(text), checked=False))
`;
for (let n = 0; n < Number(number); n++) {
    python.FS.writeFile("/in.zip", new Uint8Array(fs.readFileSync(path.join(folder, `${n}.in.zip`))));
    python.runPython(compile);
    fs.writeFileSync(path.join(folder, `${n}.out.zip`), python.FS.readFile("/out.zip"));
}
