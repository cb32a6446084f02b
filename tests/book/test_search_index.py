"""How the search index is made: the same each time, from changed pages only, or told as not made."""

import shutil

import pytest
from sphinx.errors import ExtensionError

from textledger_sphinx.search import pagefind

from ..helpers.serving import PAGES


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


FEW = ("index.html", "chapters/rewaq.html", "chapters/ecss.html")


@pytest.fixture
def index(tmp_path):
    """A folder for pages, and what indexes it and tells how many pages it cut."""
    copy = tmp_path / "html"

    def write(kept, state=""):
        changed, removed = pagefind.write_passages(copy, tmp_path / kept, state)
        if changed or removed:
            pagefind.finish_index(pagefind.start_index(tmp_path / kept, copy / pagefind.FOLDER), copy / pagefind.FOLDER)
        return changed

    return copy, write


@pytest.fixture
def few(site, index):
    """A copy of a few of the pages, and what indexes it."""
    (index[0] / "chapters").mkdir(parents=True)
    for name in FEW:
        shutil.copy2(site / name, index[0] / name)
    return index


def test_the_index_is_the_same_twice(site, index):
    copy, write = index
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(pagefind.FOLDER, "_static", "data"))
    assert write("kept") == len(PAGES)
    assert files(copy / pagefind.FOLDER) == files(site / pagefind.FOLDER)


def test_only_changed_pages_are_cut_again_and_the_index_is_that_of_all(few):
    copy, write = few
    write("kept")
    before = files(copy / pagefind.FOLDER)
    assert write("kept") == 0
    page = copy / "chapters" / "rewaq.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1>", "<h1>Zugzwang, or ", 1), encoding="utf-8")
    (copy / "chapters" / "ecss.html").unlink()
    assert write("kept") == 1
    after = files(copy / pagefind.FOLDER)
    assert after != before
    shutil.rmtree(copy / pagefind.FOLDER)  # else what an older index left would be in both
    assert write("from nothing") == len(FEW) - 1
    assert files(copy / pagefind.FOLDER) == after
    assert write("kept", "other records") == len(FEW) - 1


def test_an_index_that_was_not_made_is_told_and_left_open(few, tmp_path):
    copy, write = few
    write("kept")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(ExtensionError, match="the search index was not made"):
        pagefind.finish_index(
            pagefind.start_index(tmp_path / "nothing", copy / pagefind.FOLDER), copy / pagefind.FOLDER
        )
    assert not (copy / pagefind.FOLDER / pagefind.ENTRY).exists()  # so the next build makes it
