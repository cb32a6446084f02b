"""The chapters' sources: numbers bound to data, statements bound to records, structure, language."""

import ast
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from textledger import records
from textledger.rules import searches

from ..helpers import prose
from ..helpers.paths import ROOT

CHAPTERS = {chapter.name: chapter for chapter in prose.chapters()}
IMPORTS = {"textledger", "numpy", "pandas", "altair", "textwrap"}  # what also runs in the reader's browser
LONGEST_CELL = 12

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DIGITS_ALLOWED = {
    rf"\b\d{{1,2}}(?:(?:[–-]| and | or | to )\d{{1,2}})? {MONTH}(?: \d{{4}})?": "a date",
    r"\b\d{1,2}(?:st|nd|rd|th)\b": "a day of a month already named",
    r"Kurdistan 24|forms in 500 words": "the name of an outlet, of a measure",
    r"\b(?:1[89]|20)\d\d(?:[–/-](?:(?:1[89]|20)\d\d|\d\d))?s?\b": "a year, a span of years, a decade",
    r"\b(?:[Rr]esolution|Article|Articles|Order|[Ff]ootnotes?|[Pp]aragraphs?|[Pp]art|Tower|level|levels|F|R\^?)"
    r" \d+(?:(?:, | and |–| to )\d+)*": "the name of a document, a place in a text, a base",
    r"ISO 8601-2|SHA-256|UTF-8|CC BY 4\.0|version 4\.0|Python 3\.\d+|Unicode \d+": "the name of a standard or program",
}


def chapter(name):
    if name not in CHAPTERS:
        pytest.fail(f"chapters/{name}.md does not exist")
    return CHAPTERS[name]


def test_numbers_in_the_prose_are_bound():
    for name, one in CHAPTERS.items():
        text = re.sub(r"^\s*(?:#+ )?\d+\. ", "", prose.english(one.prose), flags=re.M)
        for pattern in DIGITS_ALLOWED:
            text = re.sub(pattern, "", text)
        for label in records.labels().values():
            text = text.replace(label, "")
        bare = [line.strip() for line in text.splitlines() if re.search(r"\d", line)]
        assert not bare, f"{name}.md: a number typed by hand: {bare[:4]}"


CELLS = [(name, cell) for name, one in CHAPTERS.items() for cell in one.cells]


def test_chapters_import_only_what_runs_in_a_browser():
    for name, cell in CELLS:
        code = re.sub(r"^:.*$", "", cell, flags=re.M)
        for node in ast.walk(ast.parse(code)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert {imported.split(".")[0] for imported in names} <= IMPORTS, f"{name}.md imports {names}"


def test_cells_are_short():
    for name, cell in CELLS:
        lines = [line for line in cell.splitlines() if line.strip() and not line.startswith(":")]
        assert len(lines) <= LONGEST_CELL, f"{name}.md: a cell of {len(lines)} lines begins {lines[0]!r}"


def test_every_record_the_prose_names_exists():
    published = records.table("records").set_index("record_id")["status"]
    for name, one in CHAPTERS.items():
        unknown = [record_id for record_id in one.records() if published.get(record_id) != "published"]
        assert not unknown, f"{name}.md: {unknown}"


def test_what_was_not_found_leads_to_the_searches():
    searched = prose.blocks(CHAPTERS["method"].sections()["What was looked for"])
    for name, one in CHAPTERS.items():
        alone = [
            block
            for block in prose.blocks(one.prose)
            if searches.UNFOUND.search(block)
            and not re.search(r"\]\(#search-\d+\)", block)
            and not block.startswith("**Abstract.**")
            and block not in searched
        ]
        assert not alone, f"{name}.md: no link to what was looked for in: {[block[:90] for block in alone]}"


def american_to_british() -> dict[str, str]:
    lines = (files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8")
    pairs = (line.split("->") for line in lines.splitlines() if "->" in line)
    return {american.strip(", ").lower(): british for british, american in pairs if "," not in american.strip(", ")}


NAMES_SPELLED_OTHERWISE = {
    "center": "names of centres: Rewaq Baghdad Center, Egyptian Center, Training Center",
    "defense": "US Department of Defense and Joint Chiefs",
    "program": "a computer program",
    "programs": "computer programs",
    "story": "a report",
    "stories": "reports",
    "licensed": "the participle is spelled so in British use too",
    "licenses": "the verb is spelled so in British use too",
}


def test_spelling_is_british():
    table = american_to_british()
    for name, one in CHAPTERS.items():
        words = set(re.findall(r"\b[a-z]+\b", prose.english(one.prose)))
        american = sorted(word for word in words if word in table and word not in NAMES_SPELLED_OTHERWISE)
        assert not american, f"{name}.md: {[(word, table[word]) for word in american]}"


def test_spelling(tmp_path):

    for chapter_ in CHAPTERS.values():
        (tmp_path / f"{chapter_.name}.txt").write_text(prose.english(chapter_.prose), encoding="utf-8")
    process = subprocess.run(
        [
            str(Path(sys.executable).with_name("codespell")),
            "--ignore-words",
            str(ROOT / "tests" / "helpers" / "words.txt"),
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stdout


def test_every_entry_of_the_bibliography_is_used():
    entries = set(
        re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "data" / "references.bib").read_text(encoding="utf-8"), re.M)
    )
    cited = set()
    for chapter_ in CHAPTERS.values():
        for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", chapter_.source):
            cited |= {key.strip() for key in keys.split(",")}
    for name in ("checks", "borrowings", "later_events", "parallels", "places", "outlines"):
        cited |= set(records.table(name)["source_key"].dropna())
    cited |= set(records.table("documents")["publisher_ref"].dropna())
    cited |= set(records.table("searches")["source_keys"].str.split(";").explode().dropna())
    assert not entries - cited
    assert not cited - entries
