"""Names that a text may hold: words that follow a title, an office or the word for an institution.

The rules know forms, not people: what they list is for a person to take or leave. Words are folded as names are
matched (`arabic.match_key`), prefixes off.
"""

from itertools import pairwise
from typing import NamedTuple

from ..corpus import arabic, text
from ..extract import actors

NAME_WORDS, BODY_WORDS = 3, 4  # that may follow a title, and the word for an institution


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TITLES = _words(  # of persons: a name follows at once
    """الرييس الوزير الوزيره النايب النايبه الجنرال العميد اللواء العقيد النقيب المشير المهندس
    المهندسه الدكتور الدكتوره السيد السيده السفير السفيره الشيخ الامير الاميره الملك الملكه الاستاذ الاستاذه
    الباحث الباحثه الكاتب الكاتبه المحامي المستشار المدير المديره المتحدث المتحدثه الناطق السناتور دكتور
    البروفيسور الحاج الامام البطريرك البابا"""
)
OFFICES = _words("رييس رييسه وزير وزيره مدير مديره امين قايد محافظ سفير نايب عضو زعيم مستشار")
BODIES = _words(
    """وزاره شركه جامعه مركز معهد مجلس هييه لجنه جمعيه منظمه اتحاد حزب حركه وكاله صحيفه جريده قناه مصرف بنك موسسه
    محكمه سفاره بعثه بلديه اداره محافظه نقابه مديريه جبهه تحالف حلف كتيبه لواء فرقه قياده قاعده"""
)
NAMED = _words("شركه جامعه مصرف بنك صحيفه جريده قناه وكاله محافظه حركه حزب معهد")  # a bare word may be their name
STOPS = _words(  # what no name goes on with
    """في من الي علي عن مع ان انه انها بان اذا التي الذي الذين لكن بل ثم او قد لم لن لا ما هو هي هم كما حين عند بعد قبل
    منذ حول خلال بين امام ضد ايضا هذا هذه ذلك تلك كان كانت كل بعض غير حتي اليوم امس وقد
    قال قالت يقول تقول اعلن اعلنت يعلن تعلن اكد اكدت يوكد توكد اضاف اضافت صرح صرحت ذكر ذكرت اشار اشارت يري تري
    دعا دعت وصل وصلت زار وقع وقعت يعمل تعمل جديد جديده اخري اخر نفسه نفسها"""
)
_BROKEN = str.maketrans("ئؤ", "يو")


class Name(NamedTuple):
    """A candidate: half-open code-point offsets into the text, and the rule that found it."""

    start: int
    end: int
    rule: str


def _key(form: str) -> str:
    """Return the key of a word: hamza on its seats folded too."""
    return arabic.match_key(form).translate(_BROKEN)


def _run(source: str, words: list[text.Word]) -> int:
    """Return how many of some words stand side by side, with nothing but white space between."""
    for n, (a, b) in enumerate(pairwise(words), 1):
        if source[a.end : b.start].strip(" \u00a0\t\u200e\u200f"):
            return n
    return len(words)


def _goes_on(key: str) -> bool:
    joined = len(key) > 4 and key.startswith(("وال", "بال", "فال", "كال", "لل"))
    return key not in STOPS and not joined and not key.isdigit()


def _length(keys: list[str], most: int, definite: bool = False) -> int:
    """Return how many of the words, from the first on, belong to a name."""
    n = 0
    while n < min(most, len(keys)) and _goes_on(keys[n]) and not (definite and n and not keys[n].startswith("ال")):
        n += 1
    return n


def _of_institution(cue: str, keys: list[str]) -> int:
    """Return the words of a name that an institution's word begins: those with an article, or a bare one alone."""
    if not keys or not _goes_on(keys[0]):
        return 0
    if keys[0].startswith("ال"):
        return _length(keys, BODY_WORDS, definite=True)
    return 1 if cue in NAMED else 0


def _match(cue: str, keys: list[str]) -> tuple[int, str] | None:
    """Return how many words after a cue belong to it, and the rule."""
    if cue in TITLES:
        n = _length(keys, NAME_WORDS)
        return (n, "title before a name") if n else None
    if cue in OFFICES and keys and keys[0].startswith("ال"):
        n = _length(keys, NAME_WORDS)
        named = any(not key.startswith("ال") for key in keys[:n])
        return (n, "office before a name" if named else "office without a name") if n else None
    if cue in BODIES and (n := _of_institution(cue, keys)):
        return n, "word for an institution"
    return None


def find(source: str, start: int, end: int) -> list[Name]:
    """Return the candidate names between two offsets, in order; none overlaps another."""
    words = text.words(source, start, end)
    keys = [_key(word.form) for word in words]
    found, i = [], 0
    while i < len(words):
        size = 1
        side_by_side = _run(source, words[i : i + 2 + max(NAME_WORDS, BODY_WORDS)])
        after = keys[i + 1 : i + side_by_side]
        for prefix, cue in arabic.prefix_splits(keys[i]):
            if matched := _match(cue, after):
                n, rule = matched
                begin = words[i].start if not prefix else _after_prefix(words[i], cue)
                found.append(Name(begin, words[i + n].end, rule))
                size = n + 1
                break
        else:
            if _is_latin_name(words[i].form):
                size = _latin(source, words, i)
                found.append(Name(words[i].start, words[i + size - 1].end, "name in Latin letters"))
        i += size
    return found


def _after_prefix(word: text.Word, cue: str) -> int:
    """Return where a word begins without its prefix; where marks or lil- make that unclear, the whole word counts."""
    return word.end - len(cue) if _key(word.form[-len(cue) :]) == cue else word.start


def _is_latin_name(form: str) -> bool:
    return form[0].isascii() and form[0].isupper() and len(form) > 1


def _latin(source: str, words: list[text.Word], i: int) -> int:
    n = 1
    while i + n < len(words) and _is_latin_name(words[i + n].form) and _run(source, words[i + n - 1 : i + n + 1]) == 2:
        n += 1
    return n


def candidates(source: str, paragraphs: list[text.Paragraph], actor_rows: list[dict], doc: str) -> list[dict]:
    """Return the known actors and the candidate names of a text, with paragraph, place, kind, actor and rule.

    A candidate name that overlaps a known actor is left out.
    """
    index, rows = actors.index_forms(actor_rows, doc), []
    for p in paragraphs:
        known = actors.find(source, p.start, p.end, index)
        here = [(start, end, "actor", actor, "listed form of a known actor") for start, end, actor in known]
        here += [
            (name.start, name.end, "name", "", name.rule)
            for name in find(source, p.start, p.end)
            if not any(start < name.end and name.start < end for start, end, _ in known)
        ]
        for start, end, kind, actor, rule in sorted(here):
            rows.append({"kind": kind, "actor_id": actor, "par": p.par, "start": start, "end": end, "rule": rule})
    return rows
