"""A visit notices what is wrong with a page."""

import pytest

from ..helpers.axe import faults_of
from ..helpers.serving import serve
from ..helpers.visit import ALL, open_window, visit

WRONG = """<!DOCTYPE html><html lang="en"><head><title>Wrong</title>
<style>.tiny { width: 9px; height: 9px; padding: 0; border: 0 }</style></head><body><main><h1>Wrong</h1>
<p style="color: #ccc">Pale words.</p><img src="picture.png"><img alt="" src="https://elsewhere.example/picture.png">
<div style="width: 1000px; height: 2px">Wide.</div><p tabindex="0">A stop.</p>
<div class="tl-table" aria-label="covered"><table>
<tr><td>Row</td></tr><thead><tr><th style="position: relative; top: 9px">Head</th></tr></thead></table></div>
<div class="tl-table stack"><div style="width: 2000px">Wider</div></div>
<div class="tl-chart"><svg width="50" height="20"><text x="40" y="10">beyond the chart</text></svg></div>
<p>عربي</p><p><button class="tiny">a</button><button class="tiny">b</button></p>
</main><script>console.error("said")</script></body></html>"""


@pytest.fixture(scope="module")
def found(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "index.html").write_text(WRONG, encoding="utf-8")
    with serve(folder) as served:
        window = open_window(chromium)
        yield visit(window, served, "index.html", ALL)
        window.close()


def test_what_is_said_asked_and_not_there_is_noticed(found):
    assert "said" in found.said
    assert found.elsewhere == ["https://elsewhere.example/picture.png"]
    assert ("/picture.png", 404) in [(sent.path, sent.status) for sent in found.sent]


def test_what_does_not_fit_is_noticed(found):
    assert {"390 px, as loaded", "320 px, opened"} <= found.wide.keys()
    assert found.clipped == ["beyond the chart"]
    assert found.tables[390]
    assert "covered" in found.covered


def test_stops_at_nothing_characters_and_arabic_are_noticed(found):
    assert any("A stop." in part for part in found.stops[390, "idle"])
    assert found.arabic
    assert any("ي" in text for *_, text in found.characters)


def test_what_a_finger_misses_is_noticed(found):
    assert [part for part in found.missed if "tiny" in part]


def test_what_axe_objects_to_is_noticed_in_every_view(found):
    assert any(fault.startswith("image-alt") for fault in found.violations["markup", 390, False])
    assert any(fault.startswith("color-contrast") for fault in found.violations["light", 1280, False])


def test_of_a_page_axe_may_judge_a_part_alone(window):
    page = window()
    page.set_content("<main><div><p id='part'>One <img src='data:,'></p></div><p>Other <img src='data:,'></p></main>")
    faults = faults_of(page, "#part")
    assert [(fault["id"], len(fault["nodes"])) for fault in faults] == [("image-alt", 1)]
