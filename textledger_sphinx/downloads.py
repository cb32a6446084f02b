"""The data set beside the pages: every table, the descriptor, the codebook, with links to each."""

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from textledger import records

FOLDER = "data"  # within the site
BESIDE = ("datapackage.json", "citation.json", "codebook.md", "CHANGES.md", "references.bib")


def published_files() -> list[Path]:
    """Return the files of the data set in the order they are listed: descriptor and texts first, then the tables."""
    folder = records.data_dir()
    return [folder / name for name in BESIDE] + [folder / f"{name}.csv" for name in records.table_names()]


class Downloads(SphinxDirective):
    """`{record-downloads}`: a list of links to the files of the data set, with their sizes."""

    def run(self):
        """Return the list."""
        up = "../" * self.env.docname.count("/")
        shown = nodes.bullet_list(classes=["tl-downloads"])
        for path in published_files():
            self.env.note_dependency(str(path))
            link = nodes.reference("", path.name, refuri=f"{up}{FOLDER}/{path.name}", internal=False)
            size = f" ({path.stat().st_size / 1024:,.0f} kB)"
            shown += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(size)))
        return [shown]


def copy(app, error):
    """Put the files of the data set beside the pages."""
    if error or app.builder.format != "html":
        return
    target = Path(app.outdir) / FOLDER
    target.mkdir(exist_ok=True)
    for path in published_files():
        shutil.copyfile(path, target / path.name)


def setup(app):
    """Register directive and copying."""
    app.add_directive("record-downloads", Downloads)
    app.connect("build-finished", copy)
