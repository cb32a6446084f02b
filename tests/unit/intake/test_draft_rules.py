"""What is wrong in the folder of a draft is told with file, row and what was expected."""

import re
import shutil

import pytest

from textledger import drafts
from textledger.coding import decisions, session
from textledger.coding import drafts as coded
from textledger.corpus import text
from textledger.intake import tables, verifying
from textledger.rules import drafts as rules

from ...helpers import added
from ...helpers.paths import DATA


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    """The folder of a book with a draft, and with as much of the tables as the rules of a draft read."""
    root = added.bare(tmp_path_factory.mktemp("drafted") / "book")
    for name in ("actors.csv", "lexicon.csv", "codebook.md"):
        shutil.copy(DATA / name, root / "data")
    added.add(root)
    return root


@pytest.fixture
def draft(drafted, tmp_path):
    """The folder of a draft, in a book of its own."""
    return shutil.copytree(drafted, tmp_path / "book") / "data/drafts/harbour"


@pytest.fixture
def whole(draft):
    """All other tables beside the draft."""
    shutil.copytree(DATA, draft.parents[1], dirs_exist_ok=True)


def change(folder, name, edit):
    rows = drafts.Draft(folder.name, folder.parents[1]).rows(name)
    edit(rows)
    columns = [field["name"] for field in drafts.schema(name)["fields"]]
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    (folder / f"{name}.csv").write_text("".join(f"{line}\n" for line in quoted), encoding="utf-8")


def validated(draft, capsys):
    code = added.run(draft.parents[2], "validate")
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.usefixtures("whole")
def test_a_sound_draft_is_told_and_the_tables_are_as_they_were(draft, capsys):
    code, said, _ = validated(draft, capsys)
    assert code == 0
    assert "drafts/harbour: a draft, rules kept" in said


@pytest.mark.usefixtures("whole")
def test_a_value_that_the_codebook_does_not_define_is_named(draft, capsys):
    path = draft.parents[1] / "codebook.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("| alliance_costs |")), encoding="utf-8")
    code, _, told = validated(draft, capsys)
    assert code == 1
    assert told == (
        "codebook.md: topic of quantities does not define alliance_costs, expected a row for each value that "
        "schema/quantities.json lists\n"
    )


def put(line, **values):
    return lambda rows: rows[line].update(values)


def drop(line):
    return lambda rows: rows.pop(line)


def again(rows):
    rows.append(dict(rows[0]))


WRONG = {
    "documents": [
        (again, r"documents.csv, row 3: the key harbour stands twice"),
        (put(0, sha256="0"), r"row 2: sha256 is '0', expected the form"),
        (put(0, label="Rewaq 2021"), r"row 2: label is Rewaq 2021, expected another than that of rewaq"),
        (put(0, published_edtf="2998"), r"row 2 .*: published_edtf is 2998, expected a day that has come"),
        (put(0, n_paragraphs="3"), r"row 2: n_paragraphs is 3, paragraphs.csv has"),
        (put(0, title_ar="a\u202eb"), r"row 2: title_ar .* invisible character U\+202E"),
    ],
    "paragraphs": [(put(1, role="verse"), r"row 3: role is 'verse', expected one of")],
    "quantities": [
        (put(2, par="99"), r"row 4: par is 99, expected a paragraph"),
        (put(2, doc_id="pier"), r"row 4: doc_id is 'pier', expected harbour"),
        (drop(-1), r"records.csv, row \d+: table is quantities, expected harbour-q\d+ in quantities.csv"),
        (put(0, low="many"), r"row 2: low is 'many', expected a number"),
        (put(0, low="150000", high="120000"), r"row 2 .*: low is 150000, expected no more than high, which is 120000"),
        (put(0, kind="share", low="4", high="6"), r"row 2 .*: high is 6 and low 4, expected one value for share"),
        (put(0, attribution="anonymous"), r"row 2 .*: attributed_to is empty, expected a name for anonymous"),
    ],
    "dates": [
        (put(0, edtf_printed="2024-02-30"), r"row 2: .* expected an EDTF date"),
        (put(0, kind="date", edtf_resolved=""), r"row 2 .*: edtf_resolved is empty, expected a value for date"),
    ],
    "spans": [
        (put(0, end="99999"), r"row 2: runs from \d+ to 99999, expected a place in a text"),
        (drop(0), r"dates.csv, row 2: date_id is harbour-d01, expected its place in spans.csv"),
        (put(0, start="0", end="3"), r"row 2 .*: start and end are 0-3, expected a place within paragraph"),
    ],
    "records": [(drop(0), r"dates.csv, row 2: date_id is harbour-d01, expected an id that records.csv")],
    "mentions": [(put(0, actor_id="nobody"), r"row 2: actor_id is nobody, expected")],
    "candidates": [
        (put(0, kind="actor"), r"row 2: actor_id is empty, expected one for an actor"),
        (put(0, rule=""), r"row 2: rule is empty, expected a value"),
    ],
}


