"""The commands `code` and `compare`."""

from pathlib import Path

from .. import running


def code_command(args) -> int:
    """Decide on the drafts of a text and code its claims, on a page of this machine or in the terminal."""
    from ..rules import drafts as rules
    from . import drafts, session

    drafts.folder_of(args.slug, args.data)
    rules.require(args.slug, args.data)
    if args.apply:
        from . import apply

        print(apply.apply(args.slug, args.data, args.apply, args.sources))
        return 0
    draft = drafts.load(args.slug, args.data, args.sources)
    opened = session.Session(draft, args.coder, args.data / "codebook.md")
    if args.terminal:
        from . import terminal

        return terminal.run(opened)
    return _serve(opened, args.port)


def _told(opened) -> str:
    return f"{opened.decided()} of {len(opened.draft.units)} drafts decided, {len(opened.added())} units added"


def _serve(opened, port: int) -> int:
    from . import server

    try:
        page = server.Server(opened, port)
    except (OSError, OverflowError) as error:
        raise ValueError(f"port {port} cannot be used: {error}; name another: --port NUMBER") from error
    try:
        print(f"{page.address}\nOpen this address in a browser: {_told(opened)}.")
        print(f"Every decision is kept at once, in {opened.coding.path}. Control and C end the program.", flush=True)
        page.serve_forever()
    except KeyboardInterrupt:
        print(f"\n{_told(opened)}; the same command goes on from here.")
        applied = running.command(f"code {opened.draft.doc_id} --apply {opened.coder}")
        print(f"To write the decisions into the draft's tables: {applied}")
    finally:
        page.server_close()
    return 0


def compare_command(args) -> int:
    """Compare two coders' files of one text: agreement, and where they differ."""
    from . import compare

    print(compare.report(args.first, args.second))
    return 0


def register(commands, data) -> None:
    """Add the two commands to the command line.

    Args:
        commands: the subparsers of `python -m textledger`.
        data: the folder of the published tables.
    """
    code = commands.add_parser("code", help=code_command.__doc__, description=code_command.__doc__)
    code.set_defaults(action=code_command)
    code.add_argument("slug", metavar="SLUG", help="id of a text that was added")
    code.add_argument("--coder", default="a", metavar="NAME", help="whose decisions these are (%(default)s)")
    code.add_argument("--port", type=int, default=0, help="the port to listen on (else a free one)")
    code.add_argument("--terminal", action="store_true", help="drafts in the terminal, without a browser")
    code.add_argument("--apply", metavar="CODER", help="write this coder's decisions into the text's tables")
    code.add_argument("--sources", metavar="DIR", help="folder of the source texts (else sources/)")
    compare = commands.add_parser("compare", help=compare_command.__doc__, description=compare_command.__doc__)
    compare.set_defaults(action=compare_command)
    for name, place in (("first", "one"), ("second", "the other")):
        compare.add_argument(name, type=Path, metavar=name[0].upper(), help=f"the file of {place} coder")
    for command in (code, compare):
        command.add_argument("--data", type=Path, default=data, help="folder of the tables")
