"""Numbers of figures: "Figure 3.2" is the second figure of the third chapter in the order of `_toc.yml`.

They are known when all pages have been read, and filled in when pages are written: above each figure, and behind the
words of each link that leads to one.
"""

from pathlib import Path

from docutils import nodes

from textledger.html.figures import NUMBER

from .. import toc

_WORDS = ("chart", "figure")  # of links that say nothing beside the number


def numbers(pages: list[str], figures: dict[str, list[str]]) -> dict[str, str]:
    """Return the numbers of figures by id.

    Args:
        pages: all pages in reading order; the first, the home page, is no chapter.
        figures: the ids of the figures of each page, in its order.
    """
    return {
        name: f"Figure {chapter}.{number}" if chapter else f"Figure {number}"
        for chapter, page in enumerate(pages)
        for number, name in enumerate(figures.get(page, ()), 1)
    }


def _is_in_brackets(reference) -> bool:
    """Return whether a link stands within round brackets."""
    before = ""
    for part in reference.parent.children:
        if part is reference:
            break
        before += part.astext()
    return before.count("(") > before.count(")")


def show_number(reference, number: str) -> None:
    """Add a figure's number to the words of a link that leads to it."""
    words = reference.astext()
    brackets = _is_in_brackets(reference)
    if brackets and words in _WORDS:
        reference.clear()
        reference += nodes.inline("", number)
        return
    place = reference.parent.index(reference) + 1
    reference.parent.insert(place, nodes.Text(f", {number}" if brackets else f" ({number})"))


def fill_in(app, doctree, docname) -> None:
    """Fill in the numbers of the figures of a page, and of those that it leads to."""
    known = app.env.textledger_numbers
    for raw in doctree.findall(nodes.raw):
        if number := known.get(raw.get("tl_figure")):
            text = raw.astext().replace(NUMBER, NUMBER.replace("><", f">{number}<"), 1)
            raw.clear()
            raw += nodes.Text(text)
    for reference in list(doctree.findall(nodes.reference)):
        target = reference.get("refid") or reference.get("refuri", "").partition("#")[2]
        if number := known.get(target):
            show_number(reference, number)


def renumber(app, env) -> list[str]:
    """Number the figures of the book; have all pages written again where a number has changed."""
    before = getattr(env, "textledger_numbers", None)
    env.textledger_numbers = numbers(toc.pages(Path(app.srcdir)), env.textledger_figures)
    return [] if env.textledger_numbers == before else sorted(env.all_docs)


def setup(app) -> None:
    """Register the handlers that number figures."""
    app.connect("env-updated", renumber)
    app.connect("doctree-resolved", fill_in)
