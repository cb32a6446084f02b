"""The claims as Web Annotations: complete, true of the tables, of the right shape, with and without an address."""

import copy
import hashlib
import json
import re
from collections import defaultdict
from urllib.parse import urljoin

import pytest

from textledger_sphinx.downloads import annotations, exports

from ..helpers import graphs
from ..helpers.raw import rows

BASE = "https://example.org/book/"


@pytest.fixture(scope="module")
def collection():
    return json.loads(exports.contents()["annotations.jsonld"])


FEW = {"TextPositionSelector": 2, "TextQuoteSelector": 1}


def few(collection):
    """A short collection to break: a claim with two spans and a quotation first."""
    items = copy.deepcopy(collection["first"]["items"])
    items.sort(key=lambda item: [len(selectors(item, kind)) < n for kind, n in FEW.items()])
    short = copy.deepcopy(collection)
    short["first"]["items"], short["total"] = items[:2], 2
    return short, items[0]


def selectors(item, kind):
    return [target["selector"] for target in item["target"] if target["selector"]["type"] == kind]


def test_every_published_claim_has_one_annotation(collection):
    items = {item["id"].partition("#")[2]: item for item in collection["first"]["items"]}
    published = {row["record_id"] for row in rows("records") if row["status"] == "published"}
    claims = {row["claim_id"]: row for row in rows("claims") if row["claim_id"] in published}
    assert set(items) == set(claims)
    assert len(collection["first"]["items"]) == collection["total"] == len(claims)
    for record_id, row in claims.items():
        paraphrase, *codes = items[record_id]["body"]
        assert paraphrase["value"] == row["text_en"]
        coded = {code["label"]: code["value"] for code in codes}
        assert {"type", "modality"} <= set(coded)
        assert all(row[label] == value for label, value in coded.items())


def test_positions_and_seals_are_those_of_the_spans(collection):
    spans, digests = defaultdict(list), {row["doc_id"]: row["sha256"] for row in rows("documents")}
    for row in sorted(rows("spans"), key=lambda row: (row["record_id"], int(row["seq"]))):
        spans[row["record_id"]].append((digests[row["doc_id"]], int(row["start"]), int(row["end"]), row["mac"]))
    for item in collection["first"]["items"]:
        positions = [
            (target["source"]["sha256"], selector["start"], selector["end"], selector["mac"])
            for target in item["target"]
            if (selector := target["selector"])["type"] == "TextPositionSelector"
        ]
        assert positions == spans[item["id"].partition("#")[2]]


def test_only_published_quotations_are_quoted(collection):
    quotes = defaultdict(list)
    for row in rows("quotes"):
        quotes[row["record_id"]].append(row["quote_ar"])
    some = 0
    for item in collection["first"]["items"]:
        quoted = [selector["exact"] for selector in selectors(item, "TextQuoteSelector")]
        assert quoted == quotes[item["id"].partition("#")[2]]
        some += len(quoted)
    assert some
    text = json.dumps(collection, ensure_ascii=False)
    for row in rows("quotes"):
        text = text.replace(json.dumps(row["quote_ar"], ensure_ascii=False), "")
    in_paraphrases = "".join(row["text_en"] for row in rows("claims"))
    assert set(re.findall("[\u0621-\u064a]+", text)) <= set(re.findall("[\u0621-\u064a]+", in_paraphrases))


def test_documents_are_named_by_their_digest(collection):
    """RFC 6920: the name carries the digest, so that it can be checked against a file."""
    for item in collection["first"]["items"]:
        source = item["target"][0]["source"]
        assert source["id"] == annotations.document_iri(source["sha256"])
    # the example of RFC 6920, section 8.2: SHA-256 of "Hello World!"
    iri = annotations.document_iri(hashlib.sha256(b"Hello World!").hexdigest())
    assert iri == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def form(value):
    """Return the form of an annotation: its keys, the lengths of its lists, the kinds of its parts."""
    if isinstance(value, dict):
        return tuple((key, below if key in ("type", "label") else form(below)) for key, below in sorted(value.items()))
    return tuple(map(form, value)) if isinstance(value, list) else type(value)


def test_annotations_of_every_form_keep_the_shapes(collection):
    """The first of each form; tests/audit_tables.py has them all."""
    short = copy.deepcopy(collection)
    short["first"]["items"] = list({repr(form(item)): item for item in reversed(short["first"]["items"])}.values())
    short["total"] = len(short["first"]["items"])
    assert 5 < short["total"] < collection["total"] / 2
    assert graphs.shape_faults(short) == ""


def test_every_key_has_a_meaning(collection):
    known = {*graphs.TERMS, *collection["@context"][1], "@context", "rdfs:comment"}
    assert set(graphs.keys(collection)) <= known


def _ends_before_it_starts(item):
    selectors(item, "TextPositionSelector")[0]["start"] = 10**6


def _without_seal(item):
    del selectors(item, "TextPositionSelector")[1]["mac"]


def _without_source(item):
    del item["target"][0]["source"]


def _without_paraphrase(item):
    del item["body"][0]


def _without_modality(item):
    item["body"] = [body for body in item["body"] if body.get("label") != "modality"]


def _quotation_without_terms(item):
    for target in item["target"]:
        target.pop("rights", None)


@pytest.mark.parametrize(
    "breaks",
    [
        _ends_before_it_starts,
        _without_seal,
        _without_source,
        _without_paraphrase,
        _without_modality,
        _quotation_without_terms,
    ],
)
def test_shapes_reject_a_broken_annotation(collection, breaks):
    short, item = few(collection)
    assert graphs.shape_faults(short) == ""
    breaks(item)
    assert item["id"].partition("#")[2] in graphs.shape_faults(short)


# ---- with and without an address


def test_addresses_are_relative_until_the_site_has_one(collection):
    absolute = annotations.collection(BASE)
    address = f"{BASE}data/annotations.jsonld"
    assert urljoin(address, collection["id"]) == absolute["id"] == address
    pairs = list(zip(collection["first"]["items"], absolute["first"]["items"], strict=True))
    for relative, item in pairs:
        assert not re.match("[a-z]+:", relative["id"])
        assert urljoin(address, relative["id"]) == item["id"]
        assert item["id"].startswith(f"{BASE}chapters/ledger.html#")
        for a, b in zip(relative["target"], item["target"], strict=True):
            assert a.get("rights") == b.get("rights") or urljoin(address, a["rights"]) == b["rights"]
