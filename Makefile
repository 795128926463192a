# make serve · make build · make cards · make bundle · make test · make check · make audit: each sets up what it needs by itself.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: serve build book bundle cards check test audit bench exits mutants schema lint clean

serve: $(VENV)/ready ## the site at http://127.0.0.1:8000; shows mistakes in the data on the page, and recovers
	KB_STRICT=false KB_FAIL_FAST=false $(BIN)/mkdocs serve --livereload

# Built beside site/ and put in its place when whole: a build that fails or is killed leaves the last good site as it was.
build: $(VENV)/ready ## the site in site/; stops on any mistake
	@[ -e site ] || [ ! -e .site-old ] || mv .site-old site
	@rm -rf .site-new .site-old
	$(BIN)/mkdocs build -d .site-new
	@[ ! -e site ] || mv site .site-old
	@mv .site-new site
	@rm -rf .site-old

book: build ## the book of the site in site/, as EPUB and PDF, to site/copies/; needs a Chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[publish]'
	$(BIN)/kb book site

bundle: build ## the site as one ZIP for a stick, in site/copies/
	$(BIN)/kb bundle site

cards: $(VENV)/ready ## the pictures to share, in .cache/cards, for a build with KB_CARDS=.cache/cards; needs a Chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[publish]'
	$(BIN)/kb cards .cache/cards

check: $(VENV)/ready ## what is wrong with the facts
	$(BIN)/kb check

# Three workers on two cores: while one waits for its browser, another works.
test: $(VENV)/ready ## lint, types, all tests, browser included
	$(BIN)/python tests/chromium.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n 3 --dist worksteal

audit: $(VENV)/ready ## the whole site: axe on every page, weight, links; Firefox and WebKit, whose packages it installs as root
	$(BIN)/python tests/chromium.py
	$(BIN)/python tests/programs.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,audit]'
	$(BIN)/pytest -n 2 --dist worksteal -m 'audit or machine'

bench: $(VENV)/ready ## how fast, as ratios
	$(BIN)/python -m bench

exits: $(VENV)/ready ## the same site by ProperDocs and Zensical, compared page by page
	$(BIN)/python -m bench.exits

mutants: $(VENV)/ready ## how many alterations of the core no test sees; some hours on two cores
	$(BIN)/python -m tests.mutants

schema: $(VENV)/ready ## write schema/ anew from the models
	$(BIN)/kb schema

clean:
	rm -rf site .site-new .site-old build mutants .cache .pytest_cache .ruff_cache .mypy_cache

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@
