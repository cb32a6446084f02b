"""A coder of the tests' own text: sessions, claims, the file of decisions, the server of the page."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textledger.coding import decisions, drafts, server, session
from textledger.corpus import text


def opened(data: Path, coder: str = "a") -> session.Session:
    """Return a session of a coder on the drafts of a folder of tables."""
    return session.Session(drafts.load("harbour", data), coder, data / "codebook.md")


def kept(data: Path, coder: str = "a") -> list[dict]:
    """Return the decisions of a coder that are on disk."""
    return decisions.read(data / "drafts" / "harbour" / "coding" / f"{coder}.csv")


def claim(**changes: str) -> dict:
    """Return the values of a claim that may be added."""
    values = {"attributed_to": "", "topic": "", "text_en": "The plant will open.", "type": "predictive"}
    return values | {"modality": "asserted", "attribution": "author", "importance": "main"} | changes


def words(loaded: drafts.Text, par: int, first: int, last: int) -> tuple[int, int]:
    """Return where the words of a paragraph begin and end, from one to another of them."""
    place = text.paragraphs(loaded.source)[par]
    listed = text.words(loaded.source, place.start, place.end)
    return listed[first].start, listed[last].end


@contextmanager
def serving(one: session.Session) -> Iterator[server.Server]:
    """Serve the page of a session, as the program does."""
    served = server.Server(one)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


def ask(running, method, path, body=None, token=None, **headers):
    """Ask for a path below the token, as the page does where no header says otherwise; return status and answer."""
    own = f"127.0.0.1:{running.server_port}"
    sent = {"Host": own, "Origin": f"http://{own}", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
    connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=30)
    connection.putrequest(method, f"/{running.token if token is None else token}/{path}", skip_host=True)
    for name, value in ({"Content-Length": str(len(raw))} | sent).items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(raw)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, json.loads(content) if response.headers["Content-Type"] == "application/json" else content


def first_unit(running: server.Server) -> str:
    """Return the id of the first draft of a server."""
    return running.session.draft.units[0].id


def accept(running: server.Server, **headers):
    """Ask a server to accept its first draft; return status and answer."""
    return ask(running, "POST", "decide", {"unit_id": first_unit(running), "decision": "accepted"}, **headers)
