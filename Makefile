# The commands of the portal. `make help` lists them.
PORT ?= 8000
DEMO ?= 1
PY := .venv/bin/python
APPS := communities guidance skills staff_training wellbeing_portal/accounts wellbeing_portal/audit wellbeing_portal/credentials wellbeing_portal/institutions wellbeing_portal/learning wellbeing_portal/moderation wellbeing_portal/notifications
# The layers whose signatures are documentation: kernel, rules, queries, actions.
TYPED = wellbeing_portal/kernel $(foreach app,$(APPS),$(foreach layer,rules queries actions,$(wildcard $(app)/$(layer) $(app)/$(layer).py)))
export DEMO

.PHONY: help run check test faults strings deploy-check bench lock
help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/'

.venv/run: requirements/run.txt
	python3 -m venv .venv
	.venv/bin/pip install -q --no-deps --require-hashes -r requirements/run.txt
	touch $@

.venv/test: .venv/run requirements/test.txt
	.venv/bin/pip install -q --no-deps --require-hashes -r requirements/test.txt
	touch $@

run: .venv/run ## Serve the portal on 127.0.0.1:PORT with an embedded database; DEMO=0 leaves the demo out
	@mkdir -p var static
	@LOG_LEVEL=WARNING $(PY) manage.py migrate --no-input -v 0
	@$(PY) manage.py compile_strings
	@$(PY) manage.py collectstatic --no-input -v 0
	@$(PY) manage.py load_partners
	@$(PY) manage.py load_services
	@$(PY) manage.py load_courses
	@if [ "$(DEMO)" = 1 ]; then $(PY) manage.py demo; fi
	@echo "The portal is at http://127.0.0.1:$(PORT)/"
	@if [ "$(DEMO)" = 1 ]; then echo "Sign in as student@diak.example, peer@oulu.example, moderator@nyyti.example … with demo-portal-2026"; fi
	@export PORTAL_URL=http://127.0.0.1:$(PORT); $(PY) manage.py tick --forever --child-of $$$$ & exec .venv/bin/granian --interface wsgi --host 127.0.0.1 --port $(PORT) \
		--workers 1 --blocking-threads 4 --log-level warning wellbeing_portal.wsgi:application

check: .venv/test ## Style, floors, types, dependencies, templates and migrations: seconds
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports > /dev/null
	LOG_LEVEL=WARNING .venv/bin/mypy $(TYPED)
	.venv/bin/deptry . 2>&1
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/djade --check $$(find templates bench -name '*.html')
	LOG_LEVEL=WARNING $(PY) manage.py makemigrations --check --dry-run

test: check ## Everything, on SQLite, then on a throw-away PostgreSQL and Redis and in a browser: minutes
	$(PY) manage.py compile_strings
	$(PY) -m tests.support.servers embedded .venv/bin/pytest -q -n 2 --dist worksteal -m "not browser and not faults" --no-cov --ignore=tests/attack
	$(PY) -m tests.support.servers production .venv/bin/pytest -q -n 2 --reuse-db --dist worksteal --cov --cov-report=
	.venv/bin/coverage report --fail-under=95
	.venv/bin/coverage report --include='*/rules.py,*/rules/*,*/actions.py,*/actions/*' --fail-under=100

faults: .venv/test ## Kill, stop and flush everything while mails are on their way, and count: ten minutes
	@$(PY) -m tests.faults full

strings: .venv/test ## The catalogues hold exactly the strings in use, translated (needs gettext)
	$(PY) -m tests.support.servers embedded .venv/bin/pytest -q tests/house/test_strings.py

deploy-check: .venv/test ## A production environment passes Django's own check; a wrong one stops the start
	$(PY) -m tests.support.servers embedded .venv/bin/pytest -q tests/house/test_start.py tests/house/test_deploy.py

bench: .venv/test ## Speed with a million posts beside a bare Django view, then the weekly digest, a theme chat and training: many minutes
	@$(PY) -m bench
	@$(PY) -m bench.digest
	@$(PY) -m bench.chat
	@$(PY) -m bench.training

lock: ## Write the hashed requirement files anew (needs uv)
	uv pip compile pyproject.toml --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --no-strip-extras --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements/test.txt
