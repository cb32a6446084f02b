"""Nothing is built or published from tables or prose that break a rule, and what was built before stays as it was."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from textledger_publish import site as assembly
from textledger_sphinx import validation

from ..helpers.paths import DATA, ROOT
from ..helpers.raw import edit

EARLIER = "_build/html/index.html"
WAYS = {
    "make book": [sys.executable, "-m", "textledger_sphinx"],
    "Jupyter Book": [str(Path(sys.executable).with_name("jupyter-book")), "build", "."],
    "Sphinx": [str(Path(sys.executable).with_name("sphinx-build")), ".", "_build/html"],
}


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The sources of the book in a folder of their own, to be broken, with a page of an earlier build."""
    for name in ("index.md", "conf.py", "_config.yml", "_toc.yml", "CITATION.cff", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "chapters", tmp_path / "chapters")
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / EARLIER).parent.mkdir(parents=True)
    (tmp_path / EARLIER).write_text("An earlier page.", encoding="utf-8")
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path / "data"))
    return tmp_path


def files(folder):
    return {path: path.read_bytes() for path in sorted((folder / "_build").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("way", WAYS)
def test_a_broken_table_builds_nothing_and_is_named(book, way):
    edit(book / "data", "quantities", lambda rows: rows[2].update(low="9e9"))
    before = files(book)
    process = subprocess.run(WAYS[way], cwd=book, env=os.environ, capture_output=True, text=True, timeout=120)
    assert process.returncode != 0
    output = process.stdout + process.stderr
    assert "quantities.csv, row 4: low is '9e9', expected a number in digits 0-9" in output
    assert way == "Jupyter Book" or "Traceback" not in output  # Jupyter Book prints one with every error
    assert files(book) == before


def test_the_site_is_not_assembled_from_a_broken_table(book, monkeypatch, capsys):
    target = book / "_build" / "site" / "index.html"
    target.parent.mkdir()
    target.write_text("An earlier site.", encoding="utf-8")
    monkeypatch.setattr(assembly.pages, "BUILD", book / "_build")
    edit(book / "data", "claims", lambda rows: rows[2].update(modality="whispered"))
    assert assembly.main([]) == 1
    assert "claims.csv, row 4: modality is 'whispered', expected one of" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "An earlier site."


def withdraw(rows):
    """Withdraw a record that no table names, so that only the prose does."""
    rows.append({"record_id": "rewaq-c98", "table": "claims", "doc_id": "rewaq", "status": "withdrawn"})


PROSE = [
    ("index.md", "A {claim}`rewaq-c999`.", "index.md, line 2: names rewaq-c999, which is unknown"),
    ("chapters/data.md", "A {rec}`somebody`.", "chapters/data.md, line 2: names somebody, which is unknown"),
    ("index.md", "A {claim}`rewaq-c01, ecss-c999`.", "index.md, line 2: names ecss-c999, which is unknown"),
    ("index.md", "A {claim}`rewaq-c98`.", "index.md, line 2: names rewaq-c98, which is withdrawn"),
    ("index.md", 'records.get("rewaq-c98")', "index.md, line 2: names rewaq-c98, which is withdrawn"),
    ("data/codebook.md", "As in `rewaq-c98`.", "data/codebook.md, line 2: names rewaq-c98, which is withdrawn"),
    ("index.md", "A {cite:p}`nobody2020,foggo2025`.", "index.md, line 2: cites nobody2020, expected an entry of"),
]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("data/CHANGES.md", None, "data/CHANGES.md is not there, expected what changed from version to version"),
        ("data/codebook.md", None, "codebook.md: No such file or directory, expected a text"),
        ("CITATION.cff", "title: [", "CITATION.cff, line 1: cannot be read as YAML"),
        ("_config.yml", "- title", "_config.yml: holds \"['title']\", expected the settings of the book"),
        ("chapters/stray.md", "# A page that is not listed", "chapters/stray.md: no part of _toc.yml names it"),
    ],
)
def test_a_file_that_is_missing_or_broken_is_named_without_the_inside_of_sphinx(book, name, content, expected):
    if content is None:
        (book / name).unlink()
    else:
        (book / name).write_text(content, encoding="utf-8")
    process = subprocess.run(WAYS["make book"], cwd=book, env=os.environ, capture_output=True, text=True, timeout=120)
    assert process.returncode != 0
    output = process.stdout + process.stderr
    assert expected in output
    assert not re.search(r"Traceback|Handler <|\[Errno|\x1b", output), output


def test_a_chapter_that_is_not_there_is_named_before_anything_is_built(book):
    (book / "chapters" / "numbers.md").unlink()
    with pytest.raises(validation.InvalidBook, match=r"_toc\.yml, line \d+: names chapters/numbers, expected a page"):
        validation.check(book)


def test_a_text_whose_records_no_page_lists_is_named_before_anything_is_built(book):
    for name, cell in (("ledger", 'entries("claims", "ecss")'), ("registers", 'inventory.registers("ecss")')):
        page = book / f"chapters/{name}.md"
        content = page.read_text(encoding="utf-8")
        page.write_text(content.replace(cell, ""), encoding="utf-8")
        (fault,) = validation.prose_faults(book)
        assert fault.startswith(f"chapters/{name}.md: lists no record of ecss, expected a section")
        assert fault.endswith(cell)
        page.write_text(content, encoding="utf-8")


def test_papers_that_cannot_be_read_are_named_before_anything_is_built(book):
    (book / "data" / "CHANGES.md").write_bytes(b"# Changes\n\ncaf\xe9\n")
    (book / "requirements.txt").write_text("# nothing\n")
    with pytest.raises(validation.InvalidBook) as caught:
        validation.check(book)
    assert str(caught.value).strip().splitlines() == [
        "CHANGES.md, line 3: holds the byte 0xe9, expected text in UTF-8",
        "requirements.txt: pins no package, expected a line NAME==VERSION of each that the book needs",
    ]


def test_prose_that_names_what_is_not_there_is_refused_with_file_and_line(book):
    edit(book / "data", "records", withdraw)
    for name, text, expected in PROSE:
        content = (book / name).read_text(encoding="utf-8")
        (book / name).write_text(f"# Title\n{text}\n{content}", encoding="utf-8")
        (fault,) = validation.prose_faults(book)
        assert fault.startswith(expected)
        (book / name).write_text(content, encoding="utf-8")
    (book / "chapters" / "data.md").write_bytes(b"# Data\n\ncaf\xe9\n")
    assert list(validation.prose_faults(book)) == [
        "chapters/data.md, line 3: holds the byte 0xe9, expected text in UTF-8"
    ]
