"""Answers of the search, asked and read in the page itself: to type and press for each takes five times as long."""

from urllib.parse import unquote

# Give a query to the field, wait until the search tells what came of it, and ask for more while there is more.
ANSWER = """async ([query, isWhole, patience]) => {
    const dialog = document.querySelector("dialog.tl-search"), field = dialog.querySelector("#tl-search-field")
    const told = dialog.querySelector(".tl-search-told"), list = dialog.querySelector(".tl-found")
    const after = (act, done) => new Promise((resolve, reject) => {
        const watching = new MutationObserver(() => { if (done()) { watching.disconnect(); resolve() } })
        watching.observe(dialog, { childList: true, subtree: true, attributes: true })
        setTimeout(() => reject(new Error(`no answer to ${query}: ${told.textContent}`)), patience)
        act()
    })
    told.textContent = ""
    await after(() => { field.value = query; field.dispatchEvent(new Event("input")) },
        () => /result/i.test(told.textContent))
    const more = dialog.querySelector(":scope > button")
    while (isWhole && more.checkVisibility()) {
        const shown = list.children.length
        await after(() => more.click(), () => list.children.length > shown)
    }
    return [[...list.querySelectorAll("a")].map(link => link.href), [...list.children].map(one => one.innerText)]
}"""
PATIENCE = 30_000  # milliseconds until a search that says nothing fails the test


def ask(page, query: str) -> list[str]:
    """Return the addresses of all results of a query, in order, relative to the site; the search is open."""
    links, _ = page.evaluate(ANSWER, [query, True, PATIENCE])
    top = page.url.partition("chapters/")[0]
    return [unquote(link).removeprefix(top) for link in links]  # the id of an Arabic heading is Arabic


def shown(page, query: str) -> list[str]:
    """Return the texts of the first results of a query."""
    return page.evaluate(ANSWER, [query, False, PATIENCE])[1]
