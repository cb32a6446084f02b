"""Marks of verdict and confidence: sign, word and colour, made here and nowhere else."""

import html

import pandas as pd

from ..labels import CONFIDENCES, VERDICTS

# How a cell with a verdict begins; the longest first, since one label is the beginning of another.
_LABELS = sorted(((f"{sign} {word}", code) for code, (sign, word, _) in VERDICTS.items()), reverse=True)


def verdict_mark(code: str) -> str:
    """Return the mark of a verdict as markup: a disc in the verdict's colour with its sign, and the word in ink.

    Raises:
        KeyError: there is no such verdict.
    """
    sign, word, colour = VERDICTS[code]
    return (
        f'<span class="tl-verdict {code}"><i aria-hidden="true" style="--tl-v:{colour}">{sign}</i> '
        f"{html.escape(word)}</span>"
    )


def verdict_bar(verdicts: pd.Series) -> tuple[str, str]:
    """Return how many checks have each verdict: a bar with a legend that says the same, as markup and as plain text.

    Each part of the bar is as long as its number of checks and bears its sign.

    Raises:
        KeyError: there is no such verdict.
    """
    counts = verdicts.astype("string").value_counts()
    counts = {code: int(counts[code]) for code in sorted(counts.index, key=list(VERDICTS).index)}
    parts = (
        f'<i style="flex:{n} 1 0;background:{VERDICTS[code][2]}">{VERDICTS[code][0]}</i>' for code, n in counts.items()
    )
    legend = (f"<li>{verdict_mark(code)} {n}</li>" for code, n in counts.items())
    markup = (
        f'<div class="tl-bar" aria-hidden="true">{"".join(parts)}</div><ul class="tl-bar-told">{"".join(legend)}</ul>'
    )
    return markup, ", ".join(f"{VERDICTS[code][1]}: {n}" for code, n in counts.items())


def confidence_mark(code: str) -> str:
    """Return the mark of a degree of confidence as markup: dots and the word.

    Raises:
        KeyError: there is no such degree.
    """
    sign, word = CONFIDENCES[code]
    return f'<span class="tl-confidence {code}"><i aria-hidden="true">{sign}</i> {word}</span>'


def split_verdict(text: str) -> tuple[str, str]:
    """Return the mark of the verdict that a text begins with, as `views.verdict` writes it, and the rest of the text.

    The mark is empty where the text begins otherwise.
    """
    for label, code in _LABELS:
        if text.startswith(label):
            return verdict_mark(code), text[len(label) :]
    return "", text
