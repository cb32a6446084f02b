"""What is read of a corpus: every kind of file, and a row that says why for what cannot be read."""

import errno
import gzip
import json
import os

import duckdb
import pytest

from textledger.batch import part, plan, reading
from textledger.extract import actors

from ...helpers import corpora

TEXT = "قتل 40 جنديا في 3 أيار 2020"


def line(**values):
    return json.dumps({"id": "a", "text": TEXT, "date": "2020-05-04", "outlet": "x"} | values) + "\n"


def put_parquet(path, query):
    duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


def found(output, source, **options):
    corpora.write(source, output, **options)
    return corpora.rows(output, "documents"), corpora.errors(output)


def test_a_folder_of_texts_gives_ids_by_name_outlets_by_folder_days_by_name(tmp_path):
    (tmp_path / "in" / "wire" / "old").mkdir(parents=True)
    (tmp_path / "in" / "wire" / "old" / "2020-05-04 first.txt").write_bytes(("\ufeff" + TEXT + "\r\n").encode())
    (tmp_path / "in" / "second.txt").write_text("")
    (tmp_path / "in" / ".hidden.txt").write_text(TEXT)
    (tmp_path / "in" / "picture.png").write_text(TEXT)
    documents, errors = found(tmp_path / "out", tmp_path / "in")
    told = [(d["doc_id"], d["outlet"], d["published_edtf"], d["n_tokens"], d["n_paragraphs"]) for d in documents]
    assert told == [("second", None, None, 0, 0), ("wire/old/2020-05-04 first", "wire", "2020-05-04", 7, 1)]
    assert errors == []
    (quantity,) = corpora.rows(tmp_path / "out", "quantities")
    assert (quantity["quantity_id"], quantity["low"], TEXT[quantity["start"] : quantity["end"]]) == (
        "wire/old/2020-05-04 first-q01",
        40,
        "40",
    )
    assert plan.make(str(tmp_path / "in"), plan.Columns()).left_out == ("picture.png",)


def test_one_text_is_the_same_in_lines_packed_lines_and_parquet(tmp_path):
    (tmp_path / "a.jsonl").write_text(line() + "\n" + line(id=7, date=None))
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    put_parquet(
        tmp_path / "c.parquet",
        f"SELECT 'a' AS id, '{TEXT}' AS text, DATE '2020-05-04' AS date, 'x' AS outlet "
        f"UNION ALL SELECT '7', '{TEXT}', NULL, 'x'",
    )
    told = []
    for name in ("a.jsonl", "b.ndjson.gz", "c.parquet"):
        documents, errors = found(tmp_path / name[0], tmp_path / name)
        assert errors == []
        told.append([{k: v for k, v in row.items() if k not in ("file", "place")} for row in documents])
        told[-1] += corpora.rows(tmp_path / name[0], "quantities") + corpora.rows(tmp_path / name[0], "dates")
    assert told[0] == told[1] == told[2]
    assert [row["doc_id"] for row in told[0]] == ["a", "7"] * 3
    assert [row["published_edtf"] for row in told[0][:2]] == ["2020-05-04", None]


def test_ranges_of_a_file_meet_at_line_ends_whatever_their_size(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(line(id=str(i), text="و" * (i % 50)) for i in range(300)).rstrip("\n"))
    for size in (1, 7, 100, 1000, 10**6):
        monkeypatch.setattr(plan, "LEAST", size)
        monkeypatch.setattr(plan, "MOST", size)
        parts = plan.make(str(path), plan.Columns()).parts
        assert (len(parts) > 1) == (size < 10**6)
        read = [d for one in parts for d in reading.documents(one, str(tmp_path), plan.Columns())]
        assert [d.doc_id for d in read] == [str(i) for i in range(300)]
        assert all(path.read_bytes()[d.place :].startswith(b'{"id"') for d in read)


def test_columns_may_have_other_names(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"url": "u", "body": TEXT, "day": "2020-05", "paper": "p"}))
    columns = plan.Columns.parse("id=url, text=body,date=day,outlet=paper")
    [row], errors = found(tmp_path / "out", tmp_path / "a.jsonl", columns=columns)
    assert (row["doc_id"], row["published_edtf"], row["outlet"], errors) == ("u", "2020-05", "p", [])
    for wrong in ("title=x", "text=", "text"):
        with pytest.raises(ValueError, match="none of id=COLUMN"):
            plan.Columns.parse(wrong)


