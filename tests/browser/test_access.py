"""Accessibility, judged by axe-core on every page: all its rules, WCAG 2.2 AA and best practices."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from ..helpers.serving import PAGES

BY_COLOUR = ["color-contrast", "link-in-text-block"]  # the rules on which the colours of a page have a bearing
# Width, whether every disclosure is opened; markup does not depend on the scheme, so the other rules come once each.
MARKUP_VIEWS = [(390, False), (1280, True)]
COLOUR_VIEWS = [
    (scheme, width, opened) for scheme in ("light", "dark") for width, opened in ((390, True), (1280, False))
]
# Charts are one picture each to assistive technology, and carry their own text: what is inside them is not judged.
NO_MARKS = "document.querySelectorAll('[role=img] > svg').forEach(chart => chart.replaceChildren())"
# Tokens of code are thousands, of a dozen kinds: the first of each kind on a page stands for the rest.
ONE_TOKEN_OF_A_KIND = """() => {
    const seen = new Set()
    for (const token of document.querySelectorAll("pre span[class]")) {
        if (seen.has(token.className)) token.replaceWith(token.textContent)
        seen.add(token.className)
    }
}"""
# Colours go by class: of rows and entries that hold the same classes the first stands for the rest.
ONE_ROW_OF_A_KIND = """() => {
    for (const rows of document.querySelectorAll("tbody, .tl-entries")) {
        const seen = new Set()
        for (const row of [...rows.children]) {
            const kind = [row, ...row.querySelectorAll("*")].map(part => part.localName + "." + part.className)
            const name = [...new Set(kind)].sort().join(" ")
            if (seen.has(name)) row.remove()
            seen.add(name)
        }
    }
}"""
# Sections and tables far from the window count, too.
FAR_AWAY = "article section, .tl-table { content-visibility: visible !important }"
RUN = """async ([rules, colours]) => {
    const chosen = colours ? {runOnly: rules} : {rules: Object.fromEntries(rules.map(id => [id, {enabled: false}]))}
    return (await axe.run(document, {resultTypes: ["violations"], ...chosen})).violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))
}"""


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(page, width, opened, colours) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("open => document.querySelectorAll('details').forEach(part => { part.open = open })", opened)
    return page.evaluate(RUN, [BY_COLOUR, colours])[:5]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(address, page, name):
    page.goto(f"{address}/{name}")
    page.add_style_tag(content=FAR_AWAY)
    page.evaluate(NO_MARKS)
    page.evaluate(ONE_TOKEN_OF_A_KIND)
    page.evaluate(AXE_SCRIPT)
    found = {}
    for width, opened in MARKUP_VIEWS:
        found["markup", width, opened] = violations(page, width, opened, colours=False)
    page.evaluate(ONE_ROW_OF_A_KIND)
    for scheme, width, opened in COLOUR_VIEWS:
        page.emulate_media(color_scheme=scheme)
        found[scheme, width, opened] = violations(page, width, opened, colours=True)
    assert not {view: faults for view, faults in found.items() if faults}
