"""References in a small book: printed in one form and order, and anew when they change."""

from pybtex.database import parse_file, parse_string
from pybtex.richtext import Text

from textledger_sphinx.citation import references

from ..helpers import small_books
from ..helpers.paths import DATA

LISTED = "# Book\n\n```{toctree}\nlist\n```\n\n"
FILES = {
    "conf.py": """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "bibliography_only"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "textledger-plain"
bibtex_reference_style = "author_year"
bibtex_tooltips = False
exclude_patterns = ["_build"]
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
""",
    "bibliography_only.py": "from textledger_sphinx.citation.bibliography import setup\n",
    "references.bib": "@misc{one, title={First title}, author={A. Author}, year={2001}}\n"
    "@misc{two, title={Second title}, author={B. Author}, year={2002}}\n",
    "index.md": LISTED + "See {cite}`one` and {cite}`two`.\n",
    "list.md": "# References\n\n```{bibliography}\n```\n",
}


def test_a_reference_that_has_changed_is_shown_anew_where_it_is_cited_and_listed(tmp_path):
    folder = small_books.write(tmp_path, FILES)
    assert small_books.build(folder)[1] == ""
    small_books.change(folder, "index.md", "See", "Compare")
    small_books.change(folder, "references.bib", "Second title", "Another title")
    assert small_books.build(folder)[1] == ""
    for page in ("index", "list"):
        shown = small_books.page(folder, page)
        assert "First title" in shown
        assert "Another title" in shown
        assert "Second title" not in shown
    small_books.change(folder, "index.md", "Compare", "See")
    assert small_books.build(folder)[1] == ""
    assert "Another title" in small_books.page(folder, "index")


def test_what_a_reference_leads_to_is_shown_as_the_bibliography_has_it(tmp_path):
    folder = small_books.write(tmp_path, FILES)
    small_books.build(folder)
    assert 'title="Author, A. 2001. First title."' in small_books.page(folder, "index")


def test_years_get_letters_where_author_and_year_name_several():
    text = """
@misc{b, title={{Beta}}, author={{{NATO}}}, year={2024}}
@misc{a, title={alpha}, author={{{NATO}}}, year={2024}}
@misc{c, title={{[Gamma]}}, author={{{NATO}}}, year={n.d.}}
@misc{d, title={Delta}, author={{{NATO}}}, year={n.d.}}
@misc{e, title={Beta}, author={A. Author and B. Author}, year={2024}}
@misc{f, title={Alpha}, author={{\\'O} Tuathail, Gear{\\'o}id}, year={1992}}
@misc{g, title={Untold}}
"""
    entries = parse_string(text, "bibtex").entries
    years = references.years(entries)
    assert years == {"a": "2024a", "b": "2024b", "c": "n.d.-a", "d": "n.d.-b", "e": "2024", "f": "1992", "g": "n.d."}
    assert [references.who(entries[key]) for key in "befg"] == ["NATO", "Author and Author", "Ó Tuathail", "“Untold”"]
    for key, year in years.items():
        entries[key].fields["year"] = year
    assert references.years(entries) == years


def test_the_list_is_in_the_order_of_the_alphabet_whatever_braces_and_accents_a_name_has(tmp_path):
    names = ["{{NATO}}", "{{{Nature}}}", "{\\'O} Tuathail, Gear{\\'o}id", "Pillar, Paul", "{{Çonkar}}", "{{{dpa}}}"]
    order = ["Çonkar", "dpa", "NATO", "Nature", "Tuathail", "Pillar"]
    entries = [f"@misc{{k{n}, title={{T}}, author={{{name}}}, year={{2001}}}}" for n, name in enumerate(names)]
    cited = " ".join(f"{{cite}}`k{n}`" for n in range(len(names)))
    folder = small_books.write(tmp_path, FILES | {"references.bib": "\n".join(entries), "index.md": LISTED + cited})
    assert small_books.build(folder)[1] == ""
    shown = small_books.page(folder, "list")
    places = [shown.index(name) for name in order]
    assert places == sorted(places)


def test_text_without_markup_is_as_latex_would_set_it():
    entries = parse_file(str(DATA / "references.bib")).entries.values()
    texts = [text for entry in entries for text in entry.fields.values()]
    texts += [str(person) for entry in entries for people in entry.persons.values() for person in people]
    texts += [f"a{sign}b" for sign in "!?,.;:()[]/@*+=|-"] + [
        "a--b",
        "a---b",
        "``a''",
        "?`a",
        "!`a",
        "a {B} {c{D} e}",
        "a { b} c",
        "<<a>>",
        ",,a",
        " a  b  ",
        "a  b\n\n c ",
    ]
    for text in texts:
        assert references.plain(text) == str(Text.from_latex(text)), text
