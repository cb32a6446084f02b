"""Settings of Sphinx, from `_config.yml`: `sphinx-build . OUT` gives the pages of `jupyter-book build .`.

Jupyter Book does not read this file, and Sphinx needs no Jupyter Book for it.
"""

from pathlib import Path

import yaml

_book = yaml.safe_load((Path(__file__).parent / "_config.yml").read_text(encoding="utf-8"))

html_title = _book["title"]
author = _book["author"]
copyright = _book["copyright"]
globals().update(_book["sphinx"]["config"])
