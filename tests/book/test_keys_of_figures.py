"""Signs of one key differ in shape, in dashes, or in colours told apart in light, dark and forced colours."""

import re
from itertools import combinations

import pytest

from textledger.charts import coded, theme

from ..helpers.paths import ROOT

LEAST = 10.5  # CIE76: from here on two colours differ at a glance
STYLE = (ROOT / "textledger_sphinx/theme/css/base.css").read_text(encoding="utf-8")
PAPERS, INKS, GREYS = (re.findall(rf"--tl-{name}: (#[0-9a-f]{{6}})", STYLE) for name in ("paper", "ink", "grey"))
# What the style sheet puts in place of a grey, of the same or of the next best opacity.
CHARTS = (ROOT / "textledger_sphinx/theme/css/content.css").read_text(encoding="utf-8")
TURNED = dict(
    re.findall(r'\[fill="(#6b7280[0-9a-f]{0,2})"\] \{ fill: (?:color-mix\(in srgb, )?var\(--tl-grey\)([^;]*);', CHARTS)
)
MODES = {  # page, ink and grey
    "light": (PAPERS[0], INKS[0], GREYS[0]),
    "dark": (PAPERS[1], INKS[1], GREYS[1]),
    "forced, black": ("#000000", "#ffffff", GREYS[1]),
    "forced, white": ("#ffffff", "#000000", GREYS[0]),
}
PAGES = ["index", *(f"chapters/{path.stem}" for path in sorted((ROOT / "chapters").glob("*.md")))]


def channels(colour):
    """Return red, green, blue and opacity of a colour in hexadecimal digits."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) < 6 else digits
    return [int(digits[n : n + 2], 16) / 255 for n in range(0, len(digits), 2)] + [1.0] * (len(digits) == 6)


def lab(rgb):
    """Return a colour in CIE L*a*b*."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(path, part, mode):
    """Return the colour of a part of a sign, its fill or its stroke, as it is seen on the page."""
    paper = channels(MODES[mode][0])[:3]
    colour = path.get(part, "none")
    if colour in ("none", "transparent"):
        return lab(paper)
    *over, opacity = channels(MODES[mode][1] if colour == "currentColor" else colour)
    if colour in TURNED:
        over, opacity = channels(MODES[mode][2])[:3], float(re.sub(r"\D", "", TURNED[colour]) or 100) / 100
    opacity *= float(path.get(f"{part}-opacity", 1)) * float(path.get("opacity", 1))
    return lab([a * opacity + b * (1 - opacity) for a, b in zip(over, paper, strict=True)])


def distance(one, other, mode):
    """Return how far apart two signs look: endless where their shapes or dashes differ."""
    if any(one.get(name) != other.get(name) for name in ("d", "stroke-dasharray")):
        return float("inf")
    pairs = ((seen(one, part, mode), seen(other, part, mode)) for part in ("fill", "stroke"))
    return max(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in pairs)


def test_each_grey_of_the_ramp_turns_over_in_the_dark():
    greys = {grey for grey in coded.RAMP if grey not in (theme.INK, coded.BLANK)}
    assert set(TURNED) == greys
    assert {grey: round(channels(grey)[3], 2) for grey in greys} == {
        grey: float(re.sub(r"\D", "", share) or 100) / 100 for grey, share in TURNED.items()
    }


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("page", PAGES)
def test_signs_of_one_key_differ(soup, page, mode):
    alike = [
        (line.find_parent("figure")["id"], one.get_text(strip=True), other.get_text(strip=True))
        for line in soup(f"{page}.html").select("figure .tl-legend p")
        for one, other in combinations([sign.parent for sign in line.select(".tl-swatch")], 2)
        if distance(one.path.attrs, other.path.attrs, mode) < LEAST
    ]
    assert not alike
