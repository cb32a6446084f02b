"""A draft becomes rows of the published tables whole, or nothing changes and what a person has to do is told."""

import errno
import shutil

import pytest

from textledger import drafts, records, verify
from textledger.corpus import derive, text
from textledger.intake import placing, publishing
from textledger.measures import features
from textledger.rules import validate
from textledger.schema import csvfile

from ...helpers import added
from ...helpers.failing import Failing


@pytest.fixture
def ready(root):
    """A book with a draft on which a person has decided and to which nothing is left to write."""
    added.add(root)
    added.decide(root)
    added.fill(root)
    return root


def tables(root):
    return {name: content for name, content in added.state(root).items() if name.startswith("data/")}


def test_what_a_person_has_to_decide_and_to_write_is_told_and_nothing_changes(root, capsys):
    added.add(root)
    before = added.state(root)
    assert added.run(root, "publish", "harbour") == 1
    assert added.state(root) == before
    told = capsys.readouterr().err.splitlines()
    assert "textledger: data/drafts/harbour/dates.csv, row 2: what is empty, expected a value" in told
    assert told[-1].startswith("and ")
    added.decide(root)
    assert added.run(root, "publish", "harbour") == 1
    told = capsys.readouterr().err
    assert "drafts/harbour/documents.csv, row 2: title_en is empty, expected a value" in told
    assert "drafts/harbour/paragraphs.csv, row 17: gist_en is empty, expected a value" in told
    assert "records.csv" not in told


def test_a_record_on_which_nobody_decided_is_not_published(ready, capsys):
    path = drafts.folder("harbour", ready / "data") / "records.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("; corrected by a", ""), encoding="utf-8")
    assert added.run(ready, "publish", "harbour") == 1
    assert "records.csv, row 3 (harbour-d01): rule is " in capsys.readouterr().err


def test_a_decided_draft_becomes_rows_of_the_tables(ready, capsys):
    before, draft = tables(ready), added.files(ready / "data/drafts/harbour")
    assert added.run(ready, "publish", "harbour") == 0
    assert "save _build/removed/harbour/coding" in capsys.readouterr().out
    data = ready / "data"
    assert records.docs(data)[-1] == "harbour"
    own = [row for row in records.rows("records", data) if row["doc_id"] == "harbour"]
    assert {row["record_id"]: row["status"] for row in own} == dict.fromkeys(
        ("harbour-c01", "harbour-d01", "harbour-q01"), "published"
    )
    for name, content in before.items():
        if name.endswith(".csv") and "drafts/" not in name:
            rows, now = (csvfile.parse(each, name).rows for each in (content, (ready / name).read_bytes()))
            assert [row for row in now if "harbour" not in row.values()] == rows
    assert added.files(ready / "_build/removed/harbour") == draft  # with what the coder decided
    assert "coding/a.csv" in draft
    assert not (data / "drafts").exists()
    assert not list(ready.glob(".data*"))
    for command in ("publish", "remove"):
        assert added.run(ready, command, "harbour") == 1
        assert "is a text of documents.csv, expected a draft; what publishing changed" in capsys.readouterr().err


def test_what_follows_from_the_text_is_computed_though_the_others_are_not_at_hand(ready, monkeypatch):
    monkeypatch.delenv(text.ENVIRONMENT, raising=False)
    assert added.run(ready, "publish", "harbour") == 0
    data = ready / "data"
    assert not [fault for of_one in validate.faults(data).values() for fault in of_one]
    made = {name: records.rows(name, data) for name in derive.MADE}
    own = {name: [row for row in rows if row.get("doc_id", "harbour") == "harbour"] for name, rows in made.items()}
    source = derive.Sources(ready / "sources", own["documents"])
    recomputed = derive.derive_tables(own, source) | {"features": features.features(source, made["lexicon"])}
    for name, rows in recomputed.items():
        published = [row for row in records.rows(name, data) if row["doc_id"] == "harbour"]
        assert verify.compare(name, published, rows) == []


@pytest.mark.parametrize("command", [["publish"], ["code", "--apply", "a"]])
def test_another_edition_of_the_text_is_refused(command, ready, capsys):
    path = ready / "sources/harbour.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = added.state(ready)
    assert added.run(ready, command[0], "harbour", *command[1:]) == 1
    assert "harbour.txt is not the text" in capsys.readouterr().err
    assert added.state(ready) == before


def test_what_is_no_draft_is_told_as_one_fault(ready, capsys):
    for command in ("publish", "code", "remove"):
        assert added.run(ready, command, "harbor") == 1
        assert capsys.readouterr().err == "textledger: harbor: is no draft of this book; there are: harbour\n"


def test_what_breaks_a_rule_beside_the_other_texts_is_told(ready, capsys):
    path = drafts.folder("harbour", ready / "data") / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Harbour 2024", "Rewaq 2021"), encoding="utf-8")
    before = added.state(ready)
    assert added.run(ready, "publish", "harbour") == 1
    assert (
        "data/drafts/harbour/documents.csv, row 2 (harbour): label is Rewaq 2021, expected another than that of rewaq"
        in capsys.readouterr().err
    )
    assert added.state(ready) == before


CALLS = ((shutil, "copytree"), (shutil, "rmtree"), (publishing.Path, "rename"), (publishing.swap, "_exchange"))


@pytest.mark.parametrize("can_exchange", [True, False])
@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_each_change_of_the_disk_may_fail(error, late, can_exchange, bare, monkeypatch):
    """Tables stand for those of a draft; the copy that takes their place is as it is made of real ones."""
    draft = bare / "data/drafts/harbour"
    repository = placing.Repository(bare / "data")

    def combine(slug, data, new, source):
        shutil.copytree(data, new, ignore=shutil.ignore_patterns("drafts"))
        (new / "documents.csv").write_text("published", encoding="utf-8")

    monkeypatch.setattr(publishing, "_combine", combine)
    monkeypatch.setattr(publishing, "_source", lambda slug, data, folder: None)
    monkeypatch.setattr(publishing, "_left", lambda slug, data: [])
    monkeypatch.setattr(publishing.draft_rules, "require", lambda slug, data: None)
    monkeypatch.setattr(publishing.validate, "faults", lambda folder: {})
    if not can_exchange:
        monkeypatch.setattr(publishing.swap, "_exchange", lambda new, folder: False)
    documents, n, hits = (bare / "data/documents.csv").read_bytes(), 0, []
    while True:
        shutil.rmtree(bare / "data")
        draft.mkdir(parents=True)
        (draft / "documents.csv").write_text("draft", encoding="utf-8")
        (bare / "data/documents.csv").write_bytes(documents)
        start = added.state(bare)
        n += 1
        with monkeypatch.context() as patched:
            failing = Failing(patched, CALLS, n, error, late)
            try:
                publishing.publish(repository, "harbour")
                went_well = True
            except (OSError, KeyboardInterrupt):
                went_well = False
        left = added.state(bare)
        is_published = left["data/documents.csv"] == b"published"
        assert is_published == ("data/drafts/harbour/documents.csv" not in left), (n, failing.hit)
        assert is_published or left == start, (n, failing.hit)
        assert is_published or not went_well, (n, failing.hit)
        assert bool(added.files(bare / "_build/removed/harbour")) == is_published, (n, failing.hit)
        shutil.rmtree(bare / "_build", ignore_errors=True)
        if not failing.hit:
            break
        hits.append(failing.hit)
    assert {"copytree", "rmtree", "_exchange" if can_exchange else "rename"} <= set(hits)
