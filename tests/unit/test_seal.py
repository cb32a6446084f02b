"""What the build keeps is told by what it is made of: tables and code make pages anew, their look does not."""

from types import SimpleNamespace

import pytest

from textledger_sphinx import background, records, seal
from textledger_sphinx.cache import digest
from textledger_sphinx.citation.csl import FOLDER, Settings
from textledger_sphinx.metadata import page_metadata
from textledger_sphinx.metadata.head import IMAGE

GIVEN = {"html_baseurl": "", "doi": "", "textledger_repository": ""}


def test_pages_are_read_again_for_tables_settings_and_code_and_not_for_style_or_prose(tmp_path):
    app = SimpleNamespace(srcdir=tmp_path, config=SimpleNamespace(**GIVEN))
    known = seal.sources(app)

    def changes(name):
        nonlocal known
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("changed", encoding="utf-8")
        before, known = known, seal.sources(app)
        return known != before

    again = (
        "data/claims.csv",
        "textledger/views.py",
        "textledger_sphinx/records.py",
        "_config.yml",
        "LICENSES/MIT.txt",
    )
    assert [name for name in again if not changes(name)] == []
    look = digest(tmp_path, ["textledger_sphinx"], only=seal.LOOK)
    rest = (
        "textledger_sphinx/theme/css/page.css",
        "textledger_sphinx/search/search.js",
        "chapters/one.md",
        "README.md",
    )
    assert [name for name in rest if changes(name)] == []
    assert digest(tmp_path, ["textledger_sphinx"], only=seal.LOOK) != look
    app.config.doi = "10.1234/5"
    assert seal.sources(app) != known


def test_a_file_is_read_only_when_its_size_or_time_is_another(tmp_path):
    (tmp_path / "page").write_text("one", encoding="utf-8")
    states = seal.states(tmp_path, {})
    assert seal.states(tmp_path, {"page": [*states["page"][:2], "as noted"]}) == {
        "page": [*states["page"][:2], "as noted"]
    }
    (tmp_path / "page").write_text("two!", encoding="utf-8")
    assert seal.states(tmp_path, states)["page"][-1] != states["page"][-1]


@pytest.mark.parametrize("keeps", [True, False])
def test_what_is_made_of_records_is_written_anew_unless_the_pages_stay(keeps, tmp_path):
    """A folder outside that of the build still has it from an earlier one."""
    made = [tmp_path / name for name in (f"{records.FOLDER}/rewaq.js", f"{FOLDER}/records/rewaq-c01.ris", IMAGE)]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old", encoding="utf-8")
    builder = SimpleNamespace(name="html", format="html")
    settings = Settings("", "")
    app = SimpleNamespace(builder=builder, outdir=tmp_path, textledger_keeps_pages=keeps, textledger_settings=settings)
    records.write_evidence(app, None)
    page_metadata.begin_files(app, None)
    app.textledger_files_begun.result()
    background.end(cancel=False)
    assert [path.name for path in made if (path.read_bytes() == b"old") != keeps] == []
