"""Two coders' files of one text: how far they agree, and where they differ."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..measures import agreement
from . import decisions, drafts, variables

LEAST = 10  # units below which resampling them says nothing of use
NOTHING = "nothing"  # stands for an empty cell
VALUES = ("low", "high", "from_value", "to_value", "as_of_edtf", "edtf_printed", "edtf_resolved")
_COLUMNS = "{:11} {:20} {:>6} {:>10}   {}"


class Pair(NamedTuple):
    """What two coders made of the same draft, or of the same words."""

    table: str
    first: dict[str, str]
    second: dict[str, str]


class Difference(NamedTuple):
    """A variable on which two coders differ, with the place; or a unit that only one of them has."""

    par: int
    start: int
    end: int
    what: str


def read(first: Path, second: Path) -> tuple[list[dict], list[dict]]:
    """Return the rows of two coders' files.

    Raises:
        CodingError: a file cannot be used, or the two are not about the same edition of the same text; the row is
            named.
        FileNotFoundError: a file is not there.
    """
    for path in (first, second):
        if path.is_dir() or not path.exists():
            raise FileNotFoundError(
                f"{path}: there is no such file, expected a coder's, as data/{drafts.FOLDER}/SLUG/coding/NAME.csv"
            )
    files = [decisions.read(path) for path in (first, second)]
    expected = next((row for rows in files for row in rows), None)
    for path, rows in zip((first, second), files, strict=True):
        for number, row in enumerate(rows, 2):
            if expected and row["doc_id"] != expected["doc_id"]:
                raise decisions.CodingError(
                    f"{path}, row {number}: is about the text {row['doc_id']}, expected {expected['doc_id']}"
                )
            if expected and row["sha256"] != expected["sha256"]:
                raise decisions.CodingError(
                    f"{path}, row {number}: is about another edition of the text: its sha256 is {row['sha256']}, "
                    f"expected {expected['sha256']}"
                )
        if not rows:
            raise decisions.CodingError(f"{path}: holds no decision yet")
    return files[0], files[1]


def _added(rows: list[dict], table: str) -> dict[str, dict]:
    return {row["unit_id"]: row for row in rows if row["decision"] == "added" and row["table"] == table}


def _spans(rows: dict[str, dict]) -> dict[str, list[tuple[int, int]]]:
    return {key: [(int(row["start"]), int(row["end"]))] for key, row in rows.items()}


def decided(first: list[dict], second: list[dict]) -> list[Pair]:
    """Return the drafts on which both decided."""
    others = {row["unit_id"]: row for row in second if row["decision"] != "added"}
    both = [row for row in first if row["decision"] != "added" and row["unit_id"] in others]
    return [Pair(row["table"], row, others[row["unit_id"]]) for row in both]


def paired(first: list[dict], second: list[dict], table: str) -> tuple[list[Pair], list[dict], list[dict]]:
    """Return the added units of a table that two coders share, by the overlap of their places, and those of one alone.

    Pairs are one to one, largest overlap first, and share at least half of the code points of both together.
    """
    a, b = _added(first, table), _added(second, table)
    ids = agreement.pair(_spans(a), _spans(b))
    left, right = {one for one, _ in ids}, {other for _, other in ids}
    pairs = [Pair(table, a[one], b[other]) for one, other in ids]
    return pairs, [a[key] for key in a if key not in left], [b[key] for key in b if key not in right]


def _row(table: str, variable: str, a: str, b: str) -> dict[str, str]:
    return {"table": table, "round": "", "variable": variable, "coder_a": a, "coder_b": b}


def _compared(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Yield the variables on which the two may differ, with the values of both."""
    if "added" not in (pair.first["decision"], pair.second["decision"]):
        yield "decision", pair.first["decision"], pair.second["decision"]
    if "rejected" in (pair.first["decision"], pair.second["decision"]):
        return
    own = {field["name"] for field in variables.fields(pair.table)}
    for name in [*variables.nominal(pair.table), *(name for name in VALUES if name in own)]:
        if pair.first[name] or pair.second[name]:  # what neither coded is no agreement
            yield name, pair.first[name] or NOTHING, pair.second[name] or NOTHING


