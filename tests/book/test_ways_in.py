"""`make book`, `jupyter-book build .` and `sphinx-build . OUT` are one book."""

import json
import runpy
import shutil

from jupyter_book.config import get_final_config

from ..helpers import small_books, ways_in
from ..helpers.paths import ROOT

# What Jupyter Book sets besides, and what makes no difference: presets of MyST-NB and of Sphinx, another theme's
# options, which are removed, and the printed book that it makes with LaTeX.
PRESETS = {
    "comments_config",
    "html_baseurl",
    "html_theme_options",
    "latex_engine",
    "nb_execution_allow_errors",
    "nb_execution_cache_path",
    "nb_execution_excludepatterns",
    "nb_execution_in_temp",
    "nb_output_stderr",
}


def test_sphinx_is_given_the_settings_that_jupyter_book_gives_it():
    jupyter_book, _ = get_final_config(
        user_yaml=ROOT / "_config.yml", sourcedir=ROOT, cli_config={"latex_individualpages": False}
    )
    sphinx = runpy.run_path(str(ROOT / "conf.py"))
    assert {name for name in jupyter_book if name not in sphinx} <= PRESETS
    assert {name: sphinx[name] for name in jupyter_book if name in sphinx} == {
        name: jupyter_book[name] for name in jupyter_book if name in sphinx
    }


def test_all_ways_give_the_same_pages_and_elsewhere_what_is_not_the_books_is_left(small_book):
    book, elsewhere = small_book, small_book.parent / "elsewhere"
    first = small_books.files(book / ways_in.BUILT)  # as `make book` has built it
    assert {"index.html", "_static/book.css", "chapters/one.html"} < first.keys()
    page = (book / "chapters/one.md").read_text(encoding="utf-8")
    (book / "chapters/.ipynb_checkpoints").mkdir()
    small_books.write(book, {"notes.md": page, "sources/one.md": page, "chapters/.ipynb_checkpoints/one.md": page})
    ways_in.clean(book)
    assert ways_in.pages(book, "Jupyter Book") == first
    shutil.rmtree(book / ways_in.BUILT)
    assert ways_in.pages(book, "Sphinx, two processes") == first
    (elsewhere / "pages").mkdir(parents=True)
    small_books.write(elsewhere, {"pages/notes.txt": "Somebody's."})
    small_books.write(elsewhere / "pages", {"data/notes.csv": "Somebody's,too\n"})
    others = {name: (elsewhere / "pages" / name).read_bytes() for name in ("notes.txt", "data/notes.csv")}
    assert ways_in.pages(book, "Sphinx, elsewhere") == first | others
    assert [path.name for path in elsewhere.iterdir()] == ["pages"]
    small_books.edit(book)
    inside = small_books.built(book)
    assert ways_in.pages(book, "Sphinx, elsewhere") == inside | others


def test_what_a_build_of_one_page_leaves_is_caught_up_with(small_book, clean_pages):
    is_edited = small_books.edit(small_book)
    shutil.rmtree(small_book / ways_in.BUILT, ignore_errors=True)
    told = ways_in.run(small_book, "sphinx-build", ".", ways_in.BUILT, "index.md")  # reads all pages, writes that one
    assert "Only the pages named were written" in told
    assert not (small_book / ways_in.BUILT / "chapters/one.html").exists()
    assert "html" not in json.loads((small_book / "_build/.seal.json").read_text(encoding="utf-8"))["parts"]
    assert small_books.built(small_book) == clean_pages(is_edited)