@pytest.mark.parametrize(("name", "edit", "expected"), [(n, *case) for n, cases in WRONG.items() for case in cases])
def test_what_breaks_a_rule_is_named(name, edit, expected, draft):
    change(draft, name, edit)
    told = rules.faults_of("harbour", draft.parents[1])
    where = "" if re.match(r"\w+\.csv", expected) else rf"{name}\.csv, "
    assert [fault for fault in told if re.match(f"data/drafts/harbour/{where}{expected}", fault)], told


@pytest.mark.usefixtures("whole")
def test_files_that_are_missing_broken_or_unknown_are_named(draft, capsys):
    (draft / "dates.csv").unlink()
    (draft / "spans.csv").write_bytes(b"\xff\n")
    (draft / "poems.csv").write_text("a\n", encoding="utf-8")
    (draft / "quantities.csv").write_text("quantity_id,doc_id\n", encoding="utf-8")
    code, said, told = validated(draft, capsys)
    assert code == 1
    assert "drafts/harbour: a draft, 4 FAULTS" in said
    assert "drafts/harbour/dates.csv: is not there, expected a table of the draft" in told
    assert "drafts/harbour/spans.csv, row 1" in told
    assert "drafts/harbour/poems.csv: no schema describes it" in told
    assert "drafts/harbour/quantities.csv, row 1: the columns are quantity_id, doc_id, expected" in told


@pytest.mark.usefixtures("whole")
def test_a_draft_with_the_id_of_a_text_is_named(draft, capsys):
    draft.rename(draft.with_name("ecss"))
    _, _, told = validated(draft, capsys)
    assert "drafts/ecss: is the id of a text of documents.csv, expected another, or no draft once it is pub" in told


def test_coded_columns_may_be_empty_in_drafts_alone():
    for name, columns in drafts.OPEN.items():
        needed = {f["name"] for f in drafts.schema(name)["fields"] if f.get("constraints", {}).get("required")}
        published = {
            f["name"] for f in drafts.records.schema(name)["fields"] if f.get("constraints", {}).get("required")
        }
        assert not columns & needed
        assert columns <= published
    with pytest.raises(ValueError, match=r"the draft's mentions\.csv, row 2: n is 0, expected at least 1"):
        tables.render("mentions", [{"doc_id": "harbour", "par": 0, "actor_id": "nato", "n": 0}])


def decided(draft):
    """Accept two drafts as a coder does, and return the file of the decisions."""
    one = session.Session(coded.load("harbour", draft.parents[1]), "amal", draft.parents[1] / "codebook.md")
    for unit in one.draft.units[:2]:
        one.decide(unit.id, "accepted")
    return one.coding.path


CODERS = [
    ({"decision": "liked"}, "row 3: decision is 'liked', expected one of: accepted"),
    ({"doc_id": "pier"}, "row 3: is about the text pier, expected harbour"),
    ({"sha256": "0" * 64}, "row 3: is about another edition of the text, expected that of documents.csv"),
    ({"par": "99"}, r"row 3: par is 99, expected the paragraph that holds \d+ to \d+"),
    ({"end": "99999"}, r"row 3: par is \d+, expected the paragraph that holds \d+ to 99999"),
]


@pytest.mark.parametrize(("values", "expected"), CODERS)
def test_what_is_wrong_in_a_coders_file_is_named(values, expected, draft):
    path = decided(draft)
    assert rules.faults_of("harbour", draft.parents[1]) == []
    rows = decisions.read(path)
    rows[1].update(values)
    path.write_text(decisions.render(list(rows[0]), rows), encoding="utf-8")
    (told,) = rules.faults_of("harbour", draft.parents[1])
    assert re.match(f"data/drafts/harbour/coding/amal.csv, {expected}", told)


def test_a_coders_file_that_is_none_is_told(draft):
    decided(draft).write_text("unit_id\n", encoding="utf-8")
    (told,) = rules.faults_of("harbour", draft.parents[1])
    assert told.startswith("data/drafts/harbour/coding/amal.csv, row 1: the columns are not those of a coder's file")


