"""Many cells of the tables overwritten at random: none passes, and none ends in a traceback."""

import shutil

from .helpers.faults import corrupt_cells
from .helpers.paths import DATA


def test_no_corruption_passes_or_ends_in_a_traceback(tmp_path, capsys):
    corrupt_cells(shutil.copytree(DATA, tmp_path / "data"), 200, capsys)
