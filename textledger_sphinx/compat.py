"""The undocumented parts of other projects that the build uses, each with the version it was last seen in.

Nothing else in the package touches such parts. When one is gone after an upgrade, the error says whose it was and where
it is used; `tests/book/test_compat.py` calls each of them.
"""

import functools
import platform
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

PYTHON = "Python"
SEEN: dict[str, tuple[str, str]] = {}  # by name of the function: distribution and version that have the part it uses


class MissingPartError(Exception):
    """An undocumented part of another project, which the build uses, is no longer there."""


def seen(distribution: str, last: str) -> Callable:
    """Note which project's part a function uses, and have the function name it when the part is gone.

    Args:
        distribution: the name of the project on the package index.
        last: the version in which the part was last seen.
    """

    def mark(function):
        SEEN[function.__name__] = (distribution, last)

        @functools.wraps(function)
        def call(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except (AttributeError, ImportError, KeyError) as error:
                now = platform.python_version() if distribution == PYTHON else version(distribution)
                raise MissingPartError(
                    f"{distribution} {now} lacks what compat.{function.__name__} uses, which {last} had: {error}"
                ) from error

        return call

    return mark


@seen("Sphinx", "7.4.7")
def labels(env) -> Mapping[str, tuple[str, str]]:
    """Return page and anchor of every place that has a name, by the name."""
    return env.get_domain("std").anonlabels


@seen("Sphinx", "7.4.7")
def note_label(env, name: str, title: str) -> None:
    """Make an anchor in raw markup of the page being read known to Sphinx, under the anchor's own name."""
    env.get_domain("std").note_hyperlink_target(name, env.docname, name, title)


@seen("Sphinx", "7.4.7")
def date_pages(env, names: list[str], began: int) -> None:
    """Have Sphinx read pages again that were edited after a time, in nanoseconds; it notes when it had read them."""
    env.all_docs.update({name: min(env.all_docs[name], began // 1000) for name in names if name in env.all_docs})


@seen("Sphinx", "7.4.7")
def page_written(translator) -> str:
    """Return the name of the page that is being written."""
    return translator.builder.current_docname


@seen("Sphinx", "7.4.7")
def escape_in_templates(builder) -> None:
    """Have templates escape everything that is not marked as markup."""
    builder.templates.environment.autoescape = True


@seen("Sphinx", "7.4.7")
def warned(app) -> bool:
    """Return whether the build has logged a warning."""
    return app._warncount > 0


@seen("sphinxcontrib-bibtex", "2.7.0")
def entries(env) -> dict:
    """Return the entries of the bibliography by key, as pybtex has read them."""
    return env.get_domain("cite").bibdata.data.entries


@seen("sphinxcontrib-bibtex", "2.7.0")
def citations(env) -> list:
    """Return the citations of the book in the order of its bibliography, formatted; the list may be changed."""
    return env.get_domain("cite").citations


@seen("pybtex", "0.26.1")
def end_sentences_with(signs: tuple[str, ...]) -> None:
    """Have pybtex add no full stop after a sentence that ends with one of some signs."""
    from pybtex import textutils

    textutils.terminators  # noqa: B018  (assigned alone, it would not be missed)
    textutils.terminators = signs


@seen("pybtex", "0.26.1")
def add_pybtex_plugin(group: str, name: str, plugin_class: type) -> None:
    """Have pybtex know a plug-in by its name; the documented way looks at every package that is installed, too."""
    from pybtex import plugin

    plugin._RUNTIME_PLUGINS.setdefault(group, {})[name] = plugin_class


@seen("sphinxcontrib-bibtex", "2.7.0")
def add_reference_styles() -> None:
    """Have sphinxcontrib-bibtex and pybtex know the styles of references; see `add_pybtex_plugin`."""
    from sphinxcontrib.bibtex import plugin
    from sphinxcontrib.bibtex.style.names.last import LastNameStyle
    from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
    from sphinxcontrib.bibtex.style.referencing.foot import FootReferenceStyle

    add_pybtex_plugin("pybtex.style.names", "last", LastNameStyle)
    styles = plugin._runtime_plugins["sphinxcontrib.bibtex.style.referencing"]
    styles |= {"author_year": AuthorYearReferenceStyle, "foot": FootReferenceStyle}


@seen("myst-parser", "3.0.1")
def rename_slugs(document, renamed: Mapping[str, str]) -> None:
    """Rename anchors in the list of headings by which MyST resolves links."""
    for name, (line, anchor, title) in list(getattr(document, "myst_slugs", {}).items()):
        document.myst_slugs[name] = (line, renamed.get(anchor, anchor), title)


@seen("myst-nb", "1.4.0")
def executions(app) -> Path:
    """Return the folder in which results of cells are kept."""
    return Path(app.env.mystnb_config.execution_cache_path)


@seen("myst-nb", "1.4.0")
def keep_outputs(app, folder: Path) -> None:
    """Have MyST-NB write outputs and bound values of cells into a folder, for which it has no setting."""
    app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=str(folder))


@seen("myst-nb", "1.4.0")
def read_page(app, path: Path):
    """Return a page as MyST-NB reads it, a notebook, or None where it has no code."""
    from myst_nb.core.read import create_nb_reader

    text = path.read_text(encoding="utf-8")
    reader = create_nb_reader(str(path), app.env.myst_config, app.env.mystnb_config, text)
    return reader and reader.read(text)


@seen("myst-nb", "1.4.0")
def read_notebook(text: str):
    """Return the text of a page as a notebook, without the settings of a book."""
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    return read_myst_markdown_notebook(text, MdParserConfig())


@seen("myst-nb", "1.4.0")
def bound_text(document, name: str) -> str | None:
    """Return the text of what a cell of the page has bound to a name, or None where none has."""
    from myst_nb.core.variables import RetrievalError
    from myst_nb.ext.glue.utils import retrieve_glue_data

    try:
        return retrieve_glue_data(document, name).data["text/plain"]
    except RetrievalError:
        return None


@seen("Sphinx", "7.4.7")
def note_part_builds(app) -> None:
    """Have `app.textledger_is_part` say whether only pages are built that were named, of which no event tells."""
    build_specific = app.builder.build_specific
    app.textledger_is_part = False

    def build(names):
        app.textledger_is_part = True
        build_specific(names)

    app.builder.build_specific = build


@seen(PYTHON, "3.13")
def forkserver_pid() -> int:
    """Return the id of the process that others are forked from, which is started again where somebody ended it."""
    from multiprocessing import forkserver

    forkserver.ensure_running()
    return forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
