"""What the tests share: the built book, the sources, the browser."""

import gc
import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from textledger import records
from textledger.corpus import derive, text
from textledger_publish import chromium as finder
from textledger_sphinx.live import assemble
from textledger_sphinx.live.serve import served
from textledger_sphinx.live.sources import AssemblyError

from .helpers import kept, limits, scan, small_books, whole_book
from .helpers.paths import CI, DATA, ROOT

NEIGHBOUR = ROOT.parent / "shared" / "sources"


def _sources_folder() -> Path | None:
    setting = os.environ.get(text.ENVIRONMENT)
    folder = Path(setting) if setting else NEIGHBOUR
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def sources_folder() -> Path:
    """The folder of the source texts; tests that need it are skipped where it is absent."""
    folder = _sources_folder()
    if folder is None:
        pytest.skip(f"the source texts are not here: set {text.ENVIRONMENT} to run this test")
    return folder


@pytest.fixture(scope="session")
def sources(sources_folder) -> derive.Sources:
    """The source texts."""
    return derive.Sources(sources_folder, records.rows("documents", DATA))


def pytest_addoption(parser):
    """Let a test of pages run against pages that exist: `pytest --site _build/html tests/browser/test_frame.py`."""
    parser.addoption("--site", type=Path, metavar="DIR", help="built pages to test, instead of building them first")


# The kinds of tests, and what those of a kind must not need.
NOT_NEEDED = {
    "unit": {"site", "runtime", "chromium"},
    "book": {"runtime", "chromium"},
    "browser": {"runtime"},
    "runtime": set(),
}


def kind_of(item) -> str:
    """Return the kind of a test, the name of its folder; audits stand beside the folders."""
    name = item.path.relative_to(ROOT / "tests").parts[0]
    return "audit" if name.startswith("audit_") else name


def pytest_collection_modifyitems(items):
    """Mark every test with its kind, which its folder tells, and refuse a test that needs more than its kind has.

    The module that assembles the runtime comes first, and a short one that needs the pages second: while one worker
    assembles, the other builds the book, and neither waits for what the other makes. Of each kind the longest modules
    come first, so that no worker begins one when the others are done.
    """
    for item in items:
        kind = kind_of(item)
        if kind == "audit":
            continue
        if kind not in NOT_NEEDED:
            raise pytest.UsageError(
                f"{item.nodeid} belongs into one of {', '.join(f'tests/{name}/' for name in NOT_NEEDED)}"
            )
        if more := NOT_NEEDED[kind] & set(item.fixturenames):
            raise pytest.UsageError(f"{item.nodeid} needs {', '.join(sorted(more))}, which tests/{kind}/ has not")
        item.add_marker(kind)
    first, order = ["test_assembly", "test_front"], ["unit", "book", "runtime", "browser", "audit"]
    longest = {"test_visits", "test_hostile_book", "test_every_chart"}
    items.sort(
        key=lambda item: (
            first.index(item.path.stem) if item.path.stem in first else len(first),
            order.index(kind_of(item)),
            item.path.stem not in longest,
        )
    )


def pytest_collection_finish(session):
    """Spare the garbage collector, which looks often, the tests and modules that stay to the end."""
    gc.freeze()


BUILT = pytest.StashKey[set[Path]]()


def built() -> set[Path]:
    """Return what stands below `_build`, two folders deep: what a developer has built."""
    return {path for path in (ROOT / "_build").glob("*/*") if path.parent.name != ".pytest_cache"}


def pytest_sessionstart(session):
    """Note what a developer has built."""
    session.config.stash[BUILT] = built()


def pytest_sessionfinish(session):
    """Fail where a test took away what a developer has built."""
    if removed := session.config.stash[BUILT] - built():
        names = ", ".join(sorted(path.relative_to(ROOT).as_posix() for path in removed))
        raise pytest.UsageError(f"these were there before the tests and are gone: {names}")


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id) -> Path:
    """A folder of this run that all its workers share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session", autouse=True)
def _kept_of_all_books(shared):
    """What every small book needs alike, and what takes most of its build, is made once for all tests."""
    os.environ[kept.FOLDER] = str(shared / "kept")


@pytest.fixture(scope="session")
def site(request, shared) -> Path:
    """The book's pages: those of `--site`, else built from a clean state once for all tests, in a folder of the run."""
    if folder := request.config.getoption("--site"):
        if not (folder / "index.html").is_file():
            pytest.fail(f"--site {folder}: there is no index.html", pytrace=False)
        return folder.resolve()
    try:
        return whole_book.once(shared / "book", whole_book.build) / "_build" / "html"
    except AssertionError as error:
        pytest.fail(f"the book does not build:\n{error}", pytrace=False)


@pytest.fixture(scope="session")
def runtime(shared) -> Path:
    """The folder of the browser's Python, assembled once for all tests."""
    try:
        return whole_book.once(shared / "runtime", assemble.assemble)
    except AssertionError as error:
        if CI or not str(error).startswith(AssemblyError.__name__):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def live_address(site, runtime):
    """The address of a server of the built pages with the runtime."""
    with served(site, runtime) as address:
        yield address


@pytest.fixture(scope="session")
def soup(site):
    """A built page, parsed: a function of its name."""

    @cache
    def parse(page):
        return BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")

    return parse


@pytest.fixture(scope="session")
def texts(site):
    """The text of everything with an address of its own, by that address, read without the rules of the index."""
    return scan.passages(site)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium."""
    path = finder.find()
    if path is None:
        (pytest.fail if CI else pytest.skip)("no Chromium found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=path,
            args=[*finder.ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def built_book(shared) -> Path:
    """A small book with all of this book's settings and tables, built once for all tests, which copy it."""
    return whole_book.once(shared / "small", lambda folder: small_books.built(small_books.whole(folder)))


@pytest.fixture(scope="module")
def small_book(built_book, tmp_path_factory) -> Path:
    """A copy of the small book, to be damaged and built again."""
    return shutil.copytree(built_book, tmp_path_factory.mktemp("books") / "book")


@pytest.fixture(scope="module")
def clean_pages(built_book, tmp_path_factory):
    """The files of the pages of its clean builds: a function of whether a sentence more stands there."""

    def files(is_edited):
        if not is_edited:
            return small_books.files(built_book / "_build/html")
        return small_books.clean_build(tmp_path_factory.mktemp("clean"), is_edited)

    return cache(files)


def pytest_terminal_summary(terminalreporter):
    """Print how the chapters read; what they may have is in tests/helpers/limits.py."""
    terminalreporter.section("prose of the chapters")
    for name, *cells in limits.table():
        terminalreporter.write_line(
            f"{name:13}" + "".join(f"{cell:>{len(head) + 2}}" for head, cell in zip(limits.COLUMNS, cells, strict=True))
        )
