"""What a page says of itself to machines, written from `CITATION.cff`.

Settings: `html_baseurl`, the address of the site, and `doi`. Both are absent until there is one; nothing stands in for
them.
"""

import functools
import hashlib
import re
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

from textledger import cff, citing, records, running

from .. import background, places, seal, toc
from ..cache import write
from ..citation import csl
from ..downloads import data_folder
from ..downloads.exports import groups
from . import head, jsonld

DESCRIPTION = 300  # characters a description has at most, unless its first sentence is longer
LEAST = 80  # characters of the first paragraph that is more than a subtitle


def summary(doctree, metadata: dict) -> str:
    """Return the summary of a page: `description` or `summary` of its front matter, else its first paragraph, or `dek`.

    References to records and to the bibliography are left out of a paragraph, and the word *Abstract* before it.
    """
    if description := metadata.get("description") or metadata.get("summary"):
        return " ".join(description.split())
    for paragraph in doctree.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section | nodes.document):
            continue
        copy = paragraph.deepcopy()
        for inline in list(copy.findall(nodes.inline)):
            cites = any("#cite-" in reference.get("refuri", "") for reference in inline.findall(nodes.reference))
            if inline.parent is not None and ("tl-claims" in inline["classes"] or cites):
                inline.parent.remove(inline)
        text = re.sub(r"\s+([,.;:?!])", r"\1", " ".join(copy.astext().split()))
        if len(text) >= LEAST:
            return re.sub(r"^Abstract\.\s*", "", text)
    return metadata.get("dek", "")


def trim(text: str, limit: int = DESCRIPTION) -> str:
    """Return as many sentences of a text as fit the limit, and at least the first."""
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z“])", text)
    result = sentences[0]
    for sentence in sentences[1:]:
        if len(result) + 1 + len(sentence) > limit:
            break
        result += f" {sentence}"
    return result


@functools.cache
def data_files(folder: Path) -> tuple[head.File, ...]:
    """Return the files of the data set in the folder beside the pages."""

    def described(item):
        content = (folder / item.path).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return head.File(f"{data_folder.FOLDER}/{item.path}", item.media, len(content), digest, item.title)

    return tuple(described(item) for group in groups() for item in group.items)


def kind_of(config, name: str) -> str:
    """Return what a page stands for: `book`, `dataset` or `chapter`."""
    return "book" if name == config.root_doc else "dataset" if name == places.DATA else "chapter"


def site(app) -> head.Site:
    """Return the data for the heads of all pages, gathered once per build, when all pages are read."""
    if hasattr(app, "textledger_site"):
        return app.textledger_site
    pages = []
    for position, name in enumerate(toc.pages(Path(app.srcdir))):
        title = app.env.titles[name].astext()
        pages.append(csl.Page(name, title, kind_of(app.config, name), position=position))
    files = data_files(data_folder.folder(app))
    app.textledger_site = head.Site(app.textledger_settings, cff.read().licence, tuple(pages), files)
    return app.textledger_site


def page(app, pagename: str, doctree) -> csl.Page:
    """Return the data from which the metadata of a page are made, with its summary."""
    listed = next(page for page in site(app).pages if page.name == pagename)
    text = summary(doctree, app.env.metadata.get(pagename, {}))
    return listed._replace(abstract=text, description=trim(text))


def add_head(app, pagename, templatename, context, doctree):
    """Write the head of a page into the context of its template."""
    if doctree is None or app.builder.format != "html":
        return
    book, metadata = site(app), page(app, pagename, doctree)
    # Sphinx writes a viewport into the tags, the layout another one for all pages
    before = re.sub(r'<meta[^>]*name="viewport"[^>]*>', "", context.get("metatags", "")).strip()
    tags = (before, head.head(metadata, book), jsonld.json_ld_script(metadata, book))
    context["metatags"] = "\n".join(tags).strip()
    context["pageurl"] = None  # `canonical` stands in the tags above


def read_settings(app):
    """Read the settings, and check that the tables' citation agrees with `CITATION.cff`.

    Raises:
        ExtensionError: a setting has the wrong form, or `data/citation.json` is out of date.
    """
    data_files.cache_clear()
    try:
        app.textledger_settings = csl.settings(app.config.html_baseurl, app.config.doi, cff.read())
        file = records.data_dir() / citing.FILE
        if not file.is_file() or file.read_text(encoding="utf-8") != citing.render():
            remedy = running.command("package")
            raise ExtensionError(f"{file} is not what CITATION.cff says: run {remedy}")
    except ValueError as error:
        raise ExtensionError(str(error)) from error


def _write_files(site: Path, settings: csl.Settings, keeps: bool) -> None:
    folder, image = site / csl.FOLDER, site / head.IMAGE
    if not (keeps and (folder / "records").is_dir()):
        csl.write_records(folder, settings)
    if not (keeps and image.is_file()):
        from . import social_image  # seldom drawn, and slow to load

        write(image, social_image.png())


def begin_files(app, env) -> list:
    """Begin to write the citations of the claims, and the image shown with links to the book."""
    if app.builder.format == "html":
        app.textledger_files_begun = background.hand_over(
            _write_files, Path(app.outdir), app.textledger_settings, seal.keeps_pages(app)
        )
    return []


def _wait(app, error) -> None:
    if not error and app.builder.format == "html":
        app.textledger_files_begun.result()


def setup(app):
    """Register the settings and hook into the building of pages."""
    app.add_config_value("doi", "", "html")
    app.connect("builder-inited", read_settings)
    app.connect("html-page-context", add_head)
    app.connect("env-updated", begin_files)
    app.connect("build-finished", _wait)
