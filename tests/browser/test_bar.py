"""On a phone the header is a bar that follows the reader, and brings the contents over the page as a dialog."""

import pytest

CHAPTER = "chapters/rewaq.html"
HIGHEST = 48  # pixels
FRAMES = "async () => { for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame) }"
FOCUSED = "part => part === document.activeElement"


@pytest.fixture
def phone(window, address):
    page = window(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}/{CHAPTER}")
    page.evaluate("document.documentElement.classList.remove('tl-first')")
    return page


def bar(page):
    """Return where the bar stands in the window, from its upper to its lower edge."""
    box = page.locator(".tl-top").bounding_box()
    return box["y"], box["y"] + box["height"]


def scroll(page, by):
    page.evaluate("by => scrollBy({top: by, behavior: 'instant'})", by)
    page.evaluate(FRAMES)


def test_the_bar_is_one_row_with_all_its_tools(phone):
    for width in (320, 390, 800):
        phone.set_viewport_size({"width": width, "height": 844})
        top, bottom = bar(phone)
        assert bottom - top <= HIGHEST, width
        for name in ("Contents", "Search", "Dark page"):
            box = phone.locator(".tl-top").get_by_role("button", name=name).bounding_box()
            assert 0 <= box["x"] <= width - box["width"], (width, name)
            assert top <= box["y"] <= bottom - box["height"], (width, name)
            assert box["width"] >= 24, (width, name)
            assert box["height"] >= 24, (width, name)


def test_the_bar_goes_when_one_reads_on_and_comes_when_one_turns_back(phone):
    assert bar(phone)[0] == 0
    scroll(phone, 900)
    assert bar(phone)[1] <= 0
    scroll(phone, -60)
    assert bar(phone) == (0, HIGHEST)
    scroll(phone, 300)
    assert bar(phone)[1] <= 0
    phone.keyboard.press("Tab")
    phone.locator(".tl-search-open").focus()
    phone.keyboard.press("Shift+Tab")
    assert bar(phone)[0] == 0, "what has the focus is in sight"


def test_the_bar_names_the_section_in_view(phone):
    named = phone.locator(".tl-now")
    assert named.is_hidden()
    for anchor in ("what-holds-up-and-what-does-not", "where-it-comes-from"):
        phone.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", anchor)
        title = phone.locator(f"#{anchor} > h2").evaluate("heading => heading.firstChild.data")
        phone.wait_for_function("title => document.querySelector('.tl-now').textContent === title", arg=title)
        assert named.get_attribute("href") == f"#{anchor}"
        assert named.is_visible()
        assert not phone.locator(".tl-brand").is_visible()
    phone.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    phone.wait_for_function("document.querySelector('.tl-now').hidden")
    assert phone.locator(".tl-brand").is_visible()


def test_the_contents_open_as_a_dialog(phone):
    drawer = phone.get_by_role("dialog", name="Contents")
    for opener in (".tl-contents", ".tl-page-tools a[href='#contents']"):
        for key in ("Enter", "Space"):
            button = phone.locator(opener)
            assert drawer.count() == 0
            button.press(key)
            assert drawer.is_visible(), (opener, key)
            assert phone.locator(".tl-contents").get_attribute("aria-expanded") == "true"
            assert drawer.evaluate("part => part.contains(document.activeElement)")
            assert drawer.get_by_role("link", name="Home").is_visible()
            phone.keyboard.press("Escape")
            assert not drawer.is_visible(), (opener, key)
            assert button.evaluate(FOCUSED), (opener, key)
            assert phone.locator(".tl-contents").get_attribute("aria-expanded") == "false"


def test_what_is_behind_the_contents_is_out_of_reach(phone):
    drawer = phone.get_by_role("dialog", name="Contents")
    phone.locator(".tl-contents").press("Enter")
    for _ in range(drawer.get_by_role("link").count() + 3):  # round the dialog
        phone.keyboard.press("Tab")
        assert phone.evaluate("!document.activeElement.closest('main, header, footer')")


def test_the_contents_close_by_button_by_a_tap_outside_and_by_what_is_chosen(phone):
    button, drawer = phone.locator(".tl-contents"), phone.get_by_role("dialog", name="Contents")
    button.click()
    drawer.get_by_role("button", name="Close").click()
    assert not drawer.is_visible()
    button.click()
    phone.mouse.click(385, 600)
    assert not drawer.is_visible()
    button.click()
    drawer.get_by_role("link", name="What holds up and what does not").click()
    assert not drawer.is_visible()
    phone.wait_for_function(
        "(() => { const heading = document.querySelector('#what-holds-up-and-what-does-not > h2');"
        " const {top} = heading.getBoundingClientRect();"
        " return top >= 0 && top < 200 })()"
    )
    button.click()
    drawer.get_by_role("link", name="Home").click()
    phone.wait_for_url("**/index.html")


def test_the_page_stands_still_behind_the_contents(phone):
    phone.locator(".tl-contents").click()
    phone.mouse.move(200, 400)
    phone.mouse.wheel(0, 600)
    phone.evaluate(FRAMES)
    assert phone.evaluate("scrollY") == 0


def test_the_contents_return_to_the_page_when_there_is_room(phone):
    phone.locator(".tl-contents").click()
    phone.set_viewport_size({"width": 1280, "height": 900})
    assert phone.get_by_role("dialog").count() == 0
    assert phone.locator(".tl-frame > .tl-book").get_by_role("link", name="Home").is_visible()
