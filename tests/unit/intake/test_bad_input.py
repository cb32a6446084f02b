"""Bad input is refused with the file and what was expected, exit code 1, and nothing is written."""

import os
import shutil

import pytest

from textledger import drafts
from textledger.intake import reading

from ...helpers import added
from ...helpers.paths import DATA

ARABIC = added.HARBOUR.read_text(encoding="utf-8")


@pytest.fixture
def root(bare):
    """A book with as much of the tables as an addition reads: what is there is compared before and after each."""
    for name in ("actors.csv", "lexicon.csv"):
        shutil.copy(DATA / name, bare / "data")
    return bare


def refused(root, capsys, *arguments):
    """Run a command that must fail, and return what it says; nothing may have changed."""
    before = added.files(root)
    assert added.run(root, *arguments) == 1
    assert added.files(root) == before
    assert not list(root.rglob(".harbour*"))
    said = capsys.readouterr().err
    assert said.startswith("textledger: ")
    assert said.count("\n") == 1
    return said


FILES = {
    "empty": (b"", "is empty, expected an Arabic text"),
    "blank": ("\ufeff \n\t\n".encode(), "is empty, expected an Arabic text"),
    "other encoding": (ARABIC.encode("cp1256", "ignore"), "line 1: holds the byte 0xe3, expected text in UTF-8"),
    "two bytes a letter": (ARABIC.encode("utf-16"), "line 1: holds the byte 0xff, expected text in UTF-8"),
    "binary": (b"\x7fELF" + ARABIC.encode(), "line 1: holds the control sign U+007F, expected plain text"),
    "zeros": (f"{ARABIC}\0".encode(), "line 29: holds the control sign U+0000, expected plain text"),
    "English": (b"No Arabic here at all. " * 30, "has 0 words in Arabic letters, expected at least 10"),
    "a few words": (("كلمة " * 9).encode(), "has 9 words in Arabic letters, expected at least 10"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_arabic_text_is_named(kind, root, tmp_path, capsys):
    content, expected = FILES[kind]
    (path := tmp_path / "text.txt").write_bytes(content)
    said = refused(root, capsys, "add", str(path), "--id", "harbour")
    assert str(path) in said
    assert expected in said


def test_a_large_file_is_refused_before_it_is_read(root, tmp_path, capsys):
    with (path := tmp_path / "text.txt").open("wb") as file:
        file.truncate(200_000_000)
    said = refused(root, capsys, "add", str(path), "--id", "harbour")
    assert f"{path}: has 200,000,000 bytes, expected at most {reading.MOST_BYTES:,}" in said


def test_what_is_no_file_is_named(root, tmp_path, capsys):
    assert "there is no such file" in refused(root, capsys, "add", str(tmp_path / "none"), "--id", "harbour")
    assert "is no file" in refused(root, capsys, "add", str(tmp_path), "--id", "harbour")
    os.mkfifo(tmp_path / "pipe")
    assert "is no file" in refused(root, capsys, "add", str(tmp_path / "pipe"), "--id", "harbour")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("../harbour", "expected 2 to 20 letters from a to z"),
        ("a/b", "expected 2 to 20 letters"),
        ("Harbour", "expected 2 to 20 letters"),
        ("harbour-2", "expected 2 to 20 letters"),
        ("h" * 21, "expected 2 to 20 letters"),
        ("h", "expected 2 to 20 letters"),
        ("", "expected 2 to 20 letters"),
        ("ميناء", "expected 2 to 20 letters"),
        ("harbour\n", "expected 2 to 20 letters"),
        ("link", "is kept for other things of the book"),
        ("index", "is kept for other things of the book"),
        ("rewaq", "is a text of the book already"),
        ("travel", "is a page of the book already"),
    ],
)
def test_an_id_that_cannot_be_one_is_named(slug, expected, root, capsys):
    assert expected in refused(root, capsys, "add", str(added.HARBOUR), "--id", slug)


def test_an_id_that_a_draft_has_is_named(root, capsys):
    added.add(root)
    capsys.readouterr()
    said = refused_with_draft(root, capsys, "add", str(added.HARBOUR), "--id", "harbour")
    assert "--id harbour: is a draft of the book already" in said


def refused_with_draft(root, capsys, *arguments):
    before = added.files(root)
    assert added.run(root, *arguments) == 1
    assert added.files(root) == before
    return capsys.readouterr().err


@pytest.mark.parametrize("name", ["chapters/harbour.md", "sources/harbour.txt", "data/drafts/harbour/notes.txt"])
def test_files_of_that_name_are_not_touched(name, root, capsys):
    (path := root / name).parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Mine.", encoding="utf-8")
    said = refused_with_draft(root, capsys, "add", str(added.HARBOUR), "--id", "harbour")
    assert "is there already, expected nothing there, or another --id" in said
    assert ("no text and no draft has it: delete it" in said) == (name == "sources/harbour.txt")
    assert path.read_text(encoding="utf-8") == "Mine."


def test_a_text_that_lies_where_its_copy_would_is_told_apart(root, capsys):
    (path := root / "sources/harbour.txt").parent.mkdir()
    path.write_bytes(added.HARBOUR.read_bytes())
    said = refused_with_draft(root, capsys, "add", str(path), "--id", "harbour")
    assert "sources/harbour.txt: is there already, expected a file elsewhere: it is copied there" in said


@pytest.mark.parametrize("date", ["12/3/2024", "2024-13-01", "2024-02-30", "soon", "2024-03-12; DROP", " "])
def test_a_date_that_is_no_edtf_is_named(date, root, capsys):
    said = refused(root, capsys, "add", str(added.HARBOUR), "--id", "harbour", "--date", date)
    assert f"--date {date!r}: expected an EDTF date" in said


