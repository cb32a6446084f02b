"""Drafts in the terminal: one at a time, a letter for each decision."""

from ..corpus import text
from . import variables
from .session import Refused, Session

CONTEXT = 60  # code points shown before and after a draft
ASKED = "[a]ccept [c]orrect [r]eject [s]kip [u]ndo [q]uit: "


def _clean(line: str) -> str:
    """Return a line of the text without what cannot be seen; other signs that no terminal should get are replaced."""
    seen = (sign for sign in line.replace("\t", " ") if sign not in text.INVISIBLE)
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in seen)


def _shown(session: Session, unit) -> str:
    source = session.draft.source
    before, after = source[max(0, unit.start - CONTEXT) : unit.start], source[unit.end : unit.end + CONTEXT]
    line = before.rpartition("\n")[2], source[unit.start : unit.end], after.partition("\n")[0].rstrip()
    values = [f"{name}={value}" for name, value in unit.values.items() if value]
    readings = f"\n  readings: {', '.join(unit.readings)}" if unit.readings else ""
    return (
        f"\n{'{}[[{}]]{}'.format(*map(_clean, line))}\n  {unit.id}, {unit.kind}: {', '.join(values) or 'no value'}"
        f"\n  rule: {unit.rule}{readings}"
    )


def _ask(fields: list[dict], values: dict[str, str]) -> None:
    """Ask for the values of some fields."""
    for field in fields:
        name = field["name"]
        choices = f" ({', '.join(field['values'])})" if field["values"] else ""
        due = ", empty until the text is published" if field["publishing"] and not field["required"] else ""
        typed = input(f"  {name}{choices}{due} [{values[name]}]: ").strip()
        values[name] = "" if typed == "-" else typed or values[name]


def _correct(session: Session, unit) -> None:
    """Ask for all values, then for those that are refused, and for all again where these are kept as they are."""
    print("Enter keeps what stands in brackets, - empties it.")
    form, values = variables.form(unit.table), dict(unit.values)
    asked = form
    while True:
        before = dict(values)
        _ask(asked, values)
        try:
            session.decide(unit.id, "corrected", values)
        except Refused as error:
            if not error.faults:
                raise
            for name, message in error.faults.items():
                print(f"  {name} {message}")
            wrong = [field for field in form if field["name"] in error.faults]
            asked = form if asked == wrong and values == before else wrong
        else:
            return


def _act(session: Session, unit, key: str, skipped: set[str]) -> None:
    if key == "a":
        session.decide(unit.id, "accepted")
    elif key == "r":
        session.decide(unit.id, "rejected")
    elif key == "c":
        _correct(session, unit)
    elif key == "u":
        print(f"taken back: {session.undo()}")
    elif key == "s":
        skipped.add(unit.id)
    else:
        raise Refused("expected one of the letters in brackets")


def run(session: Session) -> int:
    """Ask for a decision on each draft that has none, until all have one or the coder quits."""
    skipped: set[str] = set()
    try:
        while waiting := [u for u in session.draft.units if u.id not in session.coding.rows and u.id not in skipped]:
            unit = waiting[0]
            print(_shown(session, unit))
            key = input(f"{session.decided()} of {len(session.units)} decided. {ASKED}").strip().lower()[:1]
            if key == "q":
                break
            try:
                _act(session, unit, key, skipped)
            except Refused as error:
                print(f"not decided: {error}")
    except (EOFError, KeyboardInterrupt):
        print()
    print(f"{session.decided()} of {len(session.units)} drafts decided; the same command goes on from here.")
    return 0
