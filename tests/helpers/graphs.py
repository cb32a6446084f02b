"""Annotations as RDF without the network, checked against the shapes."""

import copy
import json
import warnings
from pathlib import Path

SHAPES = Path(__file__).with_name("annotations.ttl")
PUBLISHED = "http://www.w3.org/ns/anno.jsonld"


def _link(name):
    return {"@id": name, "@type": "@id"}


def _number(name):
    return {"@id": name, "@type": "xsd:nonNegativeInteger"}


# The terms used here, as the context at PUBLISHED defines them.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{
        name: f"oa:{name}"
        for name in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")
    },
    "Text": "dctypes:Text",
    "Person": "foaf:Person",
    "Organization": "foaf:Organization",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "describing": "oa:describing",
    "classifying": "oa:classifying",
    "body": _link("oa:hasBody"),
    "target": _link("oa:hasTarget"),
    "source": _link("oa:hasSource"),
    "selector": _link("oa:hasSelector"),
    "creator": _link("dcterms:creator"),
    "rights": _link("dcterms:rights"),
    "items": {**_link("as:items"), "@container": "@list"},
    "partOf": _link("as:partOf"),
    "first": _link("as:first"),
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "exact": "oa:exact",
    "name": "foaf:name",
    "label": "rdfs:label",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "start": _number("oa:start"),
    "end": _number("oa:end"),
    "total": _number("as:totalItems"),
    "startIndex": _number("as:startIndex"),
}


def graph(collection, base):
    """Return a collection as a graph, its relative addresses resolved against `base`."""
    from rdflib import Graph  # not at the top: tests that ask for no graph need not wait for it

    local = copy.deepcopy(collection)
    assert local["@context"][0] == PUBLISHED
    local["@context"][0] = TERMS
    return Graph().parse(data=json.dumps(local), format="json-ld", base=base)


def shape_faults(collection, base="https://example.org/book/data/annotations.jsonld"):
    """Return what the shapes find wrong, as text; empty where nothing is."""
    from pyshacl import validate

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, a hundred thousand of them
        conforms, _, report = validate(graph(collection, base), shacl_graph=str(SHAPES))
    return "" if conforms else report


def keys(value):
    """Yield every key of a JSON value."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            if key != "@context":
                yield from keys(below)
    elif isinstance(value, list):
        for below in value:
            yield from keys(below)
