"""What the rules find in one text, as rows with the columns of the tables: a function of the text alone."""

import hashlib

from ..corpus import text
from ..extract import actors
from ..extract.draft import draft

# Columns of the tables that rules can fill, with their types in DuckDB; `start` and `end` are code points of the text.
TABLES = {
    "documents": {
        "doc_id": "VARCHAR",
        "published_edtf": "VARCHAR",
        "outlet": "VARCHAR",
        "file": "VARCHAR",
        "place": "BIGINT",
        "sha256": "VARCHAR",
        "n_chars": "INTEGER",
        "n_tokens": "INTEGER",
        "n_paragraphs": "INTEGER",
        "problem": "VARCHAR",
    },
    "quantities": {
        "quantity_id": "VARCHAR",
        "doc_id": "VARCHAR",
        "par": "INTEGER",
        "start": "INTEGER",
        "end": "INTEGER",
        "kind": "VARCHAR",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "from_value": "DOUBLE",
        "to_value": "DOUBLE",
        "rule": "VARCHAR",
        "readings": "VARCHAR[]",
        "bound": "VARCHAR",
    },
    "dates": {
        "date_id": "VARCHAR",
        "doc_id": "VARCHAR",
        "par": "INTEGER",
        "start": "INTEGER",
        "end": "INTEGER",
        "edtf_resolved": "VARCHAR",
        "problem": "VARCHAR",
        "rule": "VARCHAR",
        "readings": "VARCHAR[]",
        "part": "VARCHAR",
    },
    "mentions": {"doc_id": "VARCHAR", "par": "INTEGER", "actor_id": "VARCHAR", "n": "INTEGER"},
    "failures": {"file": "VARCHAR", "place": "BIGINT", "doc_id": "VARCHAR", "error": "VARCHAR"},
}


def _quantity(doc_id: str, seq: int, found: dict) -> dict:
    """Return an amount as a row: bounds as in the published table, where a change has its values apart."""
    low, high, kind = found["low"], found["high"], found["kind"]
    changes = kind == "from_to"
    return {
        "quantity_id": f"{doc_id}-q{seq:02}",
        "doc_id": doc_id,
        "par": found["par"],
        "start": found["start"],
        "end": found["end"],
        "kind": kind,
        "low": None if changes or "at_most" in (kind, found["bound"]) else low,
        "high": None if changes or "at_least" in (kind, found["bound"]) else high,
        "from_value": low if changes else None,
        "to_value": high if changes else None,
        "rule": found["rule"],
        "readings": [str(reading) for reading in found["readings"]],
        "bound": found["bound"] or None,
    }


def _date(doc_id: str, seq: int, found: dict) -> dict:
    return {
        "date_id": f"{doc_id}-d{seq:02}",
        "doc_id": doc_id,
        "par": found["par"],
        "start": found["start"],
        "end": found["end"],
        "edtf_resolved": found["edtf"],
        "problem": found["problem"],
        "rule": found["rule"],
        "readings": list(found["readings"]),
        "part": found["part"],
    }


def extract(source: str, doc_id: str, day: str | None = None, forms=None) -> dict[str, list[dict]]:
    """Return the rows of one text by table, of `documents` what can be counted. The same text gives the same rows.

    Args:
        source: the text.
        doc_id: its id, with which the ids of its rows begin.
        day: the day of the text (2021-02-18), where times told from it are wanted.
        forms: the forms of the known actors, from `textledger.extract.actors.index_forms`.
    """
    drafted = draft(source, day)
    paragraphs = text.paragraphs(source)
    mentions = actors.count_forms(source, paragraphs, forms or {})
    size = {
        "n_chars": len(source),
        "n_tokens": len(text.WORD.findall(source)),
        "n_paragraphs": len(paragraphs),
    }
    return {
        "documents": [{"doc_id": doc_id, "sha256": hashlib.sha256(source.encode()).hexdigest(), **size}],
        "quantities": [_quantity(doc_id, i, found) for i, found in enumerate(drafted["numbers"], 1)],
        "dates": [_date(doc_id, i, found) for i, found in enumerate(drafted["dates"], 1)],
        "mentions": [
            {"doc_id": doc_id, "par": par, "actor_id": actor, "n": n} for (par, actor), n in sorted(mentions.items())
        ],
    }
