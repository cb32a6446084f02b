"""Licences of all files, by the REUSE Specification 3.3."""

import json
import shutil
import subprocess
import sys
import tomllib

import pytest

from ..helpers.paths import ROOT


def tracked():
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture
def repository(tmp_path):
    """A copy of the repository's files, to break."""
    folder = tmp_path / "repository"
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def lint(folder):
    command = [sys.executable, "-c", "from reuse.cli.main import main; main()", "--root", str(folder), "lint", "--json"]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return json.loads(process.stdout)


def licences_of(report, name):
    file = next(file for file in report["files"] if file["path"] == name)
    return {expression["value"] for expression in file["spdx_expressions"]}


@pytest.mark.programs
def test_every_file_has_its_licence_and_a_file_without_one_and_a_licence_without_its_text_are_all_that_is_named(
    repository,
):
    (repository / "stray.bin").write_bytes(b"\1")
    (repository / "LICENSES" / "LicenseRef-quotation-third-party.txt").unlink()
    report = lint(repository)
    assert report["summary"]["files_total"] > 100
    assert {name: list(found) for name, found in report["non_compliant"].items() if found} == {
        "missing_copyright_info": [str(repository / "stray.bin")],
        "missing_licensing_info": [str(repository / "stray.bin")],
        "missing_licenses": ["LicenseRef-quotation-third-party"],
    }
    assert not report["summary"]["compliant"]
    assert licences_of(report, "textledger/records.py") == {"MIT"}
    assert licences_of(report, "data/claims.csv") == {"CC-BY-4.0"}
    assert licences_of(report, "chapters/rewaq.md") == {"CC-BY-4.0 AND MIT"}
    assert licences_of(report, "data/quotes.csv") == {"LicenseRef-quotation-third-party"}


def test_citation_and_package_name_the_same_licences():
    described = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}
    apart = {entry["name"] for resource in described["resources"] for entry in resource.get("licenses", [])}
    assert texts == {project["license"]} | {entry["name"] for entry in described["licenses"]} | apart


def test_terms_of_quotations_grant_nothing():
    text = (ROOT / "LICENSES" / "LicenseRef-quotation-third-party.txt").read_text(encoding="utf-8")
    assert "No licence is granted here." in text
