"""The commands `add`, `remove` and `publish`."""

import contextlib
import hashlib
import sys
from pathlib import Path

from .. import drafts, records, running
from ..coding import decisions, swap
from ..labels import counted
from . import chapter, contents, looks, placing, publishing, reading, tables

STOPPED = 130  # exit code after an interrupt from the keyboard
UNDO = "what publishing changed is undone with git: CONTRIBUTING.md, Take a text back"


def _require_free(repository: placing.Repository, slug: str, file: Path) -> None:
    """Make sure that nothing of the book has the id.

    Raises:
        ValueError: a text, a draft, a page or a file has.
    """
    if slug in records.docs(repository.data):
        raise ValueError(f"--id {slug}: is a text of the book already, expected an id that is free")
    if contents.page(slug) in contents.names(repository.root):
        what = "is a draft" if drafts.folder(slug, repository.data).is_dir() else "is a page"
        raise ValueError(f"--id {slug}: {what} of the book already, expected an id that is free")
    for place in repository.places(slug).values():
        if place.exists():
            shown = place.relative_to(repository.root)
            same = file.exists() and place.is_file() and file.samefile(place)
            expected = "a file elsewhere: it is copied there" if same else "nothing there, or another --id"
            left = "; no text and no draft has it: delete it, if nobody needs it" if place.suffix == ".txt" else ""
            raise ValueError(f"{shown}: is there already, expected {expected}{'' if same else left}")


def _require_new(repository: placing.Repository, file: Path, raw: bytes) -> None:
    """Make sure that no text of the book and no draft is the same text under another id.

    Raises:
        ValueError: one is.
    """
    digest = hashlib.sha256(raw).hexdigest()
    if other := next((row["doc_id"] for row in looks.taken(repository.data) if row["sha256"] == digest), None):
        raise ValueError(f"{file}: is the text {other} of the book already, letter by letter, expected another text")


def _tell_left(slugs: list[str]) -> None:
    for slug in slugs:
        print(f"textledger: tidied what an interrupted command had left of {slug}", file=sys.stderr)


@contextlib.contextmanager
def _stoppable(done: str):
    """Say what an interrupt from the keyboard leaves, which is nothing half-written."""
    try:
        yield
    except KeyboardInterrupt:
        print(f"textledger: stopped; {done}", file=sys.stderr)
        raise SystemExit(STOPPED) from None


def add_command(args) -> int:
    """Take a new text into the book as a draft: its tables, a copy of it in sources/, and a chapter."""
    reading.require_id(args.id)
    title = reading.require_line("--title", args.title)
    publisher = reading.require_line("--publisher", args.publisher)
    if args.date:
        reading.require_date(args.date)
    repository = placing.Repository(args.data)
    with _stoppable("the book is as it was, or has the whole draft"), placing.held(repository):
        _tell_left(placing.settle_all(repository))
        _require_free(repository, args.id, args.file)
        raw = reading.read(args.file)
        _require_new(repository, args.file, raw)
        given = tables.Given(args.id, title, publisher, args.date or "", *looks.choose(repository.data))
        actors, lexicon = records.rows("actors", repository.data), records.rows("lexicon", repository.data)
        made = tables.make(given, raw, actors, lexicon)
        written = {name: tables.render(name, made[name]) for name in drafts.TABLES}
        page = chapter.scaffold(args.id, made["documents"][0]["label"])
        placing.put(repository, args.id, written, raw, page)
    _report(args.id, made)
    return 0


def _report(slug: str, made: tables.Rows) -> None:
    """Say what was found, and what to do next."""
    row = made["documents"][0]
    names = sum(candidate["kind"] == "name" for candidate in made["candidates"])
    actors = len({mention["actor_id"] for mention in made["mentions"]})
    print(
        f"{slug}: {counted(row['n_tokens'], 'word')} in {counted(row['n_paragraphs'], 'paragraph')}; drafts of "
        f"{counted(len(made['quantities']), 'amount')} and {counted(len(made['dates']), 'date')}, "
        f"{counted(actors, 'known actor')}, {counted(names, 'possible name')}."
    )
    if not row["published_edtf"]:
        print("No --date was given: times told from the day of the text, as yesterday, have no value.")
    if not (row["colour"] and row["sign"]):
        print(
            f"No colour and sign are free: it is grey, as others may be, until a person chooses some in "
            f"data/{drafts.FOLDER}/{slug}/documents.csv."
        )
    print(f"To decide on the drafts:  {running.command(f'code {slug}')}")
    print("To see the draft chapter: make book")
    print(f"To take it out again:     {running.command(f'remove {slug}')}")


