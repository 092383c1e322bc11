# The commands of this repository. Each sets up whatever it needs first; see docs/keeper/install.md.
.DEFAULT_GOAL := help
.PHONY: help install serve test test-all lint format docs bench bench-growth bench-web audit lock screenshots event-list clean environment-dev environment-docs system
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q --dist loadfile
WORKERS ?= 2
# What is asked of PostgreSQL too; doors and browsers are not different there.
BOTH_ENGINES := $(wildcard tests/kernel tests/domain tests/audiences_oracle tests/consumers tests/crash)

help: ## Lists these commands.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile

install: ## Makes .venv with the portevoix command in it.
	@scripts/bootstrap run

serve: install ## Runs a house in ./data; prints where it is.
	@exec $(BIN)/portevoix serve

environment-dev:
	@scripts/bootstrap dev

environment-docs:
	@scripts/bootstrap docs

system:
	@scripts/bootstrap system

test: environment-dev system ## Both databases for the rooms, one for doors and browsers; under 20 minutes.
	@failed=0; \
	PORTEVOIX_TEST_ENGINE=sqlite $(PYTEST) -n $(WORKERS) -m "not long" tests || failed=1; \
	PORTEVOIX_TEST_ENGINE=postgresql $(PYTEST) -n $(WORKERS) -m "not long and not browser" $(BOTH_ENGINES) || failed=1; \
	exit $$failed

test-all: environment-dev system ## Everything, on both databases; before a release.
	PORTEVOIX_TEST_ENGINE=sqlite $(PYTEST) -n $(WORKERS) tests
	PORTEVOIX_TEST_ENGINE=postgresql $(PYTEST) -n $(WORKERS) tests

lint: environment-dev ## Style, types, the import law, templates.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint src

format: environment-dev ## Puts the code into its usual shape.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: environment-docs ## Builds the documentation into site/.
	$(BIN)/mkdocs build --strict --quiet

bench: environment-dev ## Measures what performance budgets are about.
	$(BIN)/python -m benchmarks

bench-web: environment-dev system ## Weighs and times pages behind nginx, into docs/measurements.md.
	$(BIN)/python -m benchmarks.web --keep

bench-growth: environment-dev ## Measures a small house against a large one; POSTS and MINUTES bound it.
	$(BIN)/python -m benchmarks.growth --posts $(or $(POSTS),1000000) --minutes $(or $(MINUTES),60)

audit: environment-dev ## Asks whether a locked dependency has a known fault (needs the network).
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock

lock: environment-dev ## Writes the lock files anew, for every supported Python (needs the network).
	scripts/lock

screenshots: environment-dev system ## Takes a picture of every page of the demo house, into screenshots/.
	$(BIN)/python scripts/screenshots.py

event-list: environment-dev ## Writes docs/architecture/events.md anew.
	$(BIN)/python scripts/list_events.py

clean: ## Removes what these commands made, but never the data folder.
	rm -rf .venv site dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
