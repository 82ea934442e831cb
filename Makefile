.PHONY: test
.venv/ready: requirements/test.txt
	python3 -m venv .venv
	.venv/bin/pip install -q --require-hashes -r requirements/test.txt
	touch $@

test: .venv/ready ## Everything
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/pytest -q
