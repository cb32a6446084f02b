"""Labels in several lines: of axes, heads of columns and cells, which are never cut."""

from textwrap import wrap

import pandas as pd

BREAK = "\n"
SPLIT = "split(datum.label, '\\n')"  # the expression by which an axis breaks its labels


# labels of a vertical axis run from their first line downwards, so those of two or three lines are raised
RAISED = {
    "condition": [
        {"test": f"length(split(datum.label, '\\n')) == {lines}", "value": -7 * (lines - 1)} for lines in (2, 3)
    ],
    "value": 0,
}


def break_lines(texts: pd.Series, characters: int, most: int | None = None) -> pd.Series:
    """Return texts broken into the fewest lines of at most `characters` each, the lines of a text about equally long.

    With `most`, a text that would have more lines than that gets longer ones.
    """

    def lines(text: str, most: int) -> list[str]:
        return wrap(text, most, break_long_words=False)

    def in_lines(text: str) -> str:
        fewest = min(len(lines(text, characters)), most or len(text))
        by_width = (lines(text, n) for n in range(1, len(text) + 2))
        return BREAK.join(next(broken for broken in by_width if len(broken) <= fewest))

    return texts.fillna("").astype("string").map(in_lines)


def in_lines(text: str, characters: int, most: int = 3) -> str:
    """Return a text broken into lines of at most so many characters, or nothing where they would not hold it."""
    lines = wrap(text, max(characters, 1), break_long_words=False)
    fits = len(lines) <= most and all(len(line) <= characters for line in lines)
    return BREAK.join(lines) if fits else ""


def count_lines(texts) -> int:
    """Return the greatest number of lines that any of some broken texts has."""
    return max((text.count(BREAK) + 1 for text in texts), default=1)
