"""The page on corpora: what it tells to ask is asked of a generated corpus, and compared with counts made by hand."""

import json
import re
from collections import Counter

import pytest

from textledger.batch import plan
from textledger.batch.rows import TABLES

from ...helpers import corpora, generated
from ...helpers.paths import ROOT

PAGE = (ROOT / "docs" / "CORPUS.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """What the programs of the page leave, where its corpus lies; one document comes twice."""
    folder = tmp_path_factory.mktemp("page")
    lines = generated.write_lines(folder / "texts.jsonl", 40).read_text(encoding="utf-8")
    last = json.loads(lines.splitlines()[-1]) | {"id": "copy"}
    (folder / "texts.jsonl").write_text(lines + json.dumps(last), encoding="utf-8")
    corpora.write(folder / "texts.jsonl", folder / "corpus")
    names = {"folder": folder}
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for program in re.findall(r"```python\n(.*?)```", PAGE, re.S):
            exec(program, names)
    return names


def test_numbers_by_month_and_outlet_are_those_of_the_rows(asked):
    output = asked["folder"] / "corpus"
    of = {row["doc_id"]: (row["published_edtf"][:7], row["outlet"]) for row in corpora.rows(output, "documents")}
    counted = Counter(of[row["doc_id"]] for row in corpora.rows(output, "quantities"))
    assert {(row.month, row.outlet): row.numbers for row in asked["by_month"].itertuples() if row.numbers} == counted
    assert asked["monthly"].sum().sum() == sum(counted.values()) > 100


def test_who_says_how_many_has_the_wording_of_each_number(asked):
    said = asked["said"]
    assert set(said["outlet"]) == set(generated.OUTLETS)
    digits = said[said["number"] >= 1000]
    assert len(digits) > 10
    assert all(str(int(row.number)) in row.wording for row in digits.itertuples())
    output = asked["folder"] / "corpus"
    named = Counter((row["doc_id"], row["par"]) for row in corpora.rows(output, "mentions"))
    counted = [row for row in corpora.rows(output, "quantities") if row["low"] is not None or row["high"] is not None]
    pairs = sum(named[row["doc_id"], row["par"]] for row in counted if row["kind"] != "range")
    assert asked["largest"]["count"].sum() == len(said) == pairs > 20


def test_words_are_counted_once_a_document(asked):
    words = sum(row["n_tokens"] for row in corpora.rows(asked["folder"] / "corpus", "documents"))
    assert asked["by_month"]["words"].sum() == words


def test_documents_that_come_twice_are_found(asked):
    assert [sorted(ids) for ids in asked["twice"]["ids"]] == [["copy", "doc000039"]]


def test_the_page_names_each_table_and_each_kind_of_file():
    assert all(f"`{table}/`" in PAGE for table in TABLES)
    assert all(f"`{end}`" in PAGE or end.endswith(".gz") or end == ".parquet" for end in plan.KINDS)
