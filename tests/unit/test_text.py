"""Paragraphs, words, segments, folding, seals: on invented text."""

import hashlib
import hmac

import pytest

from textledger.corpus import arabic, spans, text


def test_paragraphs_are_the_trimmed_nonblank_lines():
    source = "  عنوان\n\n \t \nسطر أوّل \r\n\nآخر"
    paragraphs = [source[p.start : p.end] for p in text.paragraphs(source)]
    assert paragraphs == ["عنوان", "سطر أوّل", "آخر"]
    assert [p.par for p in text.paragraphs(source)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("source", "forms"),
    [
        ("عام2008", ["عام", "2008"]),
        ("22-23 تمّوز", ["22", "23", "تمّوز"]),
        ("مهامه..وتصاعد", ["مهامه", "وتصاعد"]),
        ("(الناتو)، NATO!", ["الناتو", "NATO"]),
        ("٣ كتب", ["٣", "كتب"]),
        ("كتـــاب", ["كتـــاب"]),
    ],
)
def test_words_are_runs_of_one_script(source, forms):
    assert [word.form for word in text.words(source)] == forms


def test_words_keep_exact_offsets():
    source = "قال: «نعم» ثمّ 12 مرّة"
    assert all(source[w.start : w.end] == w.form for w in text.words(source))


def test_segments_close_at_the_least_size_and_take_in_the_remainder():
    zones = ["body", "body", "apparatus", "body", "body"]
    assert text.segments(zones, [50, 40, 30, 90, 10], least=80) == [0, 0, None, 1, 1]


def test_segments_of_another_zone_are_counted_apart():
    assert text.segments(["apparatus", "body", "apparatus"], [60, 85, 40], least=80) == [1, 0, 1]


def test_a_missing_source_is_named(tmp_path):
    with pytest.raises(text.SourceError, match=r"nothere\.txt"):
        text.read("nothere", tmp_path)


def test_another_text_under_the_same_name_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("نصّ", encoding="utf-8")
    with pytest.raises(text.SourceError, match="not the text described"):
        text.read("a", tmp_path, sha256="0" * 64)


def test_the_folder_of_sources_must_be_named_and_exist(tmp_path, monkeypatch):
    monkeypatch.delenv(text.ENVIRONMENT, raising=False)
    with pytest.raises(text.SourceError, match="--sources"):
        text.sources_dir()
    with pytest.raises(text.SourceError, match="does not exist"):
        text.sources_dir(tmp_path / "no")


@pytest.mark.parametrize(
    ("word", "key"),
    [("أُمّة", "امه"), ("إلى", "الي"), ("آسيا", "اسيا"), ("٢٠٢١", "2021"), ("كتـاب", "كتاب"), ("NATO", "nato")],
)
def test_match_key_folds_spelling(word, key):
    assert arabic.match_key(word) == key


@pytest.mark.parametrize(
    ("word", "rest"),
    [("وبالعراق", "العراق"), ("للحكومة", "الحكومة"), ("فكتب", "كتب"), ("كالناتو", "الناتو"), ("وللجيش", "الجيش")],
)
def test_prefixes_split_off(word, rest):
    assert rest in [split for _, split in arabic.prefix_splits(word)]


def test_letters_fold_without_changing_offsets():
    source = "إلى آسيا أُمّة ١٢"
    assert len(arabic.fold_letters(source)) == len(source)


def test_the_seal_is_hmac_of_the_wording_under_the_documents_hash():
    document = "نصّ قصير".encode()
    expected = hmac.new(hashlib.sha256(b"spans\0" + document).digest(), "قصير".encode(), "sha256").hexdigest()[:32]
    assert spans.mac(spans.key(document), "قصير") == expected


def test_overlap_and_iou():
    assert spans.overlap((0, 5), (3, 9)) == 2
    assert spans.overlap((0, 3), (3, 9)) == 0
    assert spans.iou([(0, 4)], [(2, 6)]) == pytest.approx(2 / 6)
