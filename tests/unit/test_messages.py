"""What a build says of bad input: the file and what was expected, and nothing of the inside of Sphinx or Python."""

import errno
import io
import json
import sys

import pytest
from sphinx.errors import SphinxError
from sphinx.util import console

from textledger import records
from textledger.schema import csvfile
from textledger_sphinx import config, messages


class Application:
    """Keeps the handlers that are connected to it."""

    name = "an application"

    def __init__(self):
        self.handlers = {}

    def connect(self, event, handler, priority=500):
        self.handlers[event] = handler, priority
        return len(self.handlers)


def said(action):
    """Return what a build says where a handler does something."""
    app = Application()
    messages.Reporting(app).connect("builder-inited", lambda app: action(), priority=7)
    handler, priority = app.handlers["builder-inited"]
    assert priority == 7
    with pytest.raises(SphinxError) as error:
        handler(app)
    return str(error.value)


def refuse(error):
    raise error


def test_a_file_that_is_missing_or_a_folder_is_named(tmp_path):
    for path, state in ((tmp_path / "none.bib", "No such file or directory"), (tmp_path, "Is a directory")):
        message = said(path.read_text)
        assert f"{path}: {state}, expected a file" in message
        assert "Errno" not in message


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (lambda: refuse(csvfile.TableError("claims.csv, row 4: wrong")), "claims.csv, row 4: wrong"),
        (lambda: refuse(records.RecordError("no table 'claims'")), "no table 'claims'"),
        (lambda: refuse(FileNotFoundError("a is not there, expected b")), "a is not there, expected b"),
        (lambda: b"\n\xe9".decode("utf-8"), "row 2: holds the byte 0xe9, expected text in UTF-8"),
        (lambda: json.loads("{"), "(sphinx-build -T shows where)"),
    ],
)
def test_what_a_handler_refuses_is_said_as_it_is(action, expected):
    assert expected in said(action)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ((errno.ENOSPC, "No space left on device"), "a file cannot be written: No space left on device"),
        ((errno.EROFS, "Read-only file system", "_build/a.html"), "_build/a.html: Read-only file system"),
    ],
)
def test_a_disk_that_takes_no_more_is_no_bad_input(fault, expected):
    with pytest.raises(messages.DiskRefusesError) as told:
        messages._reporting(refuse)(OSError(*fault))
    assert str(told.value) == expected
    assert "input" not in told.value.category


def test_a_fault_of_the_code_is_not_taken_for_bad_input():
    app = Application()
    messages.Reporting(app).connect("builder-inited", lambda app: None.name)
    with pytest.raises(AttributeError):
        app.handlers["builder-inited"][0](app)


def test_all_else_is_that_of_the_application():
    assert messages.Reporting(Application()).name == "an application"


def test_what_a_kernel_says_is_without_colours():
    assert messages.plain("\x1b[0;31mValueError\x1b[0m: \x1b[1;32m2\x1b[0m") == "ValueError: 2"


def test_a_log_has_no_colours_and_a_terminal_has(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr(console, "codes", dict(console._orig_codes))
    monkeypatch.setattr(sys, "stderr", Terminal())
    messages.without_colours()
    assert console.colorize("red", "x") != "x"
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    messages.without_colours()
    assert console.colorize("red", "x") == "x"


SOUND = "title: A\nauthor: B\ncopyright: '2026'\nsphinx:\n  config:\n    language: en\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "_config.yml: is empty, expected the settings of the book"),
        ("- title", "names with values"),
        ("title: [", "_config.yml, line 1: cannot be read as YAML"),
        (SOUND.replace("title: A\n", ""), "_config.yml: title is 'missing', expected text"),
        (SOUND.replace("author: B", "author: [B]"), "_config.yml: author is"),
        (SOUND.replace("  config:\n    language: en\n", "  other: 1\n"), "_config.yml: sphinx has no config"),
    ],
)
def test_settings_that_are_wrong_are_named(tmp_path, content, expected):
    (tmp_path / "_config.yml").write_text(content, encoding="utf-8")
    with pytest.raises(config.SettingsError) as error:
        config.read(tmp_path)
    assert expected in str(error.value)


def test_settings_that_are_right_are_returned(tmp_path):
    (tmp_path / "_config.yml").write_text(SOUND, encoding="utf-8")
    assert config.read(tmp_path)["sphinx"]["config"] == {"language": "en"}
