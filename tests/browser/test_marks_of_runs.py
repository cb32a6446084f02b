"""What a run shows has the marks of the book where it says the same, and the ids of records where it does not."""

import pytest

# Show a table of the page as a run gives it, with the ids of records in place of marks.
SHOW = """async edited => {
    const still = [...document.querySelectorAll(".cell_output")].find(one => one.querySelector("td sup.tl-ev"))
    const written = still.querySelector(".tl-table:has(sup)").cloneNode(true)
    for (const sup of written.querySelectorAll("sup.tl-ev")) {
        const ids = [...document.querySelectorAll(`${sup.querySelector("a").hash} [data-record]`)]
            .map(({dataset: {record}}) => `<a class="tl-claim" data-record="${record}">${record}</a>`).join(", ")
        const isAlone = sup.parentElement.textContent.trim() === sup.textContent.trim()
        sup.outerHTML = isAlone ? ids : ` (checks ${ids})`
    }
    const cell = [...written.querySelectorAll("td")].find(one => one.querySelector("a.tl-claim"))
    if (edited) cell.prepend("Edited ")
    const box = document.body.appendChild(document.createElement("div"))
    const data = { "application/vnd.textledger.table+json": { html: written.outerHTML } }
    await textledger.showOutputs(box, [{ output_type: "display_data", data }], still)
    const count = (part, kind) => part.querySelectorAll(kind).length
    const texts = part => [...part.querySelectorAll("td")].map(one => one.textContent).join()
    return {
        marks: count(box, "sup.tl-ev"), before: count(still, ".tl-table sup.tl-ev"),
        ids: count(box, "td:not(:first-child) a.tl-claim"), same: texts(box) === texts(still),
    }
}"""


@pytest.mark.parametrize("name", ["alwaght", "hadramout"])
def test_a_run_that_says_what_the_book_says_has_its_marks(window, address, name):
    page = window()
    page.goto(f"{address}/chapters/{name}.html")
    shown = page.evaluate(SHOW, False)
    assert shown["same"]
    assert shown["marks"] == shown["before"] > 1


def test_what_a_run_says_otherwise_keeps_its_ids(window, address):
    page = window()
    page.goto(f"{address}/chapters/alwaght.html")
    shown = page.evaluate(SHOW, True)
    assert shown["marks"] == shown["before"] - 1
    assert shown["ids"] >= 1
