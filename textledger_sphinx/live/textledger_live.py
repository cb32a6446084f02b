"""A notebook session without a notebook server: runs a page's cells and returns what they show as media bundles.

It is loaded by the worker behind "Run this chapter". It stands in for the two modules of Jupyter that chapters reach
for, `IPython.display` and `myst_nb.glue`, and knows nothing of Pyodide, so that it is tested in any Python.
"""

import ast
import builtins
import contextlib
import inspect
import io
import json
import linecache
import sys
import time
import traceback
import types
import urllib.parse

import textledger_media as media
from textledger_advice import advice

HERE = (__file__, media.__file__)
LIMIT = 2_000_000  # characters that a cell may show, of all its outputs together
CUT = f"The output of this cell was cut off after {LIMIT:,} characters."
EVERY = 0.1  # seconds between two deliveries of what a running cell prints
VEGA_LITE = "application/vnd.vegalite+json"  # a chart of the reader's own, as the page draws it
_glued: dict[str, object] = {}


class Outputs:
    """What a running cell has shown so far; what it prints is also handed on while it runs.

    Args:
        send: called with the name of a stream and a piece of text, or None.
    """

    def __init__(self, send=None):
        self.send = send
        self.left = LIMIT
        self._items: list[dict] = []
        self._unsent: list[tuple[str, str]] = []
        self._sent_at = time.monotonic()

    def add(self, output: dict) -> None:
        """Add an output, unless the cell would show more than it may."""
        size = len(json.dumps(output, default=str))
        if self.left > 0 and size < self.left:
            self._items.append(output)
        self._spend(size)

    def error(self, output: dict) -> None:
        """Add an error, which is always shown."""
        self._items.append(output)

    def write(self, name: str, text: str) -> None:
        """Add text to a stream; what is beyond the limit is left out."""
        if text and self.left > 0:
            self._append(name, text[: self.left])
            self._spend(len(text))

    def _append(self, name: str, text: str) -> None:
        if not self._items or self._items[-1].get("name") != name:
            self._items.append({"output_type": "stream", "name": name, "text": []})
        self._items[-1]["text"].append(text)
        self._unsent.append((name, text))
        if self.send and time.monotonic() - self._sent_at > EVERY:
            self.flush()

    def _spend(self, size: int) -> None:
        """Count what was to be shown; say once that the limit is reached."""
        before, self.left = self.left, self.left - size
        if before > 0 >= self.left:
            self._append("stderr", f"\n{CUT}\n")

    def clear(self) -> None:
        """Forget what was shown; the limit goes on counting."""
        self._items.clear()

    def flush(self) -> None:
        """Hand on what was printed since the last time."""
        if self.send:
            for name in dict.fromkeys(name for name, _ in self._unsent):
                self.send(name, "".join(text for of, text in self._unsent if of == name))
        self._unsent.clear()
        self._sent_at = time.monotonic()

    def all(self) -> list[dict]:
        """Return the outputs in the form of a notebook file."""
        return [
            {**output, "text": "".join(output["text"])} if output["output_type"] == "stream" else dict(output)
            for output in self._items
        ]


_outputs = Outputs()


class Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    def __init__(self, name: str):
        self.name = name

    def writable(self) -> bool:
        """Say that one can write."""
        return True

    def write(self, text: str) -> int:
        """Append text to the cell's outputs."""
        _outputs.write(self.name, text)
        return len(text)


def display(*values, raw: bool = False, **_) -> None:
    """Show objects; with `raw`, media bundles."""
    for value in values:
        _outputs.add({"output_type": "display_data", "data": dict(value) if raw else media.bundle(value)})


def clear_output(wait: bool = False) -> None:
    """Forget what the running cell has shown."""
    _outputs.clear()


def glue(name: str, value, display: bool = True) -> None:
    """Keep a value under a name, for the prose."""
    _glued[name] = value
    if display:
        _outputs.add({"output_type": "display_data", "data": media.bundle(value)})


def no_keyboard(prompt="") -> str:
    """Stand in for `input`: here is nobody to ask."""
    raise EOFError("input() cannot ask here")


def install() -> None:
    """Put the stand-ins where Jupyter's modules are absent, and have charts of the reader's own handed on as data."""
    import altair

    display_module = types.ModuleType("IPython.display")
    display_module.display, display_module.clear_output = display, clear_output
    for name in media.CLASSES:
        setattr(display_module, name, getattr(media, name))
    shell = types.ModuleType("IPython")
    shell.display, shell.get_ipython = display_module, lambda: None
    book = types.ModuleType("myst_nb")
    book.glue = glue
    sys.modules.update({"IPython": shell, "IPython.display": display_module, "myst_nb": book})
    builtins.input = no_keyboard
    builtins.exit = builtins.quit = sys.exit  # those of `site` close the standard input, which `help` asks
    altair.renderers.register("textledger", lambda spec, **_: {VEGA_LITE: spec, "text/plain": "[Chart]"})
    altair.renderers.enable("textledger")


