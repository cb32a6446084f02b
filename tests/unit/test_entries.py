"""What a record's entry says, brief and in full, against the raw tables."""

import re
from functools import cache
from html import escape

import lxml.html
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import citing, dossiers, labels, records, views
from textledger.html import badges, record
from textledger.html.inline import inline, references
from textledger.html.tables import table_html

from ..helpers.paths import ROOT
from ..helpers.raw import rows

BOOK = dossiers.Dossiers()
PUBLISHED = [row["record_id"] for row in rows("records") if row["status"] == "published"]
KEYS = {"later_events": "later_id", "events": "event_id", "event_reports": "report_id", "claim_links": "link_id"}
SAID = {
    "claims": ["text_en"],
    "quantities": ["unit"],
    "dates": ["problem"],
    "events": ["title_en"],
    "event_reports": ["figures_reported"],
    "anomalies": ["description_en", "correction_en"],
    "checks": ["claim_en"],
    "borrowings": ["what_changed_en"],
    "claim_links": ["note_en"],
    "later_events": ["title_en"],
}
FULLY = SAID | {
    "quantities": ["unit", "about", "note_en"],
    "events": ["title_en", "date_basis"],
    "event_reports": ["figures_reported", "note_en"],
    "checks": ["claim_en", "finding_en", "correction_en"],
    "borrowings": ["what_changed_en", "basis_en"],
    "later_events": ["title_en", "note_en"],
}


@cache
def brief_of(record_id):
    return record.card_html(BOOK.dossier(record_id))


@cache
def full_of(record_id):
    return record.entry_html(BOOK.dossier(record_id), {})


@cache
def plain(markup):
    return " ".join(tree(markup).text_content().split())


@cache
def tree(markup):
    return lxml.html.fragment_fromstring(markup, create_parent=True)


def squeezed(text):
    return " ".join(re.sub(r"\[\[cite:[^|]*\|([^\]]*)\]\]", r"\1", text).split())


def key(table):
    return KEYS.get(table) or next(iter(rows(table)[0]))


def test_every_published_record_has_an_entry():
    assert sorted(BOOK.ids) == sorted(PUBLISHED)


@pytest.mark.parametrize("table", SAID)
def test_both_forms_say_what_the_row_says(table):
    for row in rows(table):
        record_id = row[key(table)]
        brief, full = plain(brief_of(record_id)), plain(full_of(record_id))
        for form, columns in ((brief, SAID[table]), (full, FULLY[table])):
            assert record_id in form
            assert all(squeezed(row[column]) in form for column in columns), (record_id, columns)
        assert brief.startswith(record_id)
        assert full.startswith(plain(inline(BOOK.dossier(record_id).text))), "the title of an entry is its sentence"
        if row.get("par"):
            label = next(doc["label"] for doc in rows("documents") if doc["doc_id"] == row["doc_id"])
            assert f"{label}, paragraph {row['par']}" in brief


def test_codes_and_attribution_of_claims_stand_in_words():
    for row in rows("claims"):
        text = plain(brief_of(row["claim_id"]))
        assert f"{row['type'].replace('_', ' ').capitalize()}, {row['modality']}, on the word of" in text
        if row["attribution"] != "author" and row["attributed_to"]:
            assert f"on the word of {row['attributed_to']}" in text


def test_quotations_stand_in_arabic_lines_of_their_own():
    quotes = {}
    for row in rows("quotes"):
        quotes.setdefault(row["record_id"], []).append(row["quote_ar"])
    for record_id in PUBLISHED:
        for form in (brief_of(record_id), full_of(record_id)):
            shown = tree(form).xpath('.//p[contains(@class, "tl-quote")][@lang="ar"][@dir="rtl"]')
            assert [quote.text_content() for quote in shown] == quotes.get(record_id, [])


def test_links_show_at_both_ends_with_the_relation_turned():
    for row in rows("claim_links"):
        entry = plain(full_of(row["from_id"]))
        back = plain(full_of(row["to_id"]))
        relation = row["relation"]
        passive = {"repeats": "repeated", "qualifies": "qualified", "corroborates": "corroborated"}
        assert f"{relation} {row['to_id']}: {squeezed(row['note_en'])} ({row['link_id']})" in entry
        assert f"{passive.get(relation, 'contradicted')} by {row['from_id']}: " in back


def test_checks_show_at_every_record_they_target():
    source_labels = {row["source_key"]: escape(row["label"]) for row in rows("sources")}
    for row in rows("checks"):
        for target in row["target_ids"].split(";"):
            markup = full_of(target)
            text = plain(markup)
            assert f"{labels.VERDICTS[row['verdict']][1]} {row['check_id']}" in text
            assert squeezed(row["finding_en"]) in text
            assert squeezed(row["correction_en"]) in text
            if row["source_key"]:
                assert f'href="bibliography:{row["source_key"]}">{source_labels[row["source_key"]]}</a>' in markup
            brief = plain(brief_of(target))
            assert squeezed(row["correction_en"] or row["finding_en"]) in brief


