"""The page on which drafts are decided: a server for one person at one machine.

It listens on the loopback interface alone. Every address begins with a token that only its owner was told, a request
has to name this machine and its port (else a page elsewhere could have its own name lead here), and what writes has to
come from the page itself.
"""

import hmac
import json
import secrets
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import cast

from . import decisions, drafts, variables
from .session import Refused, Session

HOSTS = ("127.0.0.1", "localhost", "[::1]")
MOST = 64 * 1024  # bytes of a decision
PATIENCE = 20  # seconds for a request to arrive
PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf"}
PARTS = {"": PAGE / "page.html"} | {path.name: path for path in PAGE.iterdir() if path.suffix in (".css", ".js")}
FONTS = {
    "naskh.ttf": ("fontpkg_amiri", "Amiri-Regular.ttf"),
    "sans.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
    "sans-bold.ttf": ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-SemiBold.ttf"),
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def page_state(session: Session) -> dict:
    """Return all that the page shows: the text, its drafts, the decisions so far, the forms and the codebook."""
    draft = session.draft
    return {
        "doc_id": draft.doc_id,
        "title": draft.title,
        "coder": session.coder,
        "paragraphs": session.pieces(),
        "units": [_unit(unit, draft.actors) for unit in draft.units],
        "rows": [_row(session, key) for key in session.coding.rows],
        "forms": {table: variables.form(table) for table in (*variables.CODED, variables.CANDIDATES)},
        "definitions": session.definitions,
        "actors": draft.actors,
    }


def _unit(unit: drafts.Unit, actors: dict[str, str]) -> dict:
    value = drafts.summary(unit.table, unit.values, actors)
    return {name: getattr(unit, name) for name in unit.__dataclass_fields__} | {"value": value}


def _row(session: Session, unit_id: str) -> dict | None:
    row = session.coding.rows.get(unit_id)
    if row is None:
        return None
    values = {field["name"]: row[field["name"]] for field in variables.fields(row["table"])}
    place = {name: int(row[name]) for name in ("par", "start", "end")}
    names = ("unit_id", "table", "decision")
    value = drafts.summary(row["table"], values, session.draft.actors) if row["decision"] != "rejected" else ""
    return {name: row[name] for name in names} | place | {"values": values, "value": value}


def _actions(session: Session) -> dict[str, Callable[..., str]]:
    """Return what may be asked for, by address."""
    return {"decide": session.decide, "add": session.add, "remove": session.remove, "undo": session.undo}


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of the page, and refuses all others."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "textledger", ""
    timeout = PATIENCE

    @property
    def coder(self) -> "Server":
        """The server, with its session and token."""
        return cast(Server, self.server)

    def parse_request(self):
        """Read a request; one that is not addressed to this machine, or does not know the token, is refused."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if refusal:
            self.close_connection = True  # what follows is not read
            self._answer(*refusal)
        return not refusal

    def _refusal(self) -> tuple[int, dict] | None:
        host, _, port = self.headers.get("Host", "").rpartition(":")
        if host not in HOSTS or port != str(self.coder.server_port) or len(self.headers.get_all("Host", [])) != 1:
            return 421, {"error": "This server answers to the names of this machine only."}
        parts = self._path().split("/")
        token = parts[1] if len(parts) > 2 else ""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.coder.token.encode()):
            return 403, {"error": "The address has no valid token: open the one that the program printed."}
        if self.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            return 403, {"error": "This request comes from another site."}
        if self.command not in ("GET", "POST"):
            return 405, {"error": "Only GET and POST are answered."}
        return None

    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _name(self) -> str:
        return self._path().removeprefix(f"/{self.coder.token}/")

    def do_GET(self):
        """Answer with the page, what belongs to it, or what it shows."""
        name = self._name()
        if name == "state.json":
            self._answer(200, page_state(self.coder.session))
        elif name in _actions(self.coder.session):
            self._answer(405, {"error": "Reading writes nothing: decisions come by POST."})
        elif name in FONTS:
            package, file = FONTS[name]
            self._send(200, files(package).joinpath("files", file).read_bytes(), TYPES[".ttf"])
        elif name in PARTS:
            self._send(200, PARTS[name].read_bytes(), f"{TYPES[PARTS[name].suffix]}; charset=utf-8")
        else:
            self._answer(404, {"error": "There is nothing at this address."})

    def do_POST(self):
        """Take a decision, and answer when it is on disk."""
        self.close_connection = True
        if self.headers.get("Origin") != f"http://{self.headers['Host']}":
            return self._answer(403, {"error": "Decisions are taken from this program's own page only."})
        if self.headers.get_content_type() != "application/json":
            return self._answer(415, {"error": "Expected JSON."})
        size = self.headers.get("Content-Length", "")
        if not size.isascii() or not size.isdigit():
            return self._answer(411, {"error": "Expected the length of the request."})
        if len(size) > 9 or int(size) > MOST:
            return self._answer(413, {"error": f"A decision has at most {MOST} bytes."})
        try:
            asked = json.loads(self.rfile.read(int(size)).decode("utf-8"))
        except (ValueError, RecursionError):
            return self._answer(400, {"error": "This is no JSON in UTF-8."})
        return self._act(asked)

    def _act(self, asked) -> None:
        session = self.coder.session
        action = _actions(session).get(self._name())
        if action is None:
            return self._answer(404, {"error": "There is nothing at this address."})
        if not isinstance(asked, dict):
            return self._answer(400, {"error": "Expected an object."})
        try:
            unit_id = action(**asked)
        except Refused as error:
            return self._answer(422, {"error": str(error), "faults": error.faults})
        except decisions.CodingError as error:
            return self._answer(409, {"error": str(error)})
        except TypeError:
            return self._answer(
                400, {"error": "Something is missing from the request, is too much, or is of another type."}
            )
        except OSError as error:
            return self._answer(507, {"error": f"Not written, nothing was decided: {error}"})
        return self._answer(200, {"unit_id": unit_id, "row": _row(session, unit_id)})

    def _answer(self, status: int, content: dict) -> None:
        self._send(status, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args):
        """Stay silent: addresses hold the token."""


class Server(ThreadingHTTPServer):
    """Serves one session on the loopback interface.

    Args:
        session: whose decisions are taken.
        port: the port to listen on; 0 takes a free one.

    Raises:
        OSError, OverflowError: the port cannot be used.
    """

    daemon_threads = True

    def __init__(self, session: Session, port: int = 0):
        self.session, self.token = session, secrets.token_urlsafe(24)
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request, client_address):
        """Pass over a page that was closed before it had its answer; tell of all else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """The address of the page, with its token."""
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"
