"""Citing the book, a chapter, the data or a record: items of CSL-JSON, and two styles to print them in.

`CITATION.cff` is the master. `python -m textledger package` makes `data/citation.json` of it, the book and the data
set as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), which travels with the tables: a
chapter can say how to cite it where nothing but this package and the tables is present, and reads no more than that
file. Every other citation, in whichever format, is derived from these two items.
"""

import datetime
import html
import json
import re
from functools import cache
from pathlib import Path

from . import cff, records, running

FILE = "citation.json"
KINDS = {
    "claims": "Claim",
    "quantities": "Figure",
    "dates": "Date",
    "event_reports": "Report of an event",
    "anomalies": "Anomaly",
    "borrowings": "Borrowing",
    "checks": "Check",
    "claim_links": "Link of claims",
    "events": "Event",
    "later_events": "Later event",
}
# the keys that CITATION.cff gives for the data and again for the book
AGREE = ("title", "version", "date-released", "license")

Runs = list[tuple[str, bool]]  # pieces of a printed citation, each with whether it is emphasised


def split_title(title: str) -> tuple[str, str]:
    """Return title and subtitle, parted at the first question mark or colon that a space follows."""
    parts = re.match(r"(.+?\?|.+?(?=:)):? (.+)", title)
    return (parts[1], parts[2]) if parts else (title, "")


def items(path: Path = cff.FILE) -> list[dict]:
    """Return book and data set as items of CSL-JSON.

    A book's version stands in `edition`: with `version`, readers of CSL take a book for software.

    Raises:
        cff.CitationError: a key is missing, or the preferred citation is no book or differs from the rest.
    """
    work, content = cff.read(path), cff.content(path)
    preferred = content.get("preferred-citation") or {}
    if not isinstance(preferred, dict):
        raise cff.CitationError(f"{path}: preferred-citation is {preferred!r}, expected names with values")
    if preferred.get("type") != "book":
        raise cff.CitationError(f"{path}: preferred-citation: type is {preferred.get('type')!r}, expected 'book'")
    for key in AGREE:
        if preferred.get(key) != content[key]:
            raise cff.CitationError(
                f"{path}: preferred-citation: {key} is {preferred.get(key)!r}, expected {content[key]!r}"
            )
    shared = {
        "author": [
            {"family": author.family, "given": author.given} if author.person else {"literal": author.name}
            for author in work.authors
        ],
        "issued": {"date-parts": [[int(part) for part in work.released.split("-")]]},
        "language": preferred.get("languages", ["en"])[0],
        "keyword": ", ".join(work.keywords),
        "abstract": work.abstract,
    }
    if publisher := (preferred.get("publisher") or {}).get("name"):
        shared["publisher"] = publisher
    if work.doi:
        shared["DOI"] = work.doi
    if work.url:
        shared["URL"] = work.url
    key = re.sub(r"[^a-z0-9]+", "-", split_title(work.title)[0].lower()).strip("-")
    book = {"id": key, "type": "book", "title": work.title, "edition": f"Version {work.version}"} | shared
    data = {"id": f"{key}-data", "type": "dataset", "title": f"{work.title}: the data", "version": work.version}
    return [book, data | shared | {"genre": "Data set"}]


def render(path: Path = cff.FILE) -> str:
    """Return what `data/citation.json` has to hold."""
    return json.dumps(items(path), ensure_ascii=False, indent=1) + "\n"


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the `citation.json` of a folder: it is not what `CITATION.cff` gives."""
    try:
        expected = render()
    except cff.CitationError as error:
        return [str(error)]
    path = folder / FILE
    if path.is_file() and path.read_bytes() == expected.encode("utf-8"):
        return []
    state = "differs from CITATION.cff" if path.is_file() else "is not there"
    return [f"{FILE}: {state}, expected what it gives: run {running.command('package')}"]


@cache
def _cached_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _item(number: int) -> dict:
    return json.loads(_cached_text(records.data_file(FILE)))[number]


def book() -> dict:
    """Return the item of the book."""
    return _item(0)


def dataset() -> dict:
    """Return the item of the data set."""
    return _item(1)


def _part(work: dict, key: str, title: str) -> dict:
    """Return the item of a part: the data of the whole without what describes only the whole."""
    part = {
        "id": f"{book()['id']}-{key}",
        "type": "chapter",
        "title": title,
        "container-title": work["title"],
        "edition": edition(work),
    }
    left_out = {*part, "keyword", "abstract", "genre", "version"}
    return part | {name: value for name, value in work.items() if name not in left_out}


def chapter(title: str, name: str = "") -> dict:
    """Return the item of a chapter.

    Args:
        title: its heading.
        name: the name of its page, which makes its key; the title where there is none.
    """
    return _part(book(), name or re.sub("[^a-z0-9]+", "-", title.lower()).strip("-"), title)


def part_of_data(key: str, title: str) -> dict:
    """Return the item of a part of the data set.

    Its type is that of a chapter because programs that manage references know no container of a data set: they would
    drop what the part belongs to.

    Args:
        key: what the item's key ends with.
        title: its title.
    """
    return _part(dataset(), key, title)


def record(record_id: str) -> dict:
    """Return the item of a record, which is a part of the data set.

    Raises:
        records.RecordError: there is no such record, or it is withdrawn.
    """
    kind = records.table_of(record_id)
    row = records.get(record_id)
    (entry,) = (row for row in records.rows("records") if row["record_id"] == record_id)
    if entry["status"] != "published":
        raise records.RecordError(f"record {record_id} is {entry['status']}, and only a published record is cited")
    of = f" ({records.labels()[entry['doc_id']]})" if entry["doc_id"] else ""
    item = part_of_data(record_id, f"{KINDS[kind]} {record_id}{of}")
    return item | {"abstract": str(row["text_en"])} if kind == "claims" else item


def released(item: dict) -> datetime.date:
    """Return the day an item was released."""
    return datetime.date(*item["issued"]["date-parts"][0])


def edition(item: dict) -> str:
    """Return an item's version as it is printed: `Version 0.1.0`."""
    return item["edition"] if "edition" in item else f"Version {item['version']}"