LINES = [
    ("{broken\n", "is no line of JSON: Expecting property name enclosed in double quotes, character 2"),
    ("[" * 100_000 + "\n", "is no line of JSON: maximum recursion depth exceeded"),
    ("[1]\n", "is JSON but no object, expected one with the columns"),
    ('{"id": "b", "body": "x"}\n', "there is no column text, only id, body (see --columns)"),
    (line(id=None), "its id is 'None', expected a name or number"),
    (line(text=3), "its text is int, expected a string"),
    ('{"id": "b", "text": "\\ud800"}\n', "holds half a character, expected whole ones"),
    (b'{"id": "\xe9"}\n', "is not UTF-8: byte 8 of the line is 0xe9"),
]


@pytest.mark.parametrize(("wrong", "error"), LINES, ids=[error[:20] for _, error in LINES])
def test_a_wrong_line_is_told_and_its_neighbours_are_read(tmp_path, wrong, error):
    raw = wrong if isinstance(wrong, bytes) else wrong.encode()
    (tmp_path / "a.jsonl").write_bytes(line().encode() + raw + line(id="c").encode())
    documents, [failure] = found(tmp_path / "out", tmp_path / "a.jsonl")
    assert [row["doc_id"] for row in documents] == ["a", "c"]
    assert failure[:2] == ("a.jsonl", len(line()))
    assert failure[3].startswith(error)


def test_what_is_too_long_is_told_and_not_kept_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 300)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("و" * 151)
    (tmp_path / "in" / "b.jsonl").write_text(line(text="و" * 300) + line(id="b"))
    documents, errors = found(tmp_path / "out", tmp_path / "in")
    assert [row["doc_id"] for row in documents] == ["b"]
    assert [error[3][:23] for error in errors] == ["has more than 300 bytes"] * 2


def test_files_that_cannot_be_read_are_told(tmp_path):
    (tmp_path / "in").mkdir()
    good = tmp_path / "in" / "good.parquet"
    put_parquet(good, f"SELECT i::VARCHAR AS id, '{TEXT}' || i AS text FROM range(3000) t(i)")
    whole = good.read_bytes()
    (tmp_path / "in" / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "in" / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "in" / "packed.jsonl.gz").write_bytes(gzip.compress((line() * 50).encode())[:60])
    (tmp_path / "in" / "plain.jsonl.gz").write_text(line())
    os.symlink(tmp_path / "in" / "latin.txt", tmp_path / "in" / "link.txt")
    documents, errors = found(tmp_path / "out", tmp_path / "in")
    assert {row["file"] for row in documents} >= {"good.parquet"}
    assert sum(row["file"] == "good.parquet" for row in documents) == 3000
    told = {error[0]: error[3] for error in errors}
    assert set(told) == {"cut.parquet", "latin.txt", "link.txt", "packed.jsonl.gz", "plain.jsonl.gz"}
    assert told["cut.parquet"].startswith("it cannot be read: ")
    assert told["latin.txt"] == "is not UTF-8: byte 3 is 0xe9"
    assert told["packed.jsonl.gz"].startswith("cannot be read: Compressed file ended")
    assert told["plain.jsonl.gz"].startswith("cannot be read: Not a gzipped file")


