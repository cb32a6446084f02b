"""Windows of a browser that tests hand on: to open one takes four times as long as to load a page.

A window that a test has changed in a way that no reload undoes is closed, and the next test gets a new one. No window
reaches another host: the browser knows the name of none (see `chromium` in tests/conftest.py).
"""

import contextlib
import json
from contextlib import contextmanager

WAIT = 30_000  # milliseconds, as Playwright has it
SIZE = {"width": 1280, "height": 720}
# What outlasts a page: whoever calls one of these keeps the window.
LASTING = {
    "page": ("on", "once", "add_init_script", "route", "emulate_media", "expose_function", "expose_binding"),
    "context": ("on", "add_init_script", "route", "new_page", "new_cdp_session", "set_offline", "grant_permissions"),
}
FORGET = "() => { try { localStorage.clear(); sessionStorage.clear() } catch {} }"


class Windows:
    """The windows of a running browser that are free."""

    def __init__(self, chromium):
        self.chromium = chromium
        self.free: dict[str, list] = {}

    def take(self, options: dict):
        """Return a page in a window with the options of a browser context.

        The addresses asked for are in `page.asked`, errors and warnings in `page.wrong`.
        """
        free = self.free.get(self._kind(options))
        page = free.pop() if free else self._new(options)
        page.asked, page.wrong = [], []
        page.set_viewport_size(options.get("viewport", SIZE))
        return page

    def give_back(self, page) -> None:
        """Take a page back that a test needs no more."""
        if page.is_closed() or page.is_kept or len(page.context.pages) > 1:
            page.context.close()
            return
        with contextlib.suppress(Exception):  # a page without scripts
            page.evaluate(FORGET)
        page.mouse.move(-1, -1)
        page.goto("about:blank")
        page.context.clear_cookies()
        page.set_default_timeout(WAIT)
        self.free.setdefault(page.kind, []).append(page)

    @contextmanager
    def lend(self):
        """Lend pages: a function as `take`, and all are given back in the end."""
        taken = []

        def take(options):
            taken.append(self.take(options))
            return taken[-1]

        yield take
        for page in taken:
            self.give_back(page)

    def close(self) -> None:
        """Close the windows that are free."""
        for page in (page for pages in self.free.values() for page in pages):
            page.context.close()

    @staticmethod
    def _kind(options: dict) -> str:
        lasting = {name: value for name, value in options.items() if name != "viewport" or "is_mobile" in options}
        return json.dumps(lasting, sort_keys=True)

    def _new(self, options: dict):
        context = self.chromium.new_context(**options)
        page = context.new_page()
        page.kind, page.is_kept = self._kind(options), False
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda told: page.wrong.append(told.text) if told.type in ("error", "warning") else None)
        for part, names in ((page, LASTING["page"]), (context, LASTING["context"]), (page.clock, ("install",))):
            for name in names:
                setattr(part, name, self._keeping(page, getattr(part, name)))
        return page

    @staticmethod
    def _keeping(page, call):
        def lasting(*arguments, **more):
            page.is_kept = True
            return call(*arguments, **more)

        return lasting
