"""What takes long of tables and exports: many cells overwritten at random, each date and annotation, a broken crate."""

import json
import shutil

from textledger_sphinx.downloads import exports

from .helpers import crates, graphs
from .helpers.faults import corrupt_cells
from .helpers.paths import DATA
from .unit import test_edtf


def test_no_corruption_passes_or_ends_in_a_traceback(tmp_path, capsys):
    corrupt_cells(shutil.copytree(DATA, tmp_path / "data"), 200, capsys)


def test_every_date_that_is_read_is_edtf():
    assert [value for value in test_edtf.composed() if test_edtf.accepted(value) and not test_edtf.is_edtf(value)] == []


def test_every_annotation_keeps_the_shapes():
    assert graphs.shape_faults(json.loads(exports.contents()["annotations.jsonld"])) == ""


def test_crate_validator_rejects_a_missing_file_and_a_missing_date(tmp_path):
    broken = tmp_path / "crate"
    exports.build(broken)
    (broken / "claims.csv").unlink()
    path = broken / "ro-crate-metadata.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"datePublished"', '"datePrinted"'), encoding="utf-8")
    faults = crates.faults(broken, tmp_path)
    assert "claims.csv" in faults
    assert "datePublished" in faults