def compare_rows(first: list[dict], second: list[dict]) -> tuple[list[dict], list[Difference]]:
    """Return the raw material of the figures, as in reliability.csv, and the differences in the order of the text."""
    rows, differences = [], []
    pairs = decided(first, second)
    for table in variables.CODED:
        shared, *alone = paired(first, second, table)
        pairs += shared
        rows += [_row(table, "span", _place(pair.first), _place(pair.second)) for pair in shared]
        for name, units in zip(("first", "second"), alone, strict=True):
            for unit in units:
                rows.append(_row(table, "span", *((_place(unit), "") if name == "first" else ("", _place(unit)))))
                differences.append(_difference(unit, f"{table} {unit['unit_id']}: only in the {name} file"))
    for pair in pairs:
        names = dict.fromkeys((pair.first["unit_id"], pair.second["unit_id"]))
        for variable, a, b in _compared(pair):
            rows.append(_row(pair.table, variable, a, b))
            if a != b:
                text = f"{pair.table} {' / '.join(names)}: {variable} is {a} / {b}"
                differences.append(_difference(pair.first, text))
    return rows, sorted(differences)


def _place(row: dict) -> str:
    return f"{row['start']}-{row['end']}"


def _difference(row: dict, what: str) -> Difference:
    return Difference(int(row["par"]), int(row["start"]), int(row["end"]), what)


def _nominal_line(table: str, variable: str, figures: dict[str, dict]) -> str:
    share, alpha = figures["percent_agreement"], figures["alpha"]
    n = share["n"]
    if variable in VALUES:
        told = "no alpha: the values are no categories"
    elif n < LEAST:
        told = f"no alpha: fewer than {LEAST} units"
    elif alpha["value"] is None:
        told = "no alpha: all values are the same, so that nothing varies"
    else:
        told = f"alpha {alpha['value']:z.2f}, 95 % interval {alpha['low']:z.2f} to {alpha['high']:z.2f}"
    return _COLUMNS.format(table, variable, n, f"{share['value']:.0%}", told)


def _span_lines(table: str, figures: dict[str, dict]) -> Iterator[str]:
    for way, name in (("exact", "the same words"), ("overlap", "overlapping")):
        precision, recall, f1 = (figures[f"{measure}_{way}"]["value"] for measure in ("precision", "recall", "f1"))
        told = f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"
        yield f"{table}, {name}: {told}"
    alone = [figures[f"unpaired_{coder}"] for coder in "ab"]
    first, second = (f"{figure['value']:.0f} of {figure['n']}" for figure in alone)
    yield f"{table}, unpaired: {first} in the first file, {second} in the second"


def _only_one(first: list[dict], second: list[dict]) -> Iterator[str]:
    ids = [{row["unit_id"] for row in rows if row["decision"] != "added"} for rows in (first, second)]
    for name, alone in (("first", ids[0] - ids[1]), ("second", ids[1] - ids[0])):
        if alone:
            yield f"Decided in the {name} file alone, and not compared: {', '.join(sorted(alone))}"


def report(first: Path, second: Path) -> str:
    """Return the comparison of two coders' files as text.

    Raises:
        CodingError, FileNotFoundError: as for `read`.
    """
    a, b = read(first, second)
    rows, differences = compare_rows(a, b)
    figures: dict[tuple[str, str], dict[str, dict]] = {}
    for row in agreement.agreement_rows(rows):
        figures.setdefault((row["table"], row["variable"]), {})[row["measure"]] = row
    lines = [f"{a[0]['doc_id']}: first {first} ({len(a)} rows), second {second} ({len(b)} rows)", *_only_one(a, b), ""]
    lines.append(_COLUMNS.format("table", "variable", "units", "agreement", "Krippendorff's alpha (nominal)").rstrip())
    lines += [_nominal_line(*key, found) for key, found in figures.items() if key[1] != "span"]
    spans = [line for (table, name), found in figures.items() if name == "span" for line in _span_lines(table, found)]
    lines += ["", "Places of added units, the second file against the first", *(spans or ["neither added any"])]
    lines += ["", f"Differences: {len(differences)}"]
    lines += [f"paragraph {each.par}, {each.start}-{each.end}: {each.what}" for each in differences]
    return "\n".join(lines)
