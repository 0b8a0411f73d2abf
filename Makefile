# Two commands do everything: `make demo` shows the product, `make test` runs what CI runs. Both set up what they need.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.10; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2])' 2>/dev/null && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin

# on all cores, up to four; a file stays in one process, and the slowest files begin
PYTEST := $(RUN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: demo test setup check unit long benchmark stubs notebooks clean

demo: setup
	$(RUN)/python -m threshold.demo
	@echo "To type threshold: source $(RUN)/activate"

test: setup check unit

setup: $(VENV)/ready knowledge/shipped.compiled

$(VENV)/ready: pyproject.toml constraints.txt scripts/setup.sh
	bash scripts/setup.sh "$(PYTHON)" "$(VENV)"

# read instead of the packs while it fits them; where it does not, answers begin later and are the same
knowledge/shipped.compiled: $(VENV)/ready $(shell find knowledge engine -name '*.py' -o -name '*.yaml')
	$(RUN)/python -m engine.compiling

check:
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

unit:
	$(PYTEST)

# long proofs, and random runs of many cases, that `make test` leaves out
long: setup
	THRESHOLD_LONG=1 $(PYTEST) -m "long or random"

benchmark: setup
	$(RUN)/pip install --quiet --constraint constraints.txt --editable '.[benchmark]'
	$(RUN)/python -m benchmarks.single_case
	$(RUN)/python -m benchmarks.explanations

stubs: setup
	$(RUN)/python -m knowledge.schemas.stub

notebooks: setup
	$(RUN)/python -m scripts.notebooks

clean:
	rm -rf $(VENV) demo build *.egg-info
