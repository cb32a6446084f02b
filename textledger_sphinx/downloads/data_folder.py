"""The folder `data/` of the site: made before pages are read, since they show the sizes of its files."""

from pathlib import Path

from . import exports

FOLDER = "data"  # within the site


def folder(app) -> Path:
    """Return the folder of the files."""
    return Path(app.outdir) / FOLDER


def make(app):
    """Make the files; those that have not changed are left alone, so that no page is read again for them."""
    exports.build(folder(app), app.textledger_settings.base, app.textledger_settings.doi)


def setup(app):
    """Register the making."""
    app.connect("builder-inited", make, priority=600)  # the settings are read before
