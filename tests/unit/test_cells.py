"""The code of the chapters keeps to ruff and its format, and what does not is told with its cell and put in form."""

import pytest

from ..helpers import cells

PAGE = """# One

```{{code-cell}} python
:tags: [hide-input]
pens = 2
```

Prose.

```{{code-cell}} python
:tags: [hide-input]
{code}
```
"""


def book(folder, code):
    """Write a book of one page, whose second cell has the code given."""
    (folder / "chapters").mkdir()
    for path in (folder / "index.md", folder / "chapters/one.md"):
        path.write_text(PAGE.format(code=code), encoding="utf-8")
    return folder


def test_a_name_of_an_earlier_cell_and_an_expression_at_the_end_are_no_faults(tmp_path):
    assert cells.faults(book(tmp_path, "cups = pens + 1\ncups")) == ""


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("pins", "F821"),
        ("import os\npens", "F401"),
        ("print(" + ", ".join(["pens"] * 20) + ")", "would be reformatted"),
        ("text = '" + "x" * 100 + "'", "E501"),
        ("print( pens )", "would be reformatted"),
    ],
)
def test_a_fault_is_told_with_its_page_and_cell(tmp_path, code, fault):
    faults = cells.faults(book(tmp_path, code))
    assert fault in faults
    assert "chapters/one.md:cell 2" in faults


def test_cells_are_put_in_form_and_nothing_else_is_touched(tmp_path):
    cells.reformat(book(tmp_path, "print( pens )\nprint('pens')"))
    expected = PAGE.format(code='print(pens)\nprint("pens")')
    assert (tmp_path / "chapters/one.md").read_text(encoding="utf-8") == expected
    assert cells.faults(tmp_path) == ""
