"""The published bibliography keeps one style: a test a rule, on the entries and on what is printed of them."""

import calendar
import re
import unicodedata
from collections import defaultdict
from urllib.parse import unquote

import pytest
from pybtex.database import parse_file

from textledger import addresses
from textledger.rules import bibtex
from textledger_sphinx.evidence import facts

from ..helpers.paths import DATA
from ..helpers.raw import rows

ENTRIES = parse_file(str(DATA / "references.bib")).entries
SOURCES = {row["source_key"]: row for row in rows("sources")}
MONTHS = list(calendar.month_name)

LONG_NAME = "Joint Security Cooperation Dialogue"


def text(key, field):
    """Return a field as plain text."""
    return re.sub("[{}]", "", ENTRIES[key].fields.get(field, "")).replace("\\", "")


def title(key):
    return text(key, "title")


@pytest.fixture(scope="module")
def printed(soup):
    """What the page prints of each entry, by its anchor."""
    entries = soup("chapters/bibliography.html").select("div.citation")
    return {entry["id"]: entry for entry in entries}


def own_words(key):
    """Return the English words of a title, each with whether it opens the title or a part of it."""
    english = re.search(r"\[(.+)\]$", title(key))
    parts = re.split(r"[:?.] |[“‘']|– ", english[1] if english else title(key))
    words = (re.findall(r"[A-Za-z][\w'’-]+", part.replace(LONG_NAME, "")) for part in parts)
    return [(word, not n) for part in words for n, word in enumerate(part) if len(word) > 3]


def test_titles_have_small_letters_but_in_names():
    """A name has a word or two that other titles have with a small letter, a title in capitals has more."""
    small = {word for key in ENTRIES for word, _ in own_words(key) if word.islower()}
    assert len(small) > 300
    for key in ENTRIES:
        capital = [word for word, first in own_words(key) if not first and word.istitle() and word.lower() in small]
        assert len(capital) < 4, f"{key}: {capital}"


def test_titles_in_other_languages_are_translated_and_their_language_named():
    foreign = {key for key in ENTRIES if "langid" in ENTRIES[key].fields}
    assert len(foreign) > 40
    assert {key for key in ENTRIES if re.search("[\u0620-\u06ff]", title(key))} < foreign
    for key in foreign:
        assert re.fullmatch(r"([^][]+ )?\[[^][\u0620-\u06ff]+\]", title(key)), key
    for key in ENTRIES.keys() - foreign:
        assert re.fullmatch(r"\[[^][]+\]|[^][]+", title(key)), key


def test_signs_are_letters_and_no_markup():
    for key, entry in ENTRIES.items():
        for name, value in entry.fields.items():
            if name not in ("url", "doi", "pages", "number", "year"):
                assert not re.search(r"``|''|--|\"|\{\\|\s{2}|\.$|^\s|\s$", value), f"{key}: {name} is {value!r}"
    written = (DATA / "references.bib").read_text(encoding="utf-8")
    assert re.findall(r"^  title = \{(?!\{)", written, re.M) == []
    assert re.findall(r"^  author = \{\{\{", written, re.M) == []


def test_authors_are_persons_or_bodies_and_carriers_stand_behind():
    for key, entry in ENTRIES.items():
        (*_,) = people = entry.persons["author"]
        assert people, key
        for person in people:
            body = not person.first_names
            assert body == str(person).startswith("{"), f"{key}: {person}"
        who = re.sub("[{}]", "", str(people[0]))
        assert who != text(key, "howpublished") or SOURCES[key]["republication"] == "false", key


def test_one_body_has_one_name():
    names = {re.sub("[{}]", "", str(person)) for entry in ENTRIES.values() for person in entry.persons["author"]}
    names |= {text(key, "howpublished") for key in ENTRIES} - {""}
    alike = defaultdict(set)
    for name in names:
        alike[re.sub(r"^the |[^a-z0-9]", "", name.lower())].add(name)
    assert [several for several in alike.values() if len(several) > 1] == []
    assert not [name for name in names if re.match(r"US\b", name)]


def test_no_date_stands_twice(printed):
    for key, entry in ENTRIES.items():
        shown = printed_text(printed, key)
        fields = entry.fields
        assert len(re.findall(rf"(?<![\d/-]){re.escape(fields['year'])}(?!\d)", allowed(key, shown))) <= 1, shown
        if month := fields.get("month"):
            day = fields.get("day", "")
            assert (
                len(re.findall(rf"\b{day} {month}\b|\b{month} {day}\b" if day else rf"(?<!\d )\b{month}\b", shown)) == 1
            )


