# Shortcuts for tasks.py, which needs nothing but Python 3.11 or newer.

PYTHON ?= python3

.PHONY: demo test lint

demo:
	$(PYTHON) tasks.py demo

test:
	$(PYTHON) tasks.py test

lint:
	$(PYTHON) tasks.py lint
