.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup setup-test run build test lint format lock bench bench-operators bench-http relevance screenshots clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Cuttings needs Python 3.11 or newer; set PYTHON=python3.12 or the like." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2; exit 2; }

$(VENV)/.run: requirements.lock setup.cfg | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.run
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

setup: $(VENV)/.run ## make .venv with the locked dependencies
setup-test: $(VENV)/.test

build: setup ## take the articles in seeds/ into index/
	$(BIN)/cuttings build

run: build ## build index/ from seeds/ and serve the page on http://127.0.0.1:8000
	$(BIN)/cuttings serve

test: setup-test ## all that CI runs: lint, types, import order, tests in a real browser
	@tests/install-chromium
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest

lint: setup-test ## ruff, mypy and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-test ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  setup.cfg --extra build -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  setup.cfg --extra build --extra test -c requirements.lock -o requirements-test.lock

$(VENV)/.bench: setup.cfg $(VENV)/.run
	$(BIN)/pip install --quiet --no-build-isolation -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench ## compare the speed with other engines; takes hours
	$(BIN)/python -m bench.run --corpus reuters --runs 3
	$(BIN)/python -m bench.run --corpus chronam --runs 3
	$(BIN)/python -m bench.run --corpus generated --runs 3 --engines cuttings tantivy xapian fts5 bm25s
	$(BIN)/python -m bench.report

relevance: setup ## score the ranking on judged collections, into docs/relevance.md
	$(BIN)/python -m bench.relevance

bench-operators: setup ## what each operator costs, into docs/performance-operators.md
	$(BIN)/python -m bench.operators

bench-http: setup ## searches a second and their time over HTTP; needs wrk
	$(BIN)/python -m bench.serving

screenshots: setup-test ## pictures of every page, into docs/screenshots
	$(BIN)/python docs/screenshots/take.py

clean: ## remove .venv and index/
	rm -rf $(VENV) index
