"""Drafts: what rules found in a text that a person has not yet coded, in `data/drafts/SLUG/`.

A draft is a small data set of its own: tables with the names and columns of the published ones, of which those that a
person fills may be empty, and `candidates.csv`. No chapter but that of the text reads them, and nothing of what is
published does. `Draft("harbour")` is how a chapter reads one.
"""

import copy
import hashlib
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from . import records
from .corpus import arabic, text
from .schema import csvfile

FOLDER = "drafts"  # within the folder of the tables
SOURCES = "sources"  # beside the folder of the tables; git ignores it
TABLES = ("documents", "paragraphs", "tokens", "mentions", "quantities", "dates", "spans", "records", "candidates")
OPEN = {  # columns that a person fills, and that the published tables do not leave empty
    "documents": {
        "title_en", "genre", "published_edtf", "published_basis", "thesis_en",
        "stance_nato", "stance_coalition", "stance_us_forces", "colour", "sign",
    },
    "paragraphs": {"gist_en"},
    "quantities": {"measure", "about", "topic", "unit", "kind", "attribution"},
    "dates": {"kind", "what"},
    "claims": {"topic"},  # the list is that of the five texts; another one may have none of them
}  # fmt: skip
BY_HAND = "coded by"  # the rule of a record that a person added
DECIDED = re.compile(r"; (?:accepted|corrected) by ([a-z0-9-]+)$")  # behind the rule of one that a person decided on
_RULE = {"name": "rule", "type": "string", "description": "the rule that found it, or the person who coded it"}
_WHOLE = {"type": "integer", "constraints": {"required": True, "minimum": 0}}
_CANDIDATES = {
    "name": "candidates",
    "primaryKey": ["candidate_id"],
    "foreignKeys": [],
    "fields": [
        {
            "name": "candidate_id",
            "type": "string",
            "constraints": {"required": True, "pattern": "[a-z]+-x[0-9]{3,}"},
        },
        {"name": "kind", "type": "string", "constraints": {"required": True, "enum": ["actor", "name"]}},
        {"name": "actor_id", "type": "string"},
        {"name": "par"} | _WHOLE,
        {"name": "start"} | _WHOLE,
        {"name": "end"} | _WHOLE,
        {"name": "mac", "type": "string", "constraints": {"required": True, "pattern": "[0-9a-f]{32}"}},
        {"name": "rule", "type": "string", "constraints": {"required": True}},
    ],
}


@cache
def schema(name: str) -> dict:
    """Return the Table Schema of a table of a draft: the published one, without what only a person can fill."""
    if name == "candidates":
        return _CANDIDATES
    described = copy.deepcopy(records.schema(name))
    for field in described["fields"]:
        rules = field.get("constraints", {})
        if field["name"] in OPEN.get(name, ()):
            rules.pop("required", None)
        if "{2,3}" in rules.get("pattern", ""):  # rules may find more than a book would publish
            rules["pattern"] = rules["pattern"].replace("{2,3}", "{2,}")
    if name == "records":
        described["fields"].append(_RULE)
    return described


def folder(slug: str, data: Path | None = None) -> Path:
    """Return the folder of a text's draft."""
    return (data or records.data_dir()) / FOLDER / slug


def slugs(data: Path | None = None) -> list[str]:
    """Return the ids of the texts of which there is a draft, sorted."""
    inside = (data or records.data_dir()) / FOLDER
    return sorted(path.name for path in inside.glob("[a-z]*") if path.is_dir())


def published_files(data: Path) -> Iterator[Path]:
    """Yield the files in the folder of the tables without those of drafts."""
    for path in sorted(data.rglob("*")):
        if path.is_file() and not path.relative_to(data).parts[0].removeprefix(".").startswith(FOLDER):
            yield path


