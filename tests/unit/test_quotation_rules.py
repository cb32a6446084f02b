"""Arabic beyond what may be quoted, in whatever cell and by whatever sign its words are joined: each is told."""

import pytest

from ..helpers import rules
from ..helpers.faults import WORD
from ..helpers.rules import first


def quote(*wordings, record_id="rewaq-c46"):
    """Return a corruption: these quotations for a record."""

    def change(data):
        data["quotes"][:] = [row for row in data["quotes"] if row["record_id"] != record_id]
        rows = [{"record_id": record_id, "seq": str(n), "quote_ar": w} for n, w in enumerate(wordings, 1)]
        data["quotes"] += rows

    return change


def quote_everywhere(data):
    """Quote three words for every claim of a text."""
    wanted = [row["claim_id"] for row in data["claims"] if row["doc_id"] == "newswire"]
    data["quotes"][:] = [row for row in data["quotes"] if row["record_id"] not in wanted]
    data["quotes"] += [{"record_id": r, "seq": "1", "quote_ar": " ".join([WORD] * 3)} for r in wanted]


def quote_all_of_two_neighbours(data):
    """Quote five words each for two records of which one begins where the other ends, and which hold no more."""
    wording = " ".join([WORD] * 5)
    start = int(first(data, "spans", record_id="rewaq-c46")["start"])
    for number, record_id in enumerate(("rewaq-c46", "rewaq-c47")):
        spans = [row for row in data["spans"] if row["record_id"] == record_id]
        for row in spans[1:]:
            data["spans"].remove(row)
        at = start + number * (len(wording) + 1)
        spans[0].update(start=str(at), end=str(at + len(wording)))
        quote(wording, record_id=record_id)(data)


def add_to(table, column, text, **values):
    return lambda data: first(data, table, **values).update({column: text})


def join(sign, n=9):
    return sign.join([WORD] * n)


Q, C = "quantities", "claims"
RULES = {
    "a quotation of nine words": (quote(join(" ")), "quote_ar has 9 words quoted, expected at most 8"),
    "nine words and tatweel": (quote(join("ـ")), "quote_ar has 9 words quoted, expected at most 8"),
    "nine words and underscores": (quote(join("_")), "quote_ar has 9 words quoted"),
    "nine words and zero width": (quote(join("\u200c")), "quote_ar has 9 words quoted"),
    "nine words and no-break spaces": (quote(join("\u00a0")), "quote_ar has 9 words quoted"),
    "nine words and thin spaces": (quote(join("\u2009")), "quote_ar has 9 words quoted"),
    "nine words and points": (quote(join("·")), "quote_ar has 9 words quoted"),
    "nine words and kashida marks": (quote(join("ـ\u064b")), "quote_ar has 9 words quoted"),
    "nine words in presentation forms": (quote(" ".join(["\ufee7\ufe8e\ufe97\ufeee"] * 9)),
        "quote_ar has 9 words quoted"),
    "nine words of another Arabic alphabet": (quote(" ".join(["\u0751\u08a0\u0751"] * 9)),
        "quote_ar has 9 words quoted"),
    "words that nothing parts": (quote(WORD * 9), "quote_ar has a word of 36 letters, expected"),
    "a quotation of no word": (quote("..."), "quote_ar is '...', expected words"),
    "a second quotation of a record": (quote(join(" ", 5), join(" ", 4)),
        "its record has 9 words quoted in all, expected at most 8"),
    "nine quotations of a word": (quote(*[WORD] * 9), "its record has 9 words quoted in all, expected at most 8"),
    "quotations that make up a paragraph": (quote(*[join(" ", 8)] * 2, record_id="hadramout-c01"),
        "words are quoted from paragraph"),
    "adjacent quotations": (quote_all_of_two_neighbours,
        "adjacent quotations make a run of 10 words, expected at most 8"),
    "a tenth of a text": (quote_everywhere,
        r"documents.csv, row .*newswire\): .*published in Arabic, expected at most"),
    "Arabic in a note": (add_to(Q, "note_en", f"It has {join(' ')}.", kind="exact"),
        "note_en has 9 words of Arabic in a row"),
    "Arabic in a claim": (add_to(C, "text_en", join("ـ")), "text_en has 9 words of Arabic in a row"),
    "Arabic in a correction": (add_to("anomalies", "correction_en", f"Read {join(chr(10))}."),
        "correction_en has 9 words of Arabic"),
    "Arabic in a summary of a paragraph": (add_to("paragraphs", "gist_en", join(" ")),
        "gist_en has 9 words of Arabic"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_every_broken_rule_is_told_with_row_and_what_is_there(name):
    rules.told(*RULES[name])
