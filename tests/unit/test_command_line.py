"""The commands of `python -m textledger`: help, and bad input told without a traceback, with nothing half-written."""

import pytest

from textledger import __main__ as cli
from textledger import records
from textledger.rules import quotations

from ..helpers.faults import every_table
from ..helpers.raw import edit

COMMANDS = ("features", "verify", "validate", "package")
WITH_SOURCES = ("features", "verify")


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(command, folder, sources=None):
    """Run a command and return its exit code, errors of usage included."""
    arguments = [command, "--data", str(folder)]
    try:
        return cli.main([*arguments, "--sources", str(sources)] if command in WITH_SOURCES else arguments)
    except SystemExit as end:
        return end.code


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does(command, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    output = " ".join(capsys.readouterr().out.split())
    assert "--data DATA folder of the tables" in output
    assert ("--sources" in output) == (command in WITH_SOURCES)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there_is_named(command, tmp_path, capsys):
    assert run(command, tmp_path / "none", tmp_path) == 2
    assert f"{tmp_path / 'none'}: there is no such folder, expected that of the tables" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_that_cannot_be_read_is_named_and_nothing_written(command, copy, sources_folder, capsys):
    path = copy / "documents.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(copy)
    assert run(command, copy, sources_folder) == 1
    assert "documents.csv, row 1: holds a carriage return, expected lines that end in LF" in capsys.readouterr().err
    assert contents(copy) == before


@pytest.mark.sources
@pytest.mark.parametrize("command", WITH_SOURCES)
def test_tables_that_do_not_fit_together_are_told_and_nothing_written(command, copy, sources_folder, capsys):
    edit(copy, "spans", lambda rows: rows[0].update(doc_id="elsewhere"))
    before = contents(copy)
    assert run(command, copy, sources_folder) == 1
    assert "elsewhere" in capsys.readouterr().err
    assert contents(copy) == before


def test_quotations_that_meet_in_a_text_are_one_run():
    """In a text of twelve words, quotations of five words that meet; a word between them parts them."""
    data, words = every_table(), [f"كلم{letter}" for letter in "ابتثجحخدذرزس"]
    text = " ".join(words)
    data["quotes"] = [
        {"record_id": "rewaq-c06", "seq": "1", "quote_ar": " ".join(words[:5])},
        {"record_id": "rewaq-c20", "seq": "1", "quote_ar": " ".join(words[5:10])},
    ]
    texts = dict.fromkeys(records.labels(), text)
    (fault,) = quotations.placed_faults(data, texts)
    assert fault.startswith(
        "quotes.csv, row 3 (rewaq-c20, 1): a run of more than 8 words of rewaq is published, expected"
    )
    data["quotes"][1]["quote_ar"] = " ".join(words[6:11])
    assert list(quotations.placed_faults(data, texts)) == []
