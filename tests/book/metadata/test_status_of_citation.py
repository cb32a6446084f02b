"""Beside each citation stands how far the book is verified; the citation itself is that of the style guides."""

import lxml.html

from textledger_sphinx import config

from ...helpers.paths import ROOT


def test_the_status_stands_beside_every_citation_and_leads_to_what_explains_it(site):
    status = config.read(ROOT)["sphinx"]["config"]["textledger_status"]
    home = lxml.html.parse(site / f"{status['page']}.html").getroot()
    assert home.get_element_by_id(status["anchor"]).tag == "section"
    for path in [site / "index.html", *sorted((site / "chapters").glob("*.html"))]:
        page = lxml.html.parse(path)
        notes = page.xpath("//p[@class='tl-cite-status']")
        assert len(notes) == 2, f"{path.name}: under the title, and at the end"
        for note in notes:
            assert note.text.strip() == status["text"]
            assert note.xpath("a/@href")[0].endswith(f"#{status['anchor']}")
        cited = page.xpath("//*[contains(@class, 'tl-cite-text') or @class='tl-citation']")
        assert cited
        assert not [text for text in cited if status["text"] in text.text_content()]
