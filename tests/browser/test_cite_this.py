"""Cite this, in a browser: citations are copied, and read and fetched without scripts."""


def test_a_citation_is_copied(site, chromium):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site / "chapters" / "rewaq.html").as_uri())
    page.locator(".tl-cite-this > summary").click()
    for suffix, label in (("bib", "BibTeX"), ("apa", "APA")):
        page.get_by_role("button", name=f"Copy {label}").click()
        page.get_by_text(f"{label} copied.").wait_for()
        shown = page.locator(f"#tl-cite-{suffix}").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == shown
    context.close()


def test_a_citation_is_read_and_fetched_without_scripts(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "chapters" / "rewaq.html").as_uri())
    page.locator(".tl-cite-this > summary").click()
    assert page.locator("#tl-cite-ris").is_visible()
    assert not page.locator("[data-copies]").first.is_visible()
    link = page.locator(".tl-cite-files a").first
    assert link.is_visible()
    assert (site / "chapters" / link.get_attribute("href")).read_text(encoding="utf-8").startswith("@incollection{")
    context.close()
