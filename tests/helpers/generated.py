"""Documents made from sentences of our own, the same for the same seed: a corpus to try and to measure with."""

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path

OUTLETS = ("المرفأ", "الضفة", "الميزان", "النخلة")
ACTORS = ("حلف الناتو", "التحالف الدولي", "الحكومة العراقية", "تنظيم داعش", "الحشد الشعبي", "وزارة الدفاع")
MONTHS = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول")
THINGS = ("جندي", "مدرب", "عربة", "مستشار", "قرية", "سفينة", "خيمة", "شاحنة")
WORDS = ("نحو", "أكثر من", "حوالي", "ما لا يقل عن", "")
SENTENCES = (
    "أعلن متحدث باسم {actor} أن {about} {number} {thing} وصلوا إلى الميناء في {day} {month} {year}",
    "ذكر تقرير نشره {actor} أن العدد ارتفع من {number} إلى {more} {thing} خلال عام {year}",
    "وقال سكان من البلدة إن {number} {thing} غادرت الطريق القديم قبل شهرين",
    "تراوح عدد ما سجلته اللجنة بين {number} و{more} {thing} في {month} {year}",
    "ورأى كاتب المقال أن النقاش حول {word} و{word} لم ينته بعد وأن أهل المدينة ينتظرون {word}",
    "كان {word} قريبا من {word} حين بدأ {word} في السوق ثم عاد {word} إلى بيته مع المساء",
)
_LETTERS = "بتثجحخدرزسشصضطعغفقكلمنه"
_PATTERNS = ("ال{}{}ي{}", "م{}{}و{}", "{}ا{}{}", "ت{}{}ي{}", "ال{}{}{}ة", "{}{}{}ات")


def _word(dice: random.Random) -> str:
    """Return a word that looks like one: the words of a large corpus never come to an end."""
    return dice.choice(_PATTERNS).format(*dice.choices(_LETTERS, k=3))


def _sentence(dice: random.Random) -> str:
    number = dice.randrange(11, 5000)
    sentence = dice.choices(SENTENCES, [1, 1, 1, 1, 8, 8])[0]
    while "{word}" in sentence:
        sentence = sentence.replace("{word}", _word(dice), 1)
    known = {
        "actor": dice.choice(ACTORS),
        "about": dice.choice(WORDS),
        "number": number,
        "more": number + dice.randrange(100, 1000),
        "thing": dice.choice(THINGS),
        "day": dice.randrange(1, 29),
        "month": dice.choice(MONTHS),
        "year": dice.randrange(2014, 2024),
    }
    return " ".join(sentence.format(**known).split())


def documents(count: int, seed: int = 1, words: int = 320) -> Iterator[dict[str, str]]:
    """Yield documents of about so many words, with id, text, date and outlet; each has its own dice."""
    for number in range(count):
        dice = random.Random(f"{seed} {number}")
        lines, size = [], 0
        while size < words:
            line = ". ".join(_sentence(dice) for _ in range(3)) + "."
            lines.append(line)
            size += len(line.split())
        day = datetime.date(2020, 1, 1) + datetime.timedelta(dice.randrange(1000))
        yield {
            "id": f"doc{number:06}",
            "text": "\n".join(lines),
            "date": day.isoformat(),
            "outlet": dice.choice(OUTLETS),
        }


def write_lines(path: Path, count: int, **options) -> Path:
    """Write documents as JSON Lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in documents(count, **options))
    return path
