"""The folder `data/` of the site: made before pages are read, since they show the sizes of its files."""

from pathlib import Path

from .. import seal
from ..cache import is_elsewhere
from . import exports

FOLDER = "data"  # within the site


def folder(app) -> Path:
    """Return the folder of the files."""
    return Path(app.outdir) / FOLDER


def make(app):
    """Make the files; unchanged ones are left alone, so that no page is read again because of them.

    Where the seal keeps the pages, none has changed: they are made of tables, settings and code.
    """
    if not seal.keeps_pages(app):
        settings = app.textledger_settings
        exports.build(folder(app), settings.base, settings.doi, keep_others=is_elsewhere(app))


def setup(app):
    """Register the making of the files."""
    app.connect("builder-inited", make, priority=600)  # after the settings have been read
