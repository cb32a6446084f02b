"""Finding Chromium, which prints the book and opens its pages in tests, and installing it on Debian where absent."""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys

# The shell is Chromium without windows: the tests of the pages take two thirds of the time with it.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Letters are as wide as in a window: the shell would round their widths to whole pixels.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
)


class NoChromium(RuntimeError):
    """There is no Chromium to print with."""


def find() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _apt(*command: str) -> bool:
    ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return ran.returncode == 0


def install() -> None:
    """Install Debian's Chromium where that can be done without asking: the shell, or what an older Debian has."""
    if shutil.which(SHELL) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    if is_missing := find() is None:
        _apt("apt-get", "update")
    for package in (SHELL, "chromium") if is_missing else (SHELL,):
        if _apt("apt-cache", "show", package) and _apt("apt-get", "install", "-y", "--no-install-recommends", package):
            return


@contextlib.contextmanager
def running():
    """Run Chromium without a window.

    Raises:
        NoChromium: none is installed.
    """
    path = find()
    if path is None:
        raise NoChromium("no Chromium found: install it (Debian: apt-get install chromium) to print the book")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m textledger_publish.chromium", description=__doc__).parse_args()
    install()
    if not find():
        print("no Chromium found: tests that need a browser will be skipped", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
