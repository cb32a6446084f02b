"""Build-time measures that need libraries the chapters do not import: features, keyness, similarity, agreement."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from ..corpus import arabic
from ..corpus.derive import Sources, read_word, readings
from . import agreement, statistics

HDD_DRAWS = 42  # the usual sample size of HD-D (McCarthy and Jarvis 2010)
TYPES_SAMPLE = 500  # words of the sample for which expected types are given
PSEUDO_SIZE = 1_000_000  # words the general reference is treated as: wordfreq gives proportions, not a corpus size
PRIOR_SIZE = 500  # pseudo-words of the informative prior
MIN_KEYWORD = 3  # a word must occur this often in a text to be listed
CONTENT = ("noun", "proper", "adjective", "verb")


def expected_types(counts: np.ndarray, draws: int) -> float:
    """Return the expected number of types in `draws` words drawn without replacement."""
    from scipy.stats import hypergeom

    total = counts.sum()
    return float((1 - hypergeom.pmf(0, total, counts, min(draws, total))).sum())


def features(sources: Sources, lexicon_rows: list[dict]) -> list[dict]:
    """Return the measures of each text's vocabulary (Arabic words only)."""
    reviewed = readings(lexicon_rows)
    rows = []
    for doc in sources.text:
        forms = [arabic.form(word.form) for word in sources.words(doc)]
        words = [form for form in forms if not form.isascii()]
        counts = Counter(words)
        lemmas = Counter(read_word(form, reviewed)[0] for form in words)
        values = np.array(list(counts.values()))
        content = sum(read_word(form, reviewed)[1] in CONTENT for form in words)
        for name, value, unit in (
            ("words", len(forms), "words"),
            ("arabic_words", len(words), "words"),
            ("types", len(counts), "forms"),
            ("lemmas", len(lemmas), "lemmas"),
            ("hapax_share", float((values == 1).sum() / len(values)), "share of forms"),
            ("content_share", content / len(words), "share of words"),
            ("hd_d", expected_types(values, HDD_DRAWS) / HDD_DRAWS, "mean type-token ratio of 42 words"),
            ("expected_types_500", expected_types(values, TYPES_SAMPLE), "forms in 500 words"),
        ):
            rows.append({"doc_id": doc, "feature": name, "value": float(value), "unit": unit})
    return rows


def _lemma_counts(token_rows: list[dict]) -> dict[str, Counter]:
    counts: dict[str, Counter] = defaultdict(Counter)
    for row in token_rows:
        if row["zone"] == "body" and row["pos"] in CONTENT:
            counts[row["doc_id"]][row["lemma"]] += int(row["n"])
    return counts


def _segment_table(token_rows: list[dict], doc: str, column: str) -> tuple[dict[str, list[int]], list[int]]:
    """Return each word's counts per body segment of a text, and the segments' sizes in words."""
    body = [row for row in token_rows if row["doc_id"] == doc and row["zone"] == "body"]
    numbers = sorted({int(row["segment"]) for row in body})
    place = {number: i for i, number in enumerate(numbers)}
    table: dict[str, list[int]] = defaultdict(lambda: [0] * len(numbers))
    sizes = [0] * len(numbers)
    for row in body:
        table[row[column]][place[int(row["segment"])]] += int(row["n"])
        sizes[place[int(row["segment"])]] += int(row["n"])
    return table, sizes


def _keyness_rows(doc, reference, words, y, r, prior, dispersed, sizes) -> list[dict]:
    delta, z = statistics.log_odds(y, r, prior)
    return [
        {
            "doc_id": doc,
            "reference": reference,
            "lemma": word,
            "n": int(y[i]),
            "n_reference": float(r[i]),
            "log_odds": float(delta[i]),
            "z": float(z[i]),
            "dp": statistics.dispersion_dp(dispersed[word], sizes),
        }
        for i, word in enumerate(words)
        if y[i] >= MIN_KEYWORD
    ]


def keyness(token_rows: list[dict]) -> list[dict]:
    """Return the content words of each text against the other four, and its forms against general Arabic.

    Against the other texts the prior is the words' share in all five; against general Arabic the reference is
    wordfreq's frequency list taken as a corpus of `PSEUDO_SIZE` words. z ranks effects; it is not a test.
    """
    from wordfreq import word_frequency

    lemma_counts = _lemma_counts(token_rows)
    everything = sum(lemma_counts.values(), Counter())
    total = sum(everything.values())
    vocabulary = sorted(everything)
    forms: dict[str, Counter] = defaultdict(Counter)
    for row in token_rows:
        if row["zone"] == "body" and row["pos"] in CONTENT:
            forms[row["doc_id"]][row["form"]] += int(row["n"])
    rows = []
    for doc in lemma_counts:
        y = np.array([lemma_counts[doc][word] for word in vocabulary], dtype=float)
        r = np.array([everything[word] for word in vocabulary], dtype=float) - y
        prior = np.array([PRIOR_SIZE * everything[word] / total for word in vocabulary])
        table, sizes = _segment_table(token_rows, doc, "lemma")
        rows += _keyness_rows(doc, "other_texts", vocabulary, y, r, prior, table, sizes)
        words = sorted(forms[doc])
        share = np.array([max(word_frequency(word, "ar"), 1e-8) for word in words])
        y = np.array([forms[doc][word] for word in words], dtype=float)
        table, sizes = _segment_table(token_rows, doc, "form")
        rows += _keyness_rows(doc, "general_arabic", words, y, share * PSEUDO_SIZE, share * PRIOR_SIZE, table, sizes)
    return rows


def _ngrams(sources: Sources, doc: str, size: int) -> set[tuple[str, ...]]:
    words = [arabic.match_key(word.form) for word in sources.words(doc)]
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def similarity(token_rows: list[dict], sources: Sources) -> list[dict]:
    """Return, for each pair of texts, the TF-IDF cosine of content lemmas and the word runs they share."""
    from sklearn.feature_extraction.text import TfidfTransformer

    docs = list(sources.text)
    lemma_counts = _lemma_counts(token_rows)
    vocabulary = sorted(set().union(*lemma_counts.values()))
    counts = np.array([[lemma_counts[doc][word] for word in vocabulary] for doc in docs])
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts).toarray()
    runs = {size: {doc: _ngrams(sources, doc, size) for doc in docs} for size in (3, 5)}
    rows = []
    for a, b in combinations(range(len(docs)), 2):
        left, right = docs[a], docs[b]
        values = [("tfidf_cosine", float(weights[a] @ weights[b]), "cosine")]
        values += [(f"shared_{n}_grams", float(len(runs[n][left] & runs[n][right])), "distinct runs") for n in (3, 5)]
        rows += [{"doc_a": left, "doc_b": right, "measure": m, "value": v, "unit": u} for m, v, u in values]
    return rows


def compute_tables(
    derived: dict[str, list[dict]], lexicon_rows: list[dict], reliability: list[dict], sources: Sources
) -> dict:
    """Return every computed table."""
    return {
        "features": features(sources, lexicon_rows),
        "keyness": keyness(derived["tokens"]),
        "similarity": similarity(derived["tokens"], sources),
        "agreement": agreement.agreement_rows(reliability),
    }
