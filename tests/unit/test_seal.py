"""What the build keeps is told by what it is made of: tables and code make pages anew, their look does not."""

from types import SimpleNamespace

from textledger_sphinx import seal
from textledger_sphinx.cache import digest

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
