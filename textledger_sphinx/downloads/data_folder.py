"""The folder `data/` of the site: made before pages are read, since they show its sizes, and put beside them after."""

import shutil
from functools import partial
from pathlib import Path

from ..cache import build_folder, note, of_records_and_settings, once
from . import exports

FOLDER = "data"  # within the site


def folder(app) -> Path:
    """Return the folder, beside the site, in which the files are made."""
    return build_folder(app) / ".data"


def make(app):
    """Make the files; those that have not changed are left alone, so that no page is read again for them."""
    given, target = app.textledger_settings, folder(app)
    once(note(app, FOLDER), of_records_and_settings(app), target, partial(exports.build, target, given.base, given.doi))


def copy(app, error):
    """Put the files beside the pages."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder(app), target)


def setup(app):
    """Register making and copying."""
    app.connect("builder-inited", make, priority=600)  # the settings are read before
    app.connect("build-finished", copy)
