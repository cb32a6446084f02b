"""Matrices and connections in narrow windows: tables and lists say what the rows say, read back from the markup."""

import pytest
from bs4 import BeautifulSoup

from textledger import charts, edtf, records, tallies
from textledger.labels import listing

from ..helpers import sign_markup

ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def plain(name):
    """Return a name as the markup has it: without isolates, in single spaces."""
    return " ".join(str(name).translate(ISOLATES).split())


def by_cell(data, down, across, value):
    """Return a column of a chart's rows by the names of its rows and columns."""
    return {(plain(name), plain(column)): str(said) for name, column, said in data[[down, across, value]].to_numpy()}


def soup(form):
    return BeautifulSoup(form.narrow, "html.parser")


def test_a_table_of_numbers_has_those_of_the_rows_the_darker_the_greater():
    mentions = records.table("mentions").groupby(["actor_id", "doc_id"], observed=True)["n"].sum().reset_index()
    form = charts.count_matrix(mentions, "actor_id", "doc_id", of="mentions")
    assert sign_markup.cells(form.narrow) == by_cell(form.data, "Actor id", "Text", "Mentions")
    shades = sorted(
        (int(cell.get_text()), float(cell["style"].split(":")[1])) for cell in soup(form).select("td[style]")
    )
    assert [shade for _, shade in shades] == sorted(shade for _, shade in shades)
    assert shades[0][1] < shades[-1][1] == 1


def test_terms_stand_in_groups_with_the_arabic_before_its_gloss():
    form = charts.count_matrix(tallies.term_counts("naming"), "term", "doc_id", of="occurrences", group="set")
    assert sign_markup.cells(form.narrow) == by_cell(form.data, "Term", "Text", "Occurrences")
    sets = {plain(term): f"{name}: occurrences" for name, term in form.data[["Set", "Term"]].to_numpy()}
    assert sign_markup.groups(form.narrow) == sets
    terms = soup(form).select("tbody th[scope=row]")
    assert len(terms) == len(sets)
    for term in terms:
        assert term.contents[0].get("lang") == "ar"
        assert term.get_text().strip() != term.bdi.text


def test_heads_that_name_no_text_are_whole_and_names_of_rows_stand_above_their_numbers():
    form = charts.count_matrix(tallies.participation(4), "actor_id", "kind", of="events")
    assert sign_markup.cells(form.narrow) == by_cell(form.data, "Actor id", "Kind", "Events")
    assert not soup(form).select("thead [aria-hidden], .tl-key")
    assert {int(head["colspan"]) for head in soup(form).select("tbody th")} == {form.data["Kind"].nunique()}


@pytest.mark.parametrize("group", [None, "month"])
def test_a_table_of_signs_says_each_status_and_has_a_key_of_its_signs(group):
    rows = tallies.coverage("2020-01-01", "2021-02-28")
    form = charts.status_matrix(rows, "title_en", "doc_id", "reported", group=group)
    assert sign_markup.cells(form.narrow) == by_cell(form.data, "Event", "Text", "Reported")
    signs = {cell["class"][0]: cell.get_text() for cell in soup(form).select("td[class]")}
    key = {part.i["class"][0]: part.get_text().strip() for part in soup(form).select(".tl-key span:has(i)")}
    assert key == signs
    assert set(signs.values()) == set(form.data["Reported"])
    months = {f"{edtf.bounds(when)[0]:%B %Y}" for when in rows["edtf"]}
    assert set(sign_markup.groups(form.narrow).values()) == (months if group else {""})


def test_texts_are_told_by_sign_and_initial_and_in_full_in_the_key():
    form = charts.status_matrix(tallies.naming(), "label_en", "doc_id", "named_as", word="mark")
    assert sign_markup.cells(form.narrow) == by_cell(form.data, "Group", "Text", "Wording")
    heads, key = soup(form).select("thead th"), soup(form).select(".tl-key span[data-doc]")
    for doc, head, told in zip(records.labels(), heads, key, strict=True):
        label = records.labels()[doc]
        assert head["data-doc"] == told["data-doc"] == doc
        assert head.select_one("[aria-hidden=true]:not(svg)").text == told.b.text == label[0]
        assert told.get_text().split(maxsplit=1)[1] == label
        assert head.path["fill"] == told.path["fill"] == records.colours()[doc]


