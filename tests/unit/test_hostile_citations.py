"""Citations of hostile text: no value becomes another field, whichever format it is written in."""

import json
import re

import pytest
from pybtex.database import parse_string

from textledger import cff, citing
from textledger_sphinx.citation import csl, formats
from textledger_sphinx.notebooks import launch

HOSTILE = (
    'a\nUR  - https://evil.example\r\nER  - \u2028AU  - x\x85y }, url = {javascript:z} { \\ % "q" <img src=x> </script>'
)


@pytest.fixture
def items():
    """A book, a data set and a chapter, and the same with hostile text in each of their texts."""
    plain = [citing.book(), citing.dataset(), citing.chapter("A chapter", "one")]
    keep = {"id", "type", "DOI", "URL"}

    def hostile(item):
        texts = {key: f"{value} {HOSTILE}" for key, value in item.items() if isinstance(value, str) and key not in keep}
        return item | texts | {"author": [{"literal": HOSTILE}]}

    return plain, [hostile(item) for item in plain]


def test_bibtex_has_the_same_fields_and_keeps_the_text(items):
    read = [parse_string(formats.all_bibtex(group), "bibtex").entries for group in items]
    fields = [{key: sorted(entry.fields) for key, entry in entries.items()} for entries in read]
    assert fields[0] == fields[1]
    assert all("<img src=x>" in entry.fields["title"] for entry in read[1].values())


def test_ris_has_the_same_tags_and_keeps_the_text(items):
    plain, hostile = (formats.all_ris(group).splitlines() for group in items)
    assert all(re.match("[A-Z][A-Z0-9]  - |$", line) for line in hostile)
    tags = [[line[:2] for line in lines if line[:2] != "KW"] for lines in (plain, hostile)]
    assert tags[0] == tags[1]
    assert sum("<img src=x>" in line for line in hostile if line.startswith("TI")) == 3


def test_csl_json_has_the_same_keys(items):
    plain, hostile = (json.loads(formats.csl_json(group)) for group in items)
    assert [list(item) for item in plain] == [list(item) for item in hostile]


@pytest.mark.parametrize("base", ["javascript:alert(1)", "https:", 'https://e.org/"onload=', "https://e.org/a b"])
def test_an_address_of_the_site_that_is_none_is_refused(base):
    with pytest.raises(csl.SettingError, match=r"html_baseurl is .*, expected the address of a page"):
        csl.settings(base, "", cff.read())
    with pytest.raises(csl.SettingError, match=r"html_baseurl is .*, expected the address of a page"):
        csl.settings("", "", cff.read()._replace(url=base))


def test_a_doi_or_hub_that_is_none_is_refused():
    with pytest.raises(csl.SettingError, match="doi is"):
        csl.settings("", "10.5281/x}, url = {javascript:z", cff.read())
    with pytest.raises(ValueError, match="textledger_jupyterhub is 'javascript:x', expected the address of a page"):
        launch.links("https://github.com/owner/name", "index", "javascript:x")
