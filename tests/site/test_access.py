"""Accessibility, judged by axe-core on every page: all its rules, WCAG 2.2 AA and best practices."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .serving import PAGES

BY_COLOUR = ["color-contrast", "link-in-text-block"]  # the rules on which the colours of a page have a bearing
# Scheme, width, whether every disclosure is opened, rules (all where none are named): the markup does not depend on
# the scheme, so each width and each state of the disclosures is judged by all rules once, and by colour in the other.
VIEWS = [
    ("light", 390, False, None),
    ("dark", 1280, False, BY_COLOUR),
    ("light", 1280, True, None),
    ("dark", 390, True, BY_COLOUR),
]
# Tokens of code are thousands, of a dozen kinds: the first of each kind on a page stands for the rest.
ONE_TOKEN_OF_A_KIND = """() => {
    const seen = new Set()
    for (const token of document.querySelectorAll("pre span[class]")) {
        if (seen.has(token.className)) token.replaceWith(token.textContent)
        seen.add(token.className)
    }
}"""
RUN = """async rules => {
    const options = {resultTypes: ["violations"], ...(rules && {runOnly: rules})}
    return (await axe.run(document, options)).violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))
}"""


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(address, page, name):
    page.goto(f"{address}/{name}")
    page.evaluate(ONE_TOKEN_OF_A_KIND)
    page.evaluate(AXE_SCRIPT)
    found = {}
    for scheme, width, opened, rules in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        if opened:
            page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        if violations := page.evaluate(RUN, rules):
            found[f"{scheme}, {width} px, {'opened' if opened else 'as loaded'}"] = violations[:5]
    assert not found
