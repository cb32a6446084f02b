"""Counting the mentions of actors by their listed surface forms, longest match first."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from ..corpus import arabic, text

_SIGNS = " \t\u00a0\"'“”„«»()[]‘’ـ"
_BETWEEN = re.compile(rf"[{re.escape(_SIGNS)}{text.INVISIBLE}]*")  # what may stand between the words of one name


class Form(NamedTuple):
    """A surface form: where it counts (None: in every text), its wording, whether it only protects words."""

    doc: str | None
    wording: str
    protects: bool


def parse_forms(cell: str) -> list[Form]:
    """Return the forms of an actor, which are joined with `;`.

    `ecss:FORM` counts in that text only; `!FORM` counts for nobody: it keeps its words from being taken for the actor.
    """
    parsed = []
    for part in (part.strip() for part in cell.split(";")):
        before, colon, after = part.partition(":")
        doc, wording = (before, after) if colon else (None, part)
        if wording:
            parsed.append(Form(doc, wording.removeprefix("!"), wording.startswith("!")))
    return parsed


def index_forms(actors: list[dict], doc_id: str) -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    """Return the forms that count in one text, by their first word, longest first.

    One phrase may name two actors; it then counts once for each.

    Args:
        actors: rows with `actor_id` and `forms_ar`.
        doc_id: the text.

    Raises:
        ValueError: a form holds no word.
    """
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for actor in actors:
        for form in parse_forms(actor["forms_ar"]):
            if form.doc not in (None, doc_id):
                continue
            words = tuple(arabic.match_key(word.form) for word in text.words(form.wording))
            if not words:
                raise ValueError(f"actors.csv: {actor['actor_id']}: the form {form.wording!r} holds no word")
            owners[words] |= set() if form.protects else {actor["actor_id"]}
    index = defaultdict(list)
    for words, who in sorted(owners.items(), key=lambda item: (-len(item[0]), item[0])):
        index[words[0]].append((words, frozenset(who)))
    return index


def find(source: str, start: int, end: int, index) -> list[tuple[int, int, str]]:
    """Return the mentions between two offsets as (start, end, actor_id); no word belongs to two forms."""
    words = list(text.WORD.finditer(source, start, end))
    keys = [arabic.match_key(word[0]) for word in words]
    mentions, reached = [], 0
    for i, key in enumerate(keys):
        if i < reached or not (key in index or key.startswith(arabic.ATTACHED)):
            continue
        best = _longest(source, words, keys, i, index)
        if best:
            reached = i + best[0]
            mentions += [(words[i].start(), words[reached - 1].end(), actor_id) for actor_id in sorted(best[1])]
    return mentions


def _longest(source, words, keys, i, index):
    best = None
    for _, rest in arabic.prefix_splits(keys[i]):
        for form, who in index.get(rest, ()):
            length = len(form)
            if best and length <= best[0]:
                continue
            if tuple(keys[i + 1 : i + length]) == form[1:] and _adjacent(source, words[i : i + length]):
                best = (length, who)
    return best


def _adjacent(source, words) -> bool:
    return all(_BETWEEN.fullmatch(source, a.end(), b.start()) for a, b in pairwise(words))


def count(source: str, paragraphs: list[text.Paragraph], actors: list[dict], doc_id: str) -> dict[tuple[int, str], int]:
    """Return the number of mentions by (paragraph, actor)."""
    return count_forms(source, paragraphs, index_forms(actors, doc_id))


def count_forms(source: str, paragraphs: list[text.Paragraph], index) -> dict[tuple[int, str], int]:
    """Return the number of mentions by (paragraph, actor), of forms indexed once for many texts."""
    result: Counter = Counter()
    for paragraph in paragraphs:
        for _, _, actor_id in find(source, paragraph.start, paragraph.end, index):
            result[paragraph.par, actor_id] += 1
    return dict(result)
