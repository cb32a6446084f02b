"""Drafts in the terminal: one at a time, a letter for each decision."""

from . import variables
from .session import Refused, Session

CONTEXT = 60  # code points shown before and after a draft
ASKED = "[a]ccept [c]orrect [r]eject [s]kip [u]ndo [q]uit: "


def _shown(session: Session, unit) -> str:
    source = session.draft.source
    before, after = source[max(0, unit.start - CONTEXT) : unit.start], source[unit.end : unit.end + CONTEXT]
    line = f"{before.rpartition(chr(10))[2]}[[{source[unit.start : unit.end]}]]{after.partition(chr(10))[0]}"
    safe = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    values = [f"{name}={value}" for name, value in unit.values.items() if value]
    readings = f"\n  readings: {', '.join(unit.readings)}" if unit.readings else ""
    return f"\n{safe}\n  {unit.id}, {unit.kind}: {', '.join(values) or 'no value'}\n  rule: {unit.rule}{readings}"


def _correct(session: Session, unit) -> None:
    print("Enter keeps what stands in brackets, - empties it.")
    values = {}
    for field in variables.form(unit.table):
        name, old = field["name"], unit.values[field["name"]]
        choices = f" ({', '.join(field['values'])})" if field["values"] else ""
        typed = input(f"  {name}{choices} [{old}]: ").strip()
        values[name] = "" if typed == "-" else typed or old
    session.decide(unit.id, "corrected", values)


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
