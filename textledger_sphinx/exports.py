"""The folder `data/` of the site: made before pages are read, since they show its sizes, and put beside them after."""

import shutil
from pathlib import Path

from publish import exports

FOLDER = "data"  # within the site


def folder(app) -> Path:
    """Return the folder, beside the site, in which the files are made."""
    return Path(app.outdir).parent / ".data"


def base_url(configured: str | None) -> str:
    """Return the address of the site (`html_baseurl`) with one slash at its end, or nothing where there is none."""
    address = (configured or "").rstrip("/")
    return f"{address}/" if address else ""


def make(app):
    """Make the files; those that have not changed are left alone, so that no page is read again for them."""
    exports.build(folder(app), base_url(app.config.html_baseurl), getattr(app.config, "doi", ""))


def copy(app, error):
    """Put the files beside the pages."""
    if error or app.builder.format != "html" or app.builder.name == "epub":
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder(app), target)


def setup(app):
    """Register making and copying."""
    app.connect("builder-inited", make)
    app.connect("build-finished", copy)
