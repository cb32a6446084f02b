"""A part: reused where nothing changed, else written anew, and whole or not at all."""

import errno
import os

import pytest

from textledger.batch import part, plan
from textledger.batch.rows import TABLES, extract

from ...helpers import corpora, generated
from ...helpers.paths import DATA


@pytest.fixture
def source(tmp_path):
    return generated.write_lines(tmp_path / "a.jsonl", 20, words=40)


@pytest.fixture
def output(tmp_path, source):
    """A corpus that is written."""
    [done] = corpora.write(source, tmp_path / "out")
    assert not done.reused
    assert done.counts["documents"] == 20
    return tmp_path / "out"


def again(source, output):
    [done] = corpora.write(source, output)
    return done.reused


def test_a_part_of_the_same_input_is_left_as_it_is(source, output):
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")}
    assert again(source, output)
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.parquet")} == before


def test_a_letter_more_makes_a_part_anew(source, output):
    source.write_text(source.read_text().replace('"outlet": "', '"outlet": "ا', 1))
    assert not again(source, output)
    assert again(source, output)


def test_another_rule_set_makes_a_part_anew(source, output, monkeypatch):
    part.rules.cache_clear()
    monkeypatch.setattr(part, "RULE_FILES", (*part.RULE_FILES, "edtf.py"))
    assert not again(source, output)
    part.rules.cache_clear()


@pytest.mark.parametrize("table", [*TABLES, part.MARKS])
def test_a_file_that_is_damaged_or_gone_makes_a_part_anew(source, output, table):
    before = corpora.contents(output)
    [path] = (output / table).iterdir()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert not again(source, output)
    assert corpora.contents(output) == before
    path.unlink()
    assert not again(source, output)
    assert corpora.contents(output) == before


@pytest.mark.parametrize("step", range(len(TABLES) + 1))
def test_a_part_that_breaks_off_at_any_step_is_not_taken_for_written(source, tmp_path, monkeypatch, step):
    """A full disk stands for whatever ends the work between two files."""
    corpora.write(source, tmp_path / "whole")
    move, moved = os.replace, []

    def full(*names):
        if len(moved) == step:
            raise OSError(errno.ENOSPC, "No space left on device")
        moved.append(names)
        move(*names)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space left"):
            corpora.write(source, tmp_path / "out")
    assert corpora.marks(tmp_path / "out") == 0
    assert list((tmp_path / "out" / part.WORKING).iterdir()) == []
    assert not again(source, tmp_path / "out")
    assert corpora.contents(tmp_path / "out") == corpora.contents(tmp_path / "whole")


def test_a_worker_with_other_rules_refuses(source, tmp_path):
    found = plan.make(str(source), plan.Columns())
    job = part.Job(found.base, str(tmp_path), plan.Columns(), str(DATA), "another")
    with pytest.raises(part.RuleSetError, match="install the same version everywhere"):
        part.run(found.parts[0], job)


def test_rows_are_a_function_of_the_text_and_have_the_columns_of_the_tables():
    first = next(generated.documents(1))
    rows = extract(first["text"], "a", "2021-02-18")
    assert rows == extract(first["text"], "a", "2021-02-18")
    assert min(len(rows["quantities"]), len(rows["dates"])) > 3
    for table in ("quantities", "dates"):
        assert all(list(row) == list(TABLES[table]) for row in rows[table])
    relative = extract("وصلوا قبل شهرين", "a", "2021-02-18")["dates"]
    assert [row["edtf_resolved"] for row in relative] == ["2020-12~"]
    assert extract("وصلوا قبل شهرين", "a")["dates"] == []
