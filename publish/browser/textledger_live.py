"""A notebook session without a notebook server: runs a page's cells and returns what they show as media bundles.

It is loaded by the worker behind "Run this chapter". It stands in for the two modules of Jupyter that chapters reach
for, `IPython.display` and `myst_nb.glue`, and knows nothing of Pyodide, so that it is tested in any Python.
"""

import ast
import contextlib
import io
import json
import linecache
import sys
import traceback
import types

HERE = __file__
_shown: list[dict] = []
_glued: dict[str, object] = {}


class Stream(io.TextIOBase):
    """Standard output or error of a cell: consecutive writes become one output."""

    def __init__(self, name: str):
        self.name = name

    def writable(self) -> bool:
        """Say that one can write."""
        return True

    def write(self, text: str) -> int:
        """Append text to the cell's outputs."""
        if _shown and _shown[-1].get("name") == self.name:
            _shown[-1]["text"] += text
        elif text:
            _shown.append({"output_type": "stream", "name": self.name, "text": text})
        return len(text)


class Markup:
    """What `IPython.display.HTML` is: markup that shows itself."""

    def __init__(self, data: str):
        self.data = data

    def _repr_html_(self) -> str:
        return self.data


def bundle(value) -> dict:
    """Return the media bundle by which an object is shown, after IPython's protocol."""
    made = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {}
    made = dict(made[0] if isinstance(made, tuple) else made or {})
    for media, method in (("text/html", "_repr_html_"), ("text/markdown", "_repr_markdown_")):
        if media not in made and hasattr(value, method) and (shown := getattr(value, method)()) is not None:
            made[media] = shown
    made.setdefault("text/plain", repr(value))
    return made


def display(*values, raw: bool = False, **_) -> None:
    """Show objects; with `raw`, media bundles."""
    for value in values:
        _shown.append({"output_type": "display_data", "data": dict(value) if raw else bundle(value)})


def glue(name: str, value, display: bool = True) -> None:
    """Keep a value under a name, for the prose."""
    _glued[name] = value
    if display:
        _shown.append({"output_type": "display_data", "data": bundle(value)})


def install() -> None:
    """Put the stand-ins where Jupyter's modules are absent."""
    shown = types.ModuleType("IPython.display")
    shown.display, shown.HTML, shown.Markdown = display, Markup, Markup
    shell = types.ModuleType("IPython")
    shell.display, shell.get_ipython = shown, lambda: None
    book = types.ModuleType("myst_nb")
    book.glue = glue
    sys.modules.update({"IPython": shell, "IPython.display": shown, "myst_nb": book})


def formatted(value, spec: str) -> str:
    """Return a glued value as `{glue:text}` prints it: by its text, read back as a literal where it is one."""
    text = repr(value)
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        value = text
    kinds = {"s": str, **dict.fromkeys("bcdoxX", int), **dict.fromkeys("eEfFgGn%", float)}
    return format(kinds.get(spec[-1:], lambda same: same)(value), spec) if spec else str(value)


def told(error: BaseException) -> str:
    """Return a traceback as a reader needs it: from the cell on, without this module."""
    report = traceback.TracebackException.from_exception(error)
    part = report
    while part is not None:
        part.stack = traceback.StackSummary.from_list([frame for frame in part.stack if frame.filename != HERE])
        part = part.__cause__ or part.__context__
    return "".join(report.format())


class Session:
    """The state of one chapter: its names, and what it bound for the prose."""

    def __init__(self):
        _glued.clear()
        self.names = {"__name__": "__main__", "display": display}

    def run(self, source: str, label: str) -> dict:
        """Run one cell.

        Args:
            source: the code.
            label: what the cell is called in tracebacks, for instance `cell 3`.

        Returns:
            `outputs` (as in a notebook file), `ok`, and `line` of the error in the cell (0 where there is none).
        """
        _shown.clear()
        name = f"<{label}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        line = 0
        with contextlib.redirect_stdout(Stream("stdout")), contextlib.redirect_stderr(Stream("stderr")):
            try:
                value = self._evaluate(source, name)
                if value is not None:
                    _shown.append({"output_type": "execute_result", "data": bundle(value)})
            except BaseException as error:
                _shown.append({"output_type": "error", "ename": type(error).__name__, "traceback": told(error)})
                frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == name]
                line = frames[-1].lineno if frames else getattr(error, "lineno", None) or 0
        failed = any(output["output_type"] == "error" for output in _shown)
        return {"outputs": [dict(output) for output in _shown], "ok": not failed, "line": line}

    def _evaluate(self, source: str, name: str):
        """Run the statements; return the value of the last one where it is an expression not silenced by `;`."""
        tree = ast.parse(source, name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, name, "exec"), self.names)
        return eval(compile(last, name, "eval"), self.names) if last else None

    def prose(self, wanted: list[list[str]]) -> list[str | None]:
        """Return the text of each pair of name and format; None where the name is not bound or does not fit."""
        texts = []
        for name, spec in wanted:
            try:
                texts.append(formatted(_glued[name], spec))
            except (KeyError, TypeError, ValueError):
                texts.append(None)
        return texts


def run_json(session: Session, source: str, label: str, wanted: str) -> str:
    """Run a cell and return outputs and texts of the prose as JSON, the form in which they leave the worker."""
    result = session.run(source, label)
    return json.dumps({**result, "prose": session.prose(json.loads(wanted))}, ensure_ascii=False)