def _is_draft(repository: placing.Repository, slug: str) -> bool:
    """Return whether a text is a draft: it has tables, or a line under *Drafts* that somebody left without them."""
    has_tables = drafts.folder(slug, repository.data).exists()
    return has_tables or contents.page(slug) in contents.drafts(repository.root)


def _require_unpublished(repository: placing.Repository, slug: str) -> None:
    """Make sure that no text of the book loses its chapter.

    Raises:
        ValueError: the draft was published.
    """
    if slug in records.docs(repository.data):
        left = f"; its draft is published: delete data/{drafts.FOLDER}/{slug} by hand"
        there = left if drafts.folder(slug, repository.data).exists() else f"; {UNDO}"
        raise ValueError(f"{slug}: is a text of documents.csv, expected a draft{there}")


def _no_draft(repository: placing.Repository, slug: str) -> ValueError:
    known = ", ".join(drafts.slugs(repository.data)) or "none"
    return ValueError(f"{slug}: is no draft of this book; there are: {known}")


def remove_command(args) -> int:
    """Take a draft out of the book: its tables, the copy in sources/, its chapter and its line in _toc.yml."""
    reading.require_form("SLUG", args.slug)
    repository = placing.Repository(args.data)
    _require_unpublished(repository, args.slug)
    with _stoppable("the draft is there, or gone whole"), placing.held(repository):
        left = placing.settle_all(repository)
        _tell_left(left)
        repository.drafts.mkdir(exist_ok=True)
        swap.mend(drafts.folder(args.slug, repository.data))  # after an interrupted `code --apply`
        if not _is_draft(repository, args.slug):
            placing.settle(repository, args.slug)
            if args.slug in left:
                return 0
            raise _no_draft(repository, args.slug)
        swap.beside(drafts.folder(args.slug, repository.data))  # what earlier tries left goes
        kept = placing.take(repository, args.slug)
    print(f"{args.slug}: removed; until the next make clean its files lie in {kept.relative_to(repository.root)}")
    return 0


def publish_command(args) -> int:
    """Make the rows of a draft, once a person has decided on all of them, rows of the published tables."""
    reading.require_form("SLUG", args.slug)
    repository = placing.Repository(args.data)
    _require_unpublished(repository, args.slug)
    with _stoppable("the text is a draft, or published whole"), placing.held(repository):
        _tell_left(placing.settle_all(repository))
        swap.mend(drafts.folder(args.slug, repository.data))  # after an interrupted `code --apply`
        if not drafts.folder(args.slug, repository.data).is_dir():
            raise _no_draft(repository, args.slug)
        kept = publishing.publish(repository, args.slug, args.sources)
    place = kept.relative_to(repository.root)
    print(f"{args.slug}: published; until the next make clean its draft lies in {place}")
    if (coders := kept / decisions.FOLDER).is_dir():
        print(f"To keep what each coder decided, which stands nowhere else: save {coders.relative_to(repository.root)}")
    print(f"To write: chapters/{args.slug}.md, whose cells read the draft; then its line in {contents.FILE} moves")
    return 0


def register(commands) -> None:
    """Add the commands to the command line."""
    add = commands.add_parser("add", help=add_command.__doc__, description=add_command.__doc__)
    add.set_defaults(action=add_command)
    add.add_argument("file", type=Path, metavar="FILE", help="the text, in UTF-8, a paragraph a line")
    add.add_argument(
        "--id", required=True, metavar="SLUG", help="a short name of letters a to z, for ids and addresses"
    )
    add.add_argument("--title", help="title of the text (else its first line, where it looks like one)")
    add.add_argument("--publisher", help="who published it")
    add.add_argument("--date", metavar="EDTF", help="when: 2024-03-12, 2024-03 or 2024")
    remove = commands.add_parser("remove", help=remove_command.__doc__, description=remove_command.__doc__)
    remove.set_defaults(action=remove_command)
    publish = commands.add_parser("publish", help=publish_command.__doc__, description=publish_command.__doc__)
    publish.set_defaults(action=publish_command)
    publish.add_argument("--sources", metavar="DIR", help="folder of the source texts (else sources/)")
    for command in (remove, publish):
        command.add_argument("slug", metavar="SLUG", help="id of the draft")
    for command in (add, remove, publish):
        command.add_argument("--data", type=Path, default=records.data_dir(), help="folder of the tables")
