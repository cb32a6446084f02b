"""Pages in WARC (ISO 28500): one file an address, written beside and renamed, so that every file is whole."""

import hashlib
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from . import manners, web

SUFFIX = ".warc.gz"
MOST_READ = 10**9  # bytes of a body kept here; the limit was kept when it was fetched


class Kept(NamedTuple):
    """What a file holds: the page of an address."""

    address: str
    day: str  # on which it was received, YYYY-MM-DD
    sha256: str  # of its body, without transfer and content coding
    size: int


def path_of(folder: Path, address: str) -> Path:
    """Return the file of an address: its host, and a digest of the whole."""
    host = re.sub(r"[^a-z0-9.-]", "_", urlsplit(address).netloc.lower())[:80]
    return folder / f"{host}-{hashlib.sha256(address.encode()).hexdigest()[:16]}{SUFFIX}"


def digest(body: bytes) -> str:
    """Return the SHA-256 of a body in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def _pair(writer: WARCWriter, answer: web.Answer, first: str) -> Iterator:
    """Yield the records of a request and its answer."""
    target = urlsplit(answer.address)
    path = target._replace(scheme="", netloc="", fragment="").geturl() or "/"
    asked = StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", target.netloc), *answer.asked], is_http_request=True)
    # the body is kept without its transfer coding, so that readers must not look for one
    kept = [(f"X-Crawler-{k}" if k.lower() == "transfer-encoding" else k, v) for k, v in answer.headers]
    response = StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), kept, protocol="HTTP/1.1")
    more = {"WARC-Refers-To-Target-URI": first} if first != answer.address else {}
    length = len(answer.body)
    yield writer.create_warc_record(answer.address, "request", http_headers=asked)
    yield writer.create_warc_record(
        answer.address, "response", BytesIO(answer.body), length, http_headers=response, warc_headers_dict=more
    )


def write(path: Path, answers: list[web.Answer]) -> None:
    """Keep a page with the redirects that led to it; the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.part")
    with draft.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        info = {"software": manners.agent(), "format": "WARC File Format 1.1", "robots": "obey"}
        writer.write_record(writer.create_warcinfo_record(path.name, info))
        for answer in answers:
            request, response = _pair(writer, answer, answers[0].address)
            writer.write_request_response_pair(request, response)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def read(path: Path) -> Kept | None:
    """Return what a file holds, or None where there is none, or none that is whole."""
    try:
        with path.open("rb") as file:
            answers = []
            for record in ArchiveIterator(file, check_digests=True):
                body = record.raw_stream.read()
                if record.digest_checker.passed is not True:  # damaged, or cut short
                    return None
                if record.rec_type == "response":
                    answers.append((record, body))
    except (OSError, ArchiveLoadFailed, EOFError, ValueError):
        return None
    if not answers or not answers[-1][0].http_headers.statusline.startswith("200"):
        return None
    record, body = answers[-1]
    try:
        plain = web.decoded(body, record.http_headers.get_header("Content-Encoding", ""), MOST_READ)
    except web.Problem:
        return None
    day = record.rec_headers.get_header("WARC-Date")[:10]
    return Kept(answers[0][0].rec_headers.get_header("WARC-Target-URI"), day, digest(plain), len(plain))
