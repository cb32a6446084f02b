"""The texts are named in `documents.csv` alone: label, order and colour change there, and other texts build."""

import ast
import json
import re
import shutil
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from textledger import __main__ as cli
from textledger import charts, display, records
from textledger.html.cards import document_cards
from textledger.rules import validate
from textledger.schema import tables

from ..helpers import added, small_books
from ..helpers.faults import told
from ..helpers.paths import DATA, ROOT

OTHERS = {"alwaght": "second", "newswire": "first"}  # the two texts that stay, under other names
GONE = ("rewaq", "hadramout", "ecss")
LOOKS = {"first": ("1", "The first", "#112233", "cross"), "second": ("2", "The second", "#445566", "diamond")}
KEPT = {"borrowing_changes", "conflicts", "searches"}  # of the tables that a book may leave empty


def renamed(cell):
    """Return a cell in which two texts have other names."""
    for old, new in OTHERS.items():
        cell = re.sub(rf"(?<![\w./]){old}(?![\w.])", new, cell)
    return cell


def of_others(name, row):
    """Say whether the key of a row names a text that is gone."""
    return any(re.search(rf"\b({'|'.join(GONE)})\b", row[column]) for column in records.schema(name)["primaryKey"])


def complete(name, data):
    """Return the rows of a table that have all that they must have, and whose references lead somewhere."""
    described = records.schema(name)
    required = [f["name"] for f in described["fields"] if f.get("constraints", {}).get("required")]
    rows = [row for row in data[name] if all(row[column] for column in required)]
    for foreign in described["foreignKeys"]:
        columns, reference = foreign["fields"], foreign["reference"]
        known = {tuple(row[c] for c in reference["fields"]) for row in data[reference["resource"] or name]}
        keys = [tuple(row[column] for column in columns) for row in rows]
        rows = [row for row, key in zip(rows, keys, strict=True) if key in known or not any(key)]
    return rows


def two_texts(folder):
    """Write the tables of two texts: those of two of this book's, under other names, with what refers to them only."""
    shutil.copytree(DATA, folder)
    data = {name: records.rows(name) for name in records.table_names()}
    for name in validate.OPTIONAL - KEPT:
        data[name] = []
    for name, rows in data.items():
        stay = [row for row in rows if not of_others(name, row)]
        rows[:] = [{column: renamed(cell) for column, cell in row.items()} for row in stay]
    size = None
    while size != (size := sum(map(len, data.values()))):
        reported = {row["event_id"] for row in data["event_reports"]}
        data["events"] = [row for row in data["events"] if row["event_id"] in reported]
        keys = {name: records.schema(name)["primaryKey"][0] for name in data}
        ids = {row[keys[name]] for name, rows in data.items() if name != "records" for row in rows}
        data["records"] = [row for row in data["records"] if row["record_id"] in ids]
        known = ids | {row["doc_id"] for row in data["documents"]}
        for name, column in (joined for joined, tables_ in validate.JOINED.items() if tables_ is not None):
            for row in data[name]:
                row[column] = ";".join(part for part in records.split_ids(row[column]) if part in known)
        for name in data:
            data[name] = complete(name, data)
    ids = {row["record_id"] for row in data["records"]}
    data["reliability"] = [row for row in data["reliability"] if row["round"] == "coding" or row["unit_id"] in ids]
    checks_alike = Counter(name for _, name in {(row["check_id"], row["alike"]) for row in data["check_limbs"]})
    for row in data["check_limbs"]:  # what was alike to a check that is gone
        row["alike"] = row["alike"] if checks_alike[row["alike"]] > 1 else ""
    counted = Counter()
    for row in data["spans"]:  # an anomaly across texts has lost some
        counted[row["record_id"]] += 1
        row["seq"] = str(counted[row["record_id"]])
    for row in data["documents"]:
        row["order"], row["label"], row["colour"], row["sign"] = LOOKS[row["doc_id"]]
    for name in ("documents", *data):
        tables.write(name, data[name], folder)
    (folder / "codebook.md").write_text("# Codebook\n\nAs in `first-c02`.\n", encoding="utf-8")
    cli.main(["package", "--data", str(folder)])


