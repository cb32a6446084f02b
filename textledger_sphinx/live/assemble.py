"""Put the browser's runtime together: third-party files by the lock, the book's own wheel, what Pyodide reads first."""

import argparse
import contextlib
import gzip
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from textledger import __version__

from .. import archive, lock
from . import wheels
from .sources import AssemblyError, Sources, empty_folder, read_lock, write_whole

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "browser"
TARGET = ROOT / "_build" / "browser"
TAG = "cp312-cp312-pyodide_2024_0_wasm32"  # bytecode and libraries are for this Python only
LIMIT = 35_000_000  # bytes, as they lie on the server
DIGEST = 32  # bytes of a SHA-256
STDLIB = "python_stdlib.zip"
WORKER = Path(__file__).with_name("worker.mjs")
COMPILER = Path(__file__).with_name("compile.mjs")


def make_cached(cache: Path, keys: list[bytes], make) -> list[bytes]:
    """Return the results of `make`, those from the cache that the same code has made before from the same keys.

    A kept file begins with the digest of its content; one that was cut or changed is made anew.

    Args:
        cache: the folder of the cache.
        keys: what each result is made of.
        make: called with the positions in `keys` of what the cache has not, together; returns their results.
    """
    code = b"".join(path.read_bytes() for path in (COMPILER, Path(__file__), Path(wheels.__file__)))
    code += bytes([shutil.which("node") is not None])
    paths = [cache / "made" / hashlib.sha256(code + key).hexdigest() for key in keys]
    found = {at: content for at, path in enumerate(paths) if (content := _kept(path)) is not None}
    if missing := [at for at in range(len(keys)) if at not in found]:
        for at, content in zip(missing, make(missing), strict=True):
            write_whole(paths[at], hashlib.sha256(content).digest() + content)
            found[at] = content
    return [found[at] for at in range(len(keys))]


