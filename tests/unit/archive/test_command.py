"""The command that archives: its options, what is told where something is missing or wrong, and how to go on."""

import re
import subprocess
import sys

import pytest

from textledger import __main__ as cli
from textledger.archive import run

from ...helpers.paths import ROOT
from ...helpers.unruly import answer


def test_the_command_archives_and_checks(place, capsys, monkeypatch):
    monkeypatch.setattr(
        run.Options, "__new__", lambda cls, *given: tuple.__new__(cls, (*given, ""))
    )  # no public archive
    given = ["archive", "--data", str(place.data), "--archive", str(place.archive), "--delay", "0.01", "--most", "1"]
    assert cli.main(given) == 0
    assert "4 of 4 addresses: 4 archived" in capsys.readouterr().out
    assert cli.main([*given, "--check"]) == 0
    place.host.routes["/one"] = answer(404)
    assert cli.main([*given, "--check"]) == 1
    assert f"dead: {place.host.url}/one" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given",
    [
        ["--delay", "0"],
        ["--delay", "soon"],
        ["--delay", "nan"],
        ["--most", "0"],
        ["--most", "1.5"],
        ["--data", "nowhere"],
    ],
)
def test_options_that_make_no_sense_are_refused(given, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["archive", *given])
    assert end.value.code == 2
    assert given[1] in capsys.readouterr().err


WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from textledger.__main__ import main; sys.exit(main())"


@pytest.mark.programs
@pytest.mark.parametrize("package", ["requests", "warcio", "protego"])
def test_a_missing_package_is_named_with_the_remedy(package):
    done = subprocess.run([sys.executable, "-c", WITHOUT, package, "archive"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.search(f"the package {package}\\S* is missing: install requirements-dev.txt", done.stderr), done.stderr
    done = subprocess.run([sys.executable, "-c", WITHOUT, package, "package", "--help"], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, "the other commands need none of them"


def test_a_table_that_cannot_be_read_is_named_before_anything_is_asked(place, capsys):
    (place.data / "sources.csv").write_text("a,b\n1\n", encoding="utf-8")
    assert cli.main(["archive", "--data", str(place.data), "--archive", str(place.archive)]) == 1
    assert "sources.csv, row 2: has a cell too few: b is missing" in capsys.readouterr().err
    (place.data / "sources.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert cli.main(["archive", "--data", str(place.data), "--archive", str(place.archive)]) == 1
    assert "sources.csv, row 1: the columns are a, b, expected source_key" in capsys.readouterr().err
    assert place.host.asked == []


def test_a_keyboard_interrupt_is_told_with_how_to_go_on(place, capsys, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "archive", stopped)
    assert cli.main(["archive", "--data", str(place.data)]) == cli.STOPPED
    assert "stopped; the same command goes on from here" in capsys.readouterr().err
