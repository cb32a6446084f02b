# make book   build the book
# make watch  serve it on this machine, build what is edited, and reload its pages
# make check  make lint (format, lint, types) and the tests that need no pages and no programs: a minute or two once set up
# make test   make lint and all tests, on a book built for them from a clean state; what was built before stays
# make site   the book with PDF, EPUB and the browser's Python, ready for any static host
# make pdf    make epub    make browser   its parts, one by one
# make corpus run the rules over many texts: make corpus CORPUS_OPTIONS="--input DIR --output OTHER" (docs/CORPUS.md)
# make lab    open the chapters in JupyterLab, on this machine only
# make audit  what takes long or npm and Java: Nu Html Checker, Lighthouse, the whole PDF, JupyterLab, damaged builds, all views
# make next   build the book with the next Sphinx, in an environment of its own, and compare every page with the present
# make clean  remove what was built     make help     this list
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEXT := .venv-next
.DEFAULT_GOAL := help
.PHONY: book watch pdf epub browser site lab corpus next lint check test audit clean help

help:
	@sed -n '/^#/!q;p' Makefile

# uv is used where it is present because it is faster; the result is the same, since every version is pinned by hash.
define install
	@echo "Setting up $(@D) with the packages of $(1): a few minutes the first time, and about 1 GB of disk."
	@test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	@if command -v uv >/dev/null 2>&1; \
	  then uv pip install --quiet --python $(@D)/bin/python --require-hashes -r $(1) && uv pip install --quiet --python $(@D)/bin/python --no-deps --no-build-isolation -e .; \
	  else $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && $(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; fi
	@touch $@
endef

$(VENV)/.book: requirements.txt pyproject.toml
	$(call install,requirements.txt)

$(VENV)/.test: requirements-dev.txt pyproject.toml
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.book $(VENV)/.corpus

# On top of the book: what both need, both have in the same version.
$(VENV)/.lab: requirements-lab.txt $(VENV)/.book
	$(call install,requirements-lab.txt)

$(VENV)/.corpus: requirements-corpus.txt $(VENV)/.book
	$(call install,requirements-corpus.txt)

$(NEXT)/.next: requirements-next.txt pyproject.toml
	$(call install,requirements-next.txt)

book: $(VENV)/.book
	@$(BIN)/python -m textledger_sphinx

# With a port of one's own: make watch WATCH_OPTIONS="--port 8000"
watch: $(VENV)/.book
	@$(BIN)/python -m textledger_sphinx.watch $(WATCH_OPTIONS)

pdf: $(VENV)/.test book
	@$(BIN)/python -m textledger_publish.chromium
	@$(BIN)/python -m textledger_publish.pdf --chapters $(SITE_OPTIONS)

epub: $(VENV)/.test book
	@$(BIN)/python -m textledger_publish.epub $(SITE_OPTIONS)

browser: $(VENV)/.book
	@$(BIN)/python -m textledger_sphinx.live $(SITE_OPTIONS)

# A draft is no part of what is published: PDF, EPUB, the archive of notebooks and the browser's Python leave it out, and
# a site with one is refused. To show drafts all the same: make site SITE_OPTIONS=--drafts
site: $(VENV)/.test
	@$(BIN)/python -m textledger_publish.site --check $(SITE_OPTIONS)
	@$(MAKE) --no-print-directory pdf epub browser
	@$(BIN)/python -m textledger_publish.site $(SITE_OPTIONS)

# With options of JupyterLab: make lab LAB_OPTIONS=--no-browser
lab: $(VENV)/.lab
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" $(BIN)/jupyter lab --ip 127.0.0.1 $(LAB_OPTIONS) index.md

corpus: $(VENV)/.corpus
	@$(BIN)/python -m textledger corpus $(or $(CORPUS_OPTIONS),--help)

next: book $(NEXT)/.next
	@$(NEXT)/bin/python -m sphinx -W -n -q --keep-going . _build/next/html
	@$(BIN)/python -m tests.helpers.same_pages _build/html _build/next/html

# Python keeps what it compiled, whatever the surroundings say: tests and builds start it hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

# The tests of a module go to one worker, which makes once what they share. tests/conftest.py has the order.
PYTEST := $(BIN)/python -m pytest -m "not audit" --dist loadscope --no-loadscope-reorder

lint: $(VENV)/.test
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy & types=$$!; $(BIN)/python -m tests.helpers.cells; cells=$$?; wait $$types && exit $$cells

check: lint
	@$(PYTEST) -m "not audit and not programs" -n 2 --quiet tests/unit

# Three workers for two processors: with four, all tests take a twelfth longer.
test: lint
	@$(BIN)/python -m pip check --disable-pip-version-check
	@$(BIN)/python -m textledger_publish.chromium
	@$(BIN)/python -m tests.helpers.debian
	@$(PYTEST) -n 3

audit: site $(VENV)/.lab
	@$(BIN)/python -m pytest $(sort $(wildcard tests/audit_*.py))
	@$(BIN)/python -m pytest -m audit
	@$(BIN)/python benchmarks/audit.py

clean:
	rm -rf _build .pytest_cache .ruff_cache .hypothesis
