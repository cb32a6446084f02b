"""What the cells of the chapters hold: steps a reader would write, no codings, and only numbers that are read."""

import ast
import re
from collections.abc import Iterator

import pytest

from textledger import fields, records
from textledger.display import numbers

from ..helpers import prose

MOST_BINDING = 150  # lines of `numbers(...)` in all chapters
NUMBER = re.compile(r"\{number\}`([^`]+)`")
IN_LIST = re.compile(r"\b(?:not )?in\s*[\[(]")  # in a query
MATCHING = {"contains", "extract", "extractall", "findall", "fullmatch", "match", "startswith", "endswith"}
CHAPTERS = prose.chapters()


def code(cell: str) -> str:
    """Return a cell without its options."""
    return re.sub(r"^:.*\n", "", cell, flags=re.M)


def known_codes() -> dict[str, set[str]]:
    """Return ids of records and keys of tables, and by column the values that it may have."""
    codes = {"record": {*records.published(), *records.docs()}}
    for name in records.table_names():
        schema = records.schema(name)
        for field in schema["fields"]:
            codes.setdefault(f"{name}.{field['name']}", set()).update(field.get("constraints", {}).get("enum", ()))
        if len(schema["primaryKey"]) == 1 and not name.startswith("records"):
            key = schema["primaryKey"][0]
            codes.setdefault(f"{name}.{key}", set()).update(row[key] for row in records.rows(name))
    return codes


CODES = known_codes()
COLUMNS = {field["name"] for name in records.table_names() for field in records.schema(name)["fields"]}


def parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what it is made of, without the lists that name columns only."""
    if isinstance(node, ast.List | ast.Tuple) and node.elts and set(texts_in(node.elts)) <= COLUMNS:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from parts(child)


def texts_in(nodes) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def alike(values: list[str]) -> bool:
    """Return whether two or more values are codes of the same kind; names of columns are none."""
    return not set(values) <= COLUMNS and any(len(set(values) & codes) > 1 for codes in CODES.values())


def lists_of_codes(source: str) -> Iterator[str]:
    """Yield what lists or maps codes: a literal, the arguments of a call, a comparison within a query.

    Of values that are given to as many names at once (`a, b = x["nato"], x["iran"]`) only bare codes count.
    """
    tree = ast.parse(source)
    assigned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    for node in ast.walk(tree):
        if node in assigned and isinstance(node, ast.Tuple):
            listed = node.elts
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            listed = [part for item in node.elts for part in parts(item)]
        elif isinstance(node, ast.Dict):
            listed = [part for item in (*node.keys, *node.values) if item for part in parts(item)]
        elif isinstance(node, ast.Call):
            listed = node.args
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and IN_LIST.search(node.value):
            yield ast.unparse(node)
            continue
        else:
            continue
        if alike(texts_in(listed)):
            yield ast.unparse(node)


def text_columns() -> set[str]:
    """Return the columns that hold English of our own: notes, findings, titles, glosses."""
    return {name for name in COLUMNS if name.endswith("_en")} | {"problem", "date_basis", "attributed_to"}


def matched_english(source: str) -> Iterator[str]:
    """Yield where a cell uses regular expressions or looks for words in a column of English."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and any(name.name == "re" for name in node.names):
            yield ast.unparse(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MATCHING:
            before = set(texts_in(ast.walk(node.func.value)))
            if before & text_columns():
                yield ast.unparse(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = re.findall(r"(\w+)\.str\.(\w+)", node.value)
            yield from (node.value for column, method in found if column in text_columns() and method in MATCHING)


def bindings(source: str) -> list[ast.Call]:
    """Return the calls that bind numbers for the prose."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call for call in calls if getattr(call.func, "id", None) == numbers.__name__]


def unread(cells: list[str], text: str) -> list[str]:
    """Return the names that cells bind and the prose of the page does not print."""
    read = {fields.split_format(reference)[0] for reference in NUMBER.findall(text)}
    bound = [word.arg for cell in cells for call in bindings(cell) for word in call.keywords if word.arg]
    return [name for name in bound if name not in read]


@pytest.mark.parametrize(
    "cell",
    [
        "rows = frame.loc[['nato', 'iran']]",
        "kinds = ('consistent', 'not_settled')",
        "one, other = 'us-forces', 'iraqi-security-forces'",
        "shown = {'agrees', 'softened'}",
        "week = {'press': known['ev-nato-announces-enlargement'], 'remarks': known['ev-rikabi-remarks']}",
        "views.checks('ecss', 'consistent', 'not_settled')",
        "said.query(\"kind in ['say', 'announce']\")",
        "notes.query(\"found not in ('seen', 'not_seen')\")",
    ],
)
def test_a_list_of_codes_is_found(cell):
    assert list(lists_of_codes(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "views.anomalies('newswire', 'high')",
        "frame.groupby(['doc_id', 'actor_id'])",
        "agreed.loc['alpha', ['value', 'low', 'high']]",
        "one, other = by['nato'], by['iran']",
        "said.query(\"kind == 'say' and side == 'nato'\")",
    ],
)
def test_single_codes_and_names_of_columns_are_none(cell):
    assert not list(lists_of_codes(cell))


def test_english_searched_for_words_is_found():
    for cell in (
        "import re",
        "frame['finding_en'].str.contains('not')",
        "frame['note_en'].fillna('').str.extract('(x)')",
        "frame.query(\"note_en.str.startswith('As')\")",
    ):
        assert list(matched_english(cell)), cell
    assert not list(matched_english("tokens['form'].str.endswith('x')"))
    assert not list(matched_english("checks[checks['check_id'].str.startswith('rewaq-')]"))


def test_numbers_that_nobody_reads_are_found():
    assert unread(["numbers(a=1, b=2)", "numbers(c=3, **counts)"], "There are {number}`a:words` and {number}`c`.") == [
        "b"
    ]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_cells_hold_no_codings_and_bind_what_is_read(chapter):
    cells = [code(cell) for cell in chapter.cells]
    assert not [found for cell in cells for found in lists_of_codes(cell)]
    assert not [found for cell in cells for found in matched_english(cell)]
    assert not unread(cells, chapter.prose)


def test_few_lines_bind_numbers():
    lines = {
        chapter.name: sum(call.end_lineno - call.lineno + 1 for cell in chapter.cells for call in bindings(code(cell)))
        for chapter in CHAPTERS
    }
    assert sum(lines.values()) <= MOST_BINDING, lines