def test_a_date_that_is_still_to_come_is_named(root, capsys):
    said = refused(root, capsys, "add", str(added.HARBOUR), "--id", "harbour", "--date", "2998-03")
    assert "--date 2998-03: is still to come, expected the date of a text that is there" in said


def test_a_text_under_a_second_id_is_named_with_the_first(root, tmp_path, capsys):
    added.add(root)
    capsys.readouterr()
    again = shutil.copy(added.HARBOUR, tmp_path / "again.txt")
    said = refused_with_draft(root, capsys, "add", str(again), "--id", "pier")
    assert f"{again}: is the text harbour of the book already, letter by letter" in said


def test_a_title_that_is_too_long_is_named(root, capsys):
    said = refused(root, capsys, "add", str(added.HARBOUR), "--id", "harbour", "--title", "word " * 90)
    assert "--title has 449 characters, expected at most 300" in said


@pytest.mark.parametrize("contents", ["parts: []\n", "format: jb-book\n", "[", "parts:\n- chapters: [{file: index}]\n"])
def test_contents_that_cannot_be_changed_are_named(contents, root, capsys):
    (root / "_toc.yml").write_text(contents, encoding="utf-8")
    assert "_toc.yml" in refused(root, capsys, "add", str(added.HARBOUR), "--id", "harbour")


@pytest.mark.parametrize("left", ["", "    chapters: []\n", "    chapters:\n"])
def test_a_part_that_was_emptied_by_hand_is_named_with_what_to_do(left, root, capsys):
    added.add(root)
    path = root / "_toc.yml"
    whole = path.read_text(encoding="utf-8")
    part = "  - caption: Drafts\n"
    assert whole.endswith(f"{part}    chapters:\n      - file: chapters/harbour\n")
    before = whole.partition(part)[0]
    path.write_text(before + part + left, encoding="utf-8")
    for command in (("add", str(added.HARBOUR), "--id", "pier"), ("remove", "harbour")):
        said = refused_with_draft(root, capsys, *command)
        assert "_toc.yml: the part Drafts has no chapters: take its lines out, or put a chapter into it" in said
    path.write_text(before, encoding="utf-8")
    assert added.run(root, "remove", "harbour") == 0


def test_a_folder_that_is_no_book_is_named(tmp_path, capsys):
    (tmp_path / "data").mkdir()
    assert added.add(tmp_path) == 1
    assert f"{tmp_path}: expected the folder of a book, with _toc.yml and chapters/" in capsys.readouterr().err


@pytest.mark.parametrize("slug", ["harbour", "travel", "index"])
def test_what_is_no_draft_is_not_removed(slug, root, capsys):
    assert f"{slug}: is no draft of this book; there are: none" in refused(root, capsys, "remove", slug)


def test_a_path_is_not_removed(root, capsys):
    assert "SLUG '../data': expected 2 to 20 letters" in refused(root, capsys, "remove", "../data")


def test_a_draft_is_not_removed_from_contents_that_cannot_be_read(root, capsys):
    added.add(root)
    (root / "_toc.yml").write_text("parts: [", encoding="utf-8")
    assert "_toc.yml" in refused(root, capsys, "remove", "harbour")


MANY_FORMS = {
    "byte order mark": (lambda t: "\ufeff" + t),
    "carriage returns": (lambda t: t.replace("\n", "\r\n")),
    "tatweel": (lambda t: t.replace("ميناء", "مينـــاء")),
    "directions": (lambda t: t.replace(" ", " \u200f").replace("ميناء", "مي\u200eناء\u202c")),
    "joiners": (lambda t: t.replace("الميناء", "ال\u200dميناء")),
}


def found(root, slug):
    """Return what does not depend on where things stand: words, amounts, dates, names."""
    draft = drafts.Draft(slug, root / "data")
    columns = {
        "tokens": ("segment", "form", "lemma", "n"),
        "quantities": ("par", "kind", "low", "high"),
        "dates": ("par", "edtf_resolved", "problem"),
        "paragraphs": ("par", "role", "segment", "n_tokens"),
    }
    rows = {name: [[row[column] for column in kept] for row in draft.rows(name)] for name, kept in columns.items()}
    return rows | {"names": draft.names(), "actors": draft.counts()["n_actors"]}


@pytest.mark.parametrize("form", MANY_FORMS)
def test_words_amounts_dates_and_names_are_the_same_in_every_form(form, root, tmp_path):
    (path := tmp_path / "text.txt").write_bytes(MANY_FORMS[form](ARABIC).encode())
    assert added.add(root, path) == 0
    assert added.add(root, added.HARBOUR, "pier") == 0
    assert found(root, "harbour") == found(root, "pier")


def test_shown_forms_of_letters_are_words_with_their_plain_forms(root, tmp_path):
    shown = ARABIC.replace("المدينة", "\ufe8d\ufedf\ufee4\ufeaa\ufef3\ufee8\ufe94").replace("لا", "\ufefb")
    (path := tmp_path / "text.txt").write_text(shown, encoding="utf-8")
    assert added.add(root, path) == 0
    draft = drafts.Draft("harbour", root / "data")
    forms = {row["form"] for row in draft.rows("tokens")}
    assert {"المدينة", "لا"} <= forms
    assert "مجلس المدينة" in [name for name, _, _ in draft.names()]


def test_mixed_latin_is_kept_and_named(root, tmp_path):
    (path := tmp_path / "text.txt").write_text(ARABIC + "\nوقالت شركة Blue Water Works إن\n", encoding="utf-8")
    assert added.add(root, path) == 0
    listed = {name: rule for name, rule, _ in drafts.Draft("harbour", root / "data").names()}
    assert "Blue" in " ".join(listed)
