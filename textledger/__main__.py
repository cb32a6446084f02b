"""Command line: `python -m textledger COMMAND`."""

import argparse
import sys
from pathlib import Path

from . import citing, datapackage, records, verify
from .corpus import derive, text
from .rules import validate
from .schema import tables


def _sources(args) -> derive.Sources:
    documents = records.rows("documents", args.data)
    return derive.Sources(text.sources_dir(args.sources), documents)


def features_command(args) -> int:
    """Recompute and write every table that follows from the sources."""
    computed = verify.recompute(args.data, _sources(args))
    files = {
        name: tables.render(name, rows, args.data) for name, rows in computed.items()
    }  # all of them, before one is written
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
    every = sum(map(len, faults.values()))
    if every:
        print(validate.summary(faults), file=sys.stderr)
    print(f"total: {sum(counts.values())} rows in {len(counts)} tables, {every or 'no'} faults")
    return 1 if every else 0


def validate_command(args) -> int:
    """Check the tables' rules, which needs no source text."""
    found = validate.faults(args.data)
    return _report(_counts(args.data), found, set())


def verify_command(args) -> int:
    """Check the tables' rules, recompute what the sources give, and compare."""
    found = validate.faults(args.data)
    counts = _counts(args.data)
    sound = validate.faults(args.data, rules=())  # a broken rule may be told more closely by the sources
    if any(faults for name, faults in sound.items() if name not in (datapackage.FILE, citing.FILE)):
        return _report(counts, found, set())
    recomputed, differences = verify.run(args.data, _sources(args))
    for fault in reversed(differences):
        found[fault.partition(".csv")[0]].insert(0, fault)
    return _report(counts, found, set(recomputed))


def package_command(args) -> int:
    """Put the rows in order; write the Data Package descriptor, and the citation that the chapters read."""
    tables.sort(args.data)
    datapackage.write(args.data)
    citing.write(args.data)
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m textledger", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, action, needs in (
        ("features", features_command, True),
        ("verify", verify_command, True),
        ("validate", validate_command, False),
        ("package", package_command, False),
    ):
        command = commands.add_parser(name, help=action.__doc__, description=action.__doc__)
        command.set_defaults(action=action)
        command.add_argument("--data", type=Path, default=records.data_dir(), help="folder of the tables")
        if needs:
            command.add_argument("--sources", help=f"folder of the source texts (else ${text.ENVIRONMENT})")
    args = parser.parse_args(argv)
    if not args.data.is_dir():
        parser.error(f"--data {args.data}: there is no such folder, expected that of the tables")
    try:
        return args.action(args)
    except (text.SourceError, ValueError, OSError) as error:
        print(f"textledger: {error}", file=sys.stderr)
    except LookupError as error:
        remedy = "run python -m textledger validate"
        print(f"textledger: the tables do not fit together ({error!r}): {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
