"""The words around an amount that say how it is meant: at least, at most, about, per cent, times, from ... to.

Folded: ta marbuta is ha, alef maqsura is ya.
"""

import re

_NOT = "(?:ا?لا|لن|لم|دون ان)(?: [يت]كاد(?:ون)?)?"  # of what does not exceed, or is not less
# Cues before an amount; the first that fits wins. "wa", "fa" may stand before each, up to two words within some.
BEFORE = (
    ("at_least", r"(?:ليس(?:ت|وا)?|لا) ب?اقل من"),
    ("at_most", r"(?:ليس(?:ت|وا)?|لا) ب?اكثر من"),
    ("at_most", rf"{_NOT} [يتن](?:فوق|فق)(?:وا|ون)?(?: \w+)?"),
    ("at_most", rf"(?:ب?ما )?{_NOT} [يتن](?:زيد|زد|زداد|فوق|ربو|رب|نيف)(?:وا|ون)?(?: \w+){{0,2}}? (?:عن|علي)"),
    ("at_most", rf"{_NOT} [يتن](?:تجاوز|تعدي?|تخطي?)(?:وا|ون|ها?)?(?: \w+){{0,3}}?|{_NOT} [يتن]بلغ(?:وا|ون)?(?: \w+)?"),
    ("at_most", rf"{_NOT} [يتن]صل(?:وا|ون)?(?: \w+){{0,2}}? الي|(?<!\w)ما (?:تجاوزت?|تعدي|تعدت)(?: \w+){{1,2}}?"),
    (
        "at_most",
        r"[بل]?اقل(?: بقليل| قليلا| بكثير)? من|ادني من|(?:دون|تحت)(?: (?:سن|حاجز|عتبه|مستوي|سقف))?|[بك]حد اقصي"
        r"|علي الاكثر|علي ابعد تقدير|اقصاها?|حتي|لغايه",
    ),
    ("at_least", rf"(?:ب?ما )?{_NOT} [يتن](?:قل|قلل|نقص|نزل|هبط|نخفض|تدني?)(?:وا|ون)?(?: \w+){{0,2}}? عن"),
    ("at_least", r"علي الاقل|علي اقل تقدير|اقلها?|[بك]حد ادني"),
    ("at_least", r"[بل]?(?:اكثر|ازيد|اعلي)(?: بقليل| قليلا| بكثير)? من"),
    ("at_least", r"(?:ب?ما )?[يت]?(?:زاد|زيد|ربو|نيف|نوف|فوق)(?:ت|وا|ون)?(?: \w+){0,2}? (?:عن|علي)"),
    ("at_most", r"[يت](?:قل|نقص)(?:ون)?(?: \w+){0,2}? عن"),
    ("at_least", r"ب?(?:ب?ما )?[يت]فوق(?: \w+)?|فوق(?: (?:سن|حاجز|عتبه|مستوي|سقف))?"),
    (
        "at_least",
        r"(?:[يت]?تجاوز(?:ت|وا|ون)?|[يت]?تعدي|تعدت|[يت]?تخطي|[يت]تخط(?:ون|ين)|تخطت|فاقت?)"
        r"(?: عدد(?: \w+){1,4}?|(?: \w+){0,2}?)",
    ),
    ("about", r"[بل]?(?:نحو(?: من)?|حوالي|زهاء|قرابه|تقريبا|قريبا من|ما يقرب من|[يت]قترب من|[بف]?ي? ?حدود)"),
    (
        "about",
        r"ب?(?:ما )?(?:[يت]قارب|قاربت?(?! يقل| يحمل| كان| صيد| مطاطي)|[يت]?ناهزت?)(?: عدد(?: \w+){1,4}?|(?: \w+)?)",
    ),
)
# Cues after an amount, with up to two words between: at least, at most, about.
AFTER = (
    (
        "at_least",
        r"علي (?:الاقل|اقل تقدير)|[بك]حد ادني|(?:او|ف|وربما)\s?اكثر|واكثر(?! من)"
        r"|او يزيد(?:ون)?|فما فوق|وما فوق|ف?صاعدا",
    ),
    ("at_most", r"علي الاكثر|علي ابعد تقدير|[بك]حد اقصي|(?:او|ف)\s?اقل|فما دون"),
    ("about", r"تقريبا|او نحو ذلك|او نحوها"),
)
_CUES_BEFORE = [(kind, re.compile(rf"(?<!\w)[وف]?(?:{words})\s?(?:ال)?\(?$")) for kind, words in BEFORE]
_CUES_AFTER = [(kind, re.compile(rf"\)?(?:\s\w+){{0,2}}?\s(?:{words})(?!\w)")) for kind, words in AFTER]
_PLAIN_BEFORE = [cue for cue, (_, words) in zip(_CUES_BEFORE, BEFORE, strict=True) if not re.search("لن|ليس", words)]
_NEGATED = re.compile("لا|لن|لم|ليس|ما |دون ان")
_ANY_BEFORE = re.compile(
    "قل|نقص|تقدير|اكثر|ل[امن] |زيد|يزد|تزد|لغاي|بلغ|تخط|فاق|زاد|جاوز|تعد|دون|تحت|ادني|اقص|حتي|اكثر|اعلي|ربو"
    "|نيف|نوف|فوق|نحو|حوالي|زهاء|قراب|تقريب|قريب|قترب|قارب|يقرب|حدود|ناهز"
)
_ANY_AFTER = re.compile("علي|بحد|كحد|او|واكثر|وربما|فاكثر|فاقل|فما|وما|صاعد|تقريب")
_NEAR = 44  # code points in which a cue before an amount is looked for
PERCENT_AFTER = re.compile(
    r"\s?[%٪﹪％]|\s?(?:بالمئه|بالمائه|بالميه|بالمايه|في المئه|في المائه|في الميه|في المايه|نقطه (?:مئ|مائ)ويه)(?!\w)"
)
PERCENT_BEFORE = re.compile(r"[%٪﹪％]\s?$")

_SIGN = r"(?:\s?[%٪]|\s(?:ب|في )الم(?:ئ|ائ|ي|اي)ه)?"  # "from 5 % to 10 %"
BETWEEN = re.compile(_SIGN + r"(?:\s?[-–—~]\s?[%٪]?|\s(?:او|الي|حتي)\s)")  # hyphen, aw, ila, hatta
_ABOUT = r"(?:(?:حوالي|نحو|قرابه|اكثر من|اقل من|ما يقارب|ما يزيد (?:علي|عن)) )?"
TO = re.compile(  # "500 men to (about)"
    _SIGN + rf"(?:(?:\s\w+){{0,2}}\s(?:الي|حتي)\s{_ABOUT}|\s?[-–—]\s?)"
)
AND = re.compile(_SIGN + r"(?:\s\w+){0,3}\s(?=و)و?\s?(?:ال\s?)?")  # waw
FROM_BEFORE = re.compile(r"(?<!\w)[وف]?من\s$")  # min
AMID_BEFORE = re.compile(r"(?<!\w)[وف]?(?:ما ?)?بين\s(?:ال\s?)?$")  # (ma) bayna


def before(text: str, start: int) -> tuple[str, int] | None:
    """Return the cue that ends where an amount begins, as kind and offset."""
    first = max(0, start - _NEAR)
    if not _ANY_BEFORE.search(text, first, start):
        return None
    negated = _NEGATED.search(text, first, start)
    for kind, pattern in _CUES_BEFORE if negated else _PLAIN_BEFORE:
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
