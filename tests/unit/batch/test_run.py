"""A whole run: the same with any number of workers, and after one of them or the client was killed."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from contextlib import nullcontext

import duckdb
import pytest
from distributed import Client, KilledWorker, LocalCluster

from textledger import __main__ as cli
from textledger import running
from textledger.batch import part, plan, progress, run

from ...helpers import corpora, generated
from ...helpers.paths import DATA, ROOT

pytestmark = pytest.mark.programs


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A corpus of some parts."""
    return generated.write_lines(tmp_path_factory.mktemp("in") / "a.jsonl", 400)


@pytest.fixture(scope="module")
def expected(source, tmp_path_factory):
    """The files of its tables, written without a cluster."""
    output = tmp_path_factory.mktemp("expected") / "out"
    assert len(corpora.write(source, output)) > 4
    return corpora.parts(output)


def command(source, output, *more):
    return ["corpus", "--input", str(source), "--output", str(output), *more]


def test_a_client_that_is_killed_leaves_no_worker_and_the_same_command_goes_on(source, expected, tmp_path):
    """One worker, so that the client is killed with parts written and parts to come."""
    output = tmp_path / "out"
    arguments = [sys.executable, "-m", "textledger", *command(source, output, "--workers", "1")]
    client = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.DEVNULL)
    corpora.until(lambda: corpora.marks(output))
    workers = corpora.started_by(client.pid)
    client.kill()
    client.wait()
    assert workers
    corpora.until(lambda: not any(map(corpora.lives, workers)))
    written = corpora.marks(output)
    assert written < len(plan.make(str(source), plan.Columns()).parts)
    assert not json.loads((output / run.MANIFEST).read_text())["complete"]
    ran = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{written} of them there already" in ran.stdout
    assert corpora.parts(output) == expected
    assert json.loads((output / run.MANIFEST).read_text())["complete"]


@pytest.mark.audit
def test_a_worker_that_is_killed_costs_no_part_and_two_give_what_one_gives(source, expected, tmp_path):
    output = tmp_path / "out"
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        options = run.Options(str(source), output, DATA, scheduler=cluster.scheduler_address)
        results = []
        working = threading.Thread(target=lambda: results.append(run.run(options, tell=lambda line: None)))
        working.start()
        corpora.until(lambda: corpora.marks(output))
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        working.join()
        [result] = results
        assert (result.killed, result.counts["documents"]) == ([], 400)
        assert corpora.parts(output) == expected
        assert run.run(options, tell=lambda line: None).counts == result.counts


class InThisProcess:
    """A stand-in for a cluster, where it is no matter who works."""

    def submit(self, function, *arguments, pure):
        future = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        future.release = lambda: None
        return future


@pytest.fixture
def corpus(monkeypatch, capsys):
    """Run the command without a cluster; return its exit code and what it said."""
    monkeypatch.setattr(run, "workers", lambda options: nullcontext(InThisProcess()))
    monkeypatch.setattr(run, "as_completed", reversed)  # the last part may well be done first

    def ran(*arguments):
        try:
            code = cli.main(command(*arguments))
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        return code, said.out + said.err

    return ran


def test_the_manifest_tells_counts_versions_and_digests(corpus, source, tmp_path):
    code, said = corpus(source, tmp_path / "out")
    assert (code, said.startswith("400 documents, ")) == (0, True)
    manifest = json.loads((tmp_path / "out" / run.MANIFEST).read_text())
    documents = corpora.rows(tmp_path / "out", "documents")
    assert manifest["counts"]["documents"] == 400 == len(documents)
    assert manifest["counts"]["tokens"] == sum(row["n_tokens"] for row in documents)
    assert manifest["versions"].keys() == {*run.PACKAGES, "python"}
    files = corpora.parts(tmp_path / "out")
    assert [one["part"] for one in manifest["parts"]] == sorted(one["part"] for one in manifest["parts"])
    for one in manifest["parts"]:
        assert {table: files[f"{table}/{one['part']}.parquet"] for table in one["files"]} == one["files"]


