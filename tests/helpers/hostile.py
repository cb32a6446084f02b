"""A copy of the book with hostile text wherever an editor of tables, references, titles or settings can write some."""

import re
from pathlib import Path

import yaml

from textledger import records
from textledger.rules import validate

from . import raw, whole_book

MARKER = "hostile"  # the class and the attribute of whatever should not have come to be
TAG = f"<img src=x class={MARKER} onerror=window.{MARKER}=1>"
SCRIPT = f"</script></style></title><script>window.{MARKER}=2</script>"
TEXT = f"{TAG}\"'><b class={MARKER}>& &amp; {SCRIPT}"
MARKUP = " {{ 7*7 }} {% raw %} `code` **strong** [link](javascript:hostile) $x$ ]]> <!-- --> ${y}"
RIGHT_TO_LEFT = "\u202e\u2066"
PAGES = {"corpus", "ecss", "numbers", "ledger", "registers", "data", "glossary", "bibliography"}  # and Home
EACH = 3  # the first row of a table and every third after it
COLUMNS_LEFT = {  # what the chapters look values up by, and lists of forms
    "exclusions": {"reason"},
    "features": {"unit"},
    "lexicon": {"lemma"},
    "passages": {"label"},
    "quantities": {"unit"},
    "reliability": {"coder_a", "coder_b"},
    "similarity": {"unit"},
    "terms": {"lemma"},
    "tokens": {"lemma", "lemmas"},
    "senses": {"lemma", "form"},
    "vacuum_voices": {"voice_en"},
    "word_sets": {"lemma"},
    "documents": {"publisher_ref"},
    "quotes": {"quote_ar"},
}


def free_columns(name: str) -> list[str]:
    """Return the columns of a table that hold free text: no keys, references, dates, addresses or codes."""
    described = records.schema(name)
    keys = {*described["primaryKey"], *(c for key in described.get("foreignKeys", []) for c in key["fields"])}
    return [
        field["name"]
        for field in described["fields"]
        if field["type"] == "string"
        and field["name"] not in keys | COLUMNS_LEFT.get(name, set())
        and not {"enum", "pattern"} & set(field.get("constraints", {}))
        and not {"format", "rdfType"} & set(field)
        and (name, field["name"]) not in validate.JOINED
    ]


def _tables(folder: Path) -> None:
    for name in records.table_names():
        columns = free_columns(name)

        def poison(rows, columns=columns):
            for row in rows[::EACH]:
                row.update({column: f"{row[column]} {TEXT}{MARKUP}" for column in columns if row[column]})

        if columns:
            raw.edit(folder, name, poison)
    # the quotations of a record may have few words, together

    def poison_quotations(rows):
        several = {row["record_id"] for row in rows if row["seq"] != "1"}
        for row in rows[::EACH]:
            if row["record_id"] not in several:
                row["quote_ar"] = f"<b class={MARKER}> كلمة"

    raw.edit(folder, "quotes", poison_quotations)


def _references(path: Path) -> None:
    """Add what BibTeX has a place for; other signs are refused (see `textledger.rules.bibtex`)."""
    bib = path.read_text(encoding="utf-8")
    bib = re.sub(
        r"^(  (?:title|howpublished|note|publisher|journal|school) = \{.*?)(\]?\}+,?)$",
        rf"\1 {TEXT}\2",
        bib,
        flags=re.M,
    )
    bib = re.sub(r"^(  author = \{\{.*?)(\}+,?)$", rf"\1 {TEXT}\2", bib, flags=re.M)
    path.write_text(bib, encoding="utf-8")


def _titles(folder: Path) -> None:
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    for part in (citation, citation["preferred-citation"]):
        part["title"] += f" {TEXT}{MARKUP}{RIGHT_TO_LEFT}"
        part["authors"] = [{"name": f"Project {TEXT}{MARKUP}"}]
    citation["abstract"] += f"\n{TEXT}{MARKUP}"
    citation["keywords"].append(f"word {TEXT}")
    citation["version"] = citation["preferred-citation"]["version"] = f"{citation['version']} {TEXT}"
    (folder / "CITATION.cff").write_text(yaml.safe_dump(citation, allow_unicode=True), encoding="utf-8")
    config = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
    for name in ("title", "author", "copyright"):
        config[name] += f" {TEXT}{MARKUP}"
    config["sphinx"]["config"]["project"] = config["title"]
    (folder / "_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    toc = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        part["caption"] += f" {TEXT}{MARKUP}"
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")


def _headings(folder: Path) -> None:
    """Add to headings that no link names, as code: markup of an author's own is the author's."""
    chapters = {path: path.read_text(encoding="utf-8") for path in (folder / "chapters").glob("*.md")}
    linked = set(re.findall(r"#([a-z0-9-]+)", "".join(chapters.values())))

    def heading(match):
        slug = re.sub(r"[^\w -]", "", match[2].lower()).replace(" ", "-")
        return match[0] if slug in linked else f"{match[0]} `{TEXT}` {RIGHT_TO_LEFT}"

    for path, text in chapters.items():
        parts = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
        parts[::2] = [re.sub(r"^(##? )(.*)$", heading, part, flags=re.M) for part in parts[::2]]
        path.write_text("".join(parts), encoding="utf-8")


def _shorten(folder: Path) -> None:
    """Leave the pages that show tables, references and records, and one text: each kind of page once."""
    toc = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        part["chapters"] = [chapter for chapter in part["chapters"] if Path(chapter["file"]).name in PAGES]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    for path in (folder / "chapters").glob("*.md"):
        if path.stem not in PAGES:
            path.unlink()
    for path, home in [(folder / "index.md", "index.md")] + [
        (path, "../index.md") for path in (folder / "chapters").glob("*.md")
    ]:
        text = path.read_text(encoding="utf-8")
        linked = re.compile(r"\]\((?:chapters/)?([a-z]+)\.md(?:#[^)]*)?\)")
        text = linked.sub(lambda link, home=home: link[0] if link[1] in {*PAGES, "index"} else f"]({home})", text)
        text = re.sub(r"\]\(#search-\d+\)", f"]({home})", text)  # rows of a page that is left out
        path.write_text(text, encoding="utf-8")


def book(folder: Path) -> Path:
    """Write the copy, build it and return the folder of its pages."""
    whole_book.copy(folder)
    _shorten(folder)
    _tables(folder / "data")
    _references(folder / "data" / "references.bib")
    _titles(folder)
    _headings(folder)
    whole_book.run(folder, "-m", "textledger", "package")
    whole_book.run(folder, "-m", "textledger_sphinx")
    return folder / "_build" / "html"
