"""The archive of notebooks, as a reader has it: unpacked, installed into an environment of its own, executed."""

import subprocess
import sys
import zipfile

import nbformat
import pytest

from publish import notebooks


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The unpacked archive of the built book, with a new environment in `env`."""
    top = tmp_path_factory.mktemp("reader")
    with zipfile.ZipFile(notebooks.ROOT / "_build" / "html" / "notebooks" / f"{notebooks.NAME}.zip") as archive:
        archive.extractall(top)
    unpacked = top / notebooks.NAME
    subprocess.run([sys.executable, "-m", "venv", unpacked / "env"], check=True)
    install = [unpacked / "env" / "bin" / "pip", "install", "--quiet", "-r", "requirements.txt"]
    subprocess.run(install, cwd=unpacked, check=True)
    return unpacked


@pytest.mark.parametrize("page", notebooks.pages())
def test_a_notebook_runs_in_an_environment_of_its_own(folder, page):
    done = folder / f"{page}.done.ipynb"
    command = [folder / "env" / "bin" / "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", done]
    ran = subprocess.run([*command, folder / f"{page}.ipynb"], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    code = [cell for cell in nbformat.read(done, 4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
