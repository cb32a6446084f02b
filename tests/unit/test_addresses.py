"""Addresses: only pages on the web are led to, and validation names what is no such address."""

import shutil

import pytest

from textledger import addresses, records
from textledger.rules import validate

from ..helpers.paths import DATA
from ..helpers.raw import edit

WEB = ("https://example.org", "http://example.org:8080/a_b%20c?d=e&f=g~h#i", "https://example.org/سؤال")
OTHER = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/hosts",
    "ftp://example.org",
    "//example.org",
    "https:",
    "https:///path",
    "https://[::1",
    "https://example.org/a b",
    'https://example.org/"onclick=',
    "https://example.org/\nA",
    "https://example.org@evil.example/",
    "https://name:word@example.org/",
)


def test_an_address_is_of_a_page_on_the_web():
    assert [address for address in WEB if not addresses.is_web(address)] == []
    assert [address for address in (*OTHER, "page.html", "#place", "") if addresses.is_web(address)] == []


def test_a_link_leads_to_the_web_or_stays_within_the_site():
    within = ("page.html#a:b", "../a/b.html?c=d:e", "#a", "", "mailto:someone@example.org")
    assert [address for address in (*WEB, *within) if not addresses.is_safe(address)] == []
    assert [address for address in OTHER if addresses.is_safe(address)] == []


def columns():
    """The columns that hold addresses, by what their schemas say of them."""
    described = [(name, field) for name in records.table_names() for field in records.schema(name)["fields"]]
    return [(name, field["name"]) for name, field in described if field.get("format") == "uri"]


def test_every_column_described_as_an_address_is_held_to_be_one():
    said = [
        (name, field["name"])
        for name in records.table_names()
        for field in records.schema(name)["fields"]
        if field["description"].startswith("address of")
    ]
    assert columns() == said
    assert said


@pytest.mark.parametrize(("table", "column"), columns())
def test_another_address_is_named_with_its_place(tmp_path, table, column):
    folder = shutil.copytree(DATA, tmp_path / "data")
    edit(folder, table, lambda rows: rows[1].update({column: "javascript:alert(1)"}))
    (found,) = validate.faults(folder)[table]
    assert found.startswith(f"{table}.csv, row 3: {column} is 'javascript:alert(1)', expected the address")
