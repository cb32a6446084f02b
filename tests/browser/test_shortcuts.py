"""Shortcuts on other keyboards: by what the key types where that is Latin, else, with a modifier, by the key itself.

The browser's own input protocol, since Playwright's keys are those of an American keyboard.
"""

START = "chapters/corrections.html"  # a short page
ALT, CONTROL, META, SHIFT = 1, 2, 4, 8

KEYS = [
    # what the key types, where it lies, modifiers, whether the search opens
    ("k", "KeyK", CONTROL, True),
    ("K", "KeyK", CONTROL, True),  # Caps Lock
    ("k", "KeyK", META, True),
    ("ن", "KeyK", CONTROL, True),  # Arabic
    ("ن", "KeyK", META, True),
    ("ک", "Semicolon", CONTROL, False),  # Persian: not the key of k
    ("л", "KeyK", CONTROL, True),  # Russian
    ("k", "KeyV", CONTROL, True),  # Dvorak types k there ...
    ("t", "KeyK", CONTROL, False),  # ... and t here
    ("ن", "KeyK", 0, False),
    ("k", "KeyK", 0, False),
    ("ن", "KeyK", CONTROL | SHIFT, False),
    ("ن", "KeyK", CONTROL | ALT, False),
    ("/", "Slash", 0, True),
    ("/", "Digit7", SHIFT, True),  # German
    ("ظ", "Slash", 0, False),  # Arabic: a letter
    ("/", "Slash", CONTROL, False),
]


def test_shortcuts_follow_the_layout(window, address):
    page = window()
    page.goto(f"{address}/{START}")
    session = page.context.new_cdp_session(page)
    opened = {}
    for key, code, modifiers, _ in KEYS:
        event = {"key": key, "code": code, "modifiers": modifiers}
        session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
        opened[key, code, modifiers] = page.locator("dialog[open]").count() == 1
        page.evaluate("document.activeElement.blur(); document.querySelector('dialog[open]')?.close()")
        page.wait_for_function("!history.state?.search")  # the step back that closing takes is done
    assert opened == {(key, code, modifiers): expected for key, code, modifiers, expected in KEYS}
