"""Work that other processes do while a build goes on."""

import os
from types import SimpleNamespace

import pytest

from textledger_sphinx import background


@pytest.fixture(autouse=True)
def ended():
    yield
    background._end(None, None)


def test_work_is_handed_over_only_where_processes_run():
    background._end(None, None)
    assert background.hand_over(os.getpid).result() == os.getpid(), "no process was started for it"
    assert background.submit(os.getpid).result() != os.getpid()
    assert background.hand_over(os.getpid).result() != os.getpid()


def test_a_fault_of_the_work_comes_with_its_result():
    with pytest.raises(ZeroDivisionError):
        background.submit(divmod, 1, 0).result()


def test_a_forked_process_has_none_of_them():
    background.submit(os.getpid).result()
    read, write = os.pipe()
    if not (child := os.fork()):
        os.write(write, str(background.is_running()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert background.is_running()
    assert os.read(read, 5) == b"False"


def test_they_end_with_the_build():
    worker = background.submit(os.getpid).result()
    events = {}
    background.setup(SimpleNamespace(connect=lambda event, handler, priority: events.update({event: handler})))
    events["build-finished"](None, None)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
