"""The value of a number in digits, whichever signs stand for thousands and decimals."""

import re

from ..corpus import arabic

_SPACES = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f '’\u066c](?=[0-9]{3}(?![0-9]))")
_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value


def readings(word: str) -> tuple[float, ...]:
    """Return the values a number in digits may have, the likelier first; none where it is no number.

    The Arabic signs are never in doubt; a point or comma before three digits is read as thousands, and as decimals
    where the Arabic or the other sign stands beside it. "4.000" and "12,500,000" have one reading, "1.125" has two.
    """
    if "ر" in word:
        decimals, whole = word.split("ر")
        return (float(f"{whole}.{decimals}"), float(f"{decimals}.{whole}"))
    western = arabic.form(word).replace("،", ",")
    grouped = _SPACES.sub("", western).replace("\u066c", ".")
    if "\u066b" in grouped:
        whole, _, decimals = grouped.partition("\u066b")
        return (_number(f"{re.sub('[.,]', '', whole)}.{decimals}"),) if decimals.isdigit() else ()
    if grouped.isdigit():
        return (int(grouped),)
    if not re.fullmatch(r"[0-9.,]+", grouped):
        return ()
    signs = re.findall("[.,]", grouped)
    last = signs[-1]
    if len(set(signs)) == 2:  # the last sign is the decimal one
        whole, decimals = grouped.rsplit(last, 1)
        return (
            (_number(f"{re.sub('[.,]', '', whole)}.{decimals}"),)
            if signs.count(last) == 1 and _GROUPS.fullmatch(whole)
            else ()
        )
    if _GROUPS.fullmatch(grouped):
        thousands = int(re.sub("[.,]", "", grouped))
        sure = len(signs) > 1 or grouped.endswith("000")
        return (thousands,) if sure else (thousands, _number(grouped.replace(last, ".")))
    return (_number(grouped.replace(last, ".")),) if len(signs) == 1 else ()