def test_searches_show_at_every_record_that_they_bear_on():
    for row in rows("searches"):
        for target in row["record_ids"].split(";") if row["record_ids"] else ():
            sentence = f"{squeezed(row['sought_en'])} {row['result'].replace('_', ' ').capitalize()}."
            assert sentence in plain(full_of(target))
            assert sentence in plain(brief_of(target)), "how sure the book is, one tap from the sentence"


def test_positions_stand_in_the_full_form_only_with_the_seal_cut_short():
    for row in rows("spans"):
        if row["record_id"] not in PUBLISHED:
            continue
        full = full_of(row["record_id"])
        place = f"{row['doc_id']} {int(row['start']):,}–{int(row['end']):,} {row['mac'][: record.MAC_SHOWN]}…"
        assert place in plain(full)
        assert row["mac"] not in full
        assert "tl-positions" not in brief_of(row["record_id"])


def test_records_at_the_same_place_overlap():
    positions = {}
    for row in rows("spans"):
        positions.setdefault(row["record_id"], []).append(
            (row["doc_id"], set(range(int(row["start"]), int(row["end"]))))
        )
    for record_id in PUBLISHED[::40]:
        near = {
            other_id
            for other_id, other_places in positions.items()
            if other_id != record_id
            and any(a[0] == b[0] and a[1] & b[1] for a in positions.get(record_id, ()) for b in other_places)
        }
        lines = {line.label: line.text for line in BOOK.dossier(record_id).bearing}
        assert set(lines.get("At the same place in the source", "").split()) == near


def test_a_record_is_called_what_its_citation_calls_it():
    for record_id in [*PUBLISHED[::30], "link-01", "later-01"]:
        assert BOOK.dossier(record_id).title == citing.record(record_id)["title"]


def test_an_entry_of_an_unknown_record_is_refused():
    with pytest.raises(records.RecordError, match="rewaq-c999"):
        BOOK.dossier("rewaq-c999")


def test_what_a_record_says_cannot_become_markup():
    book = dossiers.Dossiers()
    book.rows["rewaq-c01"]["text_en"] = "<script>alert(1)</script> & more"
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in record.card_html(book.dossier("rewaq-c01"))


@pytest.mark.parametrize("code", labels.VERDICTS)
def test_a_verdict_has_one_mark_in_tables_and_entries(code):
    mark = badges.verdict_mark(code)
    sign, word, colour = labels.VERDICTS[code]
    frame = views.checks("rewaq").head(1).assign(Verdict=views.verdict(code))
    assert f"<td>{mark}</td>" in table_html(frame[["Record", "Verdict"]], "t")
    assert f'<i aria-hidden="true" style="--tl-v:{colour}">{sign}</i>' in mark
    assert BeautifulSoup(mark, "html.parser").get_text() == f"{sign} {word}"


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("code", labels.VERDICTS)
def test_the_sign_keeps_its_contrast_on_its_disc(code):
    """WCAG 2.2, 1.4.3: 4.5 to 1; the disc looks the same on light and dark pages."""
    css = (ROOT / "textledger_sphinx/theme/css/evidence.css").read_text(encoding="utf-8")
    ink = re.search(r"\.tl-verdict i \{[^}]* color: (#[0-9a-f]{6})", css)[1]
    light, dark = sorted((luminance(labels.VERDICTS[code][2]), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_confidence_gets_its_mark_in_the_column_of_that_name_only():
    frame = views.checks("rewaq").head(1).assign(Confidence="high", Weight="high")
    markup = table_html(frame[["Record", "Confidence", "Weight"]], "t")
    assert markup.count(badges.confidence_mark("high")) == 1


def test_references_in_tables_carry_their_record():
    link = '<a class="tl-claim" translate="no" href="record:rewaq-c07" data-record="rewaq-c07">rewaq-c07</a>'
    assert references("see rewaq-c07 and rewaq-x99") == f"see {link} and rewaq-x99"


def test_names_in_a_table_may_break_after_an_underscore_and_links_stay_whole():
    shown = pd.DataFrame([["statement_versions", "[[cite:nato_article5|the treaty]] of rewaq-c01"]])
    markup = table_html(shown.set_axis(["Table", "What"], axis=1), "A table")
    assert "statement_<wbr>versions" in markup
    assert all("wbr" not in link for link in re.findall("<a [^>]*>", markup))


def test_a_source_without_a_date_ends_in_one_full_stop():
    words = [plain(full_of(one)) for one in PUBLISHED if records.table_of(one) == "claims"]
    assert any("n.d." in text for text in words)
    assert not [text for text in words if ".." in text]
