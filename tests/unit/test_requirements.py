"""The pinned requirements: what goes into one environment fits together."""

import re
from collections import defaultdict

from textledger_sphinx import seal

from ..helpers.paths import ROOT


def pins(path):
    """Return the versions that a file of requirements pins, by package: more than one where Pythons differ."""
    versions = defaultdict(set)
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.M):
        versions[name].add(version)
    return versions


def test_a_package_has_the_same_version_in_every_file_of_requirements():
    book, *others = (pins(ROOT / f"requirements{name}.txt") for name in ("", "-dev", "-lab", "-corpus"))
    for pinned in others:
        shared = book.keys() & pinned.keys()
        assert len(shared) > 10
        assert {name: pinned[name] for name in shared} == {name: book[name] for name in shared}
    assert {"jupyterlab", "dask", "duckdb"} & book.keys() == set(), "the book is built without them"
    assert all("pyarrow" not in pinned for pinned in (book, *others)), "pandas keeps text in another way where it is"


def test_the_next_sphinx_comes_without_jupyter_book_and_computes_and_draws_with_the_same_packages():
    book, following = (pins(ROOT / f"requirements{name}.txt") for name in ("", "-next"))
    assert {version.split(".")[0] for version in following["sphinx"]} == {"9"}
    assert following.keys() & {"jupyter-book", "sphinx-book-theme"} == set()
    required = re.findall(r"^[\w.-]+", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.M)
    shared = [name for name in required if name in following and not name.startswith(("myst", "sphinx"))]
    assert {"pandas", "altair", "vl-convert-python"} < set(shared)
    assert {name: following[name] for name in shared} == {name: book[name] for name in shared}


def test_every_pinned_file_is_complete_with_digests():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
        assert blocks
        assert [block.split(" ")[0] for block in blocks if "--hash=sha256:" not in block] == [], path.name


def test_only_what_the_book_requires_here_makes_a_build_anew(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text(
        "here-too==1.0 \\\n    --hash=sha256:0\n"
        "elsewhere==1.0 ; implementation_name == 'another' \\\n    --hash=sha256:0\n"
    )
    installed = tmp_path / "packages"
    monkeypatch.setattr(seal.sys, "path", [str(installed)])
    environments = []
    for name in ("here_too-1.0", "elsewhere-1.0", "jupyterlab-4.0", "here_too-2.0"):
        (installed / f"{name}.dist-info").mkdir(parents=True)
        seal.environment.cache_clear()
        environments.append(seal.environment(tmp_path))
    seal.environment.cache_clear()
    assert environments[0].endswith("here_too-1.0.dist-info")
    assert environments[0] == environments[1] == environments[2] != environments[3]


def test_tables_of_another_folder_make_a_build_anew_and_so_does_a_change_of_them(tmp_path, monkeypatch):
    (tmp_path / "claims.csv").write_text("one")
    environments = []
    for folder, content in [("", "one"), (str(tmp_path), "one"), (str(tmp_path), "two")]:
        monkeypatch.setenv("TEXTLEDGER_DATA", folder)
        (tmp_path / "claims.csv").write_text(content)
        seal.environment.cache_clear()
        environments.append(seal.environment(tmp_path))
    seal.environment.cache_clear()
    assert len(set(environments)) == 3
