"""The outline of a text: all its records, each where it stands, and disclosures that open without a script."""

import lxml.html
import pytest

from textledger import records
from textledger.html import outline


@pytest.mark.parametrize("doc", records.docs())
def test_every_record_of_a_text_is_in_its_outline_and_each_claim_in_its_own_paragraph(doc):
    tree = lxml.html.fromstring(outline.outline_html(doc))
    listed = {link.get("data-record") for link in tree.find_class("tl-claim")}
    keys = {name: records.schema(name)["primaryKey"][0] for name in outline.TABLES}
    assert listed >= {
        row[key] for name, key in keys.items() for row in records.rows(name) if row[key].startswith(f"{doc}-")
    }
    for row in records.rows("claims"):
        if row["doc_id"] == doc:
            line = tree.get_element_by_id(outline.anchor(row["claim_id"]))
            assert row["text_en"] in line.text_content()
            assert line.getparent().getparent().get("id") == outline.paragraph_anchor(doc, row["par"])


@pytest.mark.parametrize("doc", records.docs())
def test_a_line_a_paragraph_is_folded_and_what_a_source_contradicts_is_told(doc):
    tree = lxml.html.fromstring(outline.outline_html(doc))
    assert tree.tag == "details"
    assert not tree.xpath("//details[@open]")
    gists = [row["gist_en"] for row in records.rows("paragraphs") if row["doc_id"] == doc]
    shown = [line.text_content() for line in tree.xpath("./details/summary | ./p")]
    for gist, line in zip(gists, shown, strict=False):
        assert gist in line
    wrong = {
        target
        for row in records.rows("checks")
        if row["verdict"] == "inconsistent"
        for target in records.split_ids(row["target_ids"])
    }
    marked = {line.get("id") for line in tree.xpath(".//li[@data-v='contradicted']")}
    claims = {row["claim_id"] for row in records.rows("claims") if row["doc_id"] == doc}
    assert marked == {outline.anchor(one) for one in claims & wrong}


def test_a_text_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(records.RecordError, match=r"no text 'wire'.*rewaq"):
        outline.outline_html("wire")
