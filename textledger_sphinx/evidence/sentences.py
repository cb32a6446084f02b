"""Where the sentences of a block of prose end."""

import re

# A full stop, mark of question or exclamation, or an ellipsis, and what closes behind it, before a space or the end.
_END = re.compile(r"([.?!…؟۔]+)[”’\"'»›)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"e\.g|i\.e|cf|ca|approx|n\.[db]|al|vs?|viz|eds?|trans|[djs]r|mrs?|ms|prof|gen|lt|col|maj|st|sen|rep|gov",
    re.IGNORECASE,
)
# What is an abbreviation before a figure only: "no. 3", but "the answer is no."
_COUNTING = re.compile(
    "nos?|vols?|pp?|para?|ch|sec|figs?|art|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec", re.IGNORECASE
)
# What is counted by a letter, which then ends a sentence: "of part A."
_LETTERED = re.compile(
    "parts?|section|option|point|reading|version|limb|group|text|list|annex|appendix|column|row|type|class|figure|table|"
    "note|camp|side|case|and|or",
    re.IGNORECASE,
)
_OPENING = " \t\n\u00a0“‘\"'(["


def _abbreviated(before: str, following: str) -> bool:
    """Return whether the full stop between two texts belongs to the word before it."""
    found = re.search(r"([\w.]+)$", before)
    if not found:
        return False
    word = found[1]
    if _ABBREVIATION.fullmatch(word) or (following[0].isdigit() and _COUNTING.fullmatch(word)):
        return True
    if re.fullmatch(r"([A-Z]\.)+[A-Z]", word):  # U.S., J.R.
        return True
    if not re.fullmatch("[A-Z]", word):
        return False
    previous = re.findall(r"[\w'’-]+", before[: found.start()])
    return not (previous and _LETTERED.fullmatch(previous[-1]))


def ends(text: str) -> list[int]:
    """Return the offsets behind the sentences of a text, the last one at its end without trailing space.

    A sentence ends with its sign and what closes behind it, if the next one begins with a capital, a digit or a letter
    of a script without capitals; not behind an abbreviation or an initial. What lies behind the last sign is a
    sentence, too.
    """
    last, found = len(text.rstrip()), []
    for end in _END.finditer(text):
        following = text[end.end() :].lstrip(_OPENING + "«")
        if following and following[0].islower():
            continue
        if end[1] == "." and following and _abbreviated(text[: end.start()], following):
            continue
        if end.end() < last:
            found.append(end.end())
    return [*found, last] if last else []
