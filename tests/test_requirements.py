"""The pinned requirements: what goes into one environment fits together."""

import re
from collections import defaultdict

from .conftest import ROOT


def pins(path):
    """Return the versions that a file of requirements pins, by package: more than one where Pythons differ."""
    found = defaultdict(set)
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.M):
        found[name].add(version)
    return found


def test_a_package_has_the_same_version_in_every_file_of_requirements():
    book, *others = (pins(ROOT / f"requirements{name}.txt") for name in ("", "-dev", "-lab"))
    for other in others:
        shared = book.keys() & other.keys()
        assert len(shared) > 20
        assert {name: other[name] for name in shared} == {name: book[name] for name in shared}
    assert "jupyterlab" not in book, "the book is built without it"


def test_every_pinned_file_is_complete_with_digests():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
        assert blocks
        assert [block.split(" ")[0] for block in blocks if "--hash=sha256:" not in block] == [], path.name