def allowed(key, shown):
    """Return what is printed without the names that hold a year."""
    return re.sub(r"Resolution \d+ \(\d{4}\)|ISO 8601-2:\d{4}|\(2004\)098", "", shown)


def printed_text(printed, key):
    """Return what is printed of an entry, without its address and the day of access."""
    entry_found = next(entry for anchor, entry in printed.items() if anchor == anchor_of(key))
    return re.sub(
        r"\s+",
        " ",
        re.sub(
            r"accessed \d+ \w+ \d{4}",
            "",
            "".join(
                part if isinstance(part, str) else "" if part.name == "a" else part.get_text()
                for part in entry_found.p.children
            ),
        ),
    )


def anchor_of(key):
    from textledger.html import links

    return links.anchor(key)


def test_the_day_of_access_stands_behind_the_address(printed):
    for key, row in SOURCES.items():
        line = re.sub(r"\s+", " ", printed[anchor_of(key)].get_text())
        if row["url"] and row["accessed"]:
            year, month, day = row["accessed"].split("-")
            signs = "".join(f" {sign}" for sign in facts.access()[key])  # how it was read
            assert line.strip().endswith(f", accessed {int(day)} {MONTHS[int(month)]} {year}.{signs}"), line
        else:
            assert "accessed" not in line, line


def test_addresses_are_readable_short_and_exact(printed):
    long = 0
    for key, row in SOURCES.items():
        if not row["url"]:
            continue
        links = {link["href"]: link.get_text() for link in printed[anchor_of(key)].select("a.external")}
        assert row["url"] in links, key
        shown = links[row["url"]]
        assert shown == addresses.shown(row["url"])
        assert len(shown) <= addresses.LONGEST + 8, shown
        head, _, tail = shown.partition("…")
        address = unicodedata.normalize("NFC", unquote(row["url"]))
        assert unquote(head) in address, key
        assert address.endswith(unquote(tail)) if tail else unquote(shown) in address, key
        long += bool(tail)
        assert not re.search("%D[89]%", shown), shown
    assert long > 20


NOTED = {  # what a note says, by what was read
    "opening": r"(?i)\b(opening|abstract)( and opening)? read\b",
    "stored_copy": r"(?i)read in (a stored|the project's) copy",
    "not_read": r"(?i)\bnot read\b|^Software",
    "original": r"^(?!.*(not read|(opening|abstract) read|stored copy|epublication))",
    "republication": r"(?i)republication",
}


def test_notes_say_in_the_same_words_what_was_read():
    for key, row in SOURCES.items():
        assert re.search(NOTED[row["access"]], text(key, "note")), f"{key} ({row['access']}): {text(key, 'note')}"
        if row["republication"] == "true":
            assert re.search("(?i)republication", text(key, "note")), key
            assert row["seen_in"] or row["access"] == "stored_copy", key
    for key in ENTRIES:
        note = text(key, "note")
        assert not note or note[0].isupper(), f"{key}: {note}"
        assert not re.search(
            r"(?i)\bin (arabic|persian|italian|german)\b|descriptive|after the address|by this project|seen", note
        ), note


def test_a_language_is_printed_once(printed):
    for key, entry in ENTRIES.items():
        line = printed_text(printed, key)
        language = bibtex.LANGUAGES.get(entry.fields.get("langid", ""))
        assert len(re.findall(r"\b[Ii]n (?:Arabic|Persian|Italian|German)\b", line)) == bool(language), line


def test_entries_are_in_order_and_written_alike():
    written = re.findall(r"^@\w+\{([^,]+),$", (DATA / "references.bib").read_text(encoding="utf-8"), re.M)
    assert written == list(ENTRIES)
    assert written == sorted(written, key=str.lower)


def test_a_title_in_arabic_script_is_one_run_with_its_digits_and_signs(printed):
    checked = 0
    for key in ENTRIES:
        own = title(key).partition(" [")[0]
        if re.search("[\u0620-\u06ff]", own):
            runs = [run.get_text() for run in printed[anchor_of(key)].p.find_all("bdi", attrs={"dir": "rtl"})]
            assert own in runs, f"{key}: {runs}"
            checked += 1
    assert checked > 20
