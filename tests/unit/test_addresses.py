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


READ = {
    "https://www.example.org/a_b?c=d&e=f#g": "example.org/a_b?c=d&e=f#g",
    "http://example.org": "example.org",
    "https://example.org/%D8%B3%D8%A4%D8%A7%D9%84-%C3%BC": "example.org/سؤال-ü",
    "https://example.org/%D9%88%D9%94": "example.org/\u0624",  # a letter and its mark are one letter to who types it
    "https://example.org/%d8%b3%D8%9F": "example.org/س؟",
    "https://example.org/%E2%80%9Ca%E2%80%9D": "example.org/“a”",
    "https://example.org/a%20b%2Fc%3Fd%23e%25f%26g": "example.org/a%20b%2Fc%3Fd%23e%25f%26g",
    "https://example.org/%E2%80%AEgpj.exe": "example.org/%E2%80%AEgpj.exe",  # turns the direction
    "https://example.org/a%E2%80%8Cb%C2%A0c%00": "example.org/a%E2%80%8Cb%C2%A0c%00",  # not seen
    "https://example.org/%EF%BC%8Fa%E2%84%80": "example.org/%EF%BC%8Fa%E2%84%80",  # looks like a slash; like a/c
    "https://example.org/%D8%B3%D8": "example.org/%D8%B3%D8",  # cut within a letter
    "https://example.org/%zz%4": "example.org/%zz%4",
}


@pytest.mark.parametrize("address", READ)
def test_an_address_is_read_with_its_letters_and_nothing_that_misleads(address):
    assert addresses.decoded(address) == addresses.shown(address) == READ[address]


def test_a_long_address_keeps_its_host_its_beginning_and_its_end():
    path = "".join(f"/part{n}" for n in range(30))
    assert addresses.shown(f"https://example.org{path}") == f"example.org{path}"[:59] + "…" + path[-12:]
    host = ".".join(["example"] * 12)
    assert addresses.shown(f"https://{host}{path}").startswith(f"{host}/…")
    assert len(addresses.shown("https://example.org/" + "a" * 60)) == addresses.LONGEST
    assert addresses.shown(f"https://{'a' * 80}.org") == f"{'a' * 80}.org"  # no path to be shortened
    for n in range(40, 60):  # wherever it is cut, a mark stays with its letter
        head, tail = addresses.shown("https://example.org/" + "a" * n + "اً" * 60 + "b" * (n % 2)).split("…")
        assert not head.endswith("ا")
        assert tail.startswith("ا")


def columns():
    """The columns that hold addresses, by what their schemas say of them."""
    described = [(name, field) for name in records.table_names() for field in records.schema(name)["fields"]]
    return [(name, field["name"]) for name, field in described if field.get("format") == "uri"]


def test_every_column_described_as_an_address_is_held_to_be_one():
    described = [
        (name, field["name"])
        for name in records.table_names()
        for field in records.schema(name)["fields"]
        if field["description"].startswith("address of")
    ]
    assert columns() == described
    assert described


@pytest.mark.parametrize(("table", "column"), columns())
def test_another_address_is_named_with_its_place(tmp_path, table, column):
    folder = shutil.copytree(DATA, tmp_path / "data")
    edit(folder, table, lambda rows: rows[1].update({column: "javascript:alert(1)"}))
    (fault,) = validate.faults(folder)[table]
    assert fault.startswith(f"{table}.csv, row 3: {column} is 'javascript:alert(1)', expected the address")
