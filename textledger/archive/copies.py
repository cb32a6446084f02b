"""Copies in a public archive, asked for by its availability API (https://archive.org/help/wayback_api.php)."""

import json
from urllib.parse import quote

from .. import addresses
from . import manners, web

API = "https://archive.org/wayback/available"


def nearest(address: str, day: str, hosts: manners.Manners, api: str = API) -> str | None:
    """Return the address of the public copy that is nearest to a day, or None where there is none.

    Args:
        address: of the page.
        day: YYYY-MM-DD, or nothing.
        hosts: the manners towards hosts.
        api: the address of the service.

    Raises:
        web.Problem: the service cannot be had, or answers something else.
    """
    when = f"&timestamp={day.replace('-', '')}" if day else ""
    hosts.wait(api)
    with manners.session() as session:
        answer = web.get(session, f"{api}?url={quote(address, safe='')}{when}", web.Limits(1_000_000, 60))
    if answer.status != 200:
        wait = manners.waiting_time(answer.header("Retry-After"))
        raise web.Problem("busy", f"the public archive answers {answer.status}", wait)
    try:
        listing = json.loads(web.decoded(answer.body, answer.header("Content-Encoding"), 1_000_000))
        closest = listing["archived_snapshots"].get("closest") or {}
        copy, status = closest.get("url", ""), str(closest.get("status", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise web.Problem("garbled", "the public archive answers something else than was expected") from error
    if not closest.get("available") or status != "200":
        return None
    copy = f"https://{copy.removeprefix('http://')}" if copy.startswith("http://web.archive.org/") else copy
    return copy if addresses.is_web(copy) else None
