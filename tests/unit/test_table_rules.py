"""Tables that break a rule between columns or rows: each is told with table, row, what is there and what is due."""

import re

import pytest

from textledger.rules import validate

from ..helpers.faults import WORD, every_table, missing


def first(data, table, **values):
    """Return the first row of a table that has the values given."""
    return next(row for row in data[table] if all(row[column] == value for column, value in values.items()))


def put(table, changes, **values):
    """Return a corruption: changes of the first row that has the values given."""
    return lambda data: first(data, table, **values).update(changes)


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


def unsought(record_id):
    """Return a corruption: no search names the record."""

    def change(data):
        for row in data["searches"]:
            row["record_ids"] = ";".join(part for part in row["record_ids"].split(";") if part != record_id)

    return change


def add_to(table, column, text, **values):
    return lambda data: first(data, table, **values).update({column: text})


def join(sign, n=9):
    return sign.join([WORD] * n)


Q, C, D, K, L = "quantities", "claims", "dates", "checks", "check_limbs"
RULES = {
    "low above high": (put(Q, {"low": "9", "high": "3"}, kind="range"),
        rf"{Q}.csv, row .*low 9 is above high 3, expected"),
    "an exact figure of two values": (put(Q, {"low": "3", "high": "9"}, kind="exact"),
        "low is 3 and high 9, expected one"),
    "an approximate figure of two values": (put(Q, {"high": "999999"}, kind="about"),
        "high 999999, expected one value"),
    "a range of one value": (put(Q, {"low": "5", "high": "5"}, kind="range"),
        "low and high are 5, expected two values"),
    "an exact figure without a value": (put(Q, {"low": "", "high": ""}, kind="exact"),
        "low is empty and high empty, expected"),
    "a figure without high": (put(Q, {"high": ""}, kind="exact"), "high empty, expected both"),
    "a lower bound without low": (put(Q, {"low": ""}, kind="at_least"),
        "low is empty .*expected low alone, the bound of at_least"),
    "an upper bound without high": (put(Q, {"high": ""}, kind="at_most"),
        "high empty, expected high alone, the bound of at_most"),
    "a lower bound that is closed": (put(Q, {"high": "300"}, kind="at_least", low="300"),
        "low is 300 and high 300, expected low alone"),
    "an upper bound that is closed": (put(Q, {"low": "500"}, kind="at_most", high="500"),
        "low is 500 and high 500, expected high alone"),
    "an outside bound that is closed": (put("outside_figures", {"high": "85"}, kind="at_least", low="85"),
        "outside_figures.csv, row .*low is 85 and high 85, expected low alone"),
    "a figure of the year that is meant": (put(Q, {"as_of_edtf": "2021-02-18"}, quantity_id="rewaq-q07"),
        "as_of_edtf is 2021-02-18, expected 2020-02-18, as the text prints it"),
    "a figure of the day that is meant": (put(Q, {"as_of_edtf": "2021-02-18"}, quantity_id="alwaght-q01"),
        "as_of_edtf is 2021-02-18, expected 2021-02-19, as the text prints it"),
    "a hedge that is not coded": (put(C, {"modality": "reported"}, claim_id="hadramout-c03"),
        r"\(hadramout-c03\): modality is reported, expected hedged"),
    "a hedge without its word": (put(C, {"modality": "hedged"}, claim_id="ecss-c49"),
        r"\(ecss-c49\): modality is hedged, expected another"),
    "a part that is not told": (put("hedges", {"note_en": ""}, bears_on="part"),
        "note_en is empty, expected what the part is"),
    "a part of a whole statement": (put("hedges", {"note_en": "all"}, bears_on="statement"),
        "note_en is all, expected none for a statement"),
    "a change without its end": (put(Q, {"to_value": ""}, kind="from_to"),
        "to_value empty; expected from_value and to_value"),
    "a change with bounds": (put(Q, {"low": "1", "high": "2"}, kind="from_to"), "has low 1, high 2, .*expected"),
    "a figure that is no change with its ends": (put(Q, {"from_value": "1", "to_value": "2"}, kind="exact"),
        "from_value 1"),
    "a share above the whole": (put(Q, {"low": "175", "high": "175"}, kind="share"), "low is 175, expected 0 to 100"),
    "an author who is named": (put(C, {"attributed_to": "Somebody"}, attribution="author"),
        "attributed_to is Somebody, expected"),
    "nobody who is named": (put(C, {"attributed_to": ""}, attribution="named"),
        "attributed_to is empty, expected a name"),
    "a figure credited to nobody": (put(Q, {"attributed_to": ""}, attribution="anonymous"),
        "attributed_to is empty, expected"),
    "a date without a value": (put(D, {"edtf_resolved": ""}, kind="date"), "edtf_resolved is empty, expected a value"),
    "a cited year not as printed": (put(D, {"edtf_printed": ""}, kind="bibliographic"),
        "edtf_printed is empty, expected"),
    "a duration as printed": (put(D, {"edtf_printed": "2021"}, kind="duration"), "edtf_printed is 2021, expected none"),
    "found nothing, yet consistent": (put(K, {"evidence": "none_found"}, verdict="consistent"),
        "verdict is consistent, expected"),
    "not sought, yet consistent": (put(K, {"evidence": "not_sought"}, verdict="consistent"),
        "verdict is consistent, expected"),
    "contradicted, yet consistent": (put(K, {"evidence": "contradicts"}, verdict="consistent"),
        "verdict is consistent, exp"),
    "inconsistent on direct evidence": (put(K, {"evidence": "direct"}, verdict="inconsistent"),
        "evidence is direct, expected"),
    "evidence without a source": (put(K, {"source_key": ""}, evidence="direct"),
        "source_key is empty, expected the source"),
    "inconsistent without correction": (put(K, {"correction_en": ""}, verdict="inconsistent"),
        "correction_en is empty, exp"),
    "consistent with a correction": (put(K, {"correction_en": "No."}, verdict="consistent"),
        "correction_en is 'No.', exp"),
    "a link within a text": (put("claim_links", {"from_id": "ecss-c01", "to_id": "ecss-c02"}),
        "to_id is ecss-c02, expected"),
    "a link made twice": (lambda d: d["claim_links"].append(d["claim_links"][0] | {"link_id": "link-99"}),
        "no second link"),
    "a borrowing that runs backwards": (put("borrowings", {"par_from": "9", "par_to": "8"}),
        "par_from 9 is after par_to 8, exp"),
    "an anomaly that is its own other": (put("anomalies", {"other_doc_ids": "rewaq"}, doc_id="rewaq"),
        "other_doc_ids names rewaq"),
    "a form that opens no gloss": (put("actors", {"forms_en": "Baghdad"}, actor_id="abyan"),
        "forms_en is Baghdad, expected none"),
    "a form of two actors": (put("actors", {"forms_en": "Hezbollah"}, actor_id="kataib-hezbollah"),
        "forms_en has Hezbollah, expected a form that .* does not have"),
    "an actor that is its own parent": (lambda d: d["actors"][0].update(parent_id=d["actors"][0]["actor_id"]),
        "parent_id is .*circle"),
    "agreement above one": (put("agreement", {"value": "1.2"}, measure="alpha"), "value is 1.2, expected at most 1"),
    "an interval beside its value": (put("agreement", {"low": "0.999"}, measure="alpha"),
        "value is .*expected 0.999 to"),
    "a text like itself": (lambda d: d["similarity"][0].update(doc_b=d["similarity"][0]["doc_a"]),
        "doc_b is .*expected another"),
    "a cosine above one": (put("similarity", {"value": "1.5"}, unit="cosine"), "value is 1.5, expected 0 to 1"),
    "a count below none": (put("similarity", {"value": "-1"}, unit="distinct runs"), "value is -1, expected"),
    "an event nobody reports": (lambda d: d["events"].append(d["events"][0] | {"event_id": "ev-x"}),
        r"\(ev-x\): is reported by"),
    "an outlook for a fact": (put("outlook", {"claim_id": "rewaq-c10"}), "the claim is factual, expected a predictive"),
    "a coding by nobody": (put("reliability", {"coder_a": "", "coder_b": ""}),
        "coder_a and coder_b are empty, expected"),
    "an item without its page": (put("actors", {"wikidata": "Q1", "wikidata_source": ""}),
        "wikidata_source is empty, expected"),
    "a copy of what is no republication": (put("sources", {"seen_in": "https://example.org/"}, republication="false"),
        "seen_in is"),
    "a place beyond the book": (put("documents", {"order": "9"}), "order is 9, expected a place from 1 to 5"),
    "two texts of one colour": (lambda d: d["documents"][1].update(colour=d["documents"][0]["colour"]),
        "colour is #0072B2, expected another than that of rewaq"),
    "a check of no text": (lambda d: (d["checks"].append(d["checks"][0] | {"check_id": "nobody-k01"}),
        d["records"].append({"record_id": "nobody-k01", "table": "checks", "doc_id": "", "status": "published"})),
        r"checks.csv, row .*check_id is nobody-k01, expected an id that begins with that of a text"),
    "one text twice": (lambda d: d["documents"][1].update(sha256=d["documents"][0]["sha256"]),
        "sha256 is that of .*expected"),
    "another text's claim": (put(C, {"doc_id": "ecss"}, claim_id="rewaq-c10"),
        "doc_id is ecss, expected rewaq, after the id"),
    "another text's registration": (put("records", {"doc_id": "ecss"}, record_id="rewaq-c10"),
        "doc_id is ecss, expected rewaq"),
    "another text's span": (put("spans", {"doc_id": "ecss"}, record_id="rewaq-c10"), "doc_id is ecss, expected rewaq"),
    "an event of one text": (put("records", {"doc_id": "ecss"}, record_id="ev-soleimani-killed"),
        "doc_id is ecss, expected none"),
    "another text's evidence": (put("documents", {"stance_evidence": "ecss-c01"}),
        "names ecss-c01, expected records of"),
    "another text's claims": (put("passages", {"claim_ids": "alwaght-c01"}, doc_id="rewaq"),
        "expected records of rewaq"),
    "a span beyond the text": (put("spans", {"end": "999999"}), "start and end are .*-999999, expected a place within"),
    "a span that ends before it begins": (put("spans", {"start": "90", "end": "80"}),
        "start and end are 90-80, expected"),
    "a span in another paragraph": (put("spans", {"start": "0", "end": "3"}, record_id="rewaq-c50"),
        "are 0-3, expected a place"),
    "a record without a span": (lambda d: d["spans"].remove(first(d, "spans", record_id="ecss-q03")),
        r"\(ecss-q03\): has no span"),
    "an exclusion in another paragraph": (put("exclusions", {"par": "0"}, doc_id="ecss"),
        "expected a place within paragraph 0"),
    "a number left out": (lambda d: d["spans"].append(first(d, "spans", record_id="ecss-q03") | {"seq": "3"}),
        "seq is 3, expected 2"),
    "a quotation that begins with two": (put("quotes", {"seq": "2"}), "quotes.csv, row .*seq is 2, expected 1"),
    "a text without paragraphs": (lambda d: d.update(paragraphs=[p for p in d["paragraphs"] if p["doc_id"] != "ecss"]),
        "n_paragraphs is"),
    "a paragraph left out": (lambda d: d["paragraphs"].remove(first(d, "paragraphs", par="3")),
        "n_paragraphs is .*expected"),
    "a paragraph counted wrong": (put("paragraphs", {"n_tokens": "1"}, par="12"),
        "n_tokens is .*expected the .* of its"),
    "paragraphs that overlap": (lambda d: first(d, "paragraphs", par="2").update(start="0"),
        "paragraphs.csv, row .*start is 0 and end"),
    "a paragraph beyond the text": (put("documents", {"n_chars": "10"}), "paragraphs.csv, row .*n_chars, 10"),
    "another segment": (put("paragraphs", {"segment": "7"}, segment="0"), "segment is 7, expected 0"),
    "a sentence from a later paragraph": (put("paragraphs", {"continues_par": "40"}, par="5"),
        "continues_par is 40, expected an"),
    "a count too high": (lambda d: d["tokens"][9].update(n="50"), "tokens.csv, row .*add up to .*expected"),
    "a word that is left out": (lambda d: d["tokens"].pop(9), "tokens.csv, row .*add up to .*expected"),
    "a word of the other zone": (put("tokens", {"zone": "apparatus"}, segment="0"), "zone is apparatus, expected body"),
    "a lemma not of the lexicon": (put("tokens", {"lemma": WORD}, pos="verb"), "lemma and pos are .*expected"),
    "two primary frames": (lambda d: [r.update(rank="primary") for r in d["frames"]],
        "have the rank primary .*expected 1"),
    "no primary frame": (lambda d: [r.update(rank="secondary") for r in d["frames"]], "0 frames .*expected 1"),
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
    "changes of what was not seen": (put("borrowings", {"compared": "not_seen"}, borrowing_id="ecss-b01"),
        "compared is not_seen, expected changes"),
    "an outside figure from nowhere": (put("outside_figures", {"check_id": "", "record_id": ""}),
        "check_id is empty, expected a check or another"),
    "an outside figure beside another text's": (put("outside_figures", {"quantity_id": "ecss-q02"}),
        "quantity_id is ecss-q02, expected a figure of rewaq"),
    "an outside range turned round": (put("outside_figures", {"low": "990"}, kind="range"),
        "outside_figures.csv, row .*low 990 is above high 900"),
    "a pull-quote of nothing": (put("passages", {"other_par": ""}, theme="pull_quote"),
        "other_par is empty, expected a value for pull_quote"),
    "a pull-quote of no paragraph": (put("passages", {"other_par": "99"}, theme="pull_quote"),
        "other_par is 99, expected a paragraph"),
    "a postponement of nothing": (put("passages", {"postponed": "end"}, theme="dating"),
        "postponed is end, expected none for dating"),
    "a person credited with the author's figure": (put(Q, {"attributed_actor_id": "nato"}, attribution="author"),
        "attributed_actor_id is nato, expected none"),
    "a verdict that its limbs do not bear out": (put(L, {"result": "excluded"}, result="holds", carries="true"),
        "verdict is .*, expected inconsistent by its limbs"),
    "a date printed as another that is not contradicted": (put(K, {"verdict": "consistent"}, check_id="alwaght-k01"),
        "expected inconsistent, since alwaght-d01 is printed as another day"),
    "a verdict that another text does not get": (put(K, {"verdict": "not_settled"}, check_id="newswire-k04"),
        "verdict is not_settled, expected consistent, as hadramout has for ev-nato-mission-iraq-founded"),
    "a sum of limbs that is not theirs": (put(K, {"limbs": "9:1"}, verdict="inconsistent"),
        "limbs is 9:1, expected .*, as check_limbs.csv has them"),
    "a limb that is skipped": (put(L, {"limb": "3"}, limb="1"), "its limbs are 3.*, expected 1 and on"),
    "a verdict without limbs": (put(L, {"check_id": "rewaq-k03"}, check_id="rewaq-k01"),
        "its limbs are none, expected 1 and on|its limbs are .*, expected 1 and on"),
    "a statement that rests on nothing": (lambda d: [row.update(carries="false") for row in d[L]],
        "no limb carries, expected one or more"),
    "limbs of what was not checked": (put(K, {"verdict": "not_checked", "evidence": "not_sought"}, evidence="direct"),
        "limbs, expected none for not_checked"),
    "a sure verdict from an opening": (put("sources", {"access": "opening"}, source_key="sarotte2019"),
        "confidence is high, expected at most medium"),
    "a sure verdict from an encyclopaedia": (put("sources", {"kind": "reference"}, source_key="sarotte2019"),
        "confidence is high, expected at most medium"),
    "a sure verdict on indirect evidence": (put(K, {"confidence": "high"}, evidence="indirect"),
        "confidence is high, expected at most"),
    "a ground that was not read": (put("sources", {"access": "not_read"}, source_key="sarotte2019"),
        "sarotte2019 was not read, expected a source"),
    "a like shift judged otherwise": (put(L, {"result": "holds"}, check_id="ecss-k15", limb="2"),
        "result is holds, expected limited, as rewaq-k23 has it, or a finding that names it: bare-figure"),
    "a shift that is like no other": (put(L, {"alike": "of-its-own"}, check_id="rewaq-k01"),
        "alike is of-its-own, expected it in two checks or more"),
    "a repeated claim that shares nothing": (put(L, {"alike": ""}, check_id="alwaght-k02"),
        "claim_links.csv, row .*link-02.*share nothing, expected limbs that are alike"),
    "an error that no check excludes": (put("anomalies", {"category": "factual_error"}, anomaly_id="ecss-n24"),
        "category is factual_error, expected a limb excluded by ecss-k21, ecss-k22"),
    "a doubt where all holds": (
        lambda d: [row.update(result="holds") for row in d[L] if row["check_id"] == "ecss-k11"],
        r"\(ecss-n16\): category is factual_doubt, expected a limb that does not hold"),
    "a contradiction that is but a doubt": (put("anomalies", {"category": "factual_doubt"}, anomaly_id="ecss-n09"),
        r"\(ecss-k05\): verdict is inconsistent, expected an anomaly there that is more than a doubt"),
    "a borrowing of unknown order": (put("borrowings", {"precedence": "not_shown"}, relation="translation"),
        "relation is translation and precedence not_shown, expected parallel"),
    "a sure borrowing from what was not seen": (put("borrowings", {"confidence": "high"}, compared="not_seen"),
        "confidence is high, expected at most low"),
    "a republication read as the original": (put("sources", {"access": "original"}, republication="true"),
        "access is original, expected another where republication is true"),
    "a source read on no day": (put("sources", {"accessed": ""}, access="opening"),
        "accessed is empty, expected a day where access is opening"),
    "a day on which nothing was read": (put("sources", {"accessed": "2026-11-21"}, access="not_read"),
        "accessed is 2026-11-21, expected none where access is not_read"),
    "a digest of no day": (put("sources", {"archived_sha256": "0" * 64}, access="original"),
        "archived_on is empty, expected a day beside archived_sha256"),
    "a day without a digest": (put("sources", {"archived_on": "2026-11-29"}, access="original"),
        "archived_on is 2026-11-29, expected a day beside archived_sha256 only"),
    "an archived copy of no address": (put("sources", {"archived_url": "https://example.org/"}, url="", seen_in=""),
        "url and seen_in are empty, expected the address of what is archived"),
    "a doer who is hit": (put("event_actors", {"role": "target"}, event_id="ev-iranian-attack-on-israel"),
        "actor_id is iran, expected no target of ev-iranian"),
    "an actor whom nobody explains": (put("actors", {"gloss_en": "", "gloss_ar": ""}, actor_id="nato"),
        "gloss_en is empty, expected a line for an actor with 106 mentions"),
    "an actor explained in one language": (put("actors", {"gloss_ar": ""}, actor_id="nato"), "gloss_ar is empty, exp"),
    "a version of nothing known": (put("statement_versions", {"version": "nosuch2020x"}),
        "version is nosuch2020x, expected what"),
    "a version announced by nobody": (put("announcement_versions", {"version": "sarotte2019"}),
        "version is sarotte2019, expected what"),
    "a wording that is not printed": (put("announcement_versions", {"wording_en": "soon"}, kept="not_printed"),
        "wording_en is soon, expected no wording for not_printed"),
    "a wording kept and not given": (put("announcement_versions", {"wording_en": ""}, kept="kept"),
        "wording_en is empty, expected a wording for kept"),
    "a wording that was not read": (put("statement_versions", {"wording_en": "soon"}, state="not_read"),
        "wording_en is soon, expected none for not_read"),
    "a conflict that nothing shows": (put("conflicts", {"record_ids": "link-02"}),
        "record_ids names link-02, expected a record that"),
    "a conflict shown twice": (lambda d: d["conflicts"][1].update(record_ids=d["conflicts"][0]["record_ids"]),
        "conflicts.csv, row 3 .*, expected no second row"),
    "a conflict in no row": (lambda d: d["conflicts"].pop(), "conflicts.csv, row .*: no row names .*, expected one"),
    "a voice from two places": (put("vacuum_voices", {"record_ids": "ecss-c33"}, voice_id="bush"),
        "source_key is bush2007vacuum, expected a source or records"),
    "a refusal that fills the place": (put("vacuum_voices", {"place": "region"}, role="refused"),
        "role is refused and place region, expected refused for none"),
    "a voice that changes": (put("vacuum_voices", {"edtf": "1958"}, voice_id="nehru", role="refused"),
        "the voice is .*1957.* as before|the voice is 1957, .*, expected 1958"),
    "a doer who is absent": (put("report_agents", {"actor_id": "iran"}, agent="absent"),
        "actor_id is iran, expected an actor for all but absent"),
    "a doer who is not given": (put("report_agents", {"actor_id": ""}, agent="named"), "actor_id is empty, expected"),
    "a doer of a peaceful event": (put("report_agents", {"report_id": "alwaght-r01"}),
        "the event is of type .*expected"),
    "a find in no source": (put("searches", {"source_keys": ""}, result="found"),
        r"searches.csv, row .*source_keys is empty, expected a source for what was found"),
    "a check that found nothing by no search": (unsought("hadramout-k10"),
        r"checks.csv, row .*hadramout-k10\): finding_en says that something was not found, expected a row"),
    "a passage whose source was not found by no search": (unsought("hadramout-n10"),
        r"anomalies.csv, row .*hadramout-n10\): correction_en says that something was not found, expected a row"),
    "a borrowing not compared by no search": (unsought("rewaq-b01"),
        r"borrowings.csv, row .*rewaq-b01\): what_changed_en says that something was not found"),
    "a text of which something was not found by no search": (
        lambda d: d.update(searches=[row for row in d["searches"] if row["doc_id"] != "alwaght"]),
        r"documents.csv, row .*alwaght\): \w+ says that something was not found, expected a row"),
    "evidence that was not found by no search": (
        lambda d: (first(d, K, evidence="direct").update(evidence="none_found", verdict="not_settled"),
            unsought(first(d, K, evidence="none_found")["check_id"])(d)),
        r"checks.csv, row .*: evidence says that something was not found, expected a row"),
    "a term of two kinds": (put("terms", {"actor_id": "nato"}, group="staying"), "expected a lemma or an actor"),
    "a term that does not occur": (put("terms", {"lemma": WORD}, group="staying"), "expected one that tokens.csv has"),
    "more of a sense than of its word": (put("senses", {"n": "99"}), "n is 99, expected at most the .* occurrences"),
}  # fmt: skip


def test_the_published_tables_break_none():
    assert validate.rule_faults(every_table()) == []


def test_a_like_shift_may_be_judged_otherwise_where_a_finding_names_the_other_check():
    data = every_table()
    first(data, L, check_id="ecss-k15", limb="2").update(result="holds")
    first(data, K, check_id="ecss-k15")["finding_en"] += " Unlike in check rewaq-k23 the source has no other figure."
    assert not [fault for fault in validate.rule_faults(data) if "bare-figure" in fault]


@pytest.mark.parametrize("name", RULES)
def test_every_broken_rule_is_told_with_row_and_what_is_there(name):
    data = every_table()
    change, expected = RULES[name]
    change(data)
    found = validate.rule_faults(data)
    assert missing([expected], found) == [], found[:5]
    assert all(re.match(r"\w+\.csv(, row \d+ \(.+?\))?: .*expected", fault) for fault in found), found[:5]
