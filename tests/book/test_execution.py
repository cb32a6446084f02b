"""What is stale is executed, and nothing else: a small book, built again after each change."""

import os
import shutil
import subprocess
import sys

import pytest

from ..helpers import small_books
from ..helpers.paths import ROOT
from ..helpers.small_books import change, page

HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Chapter
"""
FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "executes"]
nb_execution_mode = "cache"
exclude_patterns = ["_build"]
""",
    "executes.py": """
from pathlib import Path
from textledger_sphinx import seal
from textledger_sphinx.execution import stale
def edit(app, doctree):
    for late in Path(app.srcdir).glob(app.env.docname + ".late"):
        late.replace(late.with_suffix(".md")).touch()
def setup(app):
    stale.setup(app)
    seal.read_again_what_is_edited_meanwhile(app)
    app.connect("doctree-read", edit)
""",
    "requirements.txt": "pinned==1\n",
    "numbers.csv": "3\n",
    "words.csv": "alpha\n",
    "shared.py": "def read(name):\n    return open(name).read().strip()\n",
    "index.md": "# Book\n\n```{toctree}\none\ntwo\nthree\n```\n",
    "one.md": HEAD
    + "```{code-cell} python\nimport sys; sys.path.insert(0, '.')\nimport shared\n"
    + "print('n is', shared.read('numbers.csv'))\n```\n",
    "two.md": HEAD + "```{code-cell} python\nprint('w is', open('words.csv').read())\n```\n",
    "three.md": HEAD + "```{code-cell} python\nprint(1 + 1)\n```\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return small_books.write(tmp_path_factory.mktemp("book"), FILES)


def build(folder):
    app, _ = small_books.build(folder)
    return sorted(app.textledger_ran)


def test_exactly_the_stale_chapters_run(book):
    assert build(book) == ["one", "three", "two"]
    assert "n is 3" in page(book, "one")

    assert build(book) == [], "nothing has changed"

    change(book, "two.md", "# Chapter", "# Chapter, its prose edited")
    assert build(book) == [], "an edit of prose runs no code"
    assert "its prose edited" in page(book, "two")

    change(book, "numbers.csv", "3", "4")
    assert build(book) == ["one"], "the reader of an edited table runs"
    assert "n is 4" in page(book, "one")

    change(book, "shared.py", "return open", "return 'about ' + open")
    assert build(book) == ["one"], "the user of an edited module runs"
    assert "n is about 4" in page(book, "one")

    change(book, "three.md", "1 + 1", "2 + 5")
    assert build(book) == ["three"], "an edited cell runs"

    change(book, "requirements.txt", "1", "2")
    assert build(book) == ["one", "three", "two"], "new requirements run everything"

    change(book, "two.md", "its prose edited", "its prose edited twice")
    change(book, "words.csv", "alpha", "beta")
    assert build(book) == ["two"], "prose and table edited at once"
    assert "w is beta" in page(book, "two")

    shutil.rmtree(book / "_build" / ".jupyter_cache")
    assert build(book) == ["one", "three", "two"], "the cache is gone"


def test_a_page_that_is_edited_while_it_is_read_is_read_again(book):
    build(book)
    change(book, "two.md", "# Chapter", "# Edited before")
    (book / "two.late").write_text(
        (book / "two.md").read_text(encoding="utf-8").replace("before", "meanwhile"), encoding="utf-8"
    )
    build(book)
    assert "Edited before" in page(book, "two")
    build(book)
    assert "Edited meanwhile" in page(book, "two")
    change(book, "two.md", "# Edited meanwhile", "# Chapter")


def test_what_was_edited_while_a_chapter_ran_has_it_run_again(tmp_path):
    small_books.write(tmp_path, FILES)
    edit = "open('words.csv', 'w').write('beta')"  # as if by a writer, after the cell has read it
    change(
        tmp_path,
        "two.md",
        "print('w is', open('words.csv').read())",
        f"print('w is', open('words.csv').read()); {edit}",
    )
    assert "two" in build(tmp_path)
    assert "w is alpha" in page(tmp_path, "two")
    assert build(tmp_path) == ["two"]
    assert "w is beta" in page(tmp_path, "two")


def test_a_failing_cell_fails_the_build_and_names_the_chapter(book, tmp_path):
    folder = tmp_path / "failing"
    shutil.copytree(book, folder, ignore=shutil.ignore_patterns("_build"))
    change(folder, "two.md", "open('words.csv')", "open('gone.csv')")
    with pytest.raises(Exception, match=r"two\.md.*\n?.*") as caught:
        build(folder)
    assert "gone.csv" in str(caught.value)


def test_kernels_start_with_nothing_of_the_book_loaded_and_with_fixed_hashes(tmp_path):
    small_books.write(tmp_path, FILES)
    cell = "import sys\nprint('loaded', 'textledger' in sys.modules, hash('vacuum'))"
    change(tmp_path, "three.md", "print(1 + 1)", cell)
    # in a process of its own, as builds are: what kernels come from is started once in each
    building = (
        "import pathlib, sys; from tests.helpers import small_books; small_books.build(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", building, tmp_path], cwd=ROOT, check=True)
    code = "print('loaded', False, hash('vacuum'))"
    process = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": "0"}, capture_output=True, text=True
    )
    assert process.stdout.strip() in page(tmp_path, "three")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has sockets with names of their own")
def test_a_kernel_takes_no_port_that_another_program_may_have_taken(tmp_path):
    small_books.write(tmp_path, FILES)
    code = """import json, psutil
from ipykernel.connect import get_connection_info
channels = {n for name, n in json.loads(get_connection_info()).items() if name.endswith("_port")}
listening = {one.laddr.port for one in psutil.Process().net_connections("inet")}
print(len(channels), "channels, ports", channels & listening)"""
    change(tmp_path, "three.md", "print(1 + 1)", code)
    # in a process of its own, as builds are: what kernels come from is started once in each
    building = (
        "import pathlib, sys; from tests.helpers import small_books; small_books.build(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", building, tmp_path], cwd=ROOT, check=True)
    assert "5 channels, ports set()" in page(tmp_path, "three")


def test_an_edit_of_prose_does_without_pandas_and_altair_which_take_long_to_load():
    code = "import sys, textledger_sphinx as t; from unittest.mock import MagicMock; t.setup(MagicMock())"
    code += "; from textledger_sphinx.theme import strip; strip.strip_html(strip.records.docs()[0], '{}')"
    code += "; print('pandas' in sys.modules, 'altair' in sys.modules)"
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert process.stdout == "False False\n"
