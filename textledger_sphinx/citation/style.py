"""How an entry of the bibliography is printed: one form for all types, author and year first, as the text cites it."""

import copy

from pybtex.richtext import Symbol, Text
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import pages
from pybtex.style.names.lastfirst import NameStyle as FamilyFirst
from pybtex.style.names.plain import NameStyle as GivenFirst
from pybtex.style.template import (
    FieldIsMissing,
    field,
    first_of,
    href,
    join,
    node,
    optional,
    optional_field,
    sentence,
    tag,
    together,
    words,
)

from textledger import addresses

from . import references

# What each type cannot do without, of the fields that say where a work is found.
REQUIRED = {
    "article": ("journal",),
    "book": ("publisher",),
    "inbook": ("publisher",),
    "incollection": ("booktitle",),
    "inproceedings": ("booktitle",),
    "mastersthesis": ("school",),
    "phdthesis": ("school",),
    "techreport": ("institution",),
}
WHOLES = {"book", "manual", "mastersthesis", "phdthesis", "proceedings"}  # whose titles are set as those of books
KINDS = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "techreport": "Report"}
PUBMED = "https://www.ncbi.nlm.nih.gov/pubmed/"
PLACES = ("howpublished", "school", "institution", "organization", "publisher", "address")


def _name(person, style) -> Text:
    """Return a name as a style of pybtex has it, with "et al." behind it where it stands for others, too."""
    if person.last_names[-1:] != [references.OTHERS]:
        return style.format(person).format()
    alone = copy.copy(person)
    alone.last_names = person.last_names[:-1]
    return Text(style.format(alone).format(), Symbol("nbsp"), references.OTHERS)


@node
def people(children, context, role):
    """Return the persons of a role, the first with the family name first, by which the list is ordered."""
    persons = context["entry"].persons.get(role)
    if not persons:
        raise FieldIsMissing(role, context["entry"])
    named = [_name(person, GivenFirst() if n else FamilyFirst()) for n, person in enumerate(persons)]
    inverted = ", " if persons[0].first_names else " "
    return join(sep=", ", sep2=f"{inverted}and ", last_sep=", and ")[named].format_data(context)


def _title(entry):
    return tag("em")[field("title")] if entry.type in WHOLES else field("title")


def _where(entry):
    """Return where a work is found: the whole it is a part of, or who brought it out, and the day."""
    needed = REQUIRED.get(entry.type, ())

    def given(name):
        return field(name) if name in needed else optional_field(name)

    volume, number, series = (optional_field(name) for name in ("volume", "number", "series"))
    journal = join[tag("em")[given("journal")], optional[" ", field("volume")], optional["(", field("number"), ")"]]
    if "journal" in (*needed, *entry.fields):
        work = [join[journal, optional[": ", pages]]]
    elif entry.type in KINDS:
        work = [words[first_of[optional_field("type"), KINDS[entry.type]], number], series]
    elif "booktitle" in (*needed, *entry.fields):
        work = [words["In", tag("em")[given("booktitle")]], optional[together["pages", pages]]]
    else:
        work = [optional[together["volume", volume]] if "volume" in entry.fields else "", series]
    places = [given(name) for name in PLACES]
    edition = optional[words[field("edition"), "edition"]]
    return sentence[[*work, *places, edition, words[optional_field("day"), optional_field("month")]]]


def _links(entry):
    """Return where a work is led to, and when it was read there."""
    url, doi = entry.fields.get("url", ""), entry.fields.get("doi", "")
    return sentence[
        href(url)[addresses.shown(url)] if url else "",
        href(f"https://doi.org/{doi}")[f"doi:{doi}"] if doi and doi not in url else "",
        optional[href(join["https://arxiv.org/abs/", field("eprint", raw=True)])["arXiv:", field("eprint", raw=True)]],
        optional[href(join[PUBMED, field("pubmed", raw=True)])["PMID:", field("pubmed", raw=True)]],
        optional[words["accessed", field("urldate")]],
    ]


def template(entry):
    """Return what an entry is printed by."""
    named = [role for role in ("author", "editor") if entry.persons.get(role)]
    heading = sentence[people(named[0])] if named else sentence[optional_field("organization"), _title(entry)]
    return toplevel[
        heading,
        sentence[field("year")],
        sentence[_title(entry)] if named else "",
        _where(entry),
        sentence[optional_field("note")],
        _links(entry),
    ]
