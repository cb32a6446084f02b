"""Every chart, made live, in every theme, layer, width and in print: `make audit` runs it after `make site`."""

from .browser.test_every_chart import with_charts
from .helpers.charts import VIEWS, look
from .helpers.serving import serve


def test_every_layer_of_every_live_chart_is_seen_in_every_view(chromium, site, soup):
    with serve(site) as running:
        found = look(chromium, running.url, with_charts(soup), [], VIEWS)
    assert found.figures
    assert not found.odd
    assert not found.unseen
