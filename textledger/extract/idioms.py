"""The amounts that are no number of their own: "some hundreds", "ten odd", "twice the number"."""

import re

from ..corpus import arabic
from . import cues
from .numerals import parse
from .passage import Passage, bares, folded, inside
from .vocabulary import TIME_UNITS

_WHOLE_WORDS = "العدد عدد عددهم الرقم المبلغ السعر سعره ما حجم الحجم الكمية ميزانية"
_WHOLES = frozenset(  # of which there may be twice as much
    arabic.match_key(word) for word in _WHOLE_WORDS.split()
)
_WHOLES |= {f"ال{word}" for word in _WHOLES}
_FEW = re.compile(
    r"[بكل]?(?:ال)?(?:بضع[ها]?\s+|نيف\s+(?=و))(?P<and>و)?\s?(?P<word>\w+)"
    r"(?:\s+(?:ال)?(?:الاف|ملايين|مليارات|الوف)(?!\w))?"
)
_SCALE = re.compile(r"\s+(?P<scale>الف|مليون|مليار)ا?(?!\w)")
WORDS = frozenset(
    waw + word
    for word in (
        *(prefix + few for prefix in ("", "ب", "ك", "ل", "ال") for few in ("بضع", "بضعه", "بضعا")),
        *("نيف", "ضعف", "الضعف", "الضعفين", "ضعفي", "ضعفا", "بضعف", "بضعفي"),
    )
    for waw in ("", "و", "ف")
)


def find(passage: Passage, at: list[int], skipped) -> list[tuple]:
    """Return the amounts that are no number of their own: "some hundreds", "ten odd", "twice the number".

    Args:
        passage: the passage.
        at: where its words stand that begin one.
        skipped: parts of it that hold none.
    """
    found: list[tuple] = []
    for i in at:
        begin, end, form = *passage.tokens[i].span(), passage.tokens[i][0]
        key = folded(form)
        if inside(begin, end, skipped):
            continue
        start = begin + (key[0] in "وف")
        before = passage.tokens[i - 1] if i else None
        following = folded(passage.tokens[i + 1][0]) if i + 1 < len(passage.tokens) else ""
        if following in ("هذا", "هذه", "ذلك") and i + 2 < len(passage.tokens):  # "twice this number"
            following = folded(passage.tokens[i + 2][0])
        if key.lstrip("وف") in ("الضعف", "الضعفين"):
            cue = cues.before(passage.text, start)
            if cue:
                found.append((cue[1], end, 2, 2, "multiple", "twice"))
            elif (after := cues.after(passage.text, end)) is not None:
                found.append((start, after[1], 2, 2, "multiple", "twice"))
            elif before and folded(before[0]).lstrip("وف") in ("بمقدار", "الي", "بنسبه", "نحو"):
                found.append((start, end, 2, 2, "multiple", "twice"))
            continue
        if key.lstrip("وف") in ("ضعف", "ضعفي", "ضعفا", "بضعف", "بضعفي"):
            cue = cues.before(passage.text, start)
            if key.lstrip("وف")[-1] in "يا" or following in _WHOLES or cue:
                found.append((cue[1] if cue else start, end, 2, 2, "multiple", "twice"))
            continue
        match = _FEW.match(passage.text, start)
        if match:
            found += _few(passage, start, match)
    return found


def _few(passage: Passage, start: int, match: re.Match) -> list[tuple]:
    word = ("و" if match["and"] else "") + match["word"]
    try:
        value = parse([word.removeprefix("و")])
    except ValueError:
        value = 0
    if bares(word) & TIME_UNITS:
        return []
    if value in range(10, 100) and not word.endswith("ات"):
        low, high, end = value + 1, value + 9, match.end()
        if scale := _SCALE.match(passage.text, end):  # "some and ten thousand"
            times, end = parse(scale["scale"]), scale.end()
            low, high = low * times, high * times
        cue = cues.before(passage.text, start)
        return [(cue[1] if cue else start, end, low, high, "range", "some and a number")]
    return [(start, match.end() if value else match.start("word") - 1, None, None, "vague", "some")]