@pytest.fixture
def other(tmp_path, monkeypatch):
    """A folder of tables in whose stead those of this book are read, to be changed."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setenv("TEXTLEDGER_DATA", str(folder))
    return folder


def test_a_changed_label_order_and_colour_need_no_code(other, monkeypatch):
    rows = records.rows("documents", other)
    for row in rows:
        row["order"] = str(len(rows) + 1 - int(row["order"]))
    rows[0]["sign"], rows[1]["sign"] = rows[1]["sign"], rows[0]["sign"]
    rows[0] |= {"label": "Another label", "colour": "#123456"}
    tables.write("documents", rows, other)
    assert any("the rows are not sorted by" in fault for fault in told(other))
    cli.main(["package", "--data", str(other)])
    assert told(other) == []
    turned = [row["doc_id"] for row in rows][::-1]
    assert list(records.docs()) == turned == list(records.table("claims")["doc_id"].cat.categories)
    assert list(dict.fromkeys(records.table("claims")["doc_id"])) == turned
    scale = charts.doc_scale().to_dict()
    assert scale["domain"][-1] == "Another label"
    assert scale["range"][-1] == "#123456"
    chart = json.dumps(charts.five_texts().chart.to_dict())
    assert "#123456" in chart
    assert "Another label" in chart
    shown = []
    monkeypatch.setattr(display, "display", lambda content, raw: shown.append(content[display.TABLE_MIME]["html"]))
    document_cards()
    cards = shown[0]
    places = [cards.index(f"text:{doc}") for doc in turned]
    assert places == sorted(places)
    assert "--tl-doc:#123456" in cards


def test_tables_of_two_other_texts_keep_the_rules(tmp_path):
    two_texts(tmp_path / "data")
    assert told(tmp_path / "data") == []
    assert records.docs(tmp_path / "data") == ("first", "second")
    assert len(records.rows("claims", tmp_path / "data")) > 40


def test_a_book_of_two_other_texts_and_a_published_draft_builds(tmp_path):
    book = small_books.whole(
        tmp_path / "book",
        "from textledger.charts import five_texts, frame_shares, leading_words\n"
        "from textledger.display import figure\n"
        "from textledger.html.cards import card, document_cards\n"
        "from textledger.html.ledger import entries\n"
        'figure(five_texts(), id="fig-texts", caption="All texts.")\n'
        'figure(frame_shares(), id="fig-frames", caption="What they are about.")\n'
        'figure(leading_words(), id="fig-words", caption="Their words.")\n'
        "document_cards()\n"
        'card("second")\n'
        'entries("claims", "harbour")\n',
    )
    shutil.rmtree(book / "data")
    two_texts(book / "data")
    added.publish(book)  # of some tables it has no row
    building = small_books.start(book, TEXTLEDGER_DATA=str(book / "data"))
    output, complaints = building.communicate()
    assert building.returncode == 0, output + complaints
    page = (book / "_build/html/chapters/one.html").read_text(encoding="utf-8")
    assert "The first" in page
    assert "The second" in page
    assert "--tl-doc:#112233" in page
    assert "Rewaq" not in page
    assert "435 words · 1 claim<" in page
    home = (book / "_build/html/index.html").read_text(encoding="utf-8")
    assert re.search(r"--tl-docs: #112233 0% 33[.0-9]*%, #445566 33[.0-9]*% 6[.0-9]*%, #4455FF", home)
    page = BeautifulSoup(page, "html.parser")
    assert page.select_one("#harbour-c01").get_text().count("The plant will open.")
    frames = page.select_one("#fig-frames")
    assert "Harbour 2024: not coded" in frames.get_text()
    assert re.search(r"Harbour 2024 \([0-9,]+ words\): none", str(page.select_one("#fig-words")))
    chapter = BeautifulSoup((book / "_build/html/chapters/harbour.html").read_text(encoding="utf-8"), "html.parser")
    assert "The plant is late." in chapter.select_one(".tl-card").get_text()


def _strings(path):
    """Yield the strings of a module that are no docstrings, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


def named(root, docs, colours):
    """Return where code, schemas or styles name a text or its colour; an id of a record may stand as an example."""
    ids = re.compile(rf"(?<![\w/-])({'|'.join(docs)})(?!-[a-z]\d|[\w-])")
    places = []
    for package in ("textledger", "textledger_sphinx", "textledger_publish"):
        for path in sorted((root / package).rglob("*.py")):
            places += [f"{path.name}:{line}" for text, line in _strings(path) if ids.search(text)]
        for path in sorted(p for p in (root / package).rglob("*") if p.suffix in (".css", ".js", ".html")):
            text = path.read_text(encoding="utf-8")
            names_a_text = ids.search(text) or all(colour.lower() in text.lower() for colour in colours)
            places += [path.name] if names_a_text else []
    for path in sorted((root / "data/schema").glob("*.json")):
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        places += [f"{path.name}: {f['name']}" for f in fields if ids.search(json.dumps(f.get("constraints", {})))]
    return places


def test_no_text_is_named_in_code_schemas_or_styles():
    assert named(ROOT, records.docs(), records.colours().values()) == []
