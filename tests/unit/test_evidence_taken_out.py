"""What is left of prose from which its evidence is taken out: no commas without what they joined."""

import pytest
from docutils import nodes

from textledger_sphinx.evidence.gather import take_out

MARK = "[mark]"  # stands for a group of records


def block(*parts):
    paragraph = nodes.paragraph()
    for part in parts:
        paragraph += nodes.inline("", "x-c01", classes=["tl-claims"]) if part is MARK else nodes.Text(part)
    return paragraph


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        (["It went ", MARK, ", ", MARK, "."], "It went."),
        (["It went ", MARK, "; ", MARK, "; then it came."], "It went; then it came."),
        (["It went ", MARK, " and ", MARK, " away."], "It went away."),
        (["It went (the figure, ", MARK, "). So."], "It went (the figure). So."),
        (["It went, ", MARK, ", ", MARK, ", and came."], "It went, and came."),
        (["It went, ", MARK, " it came."], "It went, it came."),
        (["It went ", MARK, ", and it came ", MARK, "."], "It went, and it came."),
        ([MARK, " It went."], "It went."),
    ],
)
def test_signs_that_joined_evidence_go_with_it(parts, left):
    paragraph = block(*parts)
    texts, found = take_out(paragraph)
    assert paragraph.astext() == left == "".join(texts)
    assert len(found) == parts.count(MARK)
    assert all(0 <= place <= len(left) for place, _, _ in found)