def _publisher(item: dict) -> str:
    """Return the publisher, or nothing where it is also the author: a citation need not name it twice."""
    publisher = item.get("publisher", "")
    return "" if [name(author) for author in item["author"]] == [publisher] else publisher


def name(author: dict) -> str:
    """Return the name of an author of an item as it is spoken: given names first."""
    return author.get("literal") or f"{author['given']} {author['family']}".strip()


def inverted(author: dict) -> str:
    """Return the name of an author as it is sorted: of a person the family name, a comma and the given names."""
    return author.get("literal") or ", ".join(filter(None, (author["family"], author["given"])))


def _with_initials(author: dict) -> str:
    """Return the name of an author as APA prints it: of a person the family name and the initials."""
    if "literal" in author:
        return author["literal"]
    parts = (part for part in re.split(r"[\s.]+", author["given"]) if part)
    initials = " ".join("-".join(f"{half[0]}." for half in part.split("-") if half) for part in parts)
    return ", ".join(filter(None, (author["family"], initials)))


def _address(item: dict) -> str:
    return f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")


def _join_names(names: list[str], last: str) -> str:
    """Return names as a list with a word before the last; if a name holds a comma, one stands before that word too."""
    *first, final = names
    if not first:
        return final
    return f"{', '.join(first)}{',' if len(first) > 1 or ',' in first[0] else ''} {last} {final}"


def _add_full_stop(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


def apa(item: dict) -> Runs:
    """Return a citation in the form of the APA's manual (7th edition, sections 10.2, 10.3 and 10.9)."""
    authors = _join_names([_with_initials(author) for author in item["author"]], "&")
    head = f"{_add_full_stop(authors)} ({released(item).year}). "
    kind = f" [{item['genre']}]" if "genre" in item else ""
    tail = f" ({edition(item)}){kind}."
    if publisher := _publisher(item):
        tail += f" {_add_full_stop(publisher)}"
    if address := _address(item):
        tail += f" {address}"
    if container := item.get("container-title"):
        return [(f"{head}{_add_full_stop(item['title'])} In ", False), (container, True), (tail, False)]
    return [(head, False), (item["title"], True), (tail, False)]


def chicago(item: dict) -> Runs:
    """Return a citation in the form of the Chicago Manual of Style's bibliography (17th edition, chapter 14)."""
    first, *others = item["author"]
    head = f"{_add_full_stop(_join_names([inverted(first), *map(name, others)], 'and'))} "
    day = released(item)
    kind = f" {item['genre']}." if "genre" in item else ""
    publisher = f" {_publisher(item)}," if _publisher(item) else ""
    tail = f"{kind} {edition(item)}.{publisher} {day:%B} {day.day}, {day.year}."
    if address := _address(item):
        tail += f" {address}."
    if container := item.get("container-title"):
        return [(f"{head}“{_add_full_stop(item['title'])}” In ", False), (container, True), (f".{tail}", False)]
    return [(head, False), (item["title"], True), (tail if item["title"].endswith("?") else f".{tail}", False)]


def plain(runs: Runs) -> str:
    """Return a printed citation as text."""
    return "".join(text for text, _ in runs)


def markdown(runs: Runs) -> str:
    """Return a printed citation as Markdown, titles of whole works in italics."""
    return "".join(f"*{text}*" if strong else text for text, strong in runs)


def markup(runs: Runs) -> str:
    """Return a printed citation as HTML, titles of whole works in `cite`."""
    return "".join(f"<cite>{html.escape(text)}</cite>" if strong else html.escape(text) for text, strong in runs)
