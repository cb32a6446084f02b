"""The order of the book: its pages and parts as `_toc.yml` gives them."""

from pathlib import Path

import yaml

FILE = "_toc.yml"


def parts(root: Path) -> list[tuple[str, list[str]]]:
    """Return the parts of the book below the home page: caption, and the names of their pages.

    Args:
        root: the folder with `_toc.yml`.
    """
    contents = yaml.safe_load((root / FILE).read_text(encoding="utf-8"))
    return [(part.get("caption", ""), [entry["file"] for entry in part["chapters"]]) for part in contents["parts"]]


def home(root: Path) -> str:
    """Return the name of the home page."""
    return yaml.safe_load((root / FILE).read_text(encoding="utf-8"))["root"]


def pages(root: Path) -> list[str]:
    """Return the names of all pages in reading order, the home page first."""
    return [home(root), *(page for _, names in parts(root) for page in names)]
