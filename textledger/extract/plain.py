"""A passage as the rules read it: without vowel signs, tatweel and invisible marks, its letters, digits and
spaces folded.

Every character keeps its place in the source, so that what is found there has exact offsets.
"""

import re
import unicodedata

_DROPPED = "\u0640\u064b-\u065f\u0610-\u061a\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc\uff00-\uff5e"  # letters and digits as they are shown, which have plain ones
_SPACES = " \t\u00a0\u2002-\u200a\u202f\u3000"
_UNPLAIN = re.compile(f"[{_DROPPED}{_FORMS}]")
_SPECIAL = re.compile(rf"([{_DROPPED}]+|(?<=[{_SPACES}])[{_DROPPED}{_SPACES}]+)|([{_FORMS}])")
_WIDE_PAIR = re.compile(f"[{_SPACES}]{{2}}")
_FOREIGN = re.compile("[٠-٩۰-۹یک\t\u00a0\u2002-\u200a\u202f\u3000]")
_WIDE = "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_FOLDED = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹یک" + _WIDE, "01234567890123456789يك" + " " * len(_WIDE))
_LETTERS = tuple(zip("أإآٱىة", "اااايه", strict=True))  # as `arabic.fold_letters`
_TRAILING = re.compile("[\u0640\u064b-\u065f\u0670]*")

TOKEN = re.compile(
    r"[\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06fa-\u06ff]+|[A-Za-z\u00c0-\u024f]+"
    r"|[0-9]{1,3}(?:[ '’\u066c][0-9]{3})+(?:[.,\u066b][0-9]+)?(?![0-9])|[0-9]{1,3}(?:،[0-9]{3})+(?![0-9])"
    r"|[0-9]+،[0-9]{1,2}(?=\s?(?:مليون|ملايين|مليار|[أا]لف|بالم|في الم|[%٪]))"  # 2،5 million
    # 4 000
    r"|(?:1/(?:[2-9]|10)|2/[3579]|3/[4578]|4/[579]|5/[6-9]|7/8|9/10)(?=\s(?:من\s)?ال(?!ساع|عام|سن|شهر|ماض|مقبل|جار|قادم|حال))"
    r"|[0-9]+(?:[.,\u066b\u066c][0-9]+)*|(?<![\w.,)\]])\.[0-9]+|[½⅓⅔¼¾⅕⅛]"
)


class Plain:
    """A passage of a source, made plain once.

    Attributes:
        bare: the passage without marks, digits Western, one plain space for spaces of every width.
        text: the same with letters folded as by `arabic.fold_letters`: of one length with `bare`.
        tokens: its words and numbers in digits: start and end in the plain passage, and the wording there.
    """

    def __init__(self, source: str, start: int = 0, end: int | None = None):
        self.source, self._start = source, start
        passage = source[start : len(source) if end is None else end]
        self._places: list[int] | None = None
        self.marked: list | None = None  # what `marks.of` finds
        self.named: list[tuple[int, int]] = []  # dates that are names of places, as `dates.scan` finds them
        if _UNPLAIN.search(passage) or _WIDE_PAIR.search(passage):
            passage = self._without_marks(passage)
        self.bare = passage.translate(_FOLDED) if _FOREIGN.search(passage) else passage
        self.text = self.bare
        for letter, plain in _LETTERS:  # several times as fast as a translation
            self.text = self.text.replace(letter, plain)
        self.tokens = [(m.start(), m.end(), m[0]) for m in TOKEN.finditer(self.bare)]

    def _without_marks(self, passage: str) -> str:
        kept: list[str] = []
        places: list[int] = []
        last = 0
        for match in _SPECIAL.finditer(passage):
            kept.append(passage[last : match.start()])
            places += range(last, match.start())
            if match[2]:
                letters = unicodedata.normalize("NFKC", match[2])
                kept.append(letters)
                places += [match.start()] * len(letters)
            last = match.end()
        kept.append(passage[last:])
        self._places = [*places, *range(last, len(passage) + 1)]
        return "".join(kept)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of a part of the plain passage, with the vowel signs of its last letter."""
        if self._places is None:
            return self._start + start, self._start + end
        first, last = self._start + self._places[start], self._start + self._places[end - 1] + 1
        return first, _TRAILING.match(self.source, last).end()  # type: ignore[union-attr]

    def surface(self, start: int, end: int) -> str:
        """Return a part as it stands in the source."""
        return self.source.__getitem__(slice(*self.place(start, end)))
