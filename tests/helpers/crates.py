"""RO-Crates validated without the network."""

import importlib.resources
import io
import os
import subprocess
import sys

import requests
import urllib3
from requests_cache import CachedSession

CONTEXT = "https://w3id.org/ro/crate/1.3/context"


def seed(cache):
    """Put the context of RO-Crate 1.3, as the package rocrate brings it, where the validator keeps what it fetched."""
    body = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    response = requests.Response()
    response.status_code, response.reason, response.url, response.encoding = 200, "OK", CONTEXT, "utf-8"
    response._content = body
    response.headers["Content-Type"] = "application/ld+json"
    response.request = requests.Request("GET", CONTEXT).prepare()
    response.raw = urllib3.HTTPResponse(
        body=io.BytesIO(body), headers=dict(response.headers), status=200, preload_content=False
    )
    CachedSession(cache_name=str(cache), backend="sqlite", expire_after=-1).cache.save_response(response)


def faults(crate, folder):
    """Return what roc-validator finds that RO-Crate 1.3 requires and the crate lacks; empty where it is valid.

    Args:
        crate: the folder of the crate.
        folder: where what the validator would fetch may be kept.
    """
    cache = folder / "responses"
    seed(cache)
    run = "from rocrate_validator.cli import cli; cli()"
    command = [sys.executable, "-c", run, "-y", "validate", "--offline", "--cache-path", str(cache)]
    command += ["--profile-identifier", "ro-crate-1.3", "--requirement-severity", "required", "--no-paging"]
    command += ["-v", str(crate)]
    process = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    return "" if process.returncode == 0 else " ".join((process.stdout + process.stderr).split())
