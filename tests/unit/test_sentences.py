"""Where sentences end: signs, abbreviations, quotations, figures, Arabic, brackets."""

from itertools import pairwise

import pytest

from textledger_sphinx.evidence.sentences import ends


def split(text):
    return [text[a:b].strip() for a, b in pairwise([0, *ends(text)])]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It went.", "It came back!", "Did it?", "It did…", "Then"],
        ["See e.g. Pillar, Knights et al. 2021 and n.d. in cf. the list.", "Next."],
        ["It is in no. 3, vol. 2, pp. 4–5.", "The answer is no.", "Part two."],
        ["Written by Ashraf M. Keshk of the U.S. Department.", "More."],
        ["This concerns part A.", "That is of part B.", "End."],
        ["About 3.5 per cent, 4,000 men.", "2003 was the year."],
        ["He said “they went.”", "“They did!”", "(So it is.)", "Then [it ended.]", "So"],
        ["He asked “why?” and left.", "It (see p. 3.) and no more.", "Who?"],
        ["العراق بلد.", "ثم ماذا؟", "«نعم.»", "انتهى"],
        ["It prints ملء الفراغ.", "Then it stops."],
        ["One sentence without its sign"],
    ],
    ids=lambda sentences: sentences[0][:20],
)
def test_a_text_falls_into_its_sentences(sentences):
    assert split(" ".join(sentences)) == sentences


def test_nothing_has_no_sentence_and_space_behind_is_no_part():
    assert ends("") == ends("  ") == []
    assert ends("One. ") == [4]


def test_the_ellipsis_within_a_sentence_does_not_end_it():
    assert split("It goes on … and on. So.") == ["It goes on … and on.", "So."]
