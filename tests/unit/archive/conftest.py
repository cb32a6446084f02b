"""What tests of the archive share: a host on this machine, and tables that cite its pages."""

import shutil
from types import SimpleNamespace

import pytest

from textledger.archive import cited, run

from ...helpers import unruly
from ...helpers.archives import KEYS
from ...helpers.paths import DATA
from ...helpers.raw import edit
from ...helpers.unruly import PAGE


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """Hosts of this machine are asked directly, whatever the surroundings say."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


@pytest.fixture
def host():
    """A running host with four pages."""
    with unruly.running(one=PAGE, two=PAGE * 2, three=PAGE * 3, four=PAGE * 4) as running:
        yield running


@pytest.fixture
def place(tmp_path, host):
    """Tables of which four sources cite four pages of the host, and an empty archive."""
    data = shutil.copytree(DATA, tmp_path / "data")

    def change(found):
        for row in found:
            row.update(url="", seen_in="", archived_url="", archived_sha256="", archived_on="")
        kept = [row for row in found if row["source_key"] in KEYS]
        for row, page in zip(kept, ("one", "two", "three"), strict=False):
            row["url"] = f"{host.url}/{page}"
        kept[2]["seen_in"] = kept[2]["url"]
        kept[3].update(url=f"{host.url}/three", seen_in=f"{host.url}/four")

    edit(data, "sources", change)
    cited.describe(data)
    told: list[str] = []
    options = run.Options(folder=tmp_path / "archive", delay=0.01, api="")
    return SimpleNamespace(data=data, archive=tmp_path / "archive", options=options, told=told, host=host)
