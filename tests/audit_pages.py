"""Every page and every chart made live, in every theme, layer and width, in print and in forced colours.

`make test` looks at them in the views that show most; `make audit` runs this after `make site`.
"""

import pytest

from .browser.test_every_chart import with_charts
from .helpers import charts, visit
from .helpers.serving import PAGES, serve


@pytest.fixture(scope="module")
def served(site):
    with serve(site) as running:
        yield running


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_any_view(chromium, served, name):
    assert not visit.visit(visit.open_window(chromium), served, name, visit.ALL).violations


def test_every_layer_of_every_live_chart_is_seen_in_every_view(chromium, served, soup):
    found = charts.look(chromium, served.url, with_charts(soup), [], charts.VIEWS)
    assert found.figures
    assert not found.odd
    assert not found.unseen
