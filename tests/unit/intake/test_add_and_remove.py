"""A text comes into the book as a draft, and goes out again without a trace in git."""

import hashlib
import math
import shutil
from itertools import combinations, product

import pytest
import yaml

from textledger import drafts, labels, records
from textledger.charts import scales
from textledger.corpus import arabic, spans, text
from textledger.html import draft as draft_html
from textledger.html import signs
from textledger.intake import contents, looks

from ...book.test_keys_of_figures import channels, lab
from ...helpers import added, cells
from ..test_chart_layouts import contrast


def test_every_place_of_a_draft_is_sealed_and_holds_what_its_rule_says(root):
    assert added.add(root) == 0
    raw = added.HARBOUR.read_bytes()
    source, key, draft = raw.decode(), spans.key(raw), drafts.Draft("harbour", root / "data")
    assert draft.document["sha256"] == hashlib.sha256(raw).hexdigest()
    assert int(draft.document["n_tokens"]) == len(text.words(source))
    for table in ("paragraphs", "spans", "candidates"):
        rows = draft.rows(table)
        assert rows
        for row in rows:
            assert row["mac"] == spans.mac(key, source[int(row["start"]) : int(row["end"])]), row
    assert (root / "sources/harbour.txt").read_bytes() == raw
    assert draft.wording == source
    rules = draft.rules()
    assert set(rules) == {row["record_id"] for row in draft.rows("spans")}
    assert all(rules.values())
    assert {row["status"] for row in draft.rows("records")} == {"draft"}


def test_amounts_have_the_sides_of_their_kind(root):
    added.add(root)
    rows = {(row["kind"], row["low"], row["high"]) for row in drafts.Draft("harbour", root / "data").rows("quantities")}
    assert ("at_least", "35000", "") in rows
    assert ("range", "120", "150") in rows
    changes = [row for row in drafts.Draft("harbour", root / "data").rows("quantities") if row["kind"] == "from_to"]
    assert [(row["from_value"], row["to_value"], row["low"]) for row in changes] == [("0.4", "0.55", "")]


def test_a_share_between_two_limits_is_drafted_as_a_range_that_can_be_published(root, tmp_path):
    text = tmp_path / "share.txt"
    text.write_text("قال الوزير إن بين 4 و6 في المئة من سكان المدينة بلا ماء منذ عام واحد.\n", encoding="utf-8")
    added.add(root, text, "share")
    found = drafts.Draft("share", root / "data").rows("quantities")[0]
    assert [found[name] for name in ("kind", "low", "high")] == ["range", "4", "6"]
    assert added.run(root, "validate") == 0


def test_a_share_that_is_a_bound_has_one_open_side_and_a_quarter_its_months(root, tmp_path):
    text = tmp_path / "bound.txt"
    text.write_text("في الربع الثالث من 2024 لم تتجاوز نسبة البطالة 3,25 بالمئة في المدينة كلها.\n", encoding="utf-8")
    added.add(root, text, "bound")
    draft = drafts.Draft("bound", root / "data")
    (found,) = draft.rows("quantities")
    assert [found[name] for name in ("kind", "low", "high", "unit")] == ["at_most", "", "3.25", "per cent"]
    assert [row["edtf_printed"] for row in draft.rows("dates")] == ["2024-07/2024-09"]
    assert added.run(root, "validate") == 0


def test_dates_told_from_another_day_or_calendar_are_resolved_and_not_printed(root):
    added.add(root)
    rows = drafts.Draft("harbour", root / "data").rows("dates")
    of = {row["edtf_resolved"]: row for row in reversed(rows)}
    assert of["2024-03-12"]["edtf_printed"] == "2024-03-12"
    assert of["2023-12~"]["kind"] == "relative"
    assert of["2023-12~"]["edtf_printed"] == ""
    hijri = of["2021-02-27~"]
    assert hijri["edtf_printed"] == ""
    assert "2020-05-11" in of["2020-11-05"]["problem"]


def test_roles_zones_and_segments_follow_the_form(root):
    added.add(root)
    rows = drafts.Draft("harbour", root / "data").rows("paragraphs")
    roles = [row["role"] for row in rows]
    assert roles[:3] == ["title", "byline", "body"]
    assert roles.count("heading") == 3
    assert roles.count("list_item") == 3
    assert roles[-1] == "footnote"
    size = {}
    for row in rows:
        assert bool(row["segment"]) == (row["zone"] == "body")  # the apparatus has too few words to be counted
        size[row["segment"]] = size.get(row["segment"], 0) + int(row["n_tokens"])
    assert min(n for segment, n in size.items() if segment) >= text.SEGMENT_WORDS


