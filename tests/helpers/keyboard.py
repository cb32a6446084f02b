"""The keyboard of a coder on the page on which drafts are decided."""

import re

from playwright.sync_api import Page, expect


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def decide(page: Page, key: str, count: int) -> None:
    """Press a key, and wait until the page tells how many drafts are decided."""
    page.keyboard.press(key)
    expect(page.locator("#progress span")).to_contain_text(re.compile(f"^{count} of "))


def fill_in(page: Page, *values: str | None) -> None:
    """Go on from field to field and type a value in each; None leaves one as it is.

    What the codebook says of a field stands folded behind it, and is passed over.
    """
    for value in values:
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Tab")
        if value is not None:
            page.keyboard.type(value)
