"""Names in the other script: a search for an Arabic name finds it where the book has it only in English.

From the table of actors, by the folded words of each name. They are not stemmed: al-Askari without its article is the
word for military.
"""

import json
import re
from pathlib import Path

from textledger import records
from textledger.corpus.arabic import LETTER
from textledger.corpus.folding import fold, words

FILE = "names.json"  # beside the index
_ASIDE = re.compile(r" ?\([^)]*\)")  # "Islamic State (Daesh)"


def _key(name: str) -> str:
    return " ".join(map(fold, words(name)))


def _surname(name: str) -> str:
    return name.removesuffix(" Jr.").split()[-1]


def in_other_script(actors: list[dict[str, str]]) -> dict[str, str]:
    """Return what to search for in the other script, by the folded words of a name.

    A person is searched for by the last part of the name, which also finds the person alone; everyone else by the whole
    name. Forms that mean somebody in one text only (`newswire:...`) are no names.

    Args:
        actors: the rows of the table of actors.
    """
    other_names: dict[str, str] = {}
    for actor in actors:
        english, arabic = (_ASIDE.sub("", actor[column]) for column in ("name_en", "name_ar"))
        forms = [form for form in actor["forms_ar"].split(";") if form and ":" not in form]
        in_english = {english, *(form for form in forms if not LETTER.search(form))}
        in_arabic = {arabic, *(form for form in forms if LETTER.search(form))}
        if actor["type"] == "person" and "not named" not in actor["name_en"]:
            english, arabic = _surname(english), _surname(arabic)
            in_english |= {english, english.removeprefix("al-")}
            in_arabic.add(arabic)
        for name in sorted(in_english):
            other_names.setdefault(_key(name), arabic)
        for name in sorted(in_arabic):
            other_names.setdefault(_key(name), english)
    return other_names


def write(folder: Path) -> None:
    """Write the names beside the index."""
    names = in_other_script(records.rows("actors"))
    (folder / FILE).write_text(json.dumps(names, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
