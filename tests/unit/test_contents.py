"""The table of contents: a wrong key, a page that is missing, twice there or left out is named with file and line."""

import pytest

from textledger_sphinx import toc

CONTENTS = """format: jb-book
root: index
parts:
  - caption: Part
    chapters:
      - file: chapters/one
      - file: chapters/two
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "chapters" / ".ipynb_checkpoints").mkdir(parents=True)
    pages = ("index", "chapters/one", "chapters/two", "chapters/.ipynb_checkpoints/one-checkpoint")
    for name in pages:
        (tmp_path / f"{name}.md").write_text("# A page\n", encoding="utf-8")
    (tmp_path / toc.FILE).write_text(CONTENTS, encoding="utf-8")
    return tmp_path


def test_sound_contents_have_no_fault(book):
    assert list(toc.faults(book)) == []


@pytest.mark.parametrize("name", ["chapters/three.md", "chapters/linked/three.md", "chapters/three.ipynb"])
def test_a_page_that_is_left_out_is_named(book, name):
    (book / "deeper").mkdir()
    (book / "chapters/linked").symlink_to(book / "deeper")
    (book / name).write_text("# Three\n", encoding="utf-8")
    (fault,) = toc.faults(book)
    page = name.rpartition(".")[0]
    assert fault == f"{name}: no part of _toc.yml names it, expected a line - file: {page}"


def test_a_page_of_the_same_name_is_named(book):
    (book / "chapters/two.ipynb").write_text("{}", encoding="utf-8")
    assert list(toc.faults(book)) == [
        "chapters/two.ipynb: stands beside chapters/two.md, expected one page of this name"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("chapters/two", "chapters/one", "line 7: names chapters/one again, expected once (line 6)"),
        ("chapters/two", "index", "line 7: names index again, expected once (line 2)"),
        ("chapters/two", "chapters/nine", "line 7: names chapters/nine, expected a page chapters/nine.md"),
        ("- file: chapters/two", "- fiel: chapters/two", "line 7: a page has the key 'fiel', expected one of: file"),
        ("- file: chapters/two", "- chapters/two", "line 7: a page is 'chapters/two', expected file with values"),
        ("- file: chapters/two", "- file:", "line 7: file is no name, expected that of a page"),
        ("caption", "title", "line 4: a part has the key 'title', expected one of: caption, chapters"),
        ("chapters:", "pages:", "line 5: a part has the key 'pages', expected one of: caption, chapters"),
        ("root: index\n", "", "line 1: the table of contents has no root, expected one"),
        ("jb-book", "jb-article", "line 1: format is 'jb-article', expected jb-book"),
        ("root: index", "root: index\nroot: chapters/two", "line 3: the table of contents has the key 'root' twice"),
        ("parts:", "parts: all\nothers:", "line 3: parts is 'all', expected a list of at least one"),
        ("root: index", "root: [", "line 4: cannot be read as YAML"),
        ("root: index", "root: chapters/two", "line 2: root is 'chapters/two', expected index"),
        ("chapters/two", "preface", "line 7: names preface, expected index or a page below chapters/"),
        ("chapters/two", "chapters/.ipynb_checkpoints/one-checkpoint", "line 7: names chapters/.ipynb_checkpoints/one"),
    ],
)
def test_contents_that_are_wrong_are_named_by_line(book, old, new, expected):
    (book / toc.FILE).write_text(CONTENTS.replace(old, new, 1), encoding="utf-8")
    assert any(fault.startswith(f"_toc.yml, {expected}") for fault in toc.faults(book)), list(toc.faults(book))


@pytest.mark.parametrize(("content", "expected"), [(b"", "is empty, expected"), (b"- one\n", "names with values")])
def test_contents_of_another_kind_are_one_fault(book, content, expected):
    (book / toc.FILE).write_bytes(content)
    (fault,) = toc.faults(book)
    assert expected in fault


def test_contents_that_are_not_there_are_one_fault(book):
    (book / toc.FILE).unlink()
    (fault,) = toc.faults(book)
    assert fault.endswith("_toc.yml: No such file or directory, expected the table of contents of the book")
