"""Command line: `python -m textledger COMMAND`."""

import argparse
import functools
import sys
from pathlib import Path

STOPPED = 130  # exit code after an interrupt from the keyboard

try:  # to load the modules takes a moment, in which a person may think better of it
    from . import citing, datapackage, drafts, records, running
    from .batch import command as corpus
    from .coding import commands as coding
    from .corpus import derive, text
    from .intake import commands as intake
    from .intake import verifying
    from .rules import drafts as draft_rules
    from .rules import validate
    from .schema import tables
except KeyboardInterrupt:
    sys.exit(STOPPED)


def _sources(args) -> derive.Sources:
    documents = records.rows("documents", args.data)
    return derive.Sources(text.sources_dir(args.sources), documents)


def features_command(args) -> int:
    """Recompute and write every table that follows from the sources."""
    from . import verify  # with numpy, which takes longer to load than the other commands to start

    validate.require_form(args.data)
    computed = verify.recompute(args.data, _sources(args))
    # all tables are rendered before the first is written
    files = {name: tables.render(name, rows, args.data) for name, rows in computed.items()}
    for name, content in files.items():
        tables.write_text(args.data / f"{name}.csv", content)
        print(f"{name}.csv: {len(computed[name])} rows written")
    return package_command(args)


def _counts(folder: Path) -> dict[str, int]:
    return {name: len(rows) for name, rows in validate.load(folder)[0].items()}


def _report(counts: dict[str, int], faults: dict[str, list[str]], recomputed: set[str]) -> int:
    for name, n in counts.items():
        state = f"{len(faults[name])} FAULTS" if faults[name] else "verified" if name in recomputed else "rules kept"
        print(f"{name}.csv: {n} rows, {state}")
    for name in (name for name in faults if name.startswith(draft_rules.KEY)):
        state = f"{len(faults[name])} FAULTS" if faults[name] else "verified" if name in recomputed else "rules kept"
        print(f"{name}: a draft, {state}")
    every = sum(map(len, faults.values()))
    if every:
        print(validate.summary(faults), file=sys.stderr)
    print(
        f"total: {sum(counts.values())} rows in {len(counts)} tables, {every or 'no'} fault{'' if every == 1 else 's'}"
    )
    return 1 if every else 0


def validate_command(args) -> int:
    """Check the tables' rules, which needs no source text."""
    faults = validate.faults(args.data)
    return _report(_counts(args.data), faults, set())


def _verify_drafts(args, faults: dict[str, list[str]]) -> set[str]:
    """Add the faults of the drafts whose texts are at hand, say of which they are not, and return the others."""
    verified = set()
    for slug in drafts.slugs(args.data):
        found = verifying.faults(slug, args.data, Path(args.sources) if args.sources else None)
        if found is None:
            print(f"{draft_rules.KEY}{slug}: its text is not at hand, so it was not verified")
            continue
        verified.add(f"{draft_rules.KEY}{slug}")
        faults[f"{draft_rules.KEY}{slug}"] += found
    return verified


def verify_command(args) -> int:
    """Check the tables' rules, recompute what the sources give, and compare."""
    from . import verify

    faults = validate.faults(args.data)
    counts = _counts(args.data)
    # where only a rule is broken, the sources may say more
    sound = validate.faults(args.data, rules=()) if any(faults.values()) else faults
    if any(messages for name, messages in sound.items() if name not in (datapackage.FILE, citing.FILE)):
        return _report(counts, faults, set())
    recomputed = _verify_drafts(args, faults)  # also where the texts of the tables are not at hand
    try:
        sources = _sources(args)
    except text.SourceError as error:
        _report(counts, faults, recomputed)
        raise text.SourceError(
            f"{error}; of the tables above only the rules were checked, none was verified"
        ) from error
    found, differences = verify.run(args.data, sources)
    for fault in reversed(differences):
        faults[fault.partition(".csv")[0]].insert(0, fault)
    return _report(counts, faults, recomputed | set(found))


def package_command(args) -> int:
    """Put the rows in order; write the Data Package descriptor, and the citation that the chapters read."""
    validate.require_form(args.data)
    citation = citing.render()  # what cannot be made is told before the first file is written
    datapackage.descriptor(args.data)
    tables.sort(args.data)
    datapackage.write(args.data)
    tables.write_text(args.data / citing.FILE, citation)
    return 0


def archive_command(args) -> int:
    """Archive the pages that the sources cite and note their digests; with --check, tell which are dead or changed."""
    try:
        from .archive import run, web
    except ModuleNotFoundError as error:
        raise ValueError(
            f"the package {error.name} is missing: install requirements-dev.txt, as make check does"
        ) from error
    options = run.Options(args.archive or run.FOLDER, args.delay, web.Limits(size=args.most * 1_000_000))
    action = run.check if args.check else run.archive
    try:
        return 0 if action(args.data, options, functools.partial(print, flush=True)) else 1
    except KeyboardInterrupt:
        print("textledger: stopped; the same command goes on from here", file=sys.stderr)
        return STOPPED


def _add_archive_options(command) -> None:
    command.add_argument("--check", action="store_true", help="write nothing; tell which links are dead or changed")
    command.add_argument(
        "--archive", type=Path, metavar="DIR", help="where pages are kept (else archive/, which git ignores)"
    )
    command.add_argument(
        "--delay", type=_seconds, default=3.0, metavar="SECONDS", help="between two requests to a host"
    )
    command.add_argument(
        "--most", type=_megabytes, default=50, metavar="MB", help="size of a page that is still fetched"
    )


def _seconds(text: str) -> float:
    if not 0 < (value := float(text)) <= 3600:
        raise argparse.ArgumentTypeError(f"{text} is not more than 0 and at most 3600 seconds")
    return value


def _megabytes(text: str) -> int:
    if not 0 < (value := int(text)) <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to 1000")
    return value


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m textledger", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, action, takes_sources in (
        ("features", features_command, True),
        ("verify", verify_command, True),
        ("validate", validate_command, False),
        ("package", package_command, False),
        ("archive", archive_command, False),
    ):
        command = commands.add_parser(name, help=action.__doc__, description=action.__doc__)
        command.set_defaults(action=action)
        command.add_argument("--data", type=Path, default=records.data_dir(), help="folder of the tables")
        if takes_sources:
            command.add_argument("--sources", help=f"folder of the source texts (else ${text.ENVIRONMENT})")
        if action is archive_command:
            _add_archive_options(command)
    intake.register(commands)
    coding.register(commands, records.data_dir())
    corpus.register(commands)
    args = parser.parse_args(argv)
    if not args.data.is_dir():
        parser.error(f"--data {args.data}: there is no such folder, expected that of the tables")
    try:
        return args.action(args)
    except (text.SourceError, ValueError, OSError) as error:
        print(f"textledger: {error}", file=sys.stderr)
    except LookupError as error:
        remedy = f"run {running.command('validate')}"
        print(f"textledger: the tables do not fit together, {error} is missing: {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(STOPPED)
