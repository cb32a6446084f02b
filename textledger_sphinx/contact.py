"""The directive `{contact}`: where a reader may write, or what a reader can do while there is no address."""

import re

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective

from textledger import addresses

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def target(contact: str) -> str:
    """Return what a link to the address of the setting `textledger_contact` leads to.

    Raises:
        ConfigError: it is neither an address of e-mail nor of the web.
    """
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    if addresses.is_web(contact):
        return contact
    raise ConfigError(f"textledger_contact is {contact!r}, expected an address of e-mail or {addresses.EXPECTED}")


class Contact(SphinxDirective):
    """`{contact}`: the address, where the settings name one; until then the content."""

    has_content = True

    def run(self):
        """Return the sentence with the address, or the content."""
        contact = self.config.textledger_contact
        if not contact:
            return self.parse_content_to_nodes()
        link = nodes.reference("", contact, refuri=target(contact))
        return [nodes.paragraph("", "", nodes.Text("Write to "), link, nodes.Text("."))]


def setup(app):
    """Register the setting, without which nothing is named, and the directive."""
    app.add_config_value("textledger_contact", "", "env", [str])
    app.add_directive("contact", Contact)