def test_words_have_lemmas_and_no_part_of_speech_that_nobody_gave(root):
    added.add(root)
    rows = drafts.Draft("harbour", root / "data").rows("tokens")
    reviewed = {row["form"]: row for row in records.rows("lexicon", root / "data")}
    assert all(row["lemma"] for row in rows)
    for row in rows:
        if row["form"] in reviewed:
            assert (row["lemma"], row["pos"]) == tuple(reviewed[row["form"]][c] for c in ("lemma", "pos"))
    others = {row["pos"] for row in rows if row["form"] not in reviewed}
    assert others == {"unknown", "numeral"}


def test_known_actors_and_names_are_found_with_their_rules(root):
    added.add(root)
    draft = drafts.Draft("harbour", root / "data")
    assert {row["actor_id"] for row in draft.rows("mentions")} == {"germany", "denmark"}
    listed = {name: rule for name, rule, _ in draft.names()}
    assert listed["الوزير سالم الحداد"] == "title before a name"
    assert listed["رئيس الجمعية يوسف البحري"] == "office before a name"
    assert listed["وزارة الموارد المائية"] == "word for an institution"
    table = (root / "data/drafts/harbour/candidates.csv").read_text(encoding="utf-8")
    assert not arabic.LETTER.search(table)


def test_nothing_that_is_published_changes(root):
    before = added.state(root)
    added.add(root)
    after = added.state(root)
    new = {name for name in after if name not in before}
    assert {name.rpartition("/")[0] for name in new} == {"chapters", "sources", "data/drafts/harbour"}
    assert [name for name in before if before[name] != after[name]] == ["_toc.yml"]
    assert records.docs(root / "data") == records.docs()


def test_git_sees_the_draft_and_not_the_text_and_is_clean_after_remove(root):
    added.git(root, "init", "-q")
    added.git(root, "add", ".")
    added.git(root, "commit", "-qm", "A book")
    before = (root / "_toc.yml").read_bytes()
    assert added.add(root) == 0
    seen = added.git(root, "status", "--short", "--untracked-files=all").splitlines()
    assert " M _toc.yml" in seen
    assert "?? chapters/harbour.md" in seen
    assert "?? data/drafts/harbour/quantities.csv" in seen
    assert not [line for line in seen if "sources" in line]
    assert added.run(root, "remove", "harbour") == 0
    assert added.git(root, "status", "--short") == ""
    assert (root / "_toc.yml").read_bytes() == before
    assert not (root / "sources").exists()
    assert not (root / "data/drafts").exists()


def test_what_a_person_wrote_is_kept_when_a_draft_is_removed(root, capsys):
    added.add(root)
    (root / "chapters/harbour.md").write_text("A week's work.", encoding="utf-8")
    (root / "data/drafts/harbour/coding").mkdir()
    (root / "data/drafts/harbour/coding/a.csv").write_text("decisions", encoding="utf-8")
    capsys.readouterr()
    assert added.run(root, "remove", "harbour") == 0
    assert "_build/removed/harbour" in capsys.readouterr().out
    kept = added.files(root / "_build/removed/harbour")
    assert kept["chapter"] == b"A week's work."
    assert kept["tables/coding/a.csv"] == b"decisions"
    for name in ("harbour-2", "harbour-3"):
        assert added.add(root) == 0
        capsys.readouterr()
        assert added.run(root, "remove", "harbour") == 0
        assert f"_build/removed/{name}\n" in capsys.readouterr().out
    assert added.files(root / "_build/removed/harbour") == kept


def test_a_draft_whose_line_was_taken_out_by_hand_can_be_removed(root):
    before = added.state(root)
    added.add(root)
    (root / "_toc.yml").write_bytes(before["_toc.yml"])
    assert added.run(root, "remove", "harbour") == 0
    assert added.state(root) == before


def test_what_to_do_next_is_said_in_three_lines(root, capsys):
    added.add(root)
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("harbour: ")
    commands = ("code harbour", "make book", "remove harbour")
    assert all(line.endswith(command) for command, line in zip(commands, said[1:], strict=True))


def test_without_a_day_it_is_said_what_has_no_value(root, capsys):
    added.add(root, added.HARBOUR, "harbour", "--title", "The harbour")
    assert "No --date was given" in capsys.readouterr().out
    draft = drafts.Draft("harbour", root / "data")
    told = [row["edtf_resolved"] for row in draft.rows("dates") if row["kind"] == "relative"]
    assert told == ["2024-07/2024-09"]  # "of the same year" needs no day
    assert draft.document["title_en"] == "The harbour"


