"""What follows from the sources and the hand-made columns: offsets, seals, counts, mentions."""

from collections import Counter
from pathlib import Path

from ..extract import actors as actor_mentions
from . import arabic, spans, text

MADE = ("documents", "paragraphs", "lexicon", "actors", "spans", "exclusions")  # what the other tables follow from


class Sources:
    """The source texts that the documents table describes.

    Raises:
        SourceError: one is absent or is not the text described.
    """

    def __init__(self, folder: Path, documents: list[dict], check: bool = True):
        self.text, self.key, self.paragraphs = {}, {}, {}
        for row in documents:
            doc = row["doc_id"]
            self.text[doc] = text.read(doc, folder, row["sha256"] if check and row["sha256"] else None)
            self.key[doc] = spans.key(self.text[doc].encode("utf-8"))
            self.paragraphs[doc] = text.paragraphs(self.text[doc])

    def mac(self, doc: str, start: int, end: int) -> str:
        """Return the seal of a span."""
        return spans.mac(self.key[doc], self.text[doc][start:end])

    def words(self, doc: str, start: int = 0, end: int | None = None) -> list[text.Word]:
        """Return the words of a text between two offsets."""
        return text.words(self.text[doc], start, end)


def add_macs(rows: list[dict], sources: Sources) -> list[dict]:
    """Return rows with `doc_id`, `start`, `end` with their `mac` computed."""
    return [{**row, "mac": sources.mac(row["doc_id"], int(row["start"]), int(row["end"]))} for row in rows]


def documents(rows: list[dict], sources: Sources) -> list[dict]:
    """Return the documents with their digest and sizes computed."""
    import hashlib

    return [
        {
            **row,
            "sha256": hashlib.sha256(sources.text[row["doc_id"]].encode("utf-8")).hexdigest(),
            "n_chars": len(sources.text[row["doc_id"]]),
            "n_tokens": len(sources.words(row["doc_id"])),
            "n_paragraphs": len(sources.paragraphs[row["doc_id"]]),
        }
        for row in rows
    ]


def paragraphs(rows: list[dict], sources: Sources) -> list[dict]:
    """Return the paragraphs with offsets, seals, word counts and segments computed; role, zone and gist are kept.

    Raises:
        ValueError: the rows are not the paragraphs of the texts.
    """
    result = []
    for doc in sources.text:
        row_of = {int(row["par"]): row for row in rows if row["doc_id"] == doc}
        pars = sources.paragraphs[doc]
        if set(row_of) != {p.par for p in pars}:
            raise ValueError(f"paragraphs.csv: {doc} has {len(pars)} paragraphs, the table has {len(row_of)} rows")
        counts = [len(sources.words(doc, p.start, p.end)) for p in pars]
        numbers = text.segments([row_of[p.par]["zone"] for p in pars], counts)
        for p, n, segment in zip(pars, counts, numbers, strict=True):
            row = {**row_of[p.par], "start": p.start, "end": p.end, "segment": segment, "n_tokens": n}
            result.append({**row, "mac": sources.mac(doc, p.start, p.end)})
    return result


def readings(rows: list[dict]) -> dict[str, tuple[str, str]]:
    """Return lemma and part of speech by form, from the lexicon's rows."""
    return {row["form"]: (row["lemma"], row["pos"]) for row in rows}


def read_word(form: str, reviewed: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return lemma and part of speech of a form: reviewed, else by rule."""
    if form in reviewed:
        return reviewed[form]
    if form.isdigit():
        return form, "numeral"
    if form.isascii():
        return form, "foreign"
    return arabic.fallback_lemma(form), "noun"


def tokens(paragraph_rows: list[dict], lexicon_rows: list[dict], sources: Sources) -> list[dict]:
    """Return the word counts per segment; paragraphs without a segment publish none."""
    reviewed = readings(lexicon_rows)
    counts: Counter = Counter()
    for row in paragraph_rows:
        if row["segment"] in (None, ""):
            continue
        for word in sources.words(row["doc_id"], int(row["start"]), int(row["end"])):
            counts[row["doc_id"], int(row["segment"]), row["zone"], arabic.form(word.form)] += 1
    rows = []
    for (doc, segment, zone, form), n in counts.items():
        lemma, pos = read_word(form, reviewed)
        rows.append({"doc_id": doc, "segment": segment, "zone": zone, "form": form, "lemma": lemma, "pos": pos, "n": n})
    return rows


def mentions(actor_rows: list[dict], sources: Sources) -> list[dict]:
    """Return the mentions of the actors per paragraph."""
    rows = []
    for doc in sources.text:
        counted = actor_mentions.count(sources.text[doc], sources.paragraphs[doc], actor_rows, doc)
        rows += [{"doc_id": doc, "par": par, "actor_id": actor, "n": n} for (par, actor), n in counted.items()]
    return rows


def derive_tables(made: dict[str, list[dict]], sources: Sources) -> dict[str, list[dict]]:
    """Return every table that follows from the sources, recomputed from the columns that are made by hand.

    Args:
        made: the rows of the tables of `MADE`, those that belong to a text only of the texts that there are.
        sources: the texts.
    """
    pars = paragraphs(made["paragraphs"], sources)
    return {
        "documents": documents(made["documents"], sources),
        "paragraphs": pars,
        "tokens": tokens(pars, made["lexicon"], sources),
        "mentions": mentions(made["actors"], sources),
        "spans": add_macs(made["spans"], sources),
        "exclusions": add_macs(made["exclusions"], sources),
    }
