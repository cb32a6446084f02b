"""What axe finds in a part of a page."""

from axe_playwright_python.sync_playwright import Axe

# Leaves an element of a page alone with what it stands in: axe reads all of a page, however little it is to judge.
APART = """part => {
    for (let one = part; one !== document.body; one = one.parentElement)
        for (const other of [...one.parentElement.children]) if (other !== one) other.remove()
}"""


def faults_of(page, selector: str) -> list[dict]:
    """Return what axe finds in an element of an open page, which is of no use afterwards."""
    page.locator(selector).evaluate(APART)
    return Axe().run(page, context=selector, options={"preload": False}).response["violations"]
