"""Undocumented parts of other projects: each is there and does what the build uses it for, or is named as gone."""

import os
from types import SimpleNamespace

import pytest
import yaml
from docutils import nodes

from textledger_sphinx import compat
from textledger_sphinx.citation import plugins
from textledger_sphinx.execution import kernels

from ..helpers import small_books
from ..helpers.paths import ROOT

REFERENCING = "sphinxcontrib.bibtex.style.referencing"

FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "sphinxcontrib.bibtex", "asks"]
bibtex_bibfiles = ["references.bib"]
nb_execution_mode = "cache"
exclude_patterns = ["_build"]
myst_heading_anchors = 2
""",
    "asks.py": """
from sphinx.util.docutils import SphinxDirective
from textledger_sphinx import compat
class Asks(SphinxDirective):
    def run(self):
        compat.note_label(self.env, "here", "Here")
        asked["bound"] = [compat.bound_text(self.state.document, name) for name in ("n", "m")]
        return []
def look(app, doctree):
    if app.env.docname == "index":
        compat.rename_slugs(doctree, {"second": "the-second"})
        asked["slugs"] = dict(doctree.myst_slugs)
def leave(translator, node): asked["page"] = compat.page_written(translator)
asked = {}
def setup(app):
    app.asked = asked
    app.add_directive("asks", Asks)
    app.connect("doctree-read", look)
    app.connect("builder-inited", lambda app: compat.escape_in_templates(app.builder))
    app.connect("builder-inited", lambda app: compat.keep_outputs(app, app.outdir.parent / "put_out"), priority=900)
    from docutils import nodes
    class mark(nodes.Element): pass
    app.add_node(mark, html=(leave, lambda translator, node: None))
    app.connect("doctree-resolved", lambda app, doctree, name: doctree.append(mark()))
""",
    "references.bib": "@misc{one, title={First}, author={A. Author}, year={2001}}\n",
    "index.md": small_books.HEAD
    + """# Book

## Second

```{code-cell} python
from myst_nb import glue
glue("n", 3)
```

```{asks}
```

See {cite}`one`, and {ref}`nowhere`.

```{bibliography}
```
""",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A small book that is built, with what was found while its page was read and written."""
    folder = small_books.write(tmp_path_factory.mktemp("book"), FILES)
    built, log = small_books.build(folder)
    assert "nowhere" in log
    assert "Traceback" not in log
    return built


def test_a_label_is_noted_and_found(app):
    assert compat.labels(app.env)["here"] == ("index", "here")


def test_warnings_are_counted(app):
    assert compat.warned(app)
    assert not compat.warned(SimpleNamespace(_warncount=0))


def test_entries_and_citations_of_the_bibliography_are_found(app):
    assert compat.entries(app.env)["one"].fields["title"] == "First"
    assert [citation.formatted_entry.key for citation in compat.citations(app.env)] == ["one"]


def test_what_a_cell_bound_is_found_while_its_page_is_read(app):
    assert app.asked["bound"] == ["3", None]


def test_slugs_are_renamed_and_the_page_written_is_known(app):
    assert "the-second" in [anchor for _, anchor, _ in app.asked["slugs"].values()]
    assert app.asked["page"] == "index"


def test_templates_escape(app):
    assert app.builder.templates.render_string("{{ text }}", {"text": "<b>"}) == "&lt;b&gt;"


def test_pages_are_read_as_notebooks(app):
    page = app.srcdir / "index.md"
    assert [cell.cell_type for cell in compat.read_page(app, page).cells] == ["markdown", "code", "markdown"]
    assert len(compat.read_notebook(page.read_text(encoding="utf-8")).cells) == 3


def test_the_folders_of_executions_and_outputs_are_known(app):
    assert (app.outdir.parent / "put_out" / "index.glue.json").is_file()
    assert (compat.executions(app) / "global.db").is_file()


def test_a_build_of_named_pages_is_known(app, monkeypatch):
    built = []
    monkeypatch.setattr(type(app.builder), "build_specific", lambda builder, names: built.extend(names))
    compat.note_part_builds(app)
    assert not app.textledger_is_part
    app.builder.build_specific(["index.md"])
    assert app.textledger_is_part
    assert built == ["index.md"]


def test_sentences_end_with_the_signs_given():
    from pybtex import textutils

    before = textutils.terminators
    try:
        compat.end_sentences_with((".", "؟"))
        assert [textutils.add_period(text) for text in ("a؟", "a!")] == ["a؟", "a!."]
    finally:
        textutils.terminators = before


def test_plug_ins_are_found_without_a_search_among_all_packages(monkeypatch):
    from pybtex import plugin as of_pybtex
    from sphinxcontrib.bibtex import plugin as of_bibtex

    def search(**asked):
        raise AssertionError(asked)

    monkeypatch.setattr(of_pybtex, "_RUNTIME_PLUGINS", {})
    monkeypatch.setattr(of_bibtex, "_runtime_plugins", {REFERENCING: {}})
    plugins.setup(None)
    monkeypatch.setattr(of_pybtex, "entry_points", search)
    monkeypatch.setattr(of_bibtex, "entry_points", search)
    assert of_pybtex.find_plugin("pybtex.backends", "docutils")().format_str("a")[0].astext() == "a"
    assert of_pybtex.find_plugin("pybtex.style.names", "last")().__module__ == "sphinxcontrib.bibtex.style.names.last"
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    for name in (settings["bibtex_reference_style"], "foot"):
        assert of_bibtex.find_plugin(REFERENCING, name).__module__ == f"{REFERENCING}.{name}"
    assert settings["extensions"][0] == plugins.__name__, "before sphinxcontrib-bibtex, which asks on loading"


def test_the_process_that_kernels_come_from_runs():
    kernels.prepare()
    os.kill(compat.forkserver_pid(), 0)


GONE = [
    (
        "labels",
        lambda: compat.labels(SimpleNamespace(get_domain=lambda name: nodes.Element())),
        "Sphinx .* had: .*anonlabels",
    ),
    ("warned", lambda: compat.warned(SimpleNamespace()), "Sphinx .* had: .*_warncount"),
    ("citations", lambda: compat.citations(SimpleNamespace(get_domain=lambda name: object())), "sphinxcontrib-bibtex"),
    ("executions", lambda: compat.executions(SimpleNamespace(env=object())), "myst-nb .* had: .*mystnb_config"),
]


@pytest.mark.parametrize(("name", "use", "message"), GONE, ids=[name for name, _, _ in GONE])
def test_a_part_that_is_gone_is_named_with_its_project(name, use, message):
    with pytest.raises(compat.MissingPartError, match=f"lacks what compat.{name} uses") as raised:
        use()
    assert raised.match(message)
