"""On a page about several texts, a group of boxes that switch each text on and off in its charts and tables."""

import html
import re

from textledger import records
from textledger.html import signs

from .. import places

SEVERAL = 3  # the least number of texts on a page that is about several
FILTERED = (places.LEDGER, places.REGISTERS, "chapters/glossary")  # have filters of their own


def switches_html(docs) -> str:
    """Return the group of boxes for some texts, which stands in a menu that is hidden until a script shows it."""
    labels = records.labels()
    each = "".join(
        f'<label><input type="checkbox" checked value="{doc}" data-label="{html.escape(labels[doc], quote=True)}">'
        f"{signs.text_sign(doc)} {html.escape(labels[doc])}</label>"
        for doc in docs
    )
    return (
        f'<fieldset class="tl-texts"><legend>Texts in charts and tables</legend>{each}'
        '<button type="button" class="tl-button" hidden>Show all texts</button><output></output></fieldset>'
    )


def add_switches(app, pagename, templatename, context, doctree) -> None:
    """Add the boxes to what a reader may choose to see of a page that shows rows of several texts."""
    of_one = pagename.rpartition("/")[2] in records.docs()  # a chapter on one text is about that text
    if doctree is None or pagename in FILTERED or of_one:
        return
    texts = set(re.findall(r'data-doc="([a-z]+)"', context.get("body", "")))
    if len(texts) >= SEVERAL:
        context.setdefault("page_show_parts", []).append(switches_html([doc for doc in records.docs() if doc in texts]))


def setup(app) -> None:
    """Register the boxes, which are added before the page is laid out."""
    app.connect("html-page-context", add_switches)
