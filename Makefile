# make book   build the book            make test   lint and test, building the book from a clean state
# make clean  remove what was built     make help   this list
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: book test clean help

help:
	@sed -n '1,2p' Makefile

# uv is used where it is present because it is faster; the result is the same, since every version is pinned by hash.
define install
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; \
	  then uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) && uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	  else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; fi
	@touch $@
endef

$(VENV)/.book: requirements.txt pyproject.toml
	$(call install,requirements.txt)

$(VENV)/.test: requirements-dev.txt pyproject.toml
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.book

book: $(VENV)/.book
	@$(BIN)/python -m textledger_sphinx

test: $(VENV)/.test
	@$(BIN)/python -m pip check --disable-pip-version-check
	@$(BIN)/ruff check .
	@$(BIN)/python tests/browser.py
	@$(BIN)/python -m pytest

clean:
	rm -rf _build .pytest_cache .ruff_cache
