"""The claims as Web Annotations (W3C Recommendation of 23 February 2017), one for each published claim.

An annotation says in English what a text says at a place, and how the claim is coded. Its target is the document, named
by the digest of its file (RFC 6920), at positions in code points; the seal (`mac`) of each position lets whoever holds
the document verify the wording. The wording itself is given only where it is published as a quotation.
"""

import base64
from collections import defaultdict

from textledger import cff, datapackage, records

from .. import places

FILE = "annotations.jsonld"
CODES = ("type", "modality", "attribution", "topic", "importance")  # columns of claims.csv that the codebook defines
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"mac": "http://spdx.org/rdf/terms#checksumValue", "sha256": "http://schema.org/sha256"},
]
COMMENT = (
    "Positions count Unicode code points of the document's file, decoded as UTF-8 with its line ends untouched, from "
    "0; the end is not included. mac is the first 32 hexadecimal digits of HMAC-SHA256 over the UTF-8 bytes of the "
    "wording; its key is SHA-256 of the bytes 'spans', a zero byte and the document's bytes. Types and other codes "
    "are defined in codebook.md. Quotations are third-party wording: no licence is granted for them."
)


def document_iri(sha256: str) -> str:
    """Return the name of a document by its SHA-256, given in hexadecimal digits (a `ni` URI, RFC 6920)."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")


def claim_iri(record_id: str, base_url: str = "") -> str:
    """Return the address of a claim in the ledger: absolute with a base URL, else relative to the folder `data/`."""
    return f"{base_url or '../'}{places.page(record_id)}.html#{record_id}"


def _bodies(claim: dict) -> list[dict]:
    paraphrase = {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": claim["text_en"],
    }
    codes = [{"type": "TextualBody", "purpose": "classifying", "label": code, "value": claim[code]} for code in CODES]
    return [paraphrase, *codes]


def _source(sha256: str) -> dict:
    return {"id": document_iri(sha256), "type": "Text", "language": "ar", "sha256": sha256}


def _target(sha256: str, selector: dict) -> dict:
    return {"type": "SpecificResource", "source": _source(sha256), "selector": selector}


def _targets(record_id: str, sha256: str, spans: list[dict], base_url: str) -> list[dict]:
    """Return a target for each span and for each quotation, which is a part of a span and so another selection."""
    positions = [
        _target(
            sha256,
            {"type": "TextPositionSelector", "start": int(span["start"]), "end": int(span["end"]), "mac": span["mac"]},
        )
        for span in spans
    ]
    terms = f"{base_url}data/{datapackage.TERMS_OF_QUOTES}" if base_url else datapackage.TERMS_OF_QUOTES
    quotations = [
        _target(sha256, {"type": "TextQuoteSelector", "exact": quote}) | {"rights": terms}
        for quote in records.quotes(record_id)
    ]
    return positions + quotations


def annotations(base_url: str = "") -> list[dict]:
    """Return one annotation for each published claim, in the order of the table, without their context.

    Args:
        base_url: the address of the site with a slash at its end, or nothing where it is not known.
    """
    work = cff.read()
    published = records.published()
    digests = {row["doc_id"]: row["sha256"] for row in records.rows("documents")}
    spans = defaultdict(list)
    for span in records.rows("spans"):
        spans[span["record_id"]].append(span)
    return [
        {
            "id": claim_iri(claim["claim_id"], base_url),
            "type": "Annotation",
            "motivation": ["describing", "classifying"],
            "created": f"{work.released}T00:00:00Z",
            "creator": [{"type": "Person" if who.person else "Organization", "name": who.name} for who in work.authors],
            "rights": cff.licence(work.licence)["path"],
            "body": _bodies(claim),
            "target": _targets(claim["claim_id"], digests[claim["doc_id"]], spans[claim["claim_id"]], base_url),
        }
        for claim in records.rows("claims")
        if claim["claim_id"] in published
    ]


def collection(base_url: str = "") -> dict:
    """Return all annotations as one AnnotationCollection with a single embedded page."""
    items = annotations(base_url)
    identifier = f"{base_url}data/{FILE}" if base_url else FILE
    return {
        "@context": CONTEXT,
        "id": identifier,
        "type": "AnnotationCollection",
        "label": f"Claims of the five texts, version {cff.read().version}",
        "rdfs:comment": COMMENT,
        "total": len(items),
        "first": {
            "id": f"{identifier}#page",
            "type": "AnnotationPage",
            "partOf": identifier,
            "startIndex": 0,
            "items": items,
        },
    }
