"""What leaves the book for machines: crate, archive and checksums, each by a validator that rejects a broken one."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest

from textledger import cff
from textledger_sphinx import archive
from textledger_sphinx.downloads import exports

from ..helpers import crates
from ..helpers.paths import ROOT
from ..helpers.raw import edit, rows

pytestmark = pytest.mark.programs

BASE = "https://example.org/book/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    result = tmp_path_factory.mktemp("site") / "data"
    exports.build(result)
    return result


# ---- with and without an address


def test_nothing_is_invented_for_the_crate(monkeypatch):
    def root(*settings):
        graph = json.loads(exports.contents(*settings)["ro-crate-metadata.json"])["@graph"]
        return next(entity for entity in graph if entity["@id"] == "./")

    assert not {"identifier", "cite-as", "url"} & set(root())
    assert root(BASE)["url"] == f"{BASE}chapters/data.html"
    assert root(BASE, "10.1234/example")["identifier"] == "https://doi.org/10.1234/example"
    known = cff.read()._replace(doi="10.1234/example")
    monkeypatch.setattr(cff, "read", lambda: known)
    assert root()["identifier"] == root()["cite-as"] == "https://doi.org/10.1234/example"


# ---- the crate


@pytest.mark.audit
def test_crate_is_valid(folder, tmp_path):
    """That the validator rejects a broken one is shown by tests/audit_tables.py; the next test is the quick one."""
    assert crates.faults(folder, tmp_path) == ""


def test_crate_is_read_back_and_describes_the_files_as_they_are(folder):
    from rocrate.rocrate import ROCrate  # not at the top: `make check` need not wait for it

    crate = ROCrate(str(folder))
    described = {entity.id: entity for entity in crate.data_entities}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    about_itself = {name for name in present if name.endswith((".zip", ".sha256"))}
    assert set(described) == present - about_itself - {"ro-crate-metadata.json", "SHA256SUMS"}
    for name, entity in described.items():
        body = (folder / name).read_bytes()
        assert entity["contentSize"] == str(len(body))
        assert entity["sha256"] == hashlib.sha256(body).hexdigest()
        assert entity["description"]
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.3"
    assert {"name", "description", "datePublished", "license"} <= set(crate.root_dataset.properties()), "required"
    assert described["quotes.csv"]["license"].id.endswith("LicenseRef-quotation-third-party.txt")
    assert {text["name"] for text in crate.root_dataset["isBasedOn"]} == {
        row["title_ar"] or row["title_en"] for row in rows("documents")
    }


# ---- the archive


@pytest.fixture
def unpacked(folder, tmp_path):
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as packed:
        packed.extractall(tmp_path)
    return next(tmp_path.iterdir())


def sha256sum(folder, sums="SHA256SUMS"):
    return subprocess.run(["sha256sum", "--check", "--strict", sums], cwd=folder, capture_output=True, text=True)


def test_archive_is_the_same_whenever_and_wherever_it_is_made(folder):
    """Another process, with another clock zone, hash seed and mask of permissions."""
    code = (
        "import os, hashlib; os.umask(0o077); from textledger_sphinx.downloads import exports;"
        "print(next(hashlib.sha256(b).hexdigest() for n, b in exports.contents().items() if n.endswith('.zip')))"
    )
    env = {**os.environ, "TZ": "Asia/Baghdad", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert again.stdout.strip() == hashlib.sha256(next(folder.glob("*.zip")).read_bytes()).hexdigest()


def test_archive_holds_everything_with_fixed_order_times_and_permissions(folder):
    work = cff.read()
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as packed:
        entries = packed.infolist()
        assert packed.testzip() is None
    names = [entry.filename.partition("/")[2] for entry in entries]
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(names) == {name for name in present if not name.endswith((".zip", ".sha256"))}
    assert names == sorted(names)
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.date_time for entry in entries} == {(*map(int, work.released.split("-")), 0, 0, 0)}
    assert {entry.filename.partition("/")[0] for entry in entries} == {f"filling-the-vacuum-{work.version}"}


def test_checksums_are_true(folder, unpacked):
    process = sha256sum(unpacked)
    assert process.returncode == 0, process.stderr
    assert process.stdout.count(": OK") == sum(path.is_file() for path in unpacked.rglob("*")) - 1
    assert sha256sum(folder).returncode == 0
    assert sha256sum(folder, next(folder.glob("*.sha256")).name).returncode == 0


def test_checksums_reject_a_changed_file(unpacked):
    (unpacked / "claims.csv").write_text("claim_id\n", encoding="utf-8")
    process = sha256sum(unpacked)
    assert process.returncode != 0
    assert "claims.csv: FAILED" in process.stdout


def frictionless_errors(folder):
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    return [f"{task.name} {error.type} {error.message}" for task in report.tasks for error in task.errors] + [
        f"{error.type} {error.message}" for error in report.errors
    ]


def test_archive_is_a_valid_data_package_by_itself(unpacked):
    assert (unpacked / "datapackage.json").read_bytes() == (ROOT / "data/datapackage.json").read_bytes()
    assert frictionless_errors(unpacked) == []


def test_frictionless_names_a_deleted_foreign_key_a_value_outside_its_enumeration_and_a_changed_file(unpacked):
    """On the claims and what they refer to, since the other tables take long."""
    path = unpacked / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    few = ("claims", "documents", "paragraphs", "records")
    described["resources"] = [resource for resource in described["resources"] if resource["name"] in few]
    path.write_text(json.dumps(described), encoding="utf-8")
    assert frictionless_errors(unpacked) == []
    victim = rows("claims")[0]["claim_id"]
    edit(unpacked, "records", lambda table: table.remove(next(row for row in table if row["record_id"] == victim)))
    edit(unpacked, "claims", lambda table: table[2].update(modality="whispered"))
    errors = frictionless_errors(unpacked)
    assert any(victim in error for error in errors)
    assert any("claims" in error and "whispered" in error for error in errors)
    assert any(error.startswith("claims hash-count") for error in errors)


def test_archive_tells_files_apart():
    assert archive.pack({"a": b"1"}, "2026-01-02") != archive.pack({"a": b"2"}, "2026-01-02")


# ---- in the site


def test_a_folder_is_made_exact_and_unchanged_files_are_left_alone(folder):
    written_at = (folder / "claims.csv").stat().st_mtime_ns
    (folder / "stray.txt").write_text("left from an older version", encoding="utf-8")
    (folder / "dates.csv").write_text("damaged", encoding="utf-8")
    exports.build(folder)
    assert not (folder / "stray.txt").exists()
    assert (folder / "dates.csv").read_bytes() == (ROOT / "data" / "dates.csv").read_bytes()
    assert (folder / "claims.csv").stat().st_mtime_ns == written_at
