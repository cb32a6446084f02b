"""Compare two builds of the book: `python -m tests.helpers.same_pages _build/html _build/next/html`.

Two versions of Sphinx may mark a page up differently and give a place one more address. What a page says, where its
links lead and the addresses it has must be the same; so must all other files, byte by byte. Differences are printed,
and the exit code is then 1.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html

BLOCKS = ("caption", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre", "script")
BLOCKS += ("section", "summary", "table", "td", "th", "title", "tr")
BREAK = "\N{LINE SEPARATOR}"
SAID = ("alt", "aria-label", "content", "href", "src", "title")  # attributes that are read out, followed or harvested
OF_SPHINX = {".buildinfo", ".doctrees"}  # what Sphinx itself notes of a build
AROUND = 1  # lines of context of a difference


def _files(html: Path) -> dict[str, Path]:
    paths = {path.relative_to(html): path for path in html.rglob("*") if path.is_file()}
    return {name.as_posix(): path for name, path in paths.items() if name.parts[0] not in OF_SPHINX}


def _page(path: Path) -> tuple[list[str], set[str]]:
    """Return what a page says, one block of text or attribute per line, and its addresses."""
    root = lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    attributes = [f"{name}: {element.get(name)}" for element in root.iter("*") for name in SAID if element.get(name)]
    for element in root.iter(*BLOCKS):
        element.text, element.tail = f"{BREAK}{element.text or ''}", f"{BREAK}{element.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split(BREAK))
    return [*filter(None, lines), *attributes], set(root.xpath("//@id"))


def differences(old: Path, new: Path) -> Iterator[str]:
    """Yield what is other in the new pages than in the old ones, line by line, each file with its name first."""
    before, after = _files(old), _files(new)
    yield from (f"{name}: only in {old}" for name in sorted(before.keys() - after.keys()))
    yield from (f"{name}: only in {new}" for name in sorted(after.keys() - before.keys()))
    for name in sorted(before.keys() & after.keys()):
        if before[name].read_bytes() == after[name].read_bytes():
            continue
        if not name.endswith(".html"):
            yield f"{name}: not the same bytes"
            continue
        (lines, ids), (new_lines, new_ids) = _page(before[name]), _page(after[name])
        yield from (f"{name}: the address #{lost} is gone" for lost in sorted(ids - new_ids))
        yield from difflib.unified_diff(lines, new_lines, f"{old}/{name}", f"{new}/{name}", n=AROUND, lineterm="")


def main(arguments: list[str] | None = None) -> int:
    """Print the differences, and return 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path, help="the folder of pages to compare with")
    parser.add_argument("new", type=Path, help="the folder of the other pages")
    options = parser.parse_args(arguments)
    if missing := [str(folder) for folder in (options.old, options.new) if not (folder / "index.html").is_file()]:
        parser.error(f"no index.html in {', '.join(missing)}")
    lines = list(differences(options.old, options.new))
    print("\n".join(lines) if lines else f"{len(_files(options.new))} files say the same.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
