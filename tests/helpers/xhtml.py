"""Reading the XHTML of paged media."""

from textledger_publish.clean import XHTML


def text_of(element) -> str:
    """Return the text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def find(element, path):
    """Return what an XPath of HTML names (`.//a`) finds below an element."""
    return element.xpath(path.replace("//", "//h:"), namespaces={"h": XHTML})
