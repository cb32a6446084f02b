"""Number words written without the space between them: "thirteen", "twenty-five", "four thousand"."""

import re

from .vocabulary import CARDINALS, Numeral

_ROLES = {"unit", "one", "hundred", "hundreds", "tens"}
_FIRST = sorted((word for word, worth in CARDINALS.items() if worth.role in _ROLES), key=len, reverse=True)
_LAST = {  # the second word, and how the whole goes on
    "ten": ("عشر", "عشره"),
    "tens": tuple(f"و{word}" for word, worth in CARDINALS.items() if worth.role == "tens"),
    "hundreds": ("مئه", "مائه"),
    "double": ("الف", "الاف", "مليون", "ملايين", "مليار", "مليارات"),
}
_ROLE = {word: role for role, words in _LAST.items() for word in words}
_PATTERN = re.compile(f"({'|'.join(_FIRST)})({'|'.join(_ROLE)})")


def numeral(key: str) -> Numeral | None:
    """Return what two number words written as one are worth, or None.

    Args:
        key: a folded word without prefixes that is no number word itself.
    """
    match = _PATTERN.fullmatch(key) if len(key) > 5 else None
    if not match or key.startswith("ستالف"):  # "it will compose"
        return None
    first, role = CARDINALS[match[1]], _ROLE[match[2]]
    second = CARDINALS[match[2].removeprefix("و")]
    if role in ("ten", "tens"):
        fits = first.role in ("unit", "one") if role == "ten" else first.role != "tens"
        return Numeral(first.value + second.value, role) if fits else None
    if role == "hundreds" and first.role != "unit":
        return None
    return Numeral(first.value * second.value, role)
