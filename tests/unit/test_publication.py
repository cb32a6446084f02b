"""What is published of the sources: seals, sizes and the limits of quotation, recomputed by hashing and counting."""

import hashlib
import hmac
import re
import subprocess
import unicodedata
from collections import defaultdict

import pytest

from ..helpers.paths import ROOT
from ..helpers.raw import WORD, rows, words


def read(folder, doc):
    return (folder / f"{doc}.txt").read_bytes()


@pytest.mark.sources
def test_seals_hash_the_wording_with_the_documents_key(sources_folder):
    for name in ("spans", "paragraphs", "exclusions"):
        for row in rows(name):
            raw = read(sources_folder, row["doc_id"])
            key = hashlib.sha256(b"spans\0" + raw).digest()
            wording = raw.decode("utf-8")[int(row["start"]) : int(row["end"])]
            assert hmac.new(key, wording.encode(), "sha256").hexdigest()[:32] == row["mac"], (name, row)


ARABIC_RUN = re.compile("[\u0621-\u064a](?:[\u0621-\u065f ()/0-9]*[\u0621-\u065f])?")


def published_arabic():
    """Yield record id and wording of all Arabic that stands in a record with a position."""
    for row in rows("quotes"):
        yield row["record_id"], row["quote_ar"]
    for name in ("claims", "quantities", "dates", "event_reports", "anomalies", "checks"):
        for row in rows(name):
            for value in row.values():
                for run in ARABIC_RUN.findall(value):
                    yield next(iter(row.values())), run


@pytest.mark.sources
def test_published_arabic_stays_within_its_limits(sources_folder):
    """At most 10 % of a text's words, and no run of adjacent published words longer than 8."""
    spans = defaultdict(list)
    for row in rows("spans"):
        spans[row["record_id"]].append((row["doc_id"], int(row["start"])))
    texts = {row["doc_id"]: read(sources_folder, row["doc_id"]).decode("utf-8") for row in rows("documents")}
    marked = {doc: set() for doc in texts}
    for record_id, wording in published_arabic():
        for doc, near in spans[record_id]:
            places = [m.start() for m in re.finditer(re.escape(wording), texts[doc])]
            if places:
                at = min(places, key=lambda place: abs(place - near))
                marked[doc] |= set(range(at, at + len(wording)))
    for row in rows("quotes"):
        assert row["quote_ar"] in texts[row["record_id"].split("-")[0]], f"not in the source: {row}"
    for doc, taken in marked.items():
        quoted = "".join("01"[m.start() in taken] for m in re.finditer(WORD, texts[doc]))
        assert quoted.count("1") <= 0.1 * len(quoted), doc
        assert max(len(run) for run in re.findall("1+", quoted)) <= 8, doc


@pytest.mark.sources
def test_sources_word_counts_agree(sources_folder):
    for row in rows("documents"):
        raw = read(sources_folder, row["doc_id"])
        text = raw.decode("utf-8")
        assert hashlib.sha256(raw).hexdigest() == row["sha256"]
        assert (len(text), len(words(text))) == (int(row["n_chars"]), int(row["n_tokens"]))


def _folded(text):
    text = re.sub("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return [w.lower() for w in re.findall("[\u0621-\u064a0-9A-Za-z]+", text)]


ARABIC_BYTES = re.compile(rb"[\xd8-\xdb][\x80-\xbf]|\xef[\xad-\xbb]")  # in UTF-8, presentation forms among them
RUN = 9  # words


def _runs(folded):
    return (tuple(folded[i : i + RUN]) for i in range(len(folded) - RUN + 1))


def _new_stretches(blob, reached):
    """Yield the words of each line, and those after it that a run begun in it reaches, where they are not seen before.

    Nearly every line of a version stands in an earlier one, with the same words after it: `reached` knows, of a line
    and the words after it, the words after the line before.
    """
    after = ()
    for line in reversed(blob.split(b"\n")):
        before = reached.get((line, after))
        if before is None:
            stretch = (*_folded(line.decode("utf-8", "ignore")), *after)
            before = reached[line, after] = stretch[: RUN - 1]
            yield stretch
        after = before


def _blobs():
    """Yield name and bytes of every blob of the repository, in the history and in the index."""
    check = ["git", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"]
    listed = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    names = "".join(f"{line.split()[1]}\n" for line in listed if line.startswith("blob "))
    stream = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=ROOT, input=names.encode(), capture_output=True, check=True
    ).stdout
    at = 0
    while at < len(stream):
        end = stream.index(b"\n", at)
        name, _, size = stream[at:end].split()
        yield name.decode(), stream[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2


@pytest.mark.sources
def test_no_blob_of_the_history_holds_source_wording(sources_folder):
    """Nine source words in a row, in any version of any file, would be a quotation that may not be published."""
    titles = {row["title_ar"].strip() for row in rows("documents")}
    known = set()
    for path in sources_folder.glob("*.txt"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() not in titles]
        for run in _runs(_folded("\n".join(lines))):
            if sum("\u0621" <= word[0] <= "\u064a" for word in run) >= 6:
                known.add(run)
    looked_at, reached = 0, {}
    for name, blob in _blobs():
        if b"\0" in blob[:8000] or blob.isascii() or not ARABIC_BYTES.search(blob):
            continue
        looked_at += 1
        for stretch in _new_stretches(blob, reached):
            hits = known.intersection(_runs(stretch))
            assert not hits, f"blob {name[:12]}: nine words of a source in a row: {' '.join(min(hits))}"
    assert looked_at > 50
