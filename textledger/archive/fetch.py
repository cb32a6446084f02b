"""A page with the redirects that lead to it, asked for again where its host wants that."""

from urllib.parse import quote, urljoin

from .. import addresses
from . import manners, web

REDIRECTS = (301, 302, 303, 307, 308)
MOST_HOPS = 10
MOST_VISITS = 2  # of one address: some set a cookie and lead to themselves
TRIES = 3


def _target(answer: web.Answer) -> str:
    """Return where a redirect leads.

    Raises:
        web.Problem: it leads to no page.
    """
    header = answer.header("Location")
    raw = header.encode("latin-1", "replace")  # as HTTP headers are read; many are UTF-8
    target = urljoin(answer.address, quote(raw, safe="%/:?#[]@!$&'()*+,;=~-._"))
    if not header or not addresses.is_web(target):
        raise web.Problem("astray", f"it redirects to {header[:80]!r}, which is no page")
    return target


def _answered(session, address: str, hosts: manners.Manners, limits: web.Limits) -> web.Answer:
    """Return the answer of a host, asked again where it is busy or does not answer."""
    for left in reversed(range(TRIES)):
        hosts.enter(address)
        try:
            answer = web.get(session, address, limits)
            if answer.status not in (429, 503):
                return answer
            wait = manners.waiting_time(answer.header("Retry-After"))
            problem = web.Problem("busy", f"it answers {answer.status}", wait)
        except web.Problem as found:
            if found.state != "unreachable":
                raise
            problem = found
        pause = hosts.delay * 2 ** (TRIES - left) if problem.wait is None else problem.wait
        if pause > manners.LONGEST_WAIT:
            raise web.Problem("busy", f"{problem}, and asks to wait {pause:.0f} s")
        hosts.postpone(address, pause)
    raise problem


def fetch(address: str, hosts: manners.Manners, limits: web.Limits) -> list[web.Answer]:
    """Return the answers that lead to a page, the last being the page itself.

    Raises:
        web.Problem: the page cannot be had.
    """
    answers: list[web.Answer] = []
    visits: dict[str, int] = {}
    with manners.session() as session:
        while True:
            visits[address] = visits.get(address, 0) + 1
            if visits[address] > MOST_VISITS or len(answers) > MOST_HOPS:
                raise web.Problem("astray", "it redirects in a circle" if visits[address] > 1 else "it never arrives")
            answer = _answered(session, address, hosts, limits)
            answers.append(answer)
            if answer.status not in REDIRECTS:
                break
            address = _target(answer)
    status = answers[-1].status
    if status in (404, 410):
        raise web.Problem("dead", f"it answers {status}")
    if status != 200:
        raise web.Problem("busy" if status >= 500 else "refused", f"it answers {status}")
    return answers
