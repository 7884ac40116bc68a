# Same targets on a desk and in continuous integration.
PYTHON ?= python3
PORT ?= 8501
REGION ?= 76
VENV := .venv
BIN := $(VENV)/bin
PROVIDER := tests/fournisseur_reel
# Where our scripts are; .oxfmtrc.json, .oxlintrc.json and .gitignore leave the libraries out.
SCRIPTS := static clauses $(PROVIDER)
# Browser tests keep a core busy each; the others wait now and then, so that one process more than cores is faster.
# WORKERS=0 runs them one after the other.
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN)
SPREAD := --dist loadscope --no-loadscope-reorder
UNIT := $(BIN)/python -m pytest -m "not e2e" -n $(if $(filter 0,$(WORKERS)),0,$(shell expr $(WORKERS) + 1)) $(SPREAD)
E2E := $(BIN)/python -m pytest tests/e2e -n $(WORKERS) $(SPREAD)

.DEFAULT_GOAL := help
.PHONY: help run test check format unit e2e oidc geo bench lock sbom images clean

help: ## Lists the targets
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: $(VENV)/.runtime ## Serves the atlas with its data on http://localhost:8501 (PORT=… for another)
	CLAUSES_EQUIPE=$${CLAUSES_EQUIPE-poste-local} CLAUSES_UN_SEUL_ECRIVAIN=$${CLAUSES_UN_SEUL_ECRIVAIN-oui} \
		$(BIN)/streamlit run app.py --server.port $(PORT)

test: check systeme ## Lint, types, then every test, browser included
	$(UNIT)
	$(E2E)

check: $(VENV)/.dev ## Format, lint and types, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/ty check
	$(BIN)/oxfmt --check $(SCRIPTS:%='%/**/*.js')
	$(BIN)/oxlint --deny-warnings $(SCRIPTS)

format: $(VENV)/.dev ## Formats the code and mends what can be
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/oxfmt $(SCRIPTS:%='%/**/*.js')
	$(BIN)/oxlint --fix --deny-warnings $(SCRIPTS)

unit: $(VENV)/.dev ## Tests that need no browser
	$(UNIT)

e2e: $(VENV)/.dev systeme ## Browser tests alone
	$(E2E)

oidc: $(VENV)/.dev ## Signs in at a real identity provider (oidc-provider; needs Node 20 or later, and npm)
	@command -v npm >/dev/null || { echo "Node 20 or later and npm are needed, for this target alone."; exit 1; }
	npm ci --prefix $(PROVIDER) --ignore-scripts --no-audit --no-fund
	$(BIN)/python -m pytest $(PROVIDER)/essai.py

geo: $(VENV)/.geo ## Rebuilds data/geo from the national files (REGION=76 by default)
	$(BIN)/python scripts/build_geo.py --region $(REGION)

bench: $(VENV)/.dev chromium ## Measures the figures to reach and writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

sbom: $(VENV)/.sbom ## Writes sbom.cdx.json, the CycloneDX list of all that an installation runs
	$(BIN)/python -m scripts.build_sbom

images: $(VENV)/.runtime ## Pins the base images of Dockerfile and compose.yaml to what their tags are today
	$(BIN)/python -m scripts.pin_images

lock: $(VENV)/.dev ## Pins again what requirements*.in ask for, each file by its hash
	for name in requirements requirements-dev requirements-geo requirements-sbom; do \
		$(BIN)/uv pip compile -q --generate-hashes --no-strip-extras --no-emit-index-url --universal --python-version 3.11 $$name.in -o $$name.txt || exit 1; \
	done

clean: ## Removes the virtual environment and what tests leave
	rm -rf $(VENV) .pytest_cache .ruff_cache test-results $(PROVIDER)/node_modules

.PHONY: systeme chromium
systeme:
	@sh scripts/systeme.sh chromium nginx openssl

chromium:
	@sh scripts/systeme.sh chromium

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (make PYTHON=python3.12 …)."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(VENV)/.geo: requirements-geo.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-geo.txt
	@touch $@

$(VENV)/.sbom: requirements-sbom.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-sbom.txt
	@touch $@
