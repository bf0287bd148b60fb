# `make run` and `make test` need Python 3.11 or newer with pip and venv, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: run test check fast postgres browser crash bench clean

run: $(VENV)/.run
	@$(BIN)/quizapp run

# Everything that must hold, cheapest first: style, types, walls of the house, tests on SQLite, the tests that
# meet a database again on PostgreSQL, tests in a browser.
test: check fast postgres browser

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir $(VENV)/.cache/import-linter
	$(BIN)/quizapp bank check

fast: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n auto -m "not browser"

postgres: $(VENV)/.dev
	$(BIN)/python -W ignore -m tests.support.postgres \
		$(BIN)/python -m pytest -q -n auto -m "not browser" tests/rooms tests/operations tests/crash tests/rules/test_project.py

browser: $(VENV)/.dev
	$(BIN)/python -m tests.support.browser
	$(BIN)/python -m pytest -q -n auto -m browser

# The server is killed 50 times while answers are saved, on SQLite and on PostgreSQL.
crash: $(VENV)/.dev
	$(BIN)/python -W ignore -m tests.crash.killing

# A table of what things cost beside bare limits, and the same as JSON. Takes about ten minutes.
bench: $(VENV)/.dev
	$(BIN)/python -W ignore -m tests.benchmarks

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Civics Desk needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.txt pyproject.toml
	$(PIP) install --quiet -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) install --quiet -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV)
