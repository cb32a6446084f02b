"""A command that is killed, interrupted or out of disk leaves the book as before or complete, and can be repeated."""

import signal
import subprocess
import sys

import pytest

from textledger import drafts
from textledger.coding import swap
from textledger.intake import placing

from ...helpers import added
from ...helpers.paths import ROOT

pytestmark = pytest.mark.programs

STOP = """
import os, signal, sys
from textledger import __main__ as cli
from textledger.intake import placing
def stop(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
setattr({module}, {name!r}, stop)
sys.exit(cli.main(sys.argv[1:]))
"""


def killed(root, module, name, *arguments):
    """Run a command that is killed when it comes to a call."""
    command = [sys.executable, "-c", STOP.format(module=module, name=name), *arguments, "--data", str(root / "data")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr


@pytest.mark.parametrize(
    ("module", "name"), [("os", "replace"), pytest.param("placing", "_delete", marks=pytest.mark.audit)]
)
def test_a_killed_add_is_tidied_and_done_again(module, name, root, capsys):
    before = added.state(root)
    killed(root, module, name, "add", str(added.HARBOUR), "--id", "harbour", *added.GIVEN)
    assert added.state(root) != before
    assert (root / "data/drafts/.harbour").is_dir()
    again = added.add(root)
    told = capsys.readouterr().err
    assert "tidied what an interrupted command had left of harbour" in told
    if name == "replace":  # the table of contents was not written
        assert again == 0
    else:  # all was in place
        assert again == 1
        assert "is a draft of the book already" in told
    assert drafts.Draft("harbour", root / "data").rows("quantities")
    assert added.run(root, "validate") == 0
    assert added.run(root, "remove", "harbour") == 0
    assert added.state(root) == before


def test_a_killed_remove_is_tidied_and_done_again(root):
    before = added.state(root)
    added.add(root)
    (root / "data/drafts/harbour/coding").mkdir()
    (root / "data/drafts/harbour/coding/a.csv").write_text("decisions", encoding="utf-8")
    killed(root, "placing.shutil", "move", "remove", "harbour")
    assert added.state(root) != before
    assert added.run(root, "remove", "harbour") == 0
    assert added.state(root) == before
    assert added.files(root / "_build/removed/harbour")["tables/coding/a.csv"] == b"decisions"


@pytest.mark.parametrize("others", [True, False])
def test_what_an_interrupted_coding_left_is_not_lost_and_goes_with_the_draft(others, root):
    before = added.state(root)
    added.add(root)
    folder = root / "data/drafts/harbour"
    swap.beside(folder).mkdir()
    folder.rename(old := swap.beside(folder).with_suffix(".old"))  # between the two steps in which tables are replaced
    if others:
        assert added.add(root, added.HARBOUR, "pier") == 0
        assert added.run(root, "remove", "pier") == 0
    assert old.is_dir()
    assert added.run(root, "remove", "harbour") == 0
    assert (root / "_build/removed/harbour/tables/quantities.csv").is_file()
    assert added.state(root) == before
    assert not list((root / "data").glob(".*"))
    assert not (root / "data/drafts").exists()


FULL = """
import resource, signal, sys
from textledger import __main__ as cli
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("limit", [0, *(pytest.param(n, marks=pytest.mark.audit) for n in (900, 3000, 6000))])
def test_a_disk_that_is_full_is_told_and_nothing_is_left(limit, root):
    before = added.state(root)
    arguments = ["add", str(added.HARBOUR), "--id", "harbour", *added.GIVEN, "--data", str(root / "data")]
    command = [sys.executable, "-c", FULL, str(limit), *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.startswith("textledger: [Errno 27] File too large")
    assert added.state(root) == before
    assert added.add(root) == 0


def test_an_interrupt_ends_with_a_line_and_no_traceback(root, monkeypatch, capsys):
    before = added.state(root)

    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(placing, "put", stop)
    assert added.add(root) == 130
    assert capsys.readouterr().err == "textledger: stopped; the book is as it was, or has the whole draft\n"
    assert added.state(root) == before


EARLY = """
import importlib.abc, runpy, sys
class Stop(importlib.abc.MetaPathFinder):
    def find_spec(self, name, *more):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.argv[0] = "textledger"
runpy.run_module("textledger", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["textledger.citing", "textledger.verify"])
def test_an_interrupt_while_modules_are_loaded_is_quiet(module, tmp_path):
    command = [sys.executable, "-c", EARLY.format(module=module), "verify", "--data", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