@pytest.mark.usefixtures("whole")
def test_a_draft_is_verified_where_only_its_own_text_is_at_hand(draft, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(text.ENVIRONMENT, raising=False)
    root, place = draft.parents[2], draft.parents[2] / "sources/harbour.txt"
    assert added.run(root, "verify") == 1
    said = capsys.readouterr()
    assert "drafts/harbour: a draft, verified\n" in said.out
    assert "tokens.csv: " in said.out
    assert "verified" not in said.out.replace("drafts/harbour: a draft, verified", "")
    assert said.err.startswith("textledger: no folder of source texts: pass --sources DIR")
    assert said.err.endswith("of the tables above only the rules were checked, none was verified\n")
    (elsewhere := tmp_path / "mine").mkdir()
    place.rename(elsewhere / place.name)
    change(draft, "tokens", lambda rows: rows[0].update(n="7"))
    assert added.run(root, "verify", "--sources", str(elsewhere)) == 1
    told = capsys.readouterr().err
    assert "drafts/harbour/tokens.csv, row 2: n is 7, recomputed 1" in told
    assert f"source text missing: {elsewhere}" in told
    assert added.run(root, "verify") == 1
    assert "drafts/harbour: its text is not at hand, so it was not verified" in capsys.readouterr().out


@pytest.mark.usefixtures("whole")
@pytest.mark.sources
def test_places_seals_and_counts_are_verified_where_the_text_is_at_hand(draft, sources_folder):
    root = draft.parents[2]
    assert added.run(root, "verify", "--sources", str(sources_folder)) == 0
    change(draft, "spans", lambda rows: rows[0].update(start=str(int(rows[0]["start"]) - 1)))
    change(draft, "tokens", lambda rows: rows[0].update(n="7"))
    told = "".join(verifying.faults(draft.name, root / "data", sources_folder))
    assert "drafts/harbour/spans.csv, row 2: mac is" in told
    assert "drafts/harbour/tokens.csv, row 2: n is 7, recomputed 1" in told
    place = root / "sources/harbour.txt"
    place.write_bytes(place.read_bytes() + b"\n")
    [told, *_] = verifying.faults(draft.name, root / "data", sources_folder)
    assert told == f"data/drafts/harbour/documents.csv, row 2: sha256 is not that of {place}: another edition"
    place.unlink()
    assert verifying.faults(draft.name, root / "data", sources_folder) is None


BROKEN = {  # what a hand does to a draft, by table: the rows that are left, and what is told of them
    "documents": (lambda lines: lines[:1], "documents.csv: has 0 rows, expected one, of harbour"),
    "quantities": (lambda lines: lines[:1], "records.csv, row 18: table is quantities, expected harbour-q01 in"),
    "paragraphs": (lambda lines: [*lines[:-1], lines[-1][:40]], "paragraphs.csv, row 17: has"),
    "tokens": (lambda lines: [], "tokens.csv, row 1: the file is empty, expected the names of the columns"),
    "records": (
        lambda lines: [line.partition(",")[2] for line in lines],
        "records.csv, row 1: the columns are table, doc_id, status, rule, expected record_id",
    ),
    "spans": (
        lambda lines: [lines[0], *(line.replace(",1,harbour,", ",1,harbour,9") for line in lines[1:])],
        "spans.csv, row 2: runs from 9",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("how", [["--terminal"], ["--apply", "a"]])
def test_nobody_decides_on_a_draft_that_is_broken_and_it_can_be_removed(name, how, draft, capsys):
    root = draft.parents[2]
    one = session.Session(coded.load("harbour", root / "data"), "a", root / "data/codebook.md")
    one.decide(one.draft.units[0].id, "accepted")
    edit, expected = BROKEN[name]
    path = draft / f"{name}.csv"
    path.write_text("".join(f"{line}\n" for line in edit(path.read_text(encoding="utf-8").splitlines())))
    before = added.state(root)
    capsys.readouterr()
    assert added.run(root, "code", "harbour", *how) == 1
    assert f"textledger: data/drafts/harbour/{expected}" in capsys.readouterr().err
    assert added.state(root) == before
    assert added.run(root, "remove", "harbour") == 0


@pytest.mark.parametrize("how", [["--terminal"], ["--apply", "a"]])
def test_nobody_decides_on_a_draft_without_its_first_table(how, draft, capsys):
    (draft / "documents.csv").unlink()
    assert added.run(draft.parents[2], "code", "harbour", *how) == 1
    assert "drafts/harbour/documents.csv: is not there, expected a table of the draft" in capsys.readouterr().err


def test_another_coders_broken_file_keeps_nobody_from_coding(draft, monkeypatch):
    (draft / "coding").mkdir()
    (draft / "coding/b.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr("builtins.input", lambda *_: "q")
    assert added.run(draft.parents[2], "code", "harbour", "--terminal") == 0
    assert rules.faults_of("harbour", draft.parents[1])


def test_a_record_of_a_draft_that_is_called_published_is_named(draft):
    change(draft, "records", put(0, status="published"))
    told = rules.faults_of("harbour", draft.parents[1])
    assert [fault for fault in told if "records.csv, row 2: status is published, expected draft" in fault], told
