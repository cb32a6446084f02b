"""Every module can be imported alone: it names all that it needs, whatever was loaded before it."""

import subprocess
import sys

from .helpers.paths import ROOT
from .unit.test_imports import modules

# Imports each module in a process of its own, forked from one that has loaded what other projects give.
ALONE = """
import importlib, os, sys, traceback
for name in (
    "IPython.display", "altair", "fontTools.subset", "html5lib", "jupyter_cache", "lxml.html", "multiprocessing.pool",
    "myst_nb", "nbclient", "pandas", "pybtex.database", "pypdf", "requests", "sphinx.application", "sqlalchemy.orm",
    "warcio.archiveiterator", "yaml",
):
    importlib.import_module(name)
for name in sys.argv[1:]:
    sys.stdout.flush()
    if child := os.fork():
        os.waitpid(child, 0)
        continue
    try:
        importlib.import_module(name)
    except BaseException:
        print(name, traceback.format_exc())
        sys.stdout.flush()
    os._exit(0)
"""


def imported_alone(names, folder):
    """Import modules, each without any other that is ours having been loaded; return what went wrong."""
    command = [sys.executable, "-c", ALONE, *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_every_module_can_be_imported_alone():
    # what runs in a page, beside the package, and what a kernel runs: neither is imported as a part of the package
    elsewhere = ("textledger_sphinx.live.textledger_", "textledger_sphinx.execution.trace")
    names = [name.removesuffix(".__init__") for name in modules() if not name.startswith(elsewhere)]
    assert imported_alone(sorted(names), ROOT) == ""


def test_a_module_that_needs_another_first_is_noticed(tmp_path):
    (tmp_path / "first.py").write_text("import second\nvalue = 1\n")
    (tmp_path / "second.py").write_text("from first import value\n")
    assert "circular import" in imported_alone(["first", "second"], tmp_path)
