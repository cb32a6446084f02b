"""A cluster as a laboratory starts it, and whatever dies in it: `make audit` runs it.

A real scheduler and two workers on this machine, processes of their own; what comes out is what one process writes.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from textledger.batch import run

from .helpers import corpora, generated
from .helpers.paths import ROOT

DOCUMENTS = 2000


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return generated.write_lines(tmp_path_factory.mktemp("in") / "a.jsonl", DOCUMENTS)


@pytest.fixture(scope="module")
def expected(source, tmp_path_factory):
    """The files of its tables, written without a cluster."""
    output = tmp_path_factory.mktemp("expected") / "out"
    corpora.write(source, output)
    return corpora.parts(output)


def start(*arguments):
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def worker(address, folder):
    """Start a worker without a nanny, so that a killed one stays dead."""
    local = ("--local-directory", str(folder), "--no-dashboard", "--nthreads", "1", "--no-nanny")
    return start("dask_worker", address, *local)


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    started += [worker(address, tmp_path) for _ in range(2)]
    yield address, started
    for process in started:
        process.kill()
        process.wait()


@contextmanager
def client(source, output, *more):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "textledger", "corpus", "--input", str(source), "--output", str(output), *more]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def complete(output):
    return json.loads((output / run.MANIFEST).read_text(encoding="utf-8"))["complete"]


def test_workers_of_this_machine_write_the_same_whatever_their_number(source, expected, tmp_path):
    for workers in (1, 2):
        with client(source, tmp_path / f"{workers}", "--workers", f"{workers}") as running:
            said, _ = running.communicate()
        assert f"{DOCUMENTS:,} documents" in said
    assert corpora.parts(tmp_path / "1") == expected
    assert corpora.contents(tmp_path / "1") == corpora.contents(tmp_path / "2")


def test_an_interrupt_of_the_keyboard_ends_everything_with_a_sentence(source, expected, tmp_path):
    """The terminal sends it to the client and to its workers."""
    output = tmp_path / "out"
    with client(source, output, "--workers", "2") as running:
        corpora.until(lambda: corpora.marks(output) > 1)
        workers = corpora.started_by(running.pid)
        os.killpg(running.pid, signal.SIGINT)
        said, complaints = running.communicate()
    assert (running.returncode, said) == (130, "textledger: stopped; the same command goes on from here\n")
    assert "Traceback" not in complaints
    assert len(workers) > 1
    corpora.until(lambda: not any(map(corpora.lives, workers)))
    assert corpora.marks(output) < sum(name.startswith("parts/") for name in expected)


def test_a_cluster_goes_on_without_a_worker_that_was_killed(source, expected, cluster, tmp_path):
    address, (_, first, _) = cluster
    with client(source, tmp_path / "out", "--scheduler", address, "--workers", "2") as running:
        corpora.until(lambda: corpora.marks(tmp_path / "out") > 1)
        first.kill()
        said, _ = running.communicate()
    assert running.returncode == 0, said
    assert corpora.parts(tmp_path / "out") == expected


def test_a_worker_that_comes_later_goes_on_where_all_were_killed(source, expected, cluster, tmp_path):
    address, started = cluster
    with client(source, tmp_path / "out", "--scheduler", address) as running:
        corpora.until(lambda: corpora.marks(tmp_path / "out") > 1)
        for process in started[1:]:
            process.kill()
            process.wait()
        written = corpora.marks(tmp_path / "out")
        started.append(worker(address, tmp_path))
        said, _ = running.communicate()
    assert written < len([name for name in expected if name.startswith("parts/")])
    assert running.returncode == 0, said
    assert corpora.parts(tmp_path / "out") == expected


@pytest.mark.parametrize("victim", ["client", "scheduler"])
def test_the_same_command_goes_on_after_its_client_or_scheduler_was_killed(source, expected, cluster, tmp_path, victim):
    address, started = cluster
    output = tmp_path / "out"
    with client(source, output, "--scheduler", address) as running:
        corpora.until(lambda: corpora.marks(output) > 1)
        (running if victim == "client" else started[0]).kill()
        _, complaints = running.communicate()
    assert running.returncode
    if victim == "scheduler":
        assert complaints.splitlines()[-1].startswith("textledger: the connection to the scheduler is lost")
        assert "Traceback" not in complaints
    assert not complete(output)
    more = ("--scheduler", address) if victim == "client" else ("--workers", "2")
    with client(source, output, *more) as running:
        said, _ = running.communicate()
    assert "of them there already" in said
    assert complete(output)
    assert corpora.parts(output) == expected
