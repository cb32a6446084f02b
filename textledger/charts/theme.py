"""One look for all charts: type, colours, marks, Arabic labels."""

FONT = "IBM Plex Sans Arabic"
INK = "currentColor"  # text and rules take the page's colour, light or dark
GRID = "#8886"

# Eight frames in one grey that lets the page through, so that the ramp turns over in the dark; those that are found
# most often lie farthest apart, and the palest stands out by its edge.
FRAME_COLOURS = {
    "capacity_building": "#6b728066",
    "security_threat": "#6b7280cc",
    "great_power_competition": "#6b728033",
    "sovereignty": "#6b7280a6",
    "domestic_politics": "#6b72800d",
    "legal_mandate": "#6b72804d",
    "burden_sharing": "#6b72801a",
    "legitimacy": "#6b728080",
}

WIDTH = 724  # pixels of a plot without labels beside it, in a drawing that is 740 wide

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
        "text": {"color": INK, "fontSize": 12},
        "rule": {"color": INK},
        "bar": {"color": "#6b7280"},
    }
