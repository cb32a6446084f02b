"""The code behind a figure or a table is one word in the line below it, which opens the code in place."""

from docutils import nodes
from ipython_pygments_lexers import IPython3Lexer
from sphinx.transforms.post_transforms import SphinxPostTransform

from textledger.html.figures import CODE

LINE = '<div class="tl-under">'


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


class CodeBelow(SphinxPostTransform):
    """Put the folded code of a cell below what it shows: into the line of its last figure, or a line of its own."""

    default_priority = 210  # MyST-NB has folded the code (199), and what belongs to the code stands with it (200)
    formats = ("html",)

    def run(self, **kwargs):
        """Move the code of each cell that shows something and whose code is folded."""
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") != "cell_code" or len(cell.children) < 2:
                continue
            code, output = cell.children[0], cell.children[-1]
            if code.get("nb_element") or output.get("nb_element") != "cell_code_output":
                continue
            cell.remove(code)
            if figures := [part for part in output.findall(nodes.raw) if CODE in part.astext()]:
                before, after = figures[-1].astext().split(CODE)
                first = figures[-1].copy()
                first += nodes.Text(before)
                figures[-1].replace_self([first, code, _raw(after)])
            else:
                cell += [_raw(LINE), code, _raw("</div>")]


def setup(app) -> None:
    """Register the move, and what colours code, for which Pygments would search all packages that are installed."""
    app.add_lexer("ipython3", IPython3Lexer)
    app.add_post_transform(CodeBelow)
