# Two commands do everything on a fresh machine with Python 3.11+: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo pywb browser test lint clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "policytrail needs Python 3.11 to 3.13; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

DEMO := demo-output/demo.db

demo: setup
	@rm -rf demo-output && mkdir demo-output
	@echo "== Track five invented sites, and crawl what a small archive captured of them from 1998 to 2025"
	$(BIN)/policytrail add --from sample/targets.txt --db $(DEMO)
	$(BIN)/policytrail crawl --archive sample/archive.warc.gz --db $(DEMO)
	@echo; echo "== Their histories"
	@while read target; do $(BIN)/policytrail history "$$target" --db $(DEMO) || exit 1; echo; done < sample/targets.txt
	@echo "== What changed at Fernwick from January to June 2018"
	$(BIN)/policytrail diff https://fernwick.example/privacy 2018-01 2018-06 --db $(DEMO)
	@echo; echo "== Since when does it speak of sharing a location?"
	$(BIN)/policytrail search '"live location"' --db $(DEMO)
	@echo; echo "== What next"
	@echo "Look around in Datasette:    $(BIN)/policytrail serve --db $(DEMO)"
	@echo "The evidence of a change:    $(BIN)/policytrail prove https://fernwick.example/privacy@3 --out demo-output/evidence --db $(DEMO)"
	@echo "A policy of the real web:    $(BIN)/policytrail crawl https://example.com/privacy"

# Real replay for the integration tests; without it (no network, say) they are skipped, and say so.
$(VENV)-pywb/.installed: constraints-pywb.txt
	$(PYTHON) -m venv $(VENV)-pywb
	$(VENV)-pywb/bin/pip install --quiet --disable-pip-version-check -c constraints-pywb.txt pywb
	touch $@

pywb:
	-$(MAKE) $(VENV)-pywb/.installed

# A headless Chromium looks at the site where the system has one; elsewhere those tests are skipped, and say so.
browser: setup
	-command -v chromium && $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browser]'

test: setup pywb browser
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .venv-pywb demo-output
