"""Other ways to write a phrase that leave its reading as it is: digits, marks, spaces, letters, what stands around."""

import re
import string
import unicodedata
from collections.abc import Callable

EASTERN = str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans(string.digits, "۰۱۲۳۴۵۶۷۸۹")
_JOINED = "([بتثجحخسشصضطظعغفقكلمنهي])(?=[ء-ي])"  # a letter that joins the next
_TENS = "(عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع)"
_SHOWN: dict[str, str] = {}  # letters as they are shown alone or first in a word
for _code in range(0xFE70, 0xFEFD):
    _form, *_letters = unicodedata.decomposition(chr(_code)).split() or [""]
    if _form in ("<initial>", "<isolated>") and len(_letters) == 1:
        _SHOWN.setdefault(chr(int(_letters[0], 16)), chr(_code))


def _foreign(phrase: str) -> bool:
    return bool(re.search("[A-Za-z@]", phrase))


def _vowels(phrase: str) -> str:
    return phrase if "\u064f" in phrase else re.sub(_JOINED, "\\1\u064e", phrase)  # a damma tells a fifth from five


SPELLINGS: dict[str, Callable[[str], str]] = {
    "eastern digits": lambda phrase: phrase if _foreign(phrase) else phrase.translate(EASTERN),
    "persian digits": lambda phrase: phrase if _foreign(phrase) else phrase.translate(PERSIAN),
    "tatweel": lambda phrase: re.sub(_JOINED, "\\1\u0640", phrase),
    "vowel signs": _vowels,
    "right-to-left marks": lambda phrase: re.sub(r"(?<=\w)(?= )", "\u200f", phrase),
    "zero-width non-joiners": lambda phrase: re.sub("(?<=[ء-ي])(?= )", "\u200c", phrase),
    "isolated numbers": lambda phrase: re.sub("([0-9][0-9./,-]*)", "\u2066\\1\u2069", phrase),
    "spaces that do not break": lambda phrase: phrase.replace(" ", "\u00a0"),
    "two spaces": lambda phrase: phrase.replace(" ", "  "),
    "presentation forms": lambda phrase: "".join(_SHOWN.get(letter, letter) for letter in phrase),
    "no hamza": lambda phrase: re.sub("[أإ]", "ا", phrase),
    "ha for ta marbuta": lambda phrase: re.sub(r"ة(?!\w)", "ه", phrase),
    "alef maqsura for ya": lambda phrase: re.sub(r"ي(?!\w)", "ى", phrase),
    "ya for alef maqsura": lambda phrase: re.sub(r"ى(?!\w)", "ي", phrase),
    "a hundred with alef": lambda phrase: phrase.replace("مئ", "مائ"),
    "oblique tens": lambda phrase: re.sub(rf"{_TENS}ون(?!\w)", r"\1ين", phrase),
    "in a sentence": lambda phrase: f"وكان الرجل هناك {phrase} حين عاد الناس",
    "after a colon": lambda phrase: f"وقال المتحدث للصحفيين: {phrase} بحسب البيان.",
    "in brackets": lambda phrase: f"كما سبق ({phrase})",
    "quoted": lambda phrase: f"«{phrase}»",
    "before a stop": lambda phrase: f"{phrase}.",
    "before a comma": lambda phrase: f"{phrase}، ثم",
    "before a semicolon": lambda phrase: f"{phrase}؛ ثم",
    "between lines": lambda phrase: f"عنوان النص\n{phrase}\nخاتمة",
}

# An item of a list stands at the start of its paragraph, a year without a word at the end of something.
_AT_ITS_PLACE = re.compile(r"^\ufeff?\(?[0-9]+[-.)] ?[ء-ي]|(?:، [0-9]{4}| [٠-٩]{2})$")


def spelled(phrase: str, spelling: str) -> str:
    """Return a phrase in another spelling; as it is where its reading hangs on its place."""
    apart = _AT_ITS_PLACE.search(phrase) and SPELLINGS[spelling]("x") != "x"
    return phrase if apart else SPELLINGS[spelling](phrase)
