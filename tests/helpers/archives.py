"""An archive that tests make of the pages of a host on this machine, and what they look up in it."""

import datetime

from warcio.archiveiterator import ArchiveIterator

from textledger.archive import run, warc

from .raw import edit, rows

KEYS = ("aawsat2011salih", "aawsat2021nato", "afp2020natorole", "usiraq2021dialogue")  # the last was read in a copy
TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()


def archive(place, **options):
    """Archive what the tables cite; return whether all of it came."""
    return run.archive(place.data, place.options._replace(**options), place.told.append)


def check(place):
    """Ask again for all that is cited; return whether it is as archived."""
    return run.check(place.data, place.options, place.told.append)


def put(place, key, **values):
    """Change the row of a source, as an editor would."""
    edit(place.data, "sources", lambda found: next(r for r in found if r["source_key"] == key).update(values))


def source(place, key):
    """Return the row of a source."""
    return next(row for row in rows("sources", place.data) if row["source_key"] == key)


def files(folder):
    """Return the files below a folder by their paths there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def headers(path):
    """Return the headers of each answer in a WARC file."""
    with path.open("rb") as file:
        return [dict(r.http_headers.headers) for r in ArchiveIterator(file) if r.rec_type == "response"]


def records(path):
    """Return type, address and plain body of every record of a WARC file."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def kept(place, page):
    """Return where a page of the host is archived."""
    return warc.path_of(place.archive, f"{place.host.url}/{page}")
