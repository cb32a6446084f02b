"""What checks concern: the kinds of records that a check is about, for the filters of ledger and registers."""

from functools import cache

from .. import records

CONCERNS = {"dates": "a date", "quantities": "a figure", "event_reports": "an event"}


@cache
def _checks() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, by id of a check, its verdict and the kinds of records it is about."""
    table = records.table("checks")
    kinds = records.table("records").set_index("record_id")["table"]
    return {
        row.check_id: (row.verdict, tuple(dict.fromkeys(kinds[target] for target in records.split_ids(row.target_ids))))
        for row in table.itertuples()
    }


def targets(verdict: str, about: str) -> list[str]:
    """Return the records that checks are about which have this verdict and concern a record of this kind."""
    table = records.table("checks").set_index("check_id")["target_ids"]
    fits = [check for check, (found, kinds) in _checks().items() if found == verdict and about in kinds]
    return sorted({one for check in fits for one in records.split_ids(table[check])})


def checks_attribute(check_ids) -> str:
    """Return the attribute with verdict and kinds of some checks, or nothing where there is none.

    One word a check, since a verdict and what it concerns belong together: `inconsistent:claims,dates`.
    """
    known = _checks()
    verdicts = (f"{known[one][0]}:{','.join(known[one][1])}" for one in check_ids if one in known)
    value = " ".join(dict.fromkeys(verdicts))
    return f' data-checks="{value}"' if value else ""
