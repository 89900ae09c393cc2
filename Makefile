# Everything runs in .venv, from the lock file; nothing is installed on the machine, Chromium excepted.
PYTHON ?= python3
UV := uv==0.13.9
PORT ?= 8000
PY := .venv/bin/python
# Installed packages are compiled once, even where PYTHONDONTWRITEBYTECODE is set: it halves every start.
export UV_COMPILE_BYTECODE := 1
export UV_NO_PROGRESS := 1
# The machine's own certificates, as pip does: uv's list knows no company proxy.
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench stop lock chromium

help: ## Ces quelques lignes
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

setup: .venv/.installe ## Installe tout dans .venv (rien à faire la seconde fois)

.venv/.installe: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Il faut Python 3.11 ou plus récent (make setup PYTHON=python3.12)." >&2; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "Il manque à Python de quoi créer .venv : apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check '$(UV)'
	.venv/bin/uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	@touch $@

demo: setup ## La démonstration, sur http://127.0.0.1:$(PORT) (PORT=8001 make demo)
	@PORT='$(PORT)' exec $(PY) -m demo.serveur

test: setup chromium ## Tous les tests, ceux du navigateur compris
	$(PY) -m pytest

check: setup ## Style, types, contrats, gabarits, migrations, réglages de production
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet web parcours socle
	$(PY) manage.py makemigrations --check --dry-run
	.ci/deploiement $(PY) manage.py check --deploy --fail-level WARNING

bench: setup ## Les mesures (dix minutes à froid)
	$(PY) -m bench

stop: ## Arrête les PostgreSQL de ce dossier
	$(PY) -m config.cluster arreter

chromium:
	@tests/chromium.sh || true

lock: setup ## Recalcule requirements.lock après un changement de pyproject.toml
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--group grappe --group dev pyproject.toml -o requirements.lock
	@! grep -nE '://|^--' requirements.lock
