"""Figures as a narrow window shows them: what is wider than its frame, and the smallest type."""

from typing import NamedTuple

WIDTHS = (390, 360)  # pixels of two common phones
LEAST, LEAST_ARABIC = 12, 13  # pixels: the smallest type of a figure
# Of each figure: its id, whether it has a narrow drawing, what reaches beyond its frame, its sizes of type.
MEASURE = """() => [...document.querySelectorAll("figure.tl-figure[id]")].map(figure => {
    const frame = figure.getBoundingClientRect(), beyond = [], sizes = [[], []]
    const isShown = part => part.getBoundingClientRect().width > 1
        && (part === figure || getComputedStyle(part).clipPath === "none" && isShown(part.parentElement))
    for (const part of figure.querySelectorAll(":scope > :not(.tl-under) *")) {
        const box = part.getBoundingClientRect()
        if (!(part instanceof HTMLElement ? isShown(part) : box.width || box.height)) continue
        if (box.left < frame.left - 1 || box.right > frame.right + 1)
            beyond.push(part.getAttribute("class") || part.textContent || part.tagName)
        if (part instanceof HTMLElement && part.scrollWidth > part.clientWidth + 1 && part.clientWidth
            && getComputedStyle(part).overflowX !== "visible") beyond.push(`${part.className} scrolls`)
    }
    const words = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT), range = document.createRange()
    while (words.nextNode()) {
        const part = words.currentNode.parentElement
        if (!words.currentNode.data.trim() || part.closest(".tl-under") || !isShown(part)) continue
        range.selectNodeContents(words.currentNode)
        const box = range.getBoundingClientRect()
        if (box.left < frame.left - 1 || box.right > frame.right + 1) beyond.push(words.currentNode.data)
        const svg = part.closest("svg"), scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
        const arabic = /[\\u0600-\\u06ff]/.test(words.currentNode.data)
        sizes[+arabic].push(parseFloat(getComputedStyle(part).fontSize) * scale)
    }
    const [latin, arabic] = sizes.map(found => found.length ? Math.min(...found) : null)
    return [figure.id, Boolean(figure.querySelector(".tl-narrow")), beyond, latin, arabic]
})"""
# Parts far from the window are laid out, and what is folded is open, as a reader may open it.
_LAID_OUT = """() => {
    document.documentElement.classList.remove("tl-first")
    document.head.append(Object.assign(document.createElement("style"), {
        textContent: "article section, .tl-chart, .tl-table, .tl-entry { content-visibility: visible !important }",
    }))
    for (const part of document.querySelectorAll("main details")) part.open = true
}"""


class Figure(NamedTuple):
    """A figure in a window of some width; `latin` and `arabic` are its smallest type in pixels, or None."""

    id: str
    has_narrow: bool
    beyond: list[str]
    latin: float | None
    arabic: float | None

    @property
    def is_small(self) -> bool:
        """Whether its type is smaller than it may be; a hundredth of a pixel is no size."""
        return (self.latin or LEAST) < LEAST - 0.01 or (self.arabic or LEAST_ARABIC) < LEAST_ARABIC - 0.01


def measure(page, width: int) -> list[Figure]:
    """Return the figures of an open page in a window of some width."""
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate(_LAID_OUT)
    page.evaluate("document.fonts.ready.then(() => true)")
    return [Figure(*one) for one in page.evaluate(MEASURE)]