def test_bad_input_is_named_and_nothing_written(corpus, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.pdf").write_text("x")
    (tmp_path / "nothing.jsonl").write_text("")
    duckdb.execute(f"COPY (SELECT 1 AS id, 'x' AS body) TO '{tmp_path}/a.parquet' (FORMAT parquet)")
    for name, told in (
        ("none", "there is no such file or folder"),
        ("empty", "no file, expected plain text (.txt), JSON Lines"),
        ("*.txt", "no file, expected plain text (.txt), JSON Lines"),
        ("other", "1 of other kinds, expected plain text (.txt), JSON Lines"),
        ("nothing.jsonl", "the files are empty, expected documents"),
        ("a.parquet", "a.parquet: there is no column text, only id, body (see --columns)"),
    ):
        code, said = corpus(tmp_path / name, tmp_path / "out")
        assert (code, told in said) == (1, True), said
        assert not (tmp_path / "out").exists()
    for wrong in (["--sample", "0"], ["--workers", "-1"], ["--columns", "title=x"]):
        assert corpus(tmp_path, tmp_path / "out", *wrong)[0] == 2


def test_a_table_of_actors_that_is_broken_is_told_before_any_work(corpus, source, copy, tmp_path):
    (copy / "actors.csv").write_text("actor_id\nx\n")
    code, said = corpus(source, tmp_path / "out", "--data", str(copy))
    assert (code, "actors.csv, row 1: the columns are actor_id, expected" in said) == (1, True), said
    assert not (tmp_path / "out").exists()


def test_names_that_are_no_utf8_reach_tables_and_manifest_as_signs(corpus, tmp_path):
    folder = os.fsencode(tmp_path / "in")
    os.mkdir(folder)
    for name in (b"caf\xe9.txt", b"caf\xe9.pdf"):
        with open(folder + b"/" + name, "w") as file:
            file.write("x")
    code, said = corpus(tmp_path / "in", tmp_path / "out")
    assert code == 0, said
    manifest = json.loads((tmp_path / "out" / run.MANIFEST).read_text(encoding="utf-8"))
    assert (manifest["parts"][0]["first"], manifest["left_out"]) == ("caf\ufffd.txt", ["caf\ufffd.pdf"])
    assert [row["doc_id"] for row in corpora.rows(tmp_path / "out", "documents")] == ["caf\ufffd"]


def test_where_no_document_can_be_read_the_run_has_failed(corpus, tmp_path):
    (tmp_path / "a.jsonl").write_text("broken")
    code, said = corpus(tmp_path / "a.jsonl", tmp_path / "out")
    assert code == 1
    assert f"1 failures: {tmp_path}/out/failures says why" in said


def test_a_folder_that_holds_something_else_is_left_as_it_is(corpus, tmp_path):
    first = generated.write_lines(tmp_path / "a.jsonl", 5, words=20)
    second = generated.write_lines(tmp_path / "b.jsonl", 5, words=20)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    assert corpus(first, tmp_path / "out")[0] == 0
    before = corpora.contents(tmp_path)
    for arguments, told in (
        ((first, tmp_path / "mine"), "is not empty and holds no corpus"),
        ((second, tmp_path / "out"), f"holds another corpus: its input is {first}"),
        ((first, tmp_path / "out", "--sample", "2"), "holds another corpus: its sample is None"),
        ((first, tmp_path / "out", "--columns", "text=id"), "holds another corpus: its columns is"),
        ((tmp_path, tmp_path / "new"), "lies in the folder that is read"),
    ):
        code, said = corpus(*arguments)
        assert (code, told in said) == (1, True), said
        assert corpora.contents(tmp_path) == before


def test_an_input_that_became_shorter_leaves_no_part_of_the_longer_one(corpus, tmp_path):
    source = generated.write_lines(tmp_path / "a.jsonl", 200)
    assert corpus(source, tmp_path / "out")[0] == 0
    assert corpora.marks(tmp_path / "out") > 1
    generated.write_lines(source, 20)
    assert corpus(source, tmp_path / "out")[0] == 0
    corpora.write(source, tmp_path / "fresh")
    assert corpora.parts(tmp_path / "out") == corpora.parts(tmp_path / "fresh")


def test_a_part_that_kills_every_worker_is_named_and_the_others_are_written(corpus, source, tmp_path, monkeypatch):
    work = part.run

    def killing(one, job):
        if one.number == 1:
            raise KilledWorker("part", "worker", 4)
        return work(one, job)

    monkeypatch.setattr(part, "run", killing)
    code, said = corpus(source, tmp_path / "out")
    assert code == 1
    assert "not done, since their workers were killed: part-00001" in said
    manifest = json.loads((tmp_path / "out" / run.MANIFEST).read_text())
    assert (manifest["complete"], manifest["killed"]) == (False, ["part-00001"])
    monkeypatch.setattr(part, "run", work)
    assert corpus(source, tmp_path / "out")[0] == 0
    assert corpora.marks(tmp_path / "out") == len(plan.make(str(source), plan.Columns()).parts)


def test_a_worker_without_the_package_is_told(corpus, source, tmp_path, monkeypatch):
    def missing(one, job):
        raise ModuleNotFoundError("No module named 'textledger'", name="textledger")

    monkeypatch.setattr(part, "run", missing)
    code, said = corpus(source, tmp_path / "out")
    assert code == 1
    assert "a worker cannot import textledger: install" in said


def test_a_scheduler_that_nobody_answers_at_is_told(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(run, "ANSWER", 0.5)
    with socket.socket() as taken:  # a port that is bound and does not listen
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        assert cli.main(command(source, tmp_path / "out", "--scheduler", address)) == 1
    assert f"no scheduler answers at {address} within 0.5 seconds" in capsys.readouterr().err
    assert cli.main(command(source, tmp_path / "out", "--scheduler", "no address at all")) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_package_is_named_and_how_it_is_installed(source, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "find_spec", lambda name: None if name == "duckdb" else name)
    with pytest.raises(SystemExit, match=r"the package duckdb is missing .* `make corpus` installs it"):
        cli.main(command(source, tmp_path / "out"))


def test_the_other_commands_load_neither_dask_nor_duckdb():
    code = "import sys, textledger.__main__; print({'dask', 'distributed', 'duckdb'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "set()\n"


def test_the_bar_tells_rate_and_time_left():
    now = [0.0]
    bar = progress.Progress(100, 4, io.StringIO(), clock=lambda: now[0])
    bar.add(40, 900, reused=True)
    assert bar.line().strip() == "[########............] 1 of 4 parts"
    now[0] = 10.0
    bar.add(20, 50, reused=False)
    assert bar.line().strip() == "[############........] 2 of 4 parts, 5 documents a second, 0:20 left"
    assert progress.duration(3725) == "1:02:05"
