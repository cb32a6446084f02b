"""The command `corpus` of `python -m textledger`; Dask and DuckDB are loaded only when it runs."""

import argparse
from pathlib import Path

from .. import records, running
from . import plan

STOPPED = 130  # exit code after an interrupt from the keyboard


def corpus_command(args) -> int:
    """Run the rules for numbers, dates and actors over many texts, into Parquet; the same command resumes."""
    running.require("textledger corpus", ("dask", "distributed", "duckdb"), "corpus")
    from . import run

    options = run.Options(args.input, args.output, args.data, args.columns, args.sample, args.scheduler, args.workers)
    try:
        result = run.run(options)
    except KeyboardInterrupt:
        print("textledger: stopped; the same command goes on from here")
        return STOPPED
    return 0 if result.counts["documents"] and not result.killed else 1


def register(commands) -> None:
    """Add the command to those of the command line."""
    command = commands.add_parser("corpus", help=corpus_command.__doc__, description=corpus_command.__doc__)
    command.set_defaults(action=corpus_command)
    add = command.add_argument
    add("--input", required=True, metavar="PATH", help=f"file, folder or quoted pattern of files: {plan.EXPECTED}")
    add("--output", required=True, type=Path, metavar="DIR", help="folder of the tables, empty or begun before")
    add("--sample", type=_count, metavar="N", help="about so many documents only, taken evenly")
    add(
        "--workers",
        type=_count,
        metavar="N",
        help="processes on this machine (else one a processor); of a cluster, how many are waited for",
    )
    add("--scheduler", metavar="ADDRESS", help="of a Dask cluster that runs, for instance tcp://10.0.0.1:8786")
    add(
        "--columns",
        type=_columns,
        default=plan.Columns(),
        metavar="NAMES",
        help="as id=url,text=body,date=day,outlet=source",
    )
    add("--data", type=Path, default=records.data_dir(), help="folder of the tables, for the known actors")


def _count(text: str) -> int:
    if (value := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


def _columns(text: str) -> plan.Columns:
    try:
        return plan.Columns.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
