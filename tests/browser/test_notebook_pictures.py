"""The pictures in the notebooks: every chart is drawn, as a program sees it that knows nothing of this project."""

import base64
import re

import nbformat
import pytest

from textledger_sphinx import toc

from ..helpers.paths import ROOT

SHARE = """async src => {
  const picture = new Image();
  picture.src = src;
  await picture.decode();
  const drawn = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  const context = drawn.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, drawn.width, drawn.height);
  let clear = 0, inked = 0, dark = 0, cut = 0;
  for (let at = 0; at < data.length; at += 4) {
    const least = Math.min(data[at], data[at + 1], data[at + 2]);
    const most = Math.max(data[at], data[at + 1], data[at + 2]);
    clear += data[at + 3] < 255;
    inked += least < 250;
    dark += most < 110;
    const column = at / 4 % drawn.width;
    cut += least < 250 && (column === 0 || column === drawn.width - 1);
  }
  return { width: picture.width, clear, inked: inked / data.length * 4, dark, cut };
}"""


@pytest.fixture(scope="module")
def shown(site):
    """The bundles of all figures of all notebooks, by id."""
    found = {}
    for page in toc.pages(ROOT):
        for cell in nbformat.read(site / "notebooks" / f"{page}.ipynb", 4).cells:
            for output in cell.get("outputs", []):
                markup = output.get("data", {}).get("text/html", "")
                if name := re.match('<figure id="([^"]+)"', markup):
                    found[name[1]] = output.data
    return found


def test_every_chart_is_drawn_dark_on_white(chromium, shown):
    page = chromium.new_page()
    for name, data in shown.items():
        source, width = re.search(r'<img src="([^"]+)" width="([0-9.]+)"', data["text/html"]).groups()
        told = page.evaluate(SHARE, source)
        assert told["width"] == round(float(width)), name
        assert told["clear"] == 0, f"{name}: a dark program shows through"
        assert told["inked"] > 0.01, name
        assert told["dark"] > 100, f"{name}: no lettering"
        assert told["cut"] == 0, f"{name}: words reach beyond the picture, as in another font than the book's"
    page.close()
    assert shown


def test_programs_that_show_no_markup_have_the_same_picture_with_its_alternative(shown):
    for name, data in shown.items():
        inside = re.search('<img src="data:image/svg\\+xml;base64,([^"]+)"', data["text/html"])[1]
        assert base64.b64decode(inside).decode() == data["image/svg+xml"], name
        alternative = re.search(' alt="([^"]+)"', data["text/html"])[1]
        assert f'role="img" aria-label="{alternative}"' in data["image/svg+xml"], name
        assert data["text/plain"].startswith("[Chart: "), name