def test_a_file_that_went_away_a_link_to_nothing_and_a_pipe_are_told(tmp_path):
    for name in ("a.txt", "b.jsonl", "c.parquet"):
        os.symlink(tmp_path / "nothing", tmp_path / name)
        os.mkfifo(tmp_path / f"pipe-{name}")
    (tmp_path / "z.txt").write_text(TEXT)
    parts = plan.make(str(tmp_path), plan.Columns()).parts
    (tmp_path / "z.txt").unlink()
    failures = [found for one in parts for found in reading.documents(one, str(tmp_path), plan.Columns())]
    assert sorted(failure.file for failure in failures) == sorted(
        path.name for path in [*tmp_path.iterdir(), tmp_path / "z.txt"]
    )
    assert {failure.error for failure in failures} == {
        "cannot be read: there is no such file, or it is a pipe or the like"
    }


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    """Refused by hand: who runs the tests may be allowed everything."""
    for name in ("a.txt", "b.jsonl", "c.jsonl.gz"):
        (tmp_path / name).write_text(line())

    def refused(*arguments):
        raise PermissionError(errno.EACCES, "Permission denied")

    for module in (plan, reading):
        monkeypatch.setattr(module, "open", refused, raising=False)
    monkeypatch.setattr(reading.gzip, "open", refused)
    parts = plan.make(str(tmp_path), plan.Columns()).parts
    failures = [found for one in parts for found in reading.documents(one, str(tmp_path), plan.Columns())]
    assert [(f.file, f.error) for f in failures] == [
        (name, "cannot be read: Permission denied") for name in ("a.txt", "b.jsonl", "c.jsonl.gz")
    ]


def test_a_text_on_which_a_rule_breaks_is_told_and_the_others_go_on(tmp_path, monkeypatch):
    whole = actors.count_forms

    def broken(source, *arguments):
        if "كسر" in source:
            raise IndexError("no such word")
        return whole(source, *arguments)

    monkeypatch.setattr(actors, "count_forms", broken)
    (tmp_path / "a.jsonl").write_text(line() + line(id="b", text="كسر") + line(id="c"))
    documents, errors = found(tmp_path / "out", tmp_path / "a.jsonl")
    assert [row["doc_id"] for row in documents] == ["a", "c"]
    assert errors == [("a.jsonl", len(line()), "b", "IndexError: no such word")]


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2020-05-04T10:00:00Z", ("2020-05-04", "2020-05-04", None)),
        ("2020-05", ("2020-05", None, None)),
        ("2020", ("2020", None, None)),
        ("", (None, None, None)),
        ("2020-02-30", (None, None, "its date is '2020-02-30', expected one like 2021-02-18")),
        ("May 4", (None, None, "its date is 'May 4', expected one like 2021-02-18")),
    ],
)
def test_a_date_is_a_day_a_month_a_year_or_a_problem(date, told):
    assert reading.day_of(date) == told


def test_hostile_names_are_data(tmp_path):
    """Quotes, line ends and patterns in the names of files and ids reach the tables as they are."""
    name = "it's [a] *'); DROP TABLE x; --\n"
    (tmp_path / "i'n").mkdir()
    (tmp_path / "i'n" / "a[1].jsonl").write_text(line(id=name, outlet="\0<b>"))
    for file in ("b[1]", "b1"):
        path = str(tmp_path / "i'n" / f"{file}.parquet").replace("'", "''")
        put_parquet(path, f"SELECT '{file}' AS id, 'x' AS text")
    documents, errors = found(tmp_path / "o'ut[1]", tmp_path / "i'n")
    assert [(row["doc_id"], row["outlet"]) for row in documents] == [(name, "\0<b>"), ("b1", None), ("b[1]", None)]
    assert errors == []


def test_bounds_stand_as_in_the_published_table(tmp_path):
    text = "قتل أكثر من 40 جنديا وما لا يزيد عن 20، وارتفع العدد من 500 إلى 4000 ولم تتجاوز النسبة 3 بالمئة"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpora.write(tmp_path / "a.txt", tmp_path / "out")
    columns = ("kind", "low", "high", "from_value", "to_value")
    assert [tuple(row[c] for c in columns) for row in corpora.rows(tmp_path / "out", "quantities")] == [
        ("at_least", 40, None, None, None),
        ("at_most", None, 20, None, None),
        ("from_to", None, None, 500, 4000),
        ("share", None, 3, None, None),
    ]


def test_a_sample_is_taken_evenly(tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(line(id=str(i), text="و" * 5000) for i in range(300)))
    documents, _ = found(tmp_path / "out", tmp_path / "a.jsonl", sample=10)
    ids = [int(row["doc_id"]) for row in documents]
    assert len(ids) == 10
    assert max(ids) > 200
    assert part.mark(tmp_path / "out", 0)["counts"]["documents"] < 10