def traceback_text(error: BaseException) -> str:
    """Return a traceback for readers: from the cell on, without the frames of this module."""
    if isinstance(error, ModuleNotFoundError) and error.msg:
        error.msg = error.msg.splitlines()[0]  # Pyodide adds how to install what cannot be had here
    report = traceback.TracebackException.from_exception(error)
    part = report
    while part is not None:
        part.stack = traceback.StackSummary.from_list(
            [frame for frame in part.stack if frame.filename not in (*HERE, ast.__file__)]
        )
        part = part.__cause__ or part.__context__
    return "".join(report.format())


class Session:
    """The state of one chapter: its names, and what it bound for the prose.

    Args:
        send: called with the name of a stream and text while a cell prints, or None.
        page: the page whose cells these are, as named from the root of the book.
    """

    def __init__(self, send=None, page: str = "index"):
        _glued.clear()
        self.send, self.page = send, page
        self.names = {"__name__": "__main__", "display": display}

    async def run(self, source: str, label: str) -> dict:
        """Run one cell, which may await.

        Args:
            source: the code.
            label: what the cell is called in tracebacks, for instance `cell 3`.

        Returns:
            `outputs` (as in a notebook file; an error has `advice`, a sentence or nothing), `ok`, and `line` of the
            error in the cell (0 where there is none).
        """
        global _outputs
        _outputs = Outputs(self.send)
        name = f"<{label}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        line, ok = 0, True
        with contextlib.redirect_stdout(Stream("stdout")), contextlib.redirect_stderr(Stream("stderr")):
            try:
                value = await self._evaluate(source, name)
                if value is not None:
                    self.names["_"] = value
                    _outputs.add({"output_type": "execute_result", "data": media.bundle(value)})
            except BaseException as error:
                ok = False
                frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
                line = frames[-1].lineno if frames else getattr(error, "lineno", None) or 0
                hint, report = advice(error, source), traceback_text(error)
                ename = type(error).__name__
                _outputs.error({"output_type": "error", "ename": ename, "traceback": report, "advice": hint})
        return {"outputs": _outputs.all(), "ok": ok, "line": line}

    async def _evaluate(self, source: str, name: str):
        """Run the statements; return the value of the last one where it is an expression not silenced by `;`."""
        tree = ast.parse(source, name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        await self._execute(tree, name, "exec")
        return await self._execute(last, name, "eval") if last else None

    async def _execute(self, tree, name: str, mode: str):
        code = compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        value = eval(code, self.names)
        return await value if code.co_flags & inspect.CO_COROUTINE else value

    def prose(self, names: list[list[str]]) -> list[str | None]:
        """Return the text of each pair of name and format; None where the name is not bound or does not fit."""
        from textledger import fields

        texts = []
        for name, form in names:
            try:
                texts.append(fields.bound_text(repr(_glued[name]), form))
            except (KeyError, ValueError):
                texts.append(None)
        return texts


def resolve_outputs(outputs: list[dict], page: str) -> list[dict]:
    """Return outputs with this book's own in the form of a page: with resolved links and the markup of figures."""
    from textledger.html import figures, inline, links

    for data in (output.get("data", {}) for output in outputs):
        if content := data.get(inline.TABLE_MIME):
            data[inline.TABLE_MIME] = content | {"html": links.resolve_from(page, content["html"])}
        if content := data.get(inline.FIGURE_MIME):
            rows = f"data:text/csv;charset=utf-8,{urllib.parse.quote(content['csv'])}"
            markup = links.resolve_from(page, figures.figure_markup(content, [], "", rows))
            plain, full = figures.specifications(content), figures.full_specifications(content)
            specs = json.loads(json.dumps({"specs": plain, "full": full}, sort_keys=True))  # in the order of the book's
            data[inline.FIGURE_MIME] = {"id": content["id"], "markup": markup, **specs}
    return outputs


async def run_json(session: Session, source: str, label: str, names: str) -> str:
    """Run a cell; return its outputs and texts of the prose as JSON, as they leave the worker."""
    result = await session.run(source, label)
    additions = {"prose": session.prose(json.loads(names)), "outputs": resolve_outputs(result["outputs"], session.page)}
    return json.dumps(result | additions, ensure_ascii=False)
