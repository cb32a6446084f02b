"""The descriptor of the data set: complete, true of the files, and built from one master of each value."""

import hashlib
import json
import re
import shutil
from importlib.resources import files

import pytest
import yaml

from textledger import cff, datapackage

from ..helpers import schemas
from ..helpers.paths import DATA, ROOT
from ..helpers.raw import rows


def profile_faults(path):
    """Return what check-jsonschema says of a descriptor that breaks the official profile of Data Package v2."""
    profile = files("dplib") / "profiles" / "2.0" / "datapackage.json"
    return schemas.faults(path, "--schemafile", str(profile))


def published():
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def test_descriptor_follows_the_official_profile():
    assert profile_faults(DATA / "datapackage.json") == ""


def test_profile_rejects_a_broken_descriptor(tmp_path):
    broken = published()
    broken["contributors"] = []
    broken["resources"][0]["bytes"] = "many"
    (tmp_path / "datapackage.json").write_text(json.dumps(broken), encoding="utf-8")
    faults = profile_faults(tmp_path / "datapackage.json")
    assert "contributors" in faults
    assert "bytes" in faults


def test_descriptor_is_what_the_command_writes(copied):
    datapackage.write(copied)
    written = (copied / "datapackage.json").read_bytes()
    assert written == (DATA / "datapackage.json").read_bytes(), "run: .venv/bin/python -m textledger package"


def test_sizes_and_digests_are_those_of_the_files():
    for resource in published()["resources"]:
        body = (DATA / resource["path"]).read_bytes()
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"


def test_sources_are_the_texts_by_title_and_publisher():
    sources = [source["title"] for source in published()["sources"]]
    texts = rows("documents")
    assert len(sources) == len(texts)
    for source, text in zip(sources, texts, strict=True):
        assert text["title_en"] in source
        assert text["title_ar"] in source
        assert (text["publisher_en"] or "No publisher") in source


def test_quotations_are_licensed_apart():
    for resource in published()["resources"]:
        licences = [licence["name"] for licence in resource.get("licenses", [])]
        assert licences == (["LicenseRef-quotation-third-party"] if resource["name"] == "quotes" else [])


def test_citation_is_the_one_master():
    master = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    described = published()
    assert described["version"] == master["version"]
    assert described["created"].startswith(master["date-released"])
    assert [licence["name"] for licence in described["licenses"]] == [master["license"]]
    assert [who["title"] for who in described["contributors"]] == [
        who.get("name") or f"{who['given-names']} {who['family-names']}" for who in master["authors"]
    ]
    assert described["title"].startswith(master["title"])


def test_changelog_opens_with_the_version_of_the_citation():
    work = cff.read()
    headings = re.findall(r"^## (.+)$", (DATA / "CHANGES.md").read_text(encoding="utf-8"), re.M)
    if headings[0] == "Unreleased":  # what the next version will have
        del headings[0]
    assert headings[0] == f"{work.version} ({work.released})"
    versions = [tuple(map(int, heading.split()[0].split("."))) for heading in headings]
    assert versions == sorted(versions, reverse=True)


def test_a_doi_and_an_address_show_once_they_are_there(monkeypatch):
    assert "id" not in published()
    assert "homepage" not in published()
    known = cff.read()._replace(doi="10.1234/example", url="https://example.org/book/")
    monkeypatch.setattr(cff, "read", lambda: known)
    described = datapackage.descriptor(DATA)
    assert described["id"] == "https://doi.org/10.1234/example"
    assert described["homepage"] == "https://example.org/book/"


def test_a_citation_without_a_version_is_refused(tmp_path):
    path = tmp_path / "CITATION.cff"
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    path.write_text(re.sub(r"^version:.*\n", "", text, flags=re.M), encoding="utf-8")
    with pytest.raises(cff.CitationError, match=r"CITATION\.cff: version is missing"):
        cff.read(path)


def test_an_unknown_licence_is_refused():
    with pytest.raises(cff.CitationError, match="expected one of: CC-BY"):
        cff.licence("CC-BY-ND-4.0")