def test_two_drafts_share_a_part_and_go_in_any_order(root):
    before = (root / "_toc.yml").read_bytes()
    for slug in ("harbour", "pier", "quay"):
        (path := root.parent / f"{slug}.txt").write_text(f"{'كلمة ' * 12}{slug}\n", encoding="utf-8")
        assert added.add(root, path, slug) == 0
    part = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))["parts"][-1]
    assert part == {"caption": "Drafts", "chapters": [{"file": f"chapters/{s}"} for s in ("harbour", "pier", "quay")]}
    rows = [drafts.Draft(slug, root / "data").document for slug in ("harbour", "pier", "quay")]
    taken = [*rows, *records.rows("documents")]
    for column in ("order", "label", "colour", "sign"):
        assert len({row[column] for row in taken}) == len(taken), column
    for slug in ("pier", "quay", "harbour"):
        assert added.run(root, "remove", slug) == 0
    assert (root / "_toc.yml").read_bytes() == before


@pytest.mark.parametrize("change", [lambda b: b, lambda b: b.rstrip(b"\n"), lambda b: b.replace(b"\n", b"\r\n")])
def test_the_contents_are_the_same_bytes_after_remove(root, change):
    path = root / "_toc.yml"
    path.write_bytes(before := change(path.read_bytes()))
    assert added.add(root) == 0
    assert "chapters/harbour" in contents.names(root)
    assert added.run(root, "remove", "harbour") == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_of_new_texts_stand_out_from_the_page(mode):
    assert not {hue: contrast(hue, mode) for hue in looks.COLOURS if contrast(hue, mode) < 3}


def test_colours_of_new_texts_are_told_from_each_other_and_from_those_that_are_taken():
    verdicts = {colour for _, _, colour in labels.VERDICTS.values()}
    taken = [*records.colours().values(), *verdicts, draft_html.GREY]
    pairs = [*combinations(looks.COLOURS, 2), *product(looks.COLOURS, taken)]
    assert not [pair for pair in pairs if math.dist(*(lab(channels(hue)[:3]) for hue in pair)) < 30]


def test_each_new_text_has_a_colour_and_a_sign_until_both_are_used_up(root, tmp_path, capsys):
    path = tmp_path / "text.txt"
    slugs = ["pier", "bridge", "library", "market", "school", "garden", "orchard"]
    told = []
    for slug in slugs:
        path.write_text(f"كلمات كثيرة في هذا النص الصغير وفيه 45 سفينة لا غير {slug}.\n", encoding="utf-8")
        assert added.add(root, path, slug) == 0
        told.append("No colour and sign are free: it is grey" in capsys.readouterr().out)
    looked = [(row["colour"], row["sign"]) for row in (drafts.Draft(slug, root / "data").document for slug in slugs)]
    given = len(looks.COLOURS)
    assert all(map(all, looked[:given]))
    assert looked[given:] == [("", "")] * (len(slugs) - given)
    assert told == [False] * given + [True] * (len(slugs) - given)
    for column in zip(*looked[:given], strict=True):
        assert len(set(column)) == given
    assert added.run(root, "validate") == 0


def test_the_cells_of_the_chapter_keep_the_rules_of_cells(root):
    added.add(root)
    for path in (root / "chapters").glob("*.md"):
        if path.stem != "harbour":
            path.unlink()
    assert cells.faults(root) == ""
    codes = cells.codes(root / "chapters/harbour.md")
    assert len(codes) >= 6
    assert max(len(code.splitlines()) for code in codes) <= 12


def test_every_sign_that_a_text_may_have_is_drawn_in_charts_and_lists():
    field = next(f for f in records.schema("documents")["fields"] if f["name"] == "sign")
    of_vega = {"circle", "square", "cross", "diamond", "triangle-up"}
    for sign in field["constraints"]["enum"]:
        assert sign in signs._PATHS
        assert sign in of_vega or scales._SHAPES[sign].startswith("M")


@pytest.mark.parametrize("left", ["nothing", "a file"])
def test_what_is_left_of_a_draft_whose_tables_are_gone_is_removed(left, root):
    before = added.state(root)
    added.add(root)
    shutil.rmtree(tables := root / "data/drafts/harbour")
    if left == "a file":
        tables.write_text("", encoding="utf-8")
    assert added.run(root, "remove", "harbour") == 0
    assert added.state(root) == before


@pytest.mark.parametrize("left", ["its line", "its tables"])
def test_a_text_that_was_published_keeps_its_chapter_whatever_is_left_of_its_draft(left, root, capsys):
    path = root / "_toc.yml"
    if left == "its line":
        path.write_text(path.read_text(encoding="utf-8").replace("caption: I. Five texts", "caption: Drafts"))
        assert "chapters/rewaq" in contents.drafts(root)
    else:
        added.add(root)
        (root / "data/drafts/harbour").rename(root / "data/drafts/rewaq")
    before = added.state(root)
    assert added.run(root, "remove", "rewaq") == 1
    told = capsys.readouterr().err
    assert "rewaq: is a text of documents.csv, expected a draft" in told
    assert ("delete data/drafts/rewaq by hand" in told) == (left == "its tables")
    assert added.state(root) == before
