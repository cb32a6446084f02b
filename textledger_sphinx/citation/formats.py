"""Items of CSL-JSON written as BibTeX, RIS and CSL-JSON, for programs that manage references."""

import json
import re

from textledger import citing

# Characters with a meaning in LaTeX. All others stand as they are: the files are UTF-8.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Importers and the older styles know no entry type for a data set, and some discard what they do not know.
BIBTEX_TYPES = {"book": "book", "chapter": "incollection", "dataset": "misc"}
_SAME_IN_BIBTEX = {
    "howpublished": "genre",
    "version": "version",
    "publisher": "publisher",
    "note": "note",
    "abstract": "abstract",
    "keywords": "keyword",
}
RIS_TYPES = {"book": "BOOK", "chapter": "CHAP", "dataset": "DATA"}


def _in_lines(value):
    """Return an item, or a part of one, with each text on one line: a second line would be read as another field."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _in_lines(part) for key, part in value.items()}
    return [_in_lines(part) for part in value] if isinstance(value, list) else value


def _latex(text: str) -> str:
    """Return text as LaTeX; unpaired braces get names, since BibTeX counts braces whatever stands before them."""
    escaped, pairs = text.translate(LATEX), re.sub("[^{}]", "", text)
    while "{}" in pairs:
        pairs = pairs.replace("{}", "")
    if not pairs:
        return escaped
    return escaped.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def _latex_name(author: dict) -> str:
    """Return a name as BibTeX reads it; that of a body in braces, lest its words be taken for parts of a name."""
    if "literal" in author:
        return f"{{{_latex(author['literal'])}}}"
    family = _latex(author["family"])
    braced = f"{{{family}}}" if " " in family else family
    return f"{braced}, {_latex(author['given'])}" if author["given"] else f"{{{family}}}"


def bibtex(item: dict) -> str:
    """Return an item as an entry of BibTeX.

    Titles and names stand in a second pair of braces, so that styles keep the capitals of NATO and Iraq, and a body's
    name whole. The day is left out: BibTeX knows only year and month.
    """
    item = _in_lines(item)
    day = citing.released(item)
    container = item.get("container-title")
    text = {
        "author": " and ".join(map(_latex_name, item["author"])),
        "title": f"{{{_latex(item['title'])}}}",
    }
    if container:
        text["booktitle"] = f"{{{_latex(container)}}}"
    if "edition" in item:  # styles add the word "edition" themselves
        text["edition"] = _latex(item["edition"].removeprefix("Version "))
    for field, key in _SAME_IN_BIBTEX.items():
        if key in item:
            text[field] = _latex(item[key])
    for field, key in (("doi", "DOI"), ("url", "URL")):  # both are read literally, without LaTeX
        if key in item:
            text[field] = item[key]
    lines = [f"  {field} = {{{value}}}," for field, value in text.items()]
    lines += [f"  year = {{{day.year}}},", f"  month = {MONTHS[day.month - 1]},"]
    return "\n".join([f"@{BIBTEX_TYPES[item['type']]}{{{item['id']},", *lines, "}"]) + "\n"


def ris(item: dict) -> str:
    """Return an item as a record of RIS; each tag has two spaces before its hyphen and one after it, `ER` too."""
    item = _in_lines(item)
    day = citing.released(item)
    pairs = [("TY", RIS_TYPES[item["type"]]), ("ID", item["id"])]
    pairs += [("AU", citing.inverted(author)) for author in item["author"]]
    pairs += [("TI", item["title"]), ("T2", item.get("container-title")), ("ET", citing.edition(item))]
    pairs += [
        ("PB", item.get("publisher")),
        ("PY", str(day.year)),
        ("DA", f"{day:%Y/%m/%d}/"),
        ("LA", item["language"]),
    ]
    pairs += [("AB", item.get("abstract")), ("N1", item.get("note"))]
    pairs += [("KW", word) for word in item.get("keyword", "").split(", ")]
    pairs += [("DO", item.get("DOI")), ("UR", item.get("URL"))]
    return "".join(f"{tag}  - {value}\n" for tag, value in pairs if value) + "ER  - \n"


def _protect_case(item: dict) -> dict:
    """Return an item of CSL-JSON in whose title a record's id, the end of the key, keeps its case in every style."""
    words = item["title"].split(" ")
    marked = [
        f'<span class="nocase">{word}</span>' if "-" in word and item["id"].endswith(word) else word for word in words
    ]
    return item | {"title": " ".join(marked)} if "container-title" in item else item


def csl_json(items: list[dict]) -> str:
    """Return items as a file of CSL-JSON."""
    return json.dumps([_protect_case(item) for item in items], ensure_ascii=False, indent=1) + "\n"


def all_bibtex(items: list[dict]) -> str:
    """Return items as a file of BibTeX."""
    return "\n".join(map(bibtex, items))


def all_ris(items: list[dict]) -> str:
    """Return items as a file of RIS."""
    return "\n".join(map(ris, items))


FILES = {"bib": all_bibtex, "ris": all_ris, "json": csl_json}
MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
