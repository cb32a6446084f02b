"""Where paragraphs and claims stand in a text, reckoned by hand."""

import pytest

from textledger import records, running_words

TABLES = {
    "paragraphs": [
        {"doc_id": "one", "par": "0", "start": "0", "end": "10", "n_tokens": "2"},
        {"doc_id": "other", "par": "0", "start": "0", "end": "50", "n_tokens": "9"},
        {"doc_id": "one", "par": "1", "start": "11", "end": "31", "n_tokens": "4"},
    ],
    "claims": [
        {"claim_id": "one-c01", "doc_id": "one", "par": "1"},
        {"claim_id": "one-c02", "doc_id": "one", "par": "0"},
        {"claim_id": "other-c01", "doc_id": "other", "par": "0"},
    ],
    "spans": [
        {"record_id": "one-c01", "seq": "1", "doc_id": "one", "start": "21"},
        {"record_id": "one-c01", "seq": "2", "doc_id": "one", "start": "0"},
        {"record_id": "one-c02", "seq": "1", "doc_id": "one", "start": "0"},
        {"record_id": "other-c01", "seq": "1", "doc_id": "other", "start": "25"},
    ],
}


@pytest.fixture(autouse=True)
def _tables(monkeypatch):
    monkeypatch.setattr(records, "rows", TABLES.__getitem__)


def test_paragraphs_follow_one_another_in_words():
    assert running_words.paragraphs("one") == {0: (0, 2), 1: (2, 6)}


def test_a_claim_stands_where_its_first_span_begins():
    # 10 of 20 characters into a paragraph of 4 words that follows 2
    assert running_words.claims("one") == {"one-c01": (1, 4.0), "one-c02": (0, 0.0)}
    assert running_words.claims("other") == {"other-c01": (0, 4.5)}
