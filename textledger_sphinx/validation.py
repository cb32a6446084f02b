"""Nothing is built from data that break a rule: first the tables and the citations of the prose are validated.

What earlier builds made is left as it is.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.errors import SphinxError

from textledger import records
from textledger.rules import bibliography, validate
from textledger.schema import csvfile

from . import places, toc

_RECORDS = re.compile(r"\{(?:claim|rec)\}`([^`]*)`")
_WORKS = re.compile(r"\{cite(?::\w+)?\}`([^`]*)`")


class InvalidBook(SphinxError):
    """Tables or prose break a rule; the message names where."""

    category = "Invalid data, and nothing was built"


def _keys(joined: str) -> list[str]:
    return [key.strip() for key in joined.split(",")]


def prose_faults(root: Path) -> Iterator[str]:
    """Yield where prose, cells or the codebook name a record that is not published, or a work that is not listed, and
    what is wrong with the table of contents and with the lists of records.

    Args:
        root: the folder of `index.md` and `chapters`.
    """
    data = records.data_dir()
    status = {row["record_id"]: row["status"] for row in records.rows("records")}
    pattern = validate.citation_pattern({"documents": records.rows("documents")})
    works = bibliography.keys((data / bibliography.FILE).read_text(encoding="utf-8"))
    yield from toc.faults(root)
    yield from _list_faults(root)
    for path in [root / "index.md", *sorted((root / "chapters").glob("*.md")), data / "codebook.md"]:
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            if path.exists() or path.parent == data:  # of a page that is not there the table of contents says so
                yield f"{name}: {error.strerror}, expected a text that can be read"
            continue
        except UnicodeDecodeError as error:
            yield f"{name}, {csvfile.byte_fault(error, 'line')}"
            continue
        for number, line in enumerate(lines, 1):
            record_ids = [*pattern.findall(line), *(key for ids in _RECORDS.findall(line) for key in _keys(ids))]
            for record_id in dict.fromkeys(record_ids):
                if (state := status.get(record_id, "unknown")) != "published":
                    yield f"{name}, line {number}: names {record_id}, which is {state}: expected a published record"
            for key in (key for keys in _WORKS.findall(line) for key in _keys(keys)):
                if key not in works:
                    yield f"{name}, line {number}: cites {key}, expected an entry of {bibliography.FILE}"


def _list_faults(root: Path) -> Iterator[str]:
    """Yield where the ledger or the registers, to which links to records lead, list no records of a text that has some.

    A heading of theirs, and so the section of a text, cannot come from a cell.
    """
    for page, of_claims, call in (
        (places.LEDGER, True, 'entries("claims", "{}")'),
        (places.REGISTERS, False, 'inventory.registers("{}")'),
    ):
        path = root / f"{page}.md"
        content = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        recorded = {row["doc_id"] for row in records.rows("records") if (row["table"] == "claims") == of_claims}
        for doc in (doc for doc in records.docs() if doc in recorded and "{record-anchors}" in content):
            if (cell := call.format(doc)) not in content:
                yield f"{page}.md: lists no record of {doc}, expected a section with a cell as others have: {cell}"


def _paper_faults(root: Path) -> Iterator[str]:
    """Yield what is wrong with files that are published or asked for versions, and not read as prose."""
    changes, pins = records.data_dir() / "CHANGES.md", root / "requirements.txt"
    if changes.is_file():  # where it is missing, the folder of the data says so
        try:
            changes.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            yield f"{changes.name}, {csvfile.byte_fault(error, 'line')}"
    if pins.is_file() and not re.search(r"^[\w.-]+==", pins.read_text(encoding="utf-8", errors="replace"), re.M):
        yield f"{pins.name}: pins no package, expected a line NAME==VERSION of each that the book needs"


def check(root: Path, tables_sound: bool = False) -> None:
    """Check that tables and prose keep their rules.

    Args:
        root: the folder of the book.
        tables_sound: whether the tables are already known to keep theirs.

    Raises:
        InvalidBook: they do not; the message names the first faults.
    """
    try:
        if not tables_sound:
            validate.require(records.data_dir())
    except validate.InvalidData as error:
        raise InvalidBook(f"\n{error}") from None
    if report := validate.summary({"prose": list(prose_faults(root)), "papers": list(_paper_faults(root))}):
        raise InvalidBook(f"\n{report}")


def _check(app, config):
    """Check before anything is built; tables that an earlier build has checked are not checked again."""
    check(Path(app.srcdir), tables_sound=app.textledger_sealed.get("sources") == app.textledger_sources)


def setup(app):
    """Register the check, which comes before anything is read or written."""
    app.connect("config-inited", _check, priority=3)  # here the seal of the last build has been read