def test_a_matrix_of_wordings_is_a_list_with_a_status_for_each_line():
    versions = records.table("announcement_versions")
    form = charts.status_matrix(versions, "element", "version", "kept", word="wording_en")
    lines = sign_markup.lines(form.narrow)
    expected = [
        (element, version, wording, "" if wording == kept else kept)
        for element, version, kept, wording in form.data.to_numpy()
    ]
    assert [(element, version, wording, kept) for element, _, version, wording, kept in lines] == expected
    assert len(lines) == len(versions)


def test_a_status_that_a_whole_row_shares_is_said_once():
    rows = records.table("announcement_versions").assign(kept="kept")
    form = charts.status_matrix(rows, "element", "version", "kept", word="wording_en")
    lines = sign_markup.lines(form.narrow)
    assert {remark for _, remark, *_ in lines} == {"as NATO has it"}
    assert {small for *_, small in lines} == {""}


def test_signs_of_texts_are_lines_below_their_text_that_lead_to_their_records():
    rows = records.table("borrowings").merge(records.table("borrowing_changes"), on="borrowing_id")
    rows["borrowing"] = rows["borrowing_id"] + "  " + rows["source_key"]
    form = charts.sign_matrix(rows, "borrowing", "change", "doc_id")
    told = {(text, name): said for text, _, name, said, _ in sign_markup.lines(form.narrow)}
    expected = {
        (text, name.split("  ")[1]): cells["Change"].tolist()
        for (text, name), cells in form.data.groupby(["Text", "Borrowing"])
    }
    assert {place: len(said) for place, said in expected.items()}.keys() == told.keys()
    links = [link["href"].removeprefix("record:") for link in soup(form).select("a")]
    assert sorted(links) == sorted(rows["borrowing_id"].unique())
    changes = {
        line.a["href"].removeprefix("record:"): line.find_all("span")[1].text for line in soup(form).select("ul ul li")
    }
    for record, cells in form.data.groupby(form.data["Borrowing"].str.split().str[0]):
        assert sorted(changes[record].replace(" and ", ", ").split(", ")) == sorted(cells["Change"])


def test_signs_with_meanings_are_lines_of_the_places_that_have_them():
    voices = records.table("vacuum_voices").sort_values(["edtf", "voice_id"])
    form = charts.sign_matrix(voices, "voice_en", "place", "role")
    expected = {(voice, role): set(cells["Filled by"]) for (voice, role), cells in form.data.groupby(["Voice", "Role"])}
    told = {(voice, role): said for voice, _, role, said, _ in sign_markup.lines(form.narrow)}
    assert told.keys() == expected.keys()
    for place, said in told.items():
        assert said in {listing(names) for names in (list(expected[place]), list(expected[place])[::-1])}


def test_signs_that_say_only_that_they_are_there_stay_a_table():
    held = records.table("statement_versions").query("statement == 'rikabi_remarks' and state == 'present'")
    held = held.rename(columns={"part_en": "Part", "version": "Report"})
    form = charts.sign_matrix(held, "Part", "Report", "Report", accent="alwaght")
    cells = sign_markup.cells(form.narrow)
    assert cells == dict.fromkeys(form.data.itertuples(index=False, name=None), "yes")


def test_connections_are_lines_below_their_text_that_name_what_shares_the_source():
    rows = records.table("borrowings").sort_values(["doc_id", "borrowing_id"])
    form = charts.connections(rows, "source_key", "relation")
    lines = [
        (source, text, said.split(" (")[0], small) for text, _, source, said, small in sign_markup.lines(form.narrow)
    ]
    expected = form.data.assign(Confidence=form.data["Confidence"] + " confidence")
    assert sorted(lines) == sorted(expected.itertuples(index=False, name=None))
    users = form.data.groupby("Source")["Text"].nunique()
    shared = {source for _, _, source, said, _ in sign_markup.lines(form.narrow) if "(also " in said}
    assert shared == set(users[users > 1].index)


def test_marks_below_the_sign_of_a_text_have_its_colour():
    rows = tallies.coverage("2020-01-01", "2021-02-28")
    markup = soup(charts.status_matrix(rows, "title_en", "doc_id", "reported"))
    colours = {head["data-doc"]: head.path["fill"] for head in markup.select("thead th[data-doc]")}
    assert len(set(colours.values())) == len(colours) == len(records.docs())
    marks = markup.select("td[class]")
    assert marks
    assert {(mark["data-doc"], mark["style"]) for mark in marks} == {
        (doc, f"--tl-doc:{colour}") for doc, colour in colours.items()
    }
