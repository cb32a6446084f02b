"""Wheels for the browser: rewritten without what a reader never needs, the same bytes on every run."""

import base64
import hashlib
import io
import re
import zipfile
from pathlib import Path

from textledger import drafts

from .. import archive

FOREIGN = re.compile(
    r"(^|/)(tests|testing/tests|benchmarks|__pycache__)/|\.(pyi|pyx|pxd|pxi|c|h|cpp|hpp|a)$|linux-gnu\.so$|/RECORD$"
)


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def trim_wheel(content: bytes) -> dict[str, bytes]:
    """Return the files of a wheel without tests, type stubs, C sources and libraries of other platforms."""
    return {name: data for name, data in unpack(content).items() if not FOREIGN.search(name)}


def pack_wheel(files: dict[str, bytes]) -> bytes:
    """Return a wheel of files, with the RECORD that lists them."""
    [about] = {name.split("/")[0] for name in files if name.split("/")[0].endswith(".dist-info")}
    rows = []
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(files[name])}\n")
    return archive.pack({**files, f"{about}/RECORD": "".join([*rows, f"{about}/RECORD,,\n"]).encode()})


def modules(files: dict[str, bytes]) -> list[str]:
    """Return the names by which the contents of a wheel are imported."""
    tops = {name.split("/")[0] for name in files if name.endswith((".py", ".pyc"))} - {"__pycache__"}
    return sorted(re.sub(r"\.pyc?$", "", top) for top in tops)


def own_files(root: Path, version: str, with_drafts: bool = False) -> dict[str, bytes]:
    """Return the files of the book's own wheel: `textledger`, the tables with their schemas, the live session.

    The tables lie in `data/` beside the package, where `textledger.records` looks for them, as in the repository.

    Args:
        root: the folder of the book.
        version: its version.
        with_drafts: whether the tables of drafts are among them; what each coder decided never is.
    """
    package = root / "textledger"
    modules = [path for path in package.rglob("*.py") if "__pycache__" not in path.parts]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in modules}
    drafted = (root / "data" / drafts.FOLDER).glob("[a-z]*/*.csv") if with_drafts else ()
    for path in (*drafts.published_files(root / "data"), *drafted):
        if path.suffix in (".csv", ".json", ".md"):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    for path in Path(__file__).parent.glob("textledger_*.py"):
        files[path.name] = path.read_bytes()
    about = f"textledger-{version}.dist-info"
    files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: textledger\nVersion: {version}\n".encode()
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: textledger\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return files
