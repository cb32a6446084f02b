"""One look for all charts: type, colours, marks, Arabic labels."""

FONT = "IBM Plex Sans Arabic"
INK = "currentColor"  # text and rules take the page's colour, light or dark
GRID = "#8886"

# Eight frames: the palette's hues, light and dark in turn.
FRAME_COLOURS = {
    "capacity_building": "#009E73",
    "security_threat": "#D55E00",
    "great_power_competition": "#0072B2",
    "sovereignty": "#CC79A7",
    "domestic_politics": "#E69F00",
    "legal_mandate": "#56B4E9",
    "burden_sharing": "#9A8F00",
    "legitimacy": "#888888",
}

WIDTH = 640  # pixels of the plotting area of a full-width chart

_ISOLATE = ("\u2067", "\u2069")  # right-to-left isolate, pop isolate


def ar(label: str) -> str:
    """Return an Arabic label isolated from the direction of the text around it."""
    return f"{_ISOLATE[0]}{label}{_ISOLATE[1]}"


def config() -> dict:
    """Return the Vega-Lite configuration every chart gets."""
    axis = {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": GRID,
        "tickColor": GRID,
        "gridColor": GRID,
        "gridOpacity": 0.5,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 0,  # none: a label is never cut
        "labelFlush": False,
        "titlePadding": 8,
    }
    return {
        "font": FONT,
        "aria": False,  # the figure says what it shows, so its parts do not
        "background": "transparent",
        "customFormatTypes": True,  # functions of Vega's expressions as formats: utcFormat, toString
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"grid": False},
        "legend": {
            "labelColor": INK,
            "titleColor": INK,
            "orient": "bottom",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "titleLimit": 0,
            "symbolSize": 90,
        },
        "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12},
        "text": {"color": INK, "fontSize": 11},
        "rule": {"color": INK},
        "bar": {"color": "#0072B2"},
    }
