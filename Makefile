# Everything a developer does here. `make help` lists it.

# The environment's own interpreter where there is one: it starts faster than a wrapper that looks for a version.
PYTHON ?= $(firstword $(wildcard .venv/bin/python) python3)
UV ?= uv
BASKETS ?=
LIMIT ?=
KILLS ?= 20
SEED ?= 1
QUICK ?=
CATALOG ?=
CHECKS ?=

SETUP := $(PYTHON) -E -s -S -m tools.setup
RUN := .venv/bin/python
SOURCES := pos_terminal ui drivers receipts tools bench
CHECKED := $(wildcard $(SOURCES) tests)

# Byte code that may not be written is compiled again at every start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run reset-demo test check bench replay crash storm day tickets paper-sums screenshots papers package test-package test-hardware fuzz scans window-scans clean lock env env-test static

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env ## the cashier app with a demo shop and simulated devices
	@$(RUN) -m pos_terminal demo

reset-demo: env ## the same, with the demo shop afresh
	@$(RUN) -m pos_terminal demo --reset

test: env-test static ## everything: format, lint, types, import contracts, all tests
	@$(RUN) -m pytest -n 2 --dist loadgroup tests

check: env static ## the fast part: format, lint, types, import contracts, unit tests
	@$(RUN) -m pytest -q tests/unit

static:
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy $(CHECKED)
	@.venv/bin/lint-imports --config importlinter.ini --no-logo

bench: env-test ## the measured goals (QUICK=1: at most 3 minutes; CATALOG=FILE: an article list, else one is made)
	@$(RUN) bench/run.py $(if $(QUICK),--quick) $(if $(CATALOG),'$(CATALOG)')

replay: env-test ## real baskets through the running program (BASKETS=FILE LIMIT=n)
	@$(RUN) tools/replay.py $(if $(BASKETS),--baskets '$(BASKETS)') $(if $(LIMIT),--limit $(LIMIT))

crash: env-test ## kill the program at random moments and look for losses (KILLS=n SEED=n)
	@$(RUN) tools/crash.py --kills $(KILLS) --seed $(SEED)

storm: env-test ## sell while the printer breaks and the till is killed, then compare with the roll (SALES=n SEED=n)
	@$(RUN) tools/storm.py --selftest
	@$(RUN) tools/storm.py --sales $(or $(SALES),2000) --seed $(SEED)

tickets: env-test ## 100,000 random tickets: sums, taxes, and every partition into returns, to the cent (TICKETS=n)
	@TICKETS=$(or $(TICKETS),100000) $(RUN) -m pytest -q -n 2 tests/properties/test_tickets.py

paper-sums: env-test ## 10,000 random papers, read back from the printer's bytes to the cent; 8,000 hostile texts (PAPERS=n)
	@PAPERS=$(or $(PAPERS),10000) HOSTILE=8000 $(RUN) -m pytest -q -n 2 tests/properties/test_paper_sums.py tests/unit/receipts/test_hostile.py

fuzz: env-test ## 10,000,000 fuzzed scans through framing, keys and parsing, judged by a second reader (FUZZ=n SEED=n)
	@$(RUN) tools/fuzz_codes.py --inputs $(or $(FUZZ),10000000) --seed $(SEED)

scans: env-test ## 1,000,000 generated scans through every transport, compared one by one (SCANS=n SEED=n)
	@$(RUN) tools/scans.py --count $(or $(SCANS),1000000) --seed $(SEED)

window-scans: env-test ## 20,000 scans by real keys and a serial port through the window, compared one by one (SCANS=n SEED=n)
	@$(RUN) tools/window_scans.py --count $(or $(SCANS),20000) --seed $(SEED)

day: env-test ## a shop's day through the running program, compared to the cent (BASKETS=FILE LIMIT=n)
	@$(RUN) tools/day.py $(if $(BASKETS),--baskets '$(BASKETS)') $(if $(LIMIT),--limit $(LIMIT))

screenshots: env-test ## every screen in every size, theme and language, and a contact sheet
	@$(RUN) tools/screenshots.py

papers: env-test ## docs/papers.png, a contact sheet of every paper, and a picture of each kind, from the golden papers
	@$(RUN) -m pytest -q tests/unit/receipts/test_golden.py
	@$(RUN) tools/papers.py

package: env ## the Debian packages, in dist/ (on Debian 12; DEB_REVISION=n, DEBFULLNAME and DEBEMAIL name them)
	@$(RUN) -m tools.package

test-package: package ## install them into a fresh Debian 12, cut the network, sell (as root; RECORD=1 writes docs/install.md)
	@$(RUN) -m tools.package_test $(if $(RECORD),--record)

test-hardware: env-test ## the drivers on a real kernel with USB devices, in QEMU (CHECKS=names: some of them)
	@$(RUN) -m tools.hardware $(CHECKS)

clean: ## remove what can be made again; data of the demo shop stays
	@rm -rf .venv .venv.new-* .venv.old-* .venv.lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## make requirements/dev.lock again from pyproject.toml (needs uv; UPGRADE=1 takes newer versions)
	@command -v $(UV) >/dev/null || { echo "uv is needed to make the lock: pipx install uv, or name it with make UV=FILE lock." >&2; exit 1; }
	@$(UV) --no-config pip compile --quiet --universal --generate-hashes --only-binary :all: --no-header --no-emit-index-url \
	  --python-version 3.11 --group dev --extra embedded $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/dev.lock
	@$(UV) --no-config pip compile --quiet --universal --generate-hashes --only-binary :all: --no-header --no-annotate --no-emit-index-url \
	  --python-version 3.11 --group package --extra embedded --constraints requirements/dev.lock pyproject.toml -o requirements/package.lock
	@$(SETUP) && $(RUN) -m tools.third_party

env:
	@$(SETUP)

env-test:
	@$(SETUP) --for test
