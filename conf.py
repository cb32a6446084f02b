"""Settings of Sphinx, from `_config.yml`: `sphinx-build . OUT` gives the pages of `jupyter-book build .`.

Jupyter Book does not read this file, and Sphinx needs no Jupyter Book for it.
"""

from pathlib import Path

from textledger_sphinx import config as _config

_book = _config.read(Path(__file__).parent)

html_title = _book["title"]
author = _book["author"]
copyright = _book["copyright"]
globals().update(_book["sphinx"]["config"])
