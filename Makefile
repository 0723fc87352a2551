# Two commands do all the set-up: `make demo` and `make test`. README.md gives both in plain pip.
# Another interpreter: make demo PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
BIN := $(VENV)/bin

.PHONY: help demo test scores clean

help:
	@echo "make demo     install, build the seed articles, print the events and where the pages are"
	@echo "make test     install with the test extras, then run every check"
	@echo "make scores   measure the extraction on the development data beside the checkout"
	@echo "make clean    remove what the above made"

demo: $(VENV)/.ready
	$(BIN)/kg build --store $(OUT)/store --out $(OUT)

test: $(VENV)/.ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

scores: $(VENV)/.ready-to-test
	$(BIN)/python benchmarks/scores.py

# pip is upgraded first: 23.2, which some Pythons bring along, breaks on some of the dependencies.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# A stamp is made once its installation has ended well, and is out of date when the list of dependencies has changed.
$(VENV)/.ready: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready-to-test: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $(VENV)/.ready $@

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
