"""A site that is published shows no draft unless that is asked for."""

import pytest

from textledger_publish import pages, site
from textledger_sphinx.live import wheels

from ..helpers import added
from ..helpers.paths import ROOT


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The folder of a book with a draft, which the program takes for its own; its pages are not built."""
    folder = added.bare(tmp_path / "book")
    (folder / "data/drafts/harbour").mkdir(parents=True)
    monkeypatch.setenv("TEXTLEDGER_DATA", str(folder / "data"))
    monkeypatch.setattr(pages, "BUILD", folder / "_build")
    monkeypatch.setattr(site.lock, "hold", lambda _: None)
    monkeypatch.setattr(site.validate, "require", lambda _: None)
    monkeypatch.setattr(site, "assemble", lambda target, base: (target / "data").mkdir(parents=True))
    return folder


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_no_draft_goes_out_unnoticed(options, root, capsys):
    assert site.main(options) == 1
    told = capsys.readouterr().err
    assert "data/drafts: holds harbour, expected no draft in a site that is published" in told
    assert "remove SLUG" in told
    assert "SITE_OPTIONS=--drafts" in told
    assert not (root / "_build").exists()


def test_drafts_are_shown_where_that_is_asked_for(root, capsys):
    assert site.main(["--drafts", "--check"]) == 0
    assert not (root / "_build").exists()
    assert site.main(["--drafts"]) == 0
    assert (root / "_build/site").is_dir()
    assert capsys.readouterr().err == ""


def test_without_drafts_nothing_is_said(root, capsys):
    (root / "data/drafts/harbour").rmdir()
    assert site.main(["--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_draft_is_bound_only_where_that_is_asked_for(root):
    published = [page for page, _ in pages.reading_order(root)]
    with (root / "_toc.yml").open("a", encoding="utf-8") as contents:
        contents.write("  - caption: Drafts\n    chapters:\n      - file: chapters/harbour\n")
    assert [page for page, _ in pages.reading_order(root)] == published
    assert pages.reading_order(root, with_drafts=True)[-1] == ("chapters/harbour", "Drafts")


def test_the_wheel_has_drafts_only_where_that_is_asked_for_and_never_what_coders_decided(root):
    for name in ("documents.csv", "coding/a.csv"):
        path = root / "data/drafts/harbour" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    published, all_files = wheels.own_files(root, "1"), wheels.own_files(root, "1", with_drafts=True)
    assert "data/documents.csv" in published
    assert all_files.keys() - published.keys() == {"data/drafts/harbour/documents.csv"}
    assert not [name for name in published if "drafts/" in name]


def test_drafts_are_looked_for_before_anything_is_built():
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nsite:")[2].partition("\n\n")[0]
    steps = recipe.splitlines()[1:]
    assert "publish.site --check $(SITE_OPTIONS)" in steps[0]
    assert [step for step in steps if "pdf" in step] == steps[1:2]
