"""A book around a copy of the tables, to which texts are added; and the text that the tests add."""

import shutil
import subprocess
from pathlib import Path

from textledger import __main__ as cli
from textledger import drafts
from textledger.coding import apply, session
from textledger.coding import drafts as coded
from textledger.schema import csvfile

from .paths import DATA, ROOT
from .small_books import HEAD, files

HARBOUR = ROOT / "tests/fixtures/harbour.txt"
GIVEN = ("--date", "2024-03-12", "--publisher", "Harbour News")


def book(folder: Path) -> Path:
    """Write the folder of a book: tables, table of contents, chapters, and what git ignores."""
    shutil.copytree(DATA, folder / "data")
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    for name in ("_toc.yml", ".gitignore", "index.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def bare(folder: Path) -> Path:
    """Write as much of a book as a draft is put into and taken out of: its state is looked at after every step."""
    (folder / "data").mkdir(parents=True)
    (folder / "chapters").mkdir()
    shutil.copy(DATA / "documents.csv", folder / "data")
    for name in ("_toc.yml", ".gitignore", "index.md", "chapters/corpus.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(root: Path, *arguments: str) -> int:
    """Run a command of `python -m textledger` on a book; return its exit code, errors of usage included."""
    try:
        return cli.main([*arguments, "--data", str(root / "data")])
    except SystemExit as end:
        return int(end.code or 0)


def add(root: Path, file: Path = HARBOUR, slug: str = "harbour", *more: str) -> int:
    """Add a text to a book."""
    return run(root, "add", str(file), "--id", slug, *(more or GIVEN))


AMOUNT = {
    "measure": "delay", "about": "plant", "topic": "items", "unit": "months", "kind": "exact", "low": "7", "high": "7",
    "from_value": "", "to_value": "", "as_of_edtf": "", "attribution": "author", "attributed_to": "",
    "attributed_actor_id": "", "note_en": "",
}  # fmt: skip
DATE = {
    "kind": "date", "edtf_printed": "2024-03-12", "edtf_resolved": "2024-03-12", "what": "report", "problem": "",
}  # fmt: skip
CLAIM = {
    "attributed_to": "", "topic": "capacity_building", "text_en": "The plant will open.", "type": "predictive",
    "modality": "asserted", "attribution": "author", "importance": "main",
}  # fmt: skip
CHAPTER = f"""{HEAD}# Harbour

**Abstract.** One text more.

```{{code-cell}} python
from textledger.html.cards import card

card("harbour")
```
"""
FILLED = {
    "documents": {
        "title_en": "[A water plant in the harbour]", "genre": "news report", "thesis_en": "The plant is late.",
        "stance_nato": "not_addressed", "stance_coalition": "not_addressed", "stance_us_forces": "not_addressed",
    },
    "paragraphs": {"gist_en": "What the paragraph says."},
}  # fmt: skip


def decide(root: Path) -> None:
    """Decide on the drafts of the harbour as a coder would: an amount and a date stay, and there is a claim."""
    data = root / "data"
    one = session.Session(coded.load("harbour", data), "a", data / "codebook.md")
    for unit in one.draft.units:
        kept = {"harbour-q01": AMOUNT, "harbour-d01": DATE}.get(unit.id)
        one.decide(unit.id, "corrected" if kept else "rejected", kept)
    place = one.draft.units[0]
    one.add("claims", CLAIM, place.start, place.end)
    apply.apply("harbour", data, "a")


def fill(root: Path) -> None:
    """Write into the tables of the harbour's draft what only a person can."""
    for name, values in FILLED.items():
        path = drafts.folder("harbour", root / "data") / f"{name}.csv"
        table = csvfile.parse(path.read_bytes(), path.name)
        path.write_text(csvfile.render(table.columns, [row | values for row in table.rows]), encoding="utf-8")


def publish(root: Path) -> None:
    """Publish the harbour with a chapter on it."""
    add(root)
    decide(root)
    fill(root)
    assert run(root, "publish", "harbour") == 0
    assert run(root, "package") == 0
    assert run(root, "validate") == 0
    (root / "chapters/harbour.md").write_text(CHAPTER, encoding="utf-8")


def state(root: Path) -> dict[str, bytes]:
    """Return the files of a book without what git ignores."""
    return {name: content for name, content in files(root).items() if not name.startswith(("_build/", ".git/"))}


def git(root: Path, *arguments: str) -> str:
    """Run git in a book and return what it says."""
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org")
    ran = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return ran.stdout
