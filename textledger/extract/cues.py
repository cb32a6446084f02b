"""The words around an amount that say how it is meant: at least, at most, about, per cent, times, from ... to.

Folded: ta marbuta is ha, alef maqsura is ya.
"""

import re

# Cues before an amount; the first that fits wins.
BEFORE = (
    (
        "at_most",
        r"(?:ما )?لا [يت](?:زيد|فوق)(?:ون)?(?: \w+){0,2}? (?:عن|علي)|(?:لا|لم|لن) [يت]تجاوز(?:وا|ون)?(?: \w+){0,2}?",
    ),
    ("at_most", r"(?:لا|لم|لن) [يت]تعد[يه]?(?: \w+){0,2}?|[وفب]?اقل من|[وف]?ادني من|[وف]?دون|[بك]حد اقصي|اقصاه|حتي"),
    ("at_least", r"(?:ما )?لا [يت]قل(?:ون)?(?: \w+){0,2}? عن|علي الاقل|[بك]حد ادني"),  # la yaqillu 'an, 'ala l-aqall
    ("at_least", r"[وفبل]?(?:اكثر|ازيد|اعلي) من|(?:ما )?[يت]?(?:زاد|زيد|ربو|نيف|فوق)(?: \w+){0,2}? (?:عن|علي)"),
    ("at_least", r"[وب]?(?:ما )?(?:يفوق|تفوق)(?: \w+){0,1}?|[وف]?فوق|[وف]?(?:ي|ت)?تجاوز(?:ت|وا)?(?: \w+){0,2}?"),
    (
        "about",
        r"[وفبل]?(?:نحو|حوالي|زهاء|قرابه|تقريبا|قريبا من|(?:ما )?[يت]قارب|ما يقرب من|[بف]?ي? ?حدود)"
        r"|(?:ما )?[يت]ناهز(?: \w+){0,1}?",
    ),
)
# Cues after an amount, with up to two words between: at least, at most, about.
AFTER = (
    ("at_least", r"علي (?:الاقل|اقل تقدير)|[بك]حد ادني|(?:او|ف)\s?اكثر|فما فوق|وما فوق|ف?صاعدا"),
    ("at_most", r"علي الاكثر|علي ابعد تقدير|[بك]حد اقصي|(?:او|ف)\s?اقل|فما دون"),
    ("about", r"تقريبا|او نحو ذلك|او نحوها"),
)
_CUES_BEFORE = [(kind, re.compile(rf"(?<!\w)(?:{words})\s?(?:ال)?\(?$")) for kind, words in BEFORE]
_CUES_AFTER = [(kind, re.compile(rf"\)?(?:\s\w+){{0,2}}?\s(?:{words})(?!\w)")) for kind, words in AFTER]
_ANY_BEFORE = re.compile(
    "قل|زيد|زاد|جاوز|تعد|دون|ادني|اقص|حتي|اكثر|اعلي|ربو|نيف|فوق|نحو|حوالي|زهاء|قراب|تقريب|قريب|قارب|يقرب|حدود|ناهز"
)
_ANY_AFTER = re.compile("علي|بحد|كحد|او|فاكثر|فاقل|فما|وما|صاعد|تقريب")
_NEAR = 44  # code points in which a cue before an amount is looked for
PERCENT_AFTER = re.compile(
    r"\s?[%٪﹪％]|\s(?:بالمئه|بالمائه|بالميه|بالمايه|في المئه|في المائه|في الميه|في المايه|نقطه مئويه)(?!\w)"
)
PERCENT_BEFORE = re.compile(r"[%٪﹪％]\s?$")

_SIGN = r"(?:\s?[%٪])?"  # "from 5 % to 10 %"
BETWEEN = re.compile(_SIGN + r"(?:\s?[-–—]\s?|\s(?:او|الي|حتي)\s)")  # hyphen, aw, ila, hatta
TO = re.compile(  # "500 men to (about)"
    _SIGN + r"(?:(?:\s\w+){0,2}\s(?:الي|حتي)\s(?:حوالي |نحو |قرابه )?|\s?[-–—]\s?)"
)
AND = re.compile(_SIGN + r"(?:\s\w+){0,2}\s(?=و)و?\s?")  # waw
FROM_BEFORE = re.compile(r"(?<!\w)[وف]?من\s$")  # min
AMID_BEFORE = re.compile(r"(?<!\w)[وف]?(?:ما )?بين\s$")  # (ma) bayna


def before(text: str, start: int) -> tuple[str, int] | None:
    """Return the cue that ends where an amount begins, as kind and offset."""
    first = max(0, start - _NEAR)
    if not _ANY_BEFORE.search(text, first, start):
        return None
    for kind, pattern in _CUES_BEFORE:
        match = pattern.search(text, first, start)
        if match:
            return kind, match.start()
    return None


def after(text: str, end: int) -> tuple[str, int] | None:
    """Return the cue that follows an amount, as kind and offset of its end."""
    if not _ANY_AFTER.search(text, end, end + _NEAR):
        return None
    for kind, pattern in _CUES_AFTER:
        match = pattern.match(text, end)
        if match:
            return kind, match.end()
    return None
