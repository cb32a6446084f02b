"""What must not begin or end a line: a bracket, a quotation mark or a point parted from what it belongs to."""

# Of each such place the words around it; addresses, which break anywhere, and listings are passed over.
PARTED = """() => {
    const OPENS = "([{“‘«", CLOSES = ")]}”’»,.;:?!%", range = document.createRange(), found = []
    const box = ([node, at]) => {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return range.getClientRects()[0]
    }
    const blockOf = node => {
        let part = node.parentElement
        while (getComputedStyle(part).display.startsWith("inline")) part = part.parentElement
        return part
    }
    const judge = (one, other) => {
        const [a, b] = [one[0].data[one[1]], other[0].data[other[1]]]
        if (/\\s/.test(a + b) || !(OPENS.includes(a) || CLOSES.includes(b))) return
        const [before, after] = [box(one), box(other)]
        if (before?.width && after?.width && after.top > before.bottom - 2)
            found.push(`${one[0].data.slice(-40)} // ${other[0].data.slice(0, 40)}`)
    }
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
    let last = null
    while (walker.nextNode()) {
        const node = walker.currentNode, around = node.parentElement
        if (!node.data || around.closest("svg, script, style, pre, a.external, .tl-sign")
            || !around.checkVisibility()) {
            last = null
            continue
        }
        const block = blockOf(node)
        if (last?.block === block) judge([last.node, last.node.data.length - 1], [node, 0])
        for (let at = 0; at + 1 < node.data.length; at++) judge([node, at], [node, at + 1])
        last = {node, block}
    }
    return found
}"""
