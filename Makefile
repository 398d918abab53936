# The commands that people type; each sets up what it needs, and is quick the next time.
.PHONY: run test test-postgres check bench setup messages refusals figures schema requirements screenshots
SHELL := /bin/bash
PYTHON := .venv/bin/python
export DEMO := 1

run:
	@tools/setup run
	@tools/serve

test:
	@tools/setup dev
	@tools/test

test-postgres:
	@tools/setup dev
	@# Pages reach the database through the API alone, which is asked all it can do on each one:
	@# in the browser, whole journeys are enough here.
	@DATABASE_URL=$${DATABASE_URL:-postgres:///test} tools/test -m "not browser or journey"

check:
	@tools/setup dev
	@tools/check

bench:
	@tools/setup dev
	$(PYTHON) -m bench
	cd frontend && PATH="$(CURDIR)/.tools/node/bin:$$PATH" npm run --silent size

# What developers regenerate after a change.

messages: # sentences of the code into the French catalogue
	@tools/setup dev
	$(PYTHON) tools/messages.py update

refusals: # what the rules refuse, in the documentation
	@tools/setup dev
	$(PYTHON) tools/refusals.py update

figures: # what figures count, in the documentation
	@tools/setup dev
	$(PYTHON) tools/figures.py update

schema: # the API's description, which the pages' types are made from
	@tools/setup dev
	$(PYTHON) manage.py spectacular --lang en --file docs/openapi.yaml --validate --fail-on-warn

screenshots: # of the guides, from a demonstration at a fixed moment
	@tools/setup dev
	$(PYTHON) tools/screenshots.py

requirements: # locked versions, after a change in pyproject.toml
	@tools/requirements