def editions(slug: str, data: Path | None = None, texts: Path | None = None) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that may hold a drafted text: in a folder, in `sources/`, or where the environment says."""
    places = [*([texts] if texts else []), (data or records.data_dir()).resolve().parent / SOURCES]
    places += [Path(named)] if (named := os.environ.get(text.ENVIRONMENT)) else []
    for place in places:
        path = place / f"{slug}.txt"
        try:  # opened, not looked for: a chapter is executed again when the text comes to be there
            raw = path.read_bytes()
        except OSError:
            continue
        yield path, raw


def source(slug: str, sha256: str, data: Path | None = None, texts: Path | None = None) -> str | None:
    """Return a drafted text where it is at hand, in the edition that has a digest."""
    found = (raw for _, raw in editions(slug, data, texts) if hashlib.sha256(raw).hexdigest() == sha256)
    return raw.decode("utf-8") if (raw := next(found, None)) is not None else None


def person(rule: str) -> str:
    """Return who decided on an entry with this rule, or added it; "" where only a rule made it."""
    found = DECIDED.search(rule) or re.fullmatch(rf"{BY_HAND} ([a-z0-9-]+)", rule)
    return found[1] if found else ""


def shown(wording: str) -> str:
    """Return wording in one line, without marks, tatweel and what cannot be seen."""
    return " ".join(arabic.strip_marks(unicodedata.normalize("NFKC", wording)).split())


class Draft:
    """The draft of one text.

    Args:
        slug: the id of the text.
        data: the folder of the tables, if not that of the published ones.

    Raises:
        records.RecordError: there is no draft of this text.
    """

    def __init__(self, slug: str, data: Path | None = None):
        self.slug, self._data, self._folder = slug, data, folder(slug, data)
        if not self._folder.is_dir():
            raise records.RecordError(f"no draft of {slug!r}; there are: {', '.join(slugs(data)) or 'none'}")
        self.document = self.rows("documents")[0]

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return a table of the draft as it stands in its file.

        Raises:
            FileNotFoundError: it is not there.
            csvfile.TableError: it is not well formed.
        """
        return csvfile.read(self._folder / f"{name}.csv")

    @property
    def wording(self) -> str | None:
        """The text itself, where it is at hand."""
        return source(self.slug, self.document["sha256"], self._data)

    def counts(self) -> dict[str, int]:
        """Return how much of each kind there is, for the prose of the chapter."""
        tokens, reviewed = self.rows("tokens"), {row["form"] for row in records.rows("lexicon", self._data)}
        forms = {row["form"] for row in tokens}
        kinds = Counter(row["kind"] for row in self.rows("candidates"))
        return {
            "n_words": int(self.document["n_tokens"]),
            "n_paragraphs": len(self.rows("paragraphs")),
            "n_amounts": len(self.rows("quantities")),
            "n_dates": len(self.rows("dates")),
            "n_actors": len({row["actor_id"] for row in self.rows("mentions")}),
            "n_names": kinds["name"],
            "n_forms": len(forms),
            "n_reviewed": len(forms & reviewed),
        }

    def paragraphs(self) -> list[tuple[dict[str, str], dict[str, int]]]:
        """Return the paragraphs, each with how many drafts of each kind stand in it."""
        found: dict[str, Counter] = defaultdict(Counter)
        for table in ("quantities", "dates"):
            for row in self.rows(table):
                found[row["par"]][table] += 1
        for row in self.rows("candidates"):
            found[row["par"]][row["kind"]] += 1
        return [(row, found[row["par"]]) for row in self.rows("paragraphs")]

    def rules(self) -> dict[str, str]:
        """Return the rule, or the person, that each record is from, by id."""
        return {row["record_id"]: row["rule"] for row in self.rows("records")}

    def deciders(self, *kinds: str) -> Counter[str]:
        """Return how many entries each person decided on or added; those that only a rule made are under "".

        Args:
            *kinds: names of tables, `actor` or `name`; all, if none is given.
        """
        made = [(row["table"], row["rule"]) for row in self.rows("records")]
        made += [(row["kind"], row["rule"]) for row in self.rows("candidates")]
        return Counter(person(rule) for kind, rule in made if not kinds or kind in kinds)

    def names(self) -> list[tuple[str, str, list[int]]]:
        """Return the candidate names with their rule and paragraphs; none where the text is not at hand."""
        wording = self.wording
        if wording is None:
            return []
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in self.rows("candidates"):
            if row["kind"] == "name":
                name = shown(wording[int(row["start"]) : int(row["end"])])
                found[name, row["rule"]].append(int(row["par"]))
        return [(name, rule, pars) for (name, rule), pars in found.items()]
