"""The built book."""


def test_every_chapter_is_built(site):
    assert (site / "index.html").is_file()
    assert (site / "chapters" / "corpus.html").is_file()
