"""What `make next` compares: differences that a reader meets are told, those of markup alone are none."""

import pytest

from ..helpers import same_pages, small_books

PAGE = """<html><head><title>A</title><meta name="description" content="Said"></head><body>
<h1 id="a">A</h1><p>One <em>word</em> and <a href="b.html#c">a link</a>.</p>
<img src="i.svg" alt="Seen"></body></html>"""


@pytest.fixture
def compare(tmp_path, capsys):
    def with_changes(old="", new="", more=()):
        same = {"index.html": PAGE, "data.csv": "a,b\n", ".buildinfo": "1"}
        for name, files in {"old": same, "new": same | {"index.html": PAGE.replace(old, new)} | dict(more)}.items():
            (tmp_path / name).mkdir()
            small_books.write(tmp_path / name, files)
        code = same_pages.main([str(tmp_path / "old"), str(tmp_path / "new")])
        return code, capsys.readouterr().out

    return with_changes


@pytest.mark.parametrize(
    ("old", "new"),
    [("<em>word</em>", "<i><b>wo</b>rd</i>"), ("<p>", '<p class="x"\n id="more">'), (" and ", "\n  and\n")],
)
def test_markup_and_more_addresses_make_no_difference(compare, old, new):
    assert compare(old, new, {".buildinfo": "2"}) == (0, "2 files say the same.\n")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("word", "sword", "+One sword and a link."),
        ("b.html#c", "b.html#d", "+href: b.html#d"),
        ("Seen", "Unseen", "+alt: Unseen"),
        ("Said", "Unsaid", "+content: Unsaid"),
        ('id="a"', 'id="b"', "index.html: the address #a is gone"),
    ],
)
def test_what_a_reader_meets_is_told(compare, old, new, line):
    code, output = compare(old, new)
    assert code == 1
    assert line in output.splitlines()


def test_other_files_are_compared_byte_by_byte(compare):
    code, output = compare(more={"data.csv": "a,c\n", "more.html": PAGE})
    assert code == 1
    assert [line.split(":")[0] for line in output.splitlines()] == ["more.html", "data.csv"]
