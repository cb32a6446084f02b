"""`{record-downloads}`: links to every file of the data set, with sizes."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .data_folder import FOLDER, folder
from .exports import groups


def size(n: int) -> str:
    """Return a number of bytes as a reader reads it (1 kB is 1000 bytes)."""
    return f"{n / 1e6:.1f}\N{NO-BREAK SPACE}MB" if n >= 1e6 else f"{max(1, round(n / 1e3)):,}\N{NO-BREAK SPACE}kB"


def _is_table(item) -> bool:
    return item.path.endswith(".csv")


class Downloads(SphinxDirective):
    """`{record-downloads}`: the files of the data set in groups, each with its link, what it is, and its size."""

    def _line(self, item) -> nodes.list_item:
        path = folder(self.env.app) / item.path
        self.env.note_dependency(str(path))
        up = "../" * self.env.docname.count("/")
        link = nodes.reference("", item.path, refuri=f"{up}{FOLDER}/{item.path}", internal=False)
        description = "" if _is_table(item) else f": {item.description}"
        text = nodes.Text(f"{description} ({size(path.stat().st_size)})")
        return nodes.list_item("", nodes.paragraph("", "", link, text))

    def run(self):
        """Return a titled list for each group; tables, which the page describes above, stand in columns."""
        elements = []
        for group in groups():
            classes = ["tl-downloads", *(["tl-columns"] if all(map(_is_table, group.items)) else [])]
            title = nodes.paragraph("", "", nodes.strong("", group.title))
            elements += [title, nodes.bullet_list("", *map(self._line, group.items), classes=classes)]
        return elements


def setup(app):
    """Register the directive."""
    app.add_directive("record-downloads", Downloads)
