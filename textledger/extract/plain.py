"""A passage as the rules read it: without vowel signs, tatweel and invisible marks, its letters, digits and
spaces folded.

Every character keeps its place in the source, so that what is found there has exact offsets.
"""

import re
import unicodedata
from bisect import bisect_right

_DROPPED = "\u0640\u064b-\u065f\u0610-\u061a\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc\uff00-\uff5e"  # letters and digits as they are shown, which have plain ones
_WIDE = "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_SPACES = f" {_WIDE}"
_FOLDED = dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹یک" + _WIDE, "01234567890123456789يك" + " " * len(_WIDE), strict=True))
_FOREIGN = re.compile(f"[{''.join(_FOLDED)}]")
_UNPLAIN = re.compile(f"[{_DROPPED}{_FORMS}{''.join(_FOLDED)}]")
# Begins with one set of characters, so that what is none of them is passed over at once.
_SPECIAL = re.compile(
    rf"[{_SPACES}{_DROPPED}{_FORMS}]"
    rf"(?:(?<=([{_SPACES}]))[{_SPACES}][{_DROPPED}{_SPACES}]*|(?<=[{_DROPPED}])[{_DROPPED}]*|(?<=([{_FORMS}])))"
)
_LINES = re.compile(  # stretched lines between the parts of a date, between two years
    "(?<!\\d)\\d{1,2}\u0640\\d{1,2}\u0640\\d{4}(?!\\d)|(?<!\\d)\\d{4}\u0640\\d{1,2}\u0640\\d{1,2}(?!\\d)"
    "|(?<=\\d{4})[\u2066-\u2069]?\u0640(?=[\u2066-\u2069 ]?(?:19|20|١٩|٢٠|۱۹|۲۰)\\d\\d)"
)
_LINE = re.compile("\\d[\u2066-\u2069]?\u0640")  # what each of them has, found by one set of characters
_LETTERS = tuple(zip("أإآٱىة", "اااايه", strict=True))  # as `arabic.fold_letters`
_TRAILING = re.compile("[\u0640\u064b-\u065f\u0670]*")

TOKEN = re.compile(
    r"[\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06fa-\u06ff]+"
    r"|(?=[A-Za-z\u00c0-\u024f0-9.½⅓⅔¼¾⅕⅛])(?:[A-Za-z\u00c0-\u024f]+"  # one look where no Arabic word begins
    # 4 000
    r"|[0-9]{1,3}(?:[ '’\u066c][0-9]{3})+(?:[.,\u066b][0-9]+)?(?![0-9])|[0-9]{1,3}(?:،[0-9]{3})+(?![0-9])"
    r"|[0-9]+،[0-9]{1,2}(?=\s?(?:مليون|ملايين|مليار|[أا]لف|بالم|في الم|[%٪]))"  # 2،5 million
    r"|(?:1/(?:[2-9]|10)|2/[3579]|3/[4578]|4/[579]|5/[6-9]|7/8|9/10)(?=\s(?:من\s)?ال(?!ساع|عام|سن|شهر|ماض|مقبل|جار|قادم|حال))"
    r"|[0-9]+ر[0-9]+(?![0-9])"  # 5ر2: 2.5 as agencies write it
    r"|[0-9]+(?:[.,\u066b\u066c][0-9]+)*|(?<![\w.,)\]])\.[0-9]+|[½⅓⅔¼¾⅕⅛])"
)


class Plain:
    """A passage of a source, made plain once.

    Attributes:
        bare: the passage without marks, digits Western, one plain space for spaces of every width.
        text: the same with letters folded as by `arabic.fold_letters`: of one length with `bare`.
        tokens: its words and numbers in digits, as matches in `bare`.
    """

    def __init__(self, source: str, start: int = 0, end: int | None = None):
        self.source, self._start = source, start
        passage = source[start : len(source) if end is None else end]
        self._steps: list[tuple[int, int]] = []
        self.marked: list | None = None  # what `marks.of` finds
        self.masks: list[tuple[int, int]] | None = None  # what `silence.masked` finds
        self.named: list[tuple[int, int]] = []  # dates that are names of places, as `dates.scan` finds them
        if "  " in passage or _UNPLAIN.search(passage):
            if _LINE.search(passage):  # stretched lines between the parts of a date are hyphens
                passage = _LINES.sub(lambda match: match[0].replace("\u0640", "-"), passage)
            passage = _FOREIGN.sub(lambda match: _FOLDED[match[0]], self._without_marks(passage))
        self.bare = passage
        self.tokens = list(TOKEN.finditer(passage))
        for letter, plain in _LETTERS:  # several times as fast as a translation
            passage = passage.replace(letter, plain)
        self.text = passage

    def _without_marks(self, passage: str) -> str:
        kept: list[str] = []
        last = size = 0
        for match in _SPECIAL.finditer(passage):
            letters = match[1] or unicodedata.normalize("NFKC", match[2] or "")
            self._steps.append((size, last))
            size += match.start() - last
            self._steps += [(size + i, match.start()) for i in range(len(letters))]
            size += len(letters)
            kept += [passage[last : match.start()], letters]
            last = match.end()
        if last:
            self._steps.append((size, last))
        return "".join([*kept, passage[last:]])

    def _at(self, offset: int) -> int:
        """Return where a character of the plain passage stands in the source."""
        begun, at = self._steps[bisect_right(self._steps, (offset, len(self.source))) - 1]
        return self._start + at + offset - begun

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of a part of the plain passage, with the vowel signs of its last letter."""
        if not self._steps:
            return self._start + start, self._start + end
        return self._at(start), _TRAILING.match(self.source, self._at(end - 1) + 1).end()  # type: ignore[union-attr]

    def surface(self, start: int, end: int) -> str:
        """Return a part as it stands in the source."""
        return unicodedata.normalize("NFKC", self.source.__getitem__(slice(*self.place(start, end))))
