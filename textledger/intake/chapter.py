"""The chapter of a draft: its computed sections, and what a person has to write.

Nothing that was given with the text or stands in it is written into the chapter; its cells read the draft's tables, and
what they show is escaped there. The chapter holds the id and the label, which are letters and digits. What a decision
may change, as how much of it is checked, is computed in its cells.
"""

_HEAD = """---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
dek: A draft, and no part of what this book publishes.
---

# Draft: {label}

**Abstract.** This page is a draft of a text of {{number}}`words`. It holds {{number}}`amounts`, {{number}}`dates` and \
{{number}}`actors`. {{number}}`state` None of the book's counts, charts, registers and findings uses anything of it.

```{{code-cell}} python
:tags: [hide-input]
from textledger import draft_views, drafts
from textledger.charts import bars
from textledger.display import figure, numbers
from textledger.html.draft import card, claims, listed, nothing, outline

draft = drafts.Draft("{slug}")
numbers(**draft_views.told(draft))
```

```{{code-cell}} python
:tags: [hide-input]
card(draft)
```

## What a person has to write

Decide on the drafts with `python -m textledger code {slug}`, with the text at hand. Then write, in the order of the \
other chapters on one text:

- a title that is a finding, a line below it, and an abstract in English and in Arabic;
- three takeaways, and a card that says how far to trust the text;
- *What it says*, in a few sentences, and one sentence for each paragraph;
- *What holds up and what does not*: the checks, each with its source;
- two or three case studies;
- *Where it comes from*, and what it shares with other texts;
- *Use it for, do not use it for*.

Who published the text and when, its kind and its stance stand in its row of `documents.csv`. Claims, events and \
anomalies are found by no rule; a person marks them in the text.

## The text by paragraph

Roles are guessed from form: length, position, signs of a list or a note.

```{{code-cell}} python
:tags: [hide-input]
outline(draft)
```

Of {{number}}`n_forms` different words, {{number}}`n_reviewed` have their lemma from the reviewed lexicon of the five \
texts. The others have it by a rule that was wrong for one word in eight where it was tried, and no part of speech.
"""
_TABLES = """
## {title}

{prose}

```{{code-cell}} python
:tags: [hide-input]
listed(draft_views.{view}(draft), draft_views.caption(draft, "{table}"))
```
"""
_SECTIONS = (
    (
        "quantities",
        "Amounts",
        "The rules know the form of an amount, not what is counted. That, and whose figure it is, a person writes.",
        "amounts",
    ),
    (
        "dates",
        "Dates",
        "What is told from another day (two months ago) is resolved only where the day of the text was given.",
        "dates",
    ),
)
_CLAIMS = """
## Claims

A person codes them by marking the words of each; no rule finds any.

```{code-cell} python
:tags: [hide-input]
claims(draft)
```
"""
_ACTORS = """
## Who is named

Rules count the forms that the book already lists for its actors. A form may mean somebody else here, until a person \
has decided on it.

```{{code-cell}} python
:tags: [hide-input]
known = draft_views.actors(draft)
if known.empty:
    nothing()
else:
    figure(
        bars(known, "actor", "mentions", of="mentions"),
        id="fig-{slug}-actors",
        caption="Actors that the book knows, by their mentions in this draft.",
    )
```
"""
_NAMES = """
## Names to look at

{{number}}`places` may hold a name that the book does not know: words after a title, an office or the word for \
an institution. They are shown where the text is at hand, in `sources/`.

```{{code-cell}} python
:tags: [hide-input]
listed(draft_views.names(draft), draft_views.caption(draft, "name"))
```
"""


def scaffold(slug: str, label: str) -> str:
    """Return the chapter of a draft.

    Args:
        slug: the id of the text.
        label: its label.
    """
    parts = [_HEAD.format(slug=slug, label=label)]
    for table, title, prose, view in _SECTIONS:
        parts.append(_TABLES.format(title=title, prose=prose, view=view, table=table))
    return "".join([*parts, _CLAIMS, _ACTORS.format(slug=slug), _NAMES.format()])