def _kept(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        stored_digest, content = (stored := path.read_bytes())[:DIGEST], stored[DIGEST:]
        if hashlib.sha256(content).digest() == stored_digest:
            return content
    return None


def compile_files(packages: list[dict[str, bytes]], runtime: Path) -> list[dict[str, bytes]]:
    """Return the bytecode, by Pyodide's Python, of the Python sources of packages, each by the name of its source.

    All are compiled by one Pyodide, since its start takes longer than compiling most packages.

    Args:
        packages: of each its files, name to content.
        runtime: a folder with Pyodide's own files.

    Returns:
        No bytecode where Node.js is absent, since only Pyodide itself can write it, or of what cannot be compiled.
    """
    node = shutil.which("node")
    sources = [{name: data for name, data in files.items() if name.endswith(".py")} for files in packages]
    if not node or not any(sources):
        return [{} for _ in packages]
    with tempfile.TemporaryDirectory() as folder:
        for n, files in enumerate(sources):
            Path(folder, f"{n}.in.zip").write_bytes(archive.pack(files, level=0))
        ran = subprocess.run([node, COMPILER, runtime, folder, str(len(sources))], capture_output=True, text=True)
        if ran.returncode:
            raise AssemblyError(f"compiling failed:\n{ran.stderr[-2000:]}")
        made = [wheels.unpack(Path(folder, f"{n}.out.zip").read_bytes()) for n in range(len(sources))]
    return [{name.removesuffix("c"): data for name, data in bytecode.items()} for bytecode in made]


def place_bytecode(files: dict[str, bytes], bytecode: dict[str, bytes], keep_source: bool = False) -> dict[str, bytes]:
    """Return files with bytecode in the place of their sources, or beside them, so that tracebacks can show lines."""
    if not keep_source:
        return {name + "c" if name in bytecode else name: bytecode.get(name, data) for name, data in files.items()}
    beside = {}
    for name, data in bytecode.items():
        folder, slash, base = name.rpartition("/")
        beside[f"{folder}{slash}__pycache__/{base.removesuffix('.py')}.cpython-312.pyc"] = data
    return files | beside


def lock_entry(name: str, version: str, file: str, content: bytes, imports: list[str], depends: list[str]) -> dict:
    """Return a package as Pyodide's lock file lists it."""
    return {
        "name": name,
        "version": version,
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": imports,
        "depends": depends,
        "unvendored_tests": False,
    }


def assemble(
    target: Path = TARGET, cache: Path = CACHE, lock: dict | None = None, with_drafts: bool = False
) -> dict[str, bytes]:
    """Write the runtime into a folder and return its files, with the tables of drafts only where that is asked for.

    Raises:
        AssemblyError: a file cannot be had, has a wrong hash, or the whole is larger than `LIMIT`.
    """
    lock = lock or read_lock()
    sources = Sources(lock, cache)
    third = {entry["name"]: sources.obtain(entry) for entry in lock["files"]}
    out = {name: data for name, data in third.items() if not name.endswith(".whl")}
    empty_folder(target)
    core = cache / "core"  # Pyodide as it came, for compiling
    core.mkdir(exist_ok=True)
    for name, data in [*out.items(), ("pyodide-lock.json", _pyodide_lock(lock, {}))]:
        (core / name).write_bytes(data)
    own = wheels.own_files(ROOT, __version__, with_drafts)
    others = [third[entry["name"]] for entry in _wheels_of(lock)]
    library, *contents, own_wheel = _compiled(out[STDLIB], others, own, core, cache)
    out[STDLIB] = library
    packages: dict[str, dict] = {}
    for entry, content in zip(_wheels_of(lock), contents, strict=True):
        _add(out, packages, entry["part"], entry["version"], content, entry["depends"])
    _add(out, packages, "textledger", __version__, own_wheel, ["altair", "markdown-it-py", "numpy", "pandas"])
    out[WORKER.name] = WORKER.read_bytes()
    out["pyodide-lock.json"] = _pyodide_lock(lock, packages)
    out["licences.json"] = _json(licences(lock))
    out["manifest.json"] = _json(manifest(out, lock))
    for name, data in out.items():
        (target / name).write_bytes(data)
    if (total := sum(map(len, out.values()))) > LIMIT:
        raise AssemblyError(f"the runtime has {total:,} bytes, more than {LIMIT:,}")
    return out


def _wheels_of(lock: dict) -> list[dict]:
    return [entry for entry in lock["files"] if entry["name"].endswith(".whl")]


def _compiled(library: bytes, contents: list[bytes], own: dict[str, bytes], core: Path, cache: Path) -> list[bytes]:
    """Return Python's library, the wheels of others, and the book's own, with their sources compiled."""

    def make(missing: list[int]) -> list[bytes]:
        packages = [wheels.unpack(library), *map(wheels.trim_wheel, contents), own]
        last = len(packages) - 1
        made = zip(missing, compile_files([packages[at] for at in missing], core), strict=True)
        placed = [(at, place_bytecode(packages[at], bytecode, at == last)) for at, bytecode in made]
        return [wheels.pack_wheel(files) if at else archive.pack(files) for at, files in placed]

    return make_cached(cache, [library, *contents, archive.pack(own, level=0)], make)


def _add(out, packages, name, version, content, depends):
    file = f"{name.replace('-', '_')}-{version}-{TAG}.whl"
    out[file] = content
    packages[name] = lock_entry(name, version, file, content, wheels.modules(wheels.unpack(content)), depends)


def _json(value) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _pyodide_lock(lock, packages) -> bytes:
    info = {"abi_version": lock["abi"], "arch": lock["arch"], "platform": lock["platform"]}
    info |= {"python": lock["python"], "version": lock["pyodide"]}
    return _json({"info": info, "packages": dict(sorted(packages.items()))})


def manifest(out: dict[str, bytes], lock: dict) -> dict:
    """Return what the page needs to tell progress: the files with their sizes in bytes, and the versions."""
    versions = {entry["part"]: entry["version"] for entry in lock["files"] if entry["name"].endswith(".whl")}
    return {
        "files": {name: len(data) for name, data in sorted(out.items()) if not name.endswith(".json")},
        "versions": {"Pyodide": lock["pyodide"], "Python": lock["python"], **versions, "textledger": __version__},
    }


def licences(lock: dict) -> list[dict]:
    """Return every part of the runtime with version and licence; the texts are in the wheels themselves."""
    parts = {(entry["part"], entry["version"], entry["licence"]): None for entry in lock["files"]}
    parts[("textledger", __version__, "MIT")] = None
    parts[("the tables of textledger", __version__, "CC-BY-4.0")] = None
    return [{"part": part, "version": version, "licence": licence} for part, version, licence in parts]


def main(arguments: list[str] | None = None) -> int:
    """Assemble, and print what it weighs as it lies and as a server sends it."""
    parser = argparse.ArgumentParser(prog="python -m textledger_sphinx.live", description=__doc__)
    parser.add_argument("--drafts", action="store_true", help="let the chapters of drafts run, too")
    options = parser.parse_args(arguments)
    lock.hold(ROOT)
    try:
        out = assemble(with_drafts=options.drafts)
    except AssemblyError as error:
        print(f"The browser's runtime was not assembled.\n{error}")
        return 1
    print(f"{'file':60}{'bytes':>12}{'gzip':>12}")
    raw = packed = 0
    for name, data in sorted(out.items(), key=lambda item: -len(item[1])):
        small = len(gzip.compress(data, 6, mtime=0))
        raw, packed = raw + len(data), packed + small
        print(f"{name:60}{len(data):12,}{small:12,}")
    print(f"{f'{len(out)} files':60}{raw:12,}{packed:12,}")
    if not shutil.which("node"):
        print("Node.js is absent: sources are not precompiled, and a start takes about ten seconds longer.")
    return 0
