"""Each entry of the ledger offers its own link and citation, one entry at a time."""

import pytest

OPEN = "[...document.querySelectorAll('.tl-entry > .tl-actions')].map(row => row.parentElement.id)"


@pytest.fixture
def ledger(window, address):
    """The ledger, in a window that may use the clipboard."""

    def visit(anchor="", **options):
        page = window(permissions=["clipboard-read", "clipboard-write"], **options)
        page.goto(f"{address}/chapters/ledger.html{anchor}")
        page.wait_for_function("textledger.actionsOf && document.readyState === 'complete'")
        return page

    return visit


def test_an_addressed_entry_can_be_cited_without_the_address_of_the_host(ledger, address):
    page = ledger("#rewaq-c43")
    page.get_by_role("button", name="Cite (APA)").click()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert "Claim rewaq-c43 (" in cited
    assert address not in cited
    assert page.evaluate("document.activeElement.textContent") == "Cite (APA)"
    assert page.wrong == []


def test_the_entry_in_use_offers_them_by_mouse_keyboard_and_finger(ledger):
    page = ledger(has_touch=True)
    assert page.evaluate(OPEN) == []
    page.locator("#rewaq-c02 .tl-text").hover()
    page.wait_for_function(f"String({OPEN}) === 'rewaq-c02'")
    page.locator("#rewaq-c03 .tl-id").focus()
    page.wait_for_function(f"String({OPEN}) === 'rewaq-c03'")
    page.keyboard.press("Tab")  # leads from the id to what the entry offers
    assert page.evaluate("document.activeElement.textContent") == "Copy link"
    page.locator("#rewaq-c02 .tl-text").hover()  # takes nothing from under the focus
    assert page.evaluate(OPEN) == ["rewaq-c03"]
    page.evaluate("document.activeElement.blur()")
    page.locator("#rewaq-c05 .tl-text").tap()
    page.wait_for_function(f"String({OPEN}) === 'rewaq-c05'")


def test_where_the_book_has_an_address_a_copy_cites_it(ledger):
    page = ledger()
    page.route("**/ledger.html", lambda route: route.fulfill(
        response=(answer := route.fetch()),
        body=answer.text().replace("<html ", '<html data-base="https://book.example/" ', 1),
    ))  # fmt: skip
    page.reload()
    page.wait_for_function("textledger.actionsOf && document.readyState === 'complete'")
    page.locator("#rewaq-c02 .tl-text").hover()
    page.get_by_role("button", name="Cite (APA)").click()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.endswith(" https://book.example/chapters/ledger.html#rewaq-c02")
