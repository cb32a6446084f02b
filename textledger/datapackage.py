"""The Data Package descriptor of the tables (Data Package v2, https://datapackage.org/standard/data-package/).

Nothing in it is typed twice: tables and columns come from the schemas, version, date, authors and licence from
`CITATION.cff`, the sources from `documents.csv`, sizes and digests from the files.
"""

import hashlib
import json
from pathlib import Path

from . import cff, records, running
from .schema import csvfile, tables

NAME = "filling-the-vacuum"
FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = (
    "Claims, figures, dates, events, checks and measures, each tied to an exact position in its source. "
    "The source texts are not part of the data set."
)
THIRD_PARTY = "LicenseRef-quotation-third-party"
TERMS_OF_QUOTES = f"LICENSES/{THIRD_PARTY}.txt"  # beside the tables, where they are published
APART = {"quotes": {"name": THIRD_PARTY, "title": "Third-party wording, quoted; no licence is granted here"}}


def title(work: cff.Work) -> str:
    """Return the title of the data set: that of the book, and what it is."""
    return f"{work.title}: the data"


def source_title(row: dict) -> str:
    """Return the title and publisher of one of the texts, from a row of `documents.csv`."""
    titles = f"{row['title_ar']} ({row['title_en']})" if row["title_ar"] else row["title_en"]
    return f"{titles}. {row['publisher_en'] or 'No publisher is named'}"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _resource(name: str, folder: Path) -> dict:
    described = records.schema(name)
    path = folder / f"{name}.csv"
    body = {key: described[key] for key in ("fields", "primaryKey", "foreignKeys", "missingValues")}
    if not body["foreignKeys"]:
        del body["foreignKeys"]
    resource = {
        "name": name,
        "title": described["title"],
        "description": described["description"],
        "path": path.name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
    }
    if name in APART:
        resource["licenses"] = [APART[name]]
    return resource | {"schema": body}


def descriptor(folder: Path, work: cff.Work | None = None) -> dict:
    """Return the descriptor of the tables in a folder.

    Args:
        folder: the tables.
        work: the data of the work, if more is known than `CITATION.cff` says.

    Raises:
        cff.CitationError: `CITATION.cff` lacks something.
        FileNotFoundError: a table is missing.
    """
    work = work or cff.read()
    identifiers = {"id": f"https://doi.org/{work.doi}"} if work.doi else {}
    if work.url:
        identifiers["homepage"] = work.url
    return {
        "$schema": PROFILE,
        "name": NAME,
        **identifiers,
        "title": title(work),
        "description": DESCRIPTION,
        "version": work.version,
        "created": f"{work.released}T00:00:00Z",
        "keywords": list(work.keywords),
        "licenses": [cff.licence(work.licence)],
        "contributors": [{"title": author.name, "roles": ["author"]} for author in work.authors],
        "sources": [{"title": source_title(row)} for row in records.rows("documents", folder)],
        "resources": [_resource(name, folder) for name in records.table_names()],
    }


def render(folder: Path) -> str:
    """Return the text of the descriptor of a folder."""
    return json.dumps(descriptor(folder), ensure_ascii=False, indent=1) + "\n"


def write(folder: Path) -> None:
    """Write the descriptor beside the tables of a folder."""
    tables.write_text(folder / FILE, render(folder))


def _differences(actual, expected, at: str) -> list[str]:
    """Return the innermost places where two values of JSON differ, each as a path of keys, resources by name."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        pairs = [(actual.get(key), expected.get(key), key) for key in dict.fromkeys([*expected, *actual])]
    elif isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        names = [item.get("name", str(n)) if isinstance(item, dict) else str(n) for n, item in enumerate(expected)]
        pairs = list(zip(actual, expected, names, strict=True))
    else:
        return [f"{at.lstrip('.')} is {_short(actual)}, expected {_short(expected)}"]
    return [
        difference
        for left, right, name in pairs
        if left != right
        for difference in _differences(left, right, f"{at}.{name}")
    ]


def _short(value) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:97]}..."


def faults(folder: Path) -> list[str]:
    """Return where the descriptor does not fit the tables beside it; nothing where these cannot be described."""
    remedy = f"run {running.command('package')}"
    try:
        expected = descriptor(folder)
    except (csvfile.TableError, FileNotFoundError):
        return []  # the reading of the tables reports it
    except cff.CitationError as error:
        return [str(error)]
    try:
        actual = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{FILE}: is not there, expected the descriptor of the tables: {remedy}"]
    except ValueError as error:  # no JSON, or not in UTF-8
        return [f"{FILE}: cannot be read as JSON: {error}: {remedy}"]
    differences = _differences(actual, expected, "") if actual != expected else []
    return [f"{FILE}: {difference}: {remedy}" for difference in differences]
