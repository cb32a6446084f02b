"""Modules have one concern and functions fit a screen: none is longer than that allows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ..helpers.paths import ROOT

MODULE = 300  # lines that a module of Python, a script or a style stays under
FUNCTION = 50  # lines that a function has at most, with its description
ROOMS = ("textledger", "textledger_sphinx", "textledger_publish", "benchmarks", "tests")
LANGUAGES = (".py", ".js", ".mjs", ".css")
SCRIPTED = re.compile(
    r"^( *)(?:export )?(?:(?:async )?function (?=\w+\()|const (?=\w+ = [^\n]*=> \{\n))(\w+)[^\n]*\n.*?^\1\}",
    re.M | re.S,
)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Return the functions of a file with their numbers of lines; those of scripts by their indentation."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name, node.end_lineno - node.lineno + 1
    elif path.suffix != ".css":
        for function in SCRIPTED.finditer(content):
            yield function[2], function[0].count("\n") + 1


def too_long(root: Path) -> list[str]:
    """Return what is too long in the rooms of a repository, with its lines."""
    found = []
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in LANGUAGES):
        place = path.relative_to(root).as_posix()
        if "node_modules" in path.parts:
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        found += [f"{place}: {lines}"] * (lines >= MODULE)
        found += [f"{place}, {name}: {lines}" for name, lines in functions(path) if lines > FUNCTION]
    return found


def test_modules_and_functions_can_be_read_at_once():
    assert not too_long(ROOT), f"part by concern what has {MODULE} lines, into steps a function of more than {FUNCTION}"


def test_what_is_too_long_is_named_with_its_lines(tmp_path):
    files = {
        "textledger/short.py": "def one():\n" + "    pass\n" * (FUNCTION - 1),
        "textledger/long.py": "class Of:\n    def two(self):\n" + "        pass\n" * FUNCTION,
        "tests/test_long.py": "pass\n" * MODULE,
        "textledger_sphinx/short.js": "  function three() {\n" + "    go();\n" * (FUNCTION - 2) + "  }\n",
        "textledger_sphinx/long.js": "export async function four(a) {\n" + "  go();\n" * (FUNCTION - 1) + "}\n",
        "textledger_sphinx/other.js": "const five = (a) => {\n" + "  go();\n" * FUNCTION + "};\n",
        "textledger_publish/long.css": "a { }\n" * MODULE,
        "benchmarks/node_modules/vendored.js": "go();\n" * MODULE,
    }
    for name, content in files.items():
        (path := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert too_long(tmp_path) == [
        f"tests/test_long.py: {MODULE}",
        f"textledger/long.py, two: {FUNCTION + 1}",
        f"textledger_publish/long.css: {MODULE}",
        f"textledger_sphinx/long.js, four: {FUNCTION + 1}",
        f"textledger_sphinx/other.js, five: {FUNCTION + 2}",
    ]
