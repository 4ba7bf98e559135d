# One command a chore. Needs Python >= 3.11 and make, nothing else.
#
#   make demo     redact the Python standard library's own sources
#   make test     the whole test suite
#   make lint     format, rules, types
#   make docs     the documentation's site, into site/
#   make wheel    the package, into dist/
#   make model    the packaged model from package registries alone: hours; goes on where it was stopped

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: gpu-check demo mutate fuzz lock locked test lint format model test-ray test-label-studio test-gpu test-soak test-gate test-browser test-s3 audit benchmark docs wheel picture clean

# What a user installs, for those who only want to see it work.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[cpu]"
	touch $@

# Everything that tests need; torch in the build without CUDA that pyproject.toml pins.
$(VENV)/.installed-all: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[cpu,syntax]" \
		--group test --group annotation --group models --group benchmarks
	touch $@

demo: $(VENV)/.installed
	$(BIN)/python scripts/demo.py --output demo

test: $(VENV)/.installed-all
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.installed-all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

format: $(VENV)/.installed-all
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-ray: $(VENV)/.installed-all
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[cpu,ray]"
	$(BIN)/python -m pytest -m ray

test-label-studio: $(VENV)/.installed-all .venv-label-studio/bin/label-studio
	LABEL_STUDIO_BIN=.venv-label-studio/bin/label-studio $(BIN)/python -m pytest -m label_studio

# In an environment of its own: its dependencies are pinned to other versions than ours.
.venv-label-studio/bin/label-studio:
	$(PYTHON) -m venv .venv-label-studio
	.venv-label-studio/bin/pip install --quiet label-studio

# Known vulnerabilities of what a user installs; needs PyPI's advisories.
audit: $(VENV)/.installed
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet pip-audit
	.venv-audit/bin/python scripts/audit.py constraints.txt

# The digest of every file that the pinned versions may be installed from.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet pyproject.toml $(LOCKED) --constraint constraints.txt --generate-hashes \
		--no-header --no-annotate --python-version 3.11.9 --python-platform x86_64-manylinux_2_28 \
		--output-file requirements.txt
	sed -i '1i # Every file that continuous integration installs, by its digest: `make lock` writes this. Linux, Python 3.11.' requirements.txt

LOCKED := --extra cpu --extra syntax --group test --group annotation --group models --group benchmarks

# What tests need, each file checked against its digest before it is installed; `make test` then installs nothing more.
locked:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	touch $(VENV)/.installed $(VENV)/.installed-all

# In an environment of its own: boto holds dateutil below ours.
test-s3: .venv-s3/bin/moto_server
	.venv-s3/bin/python -m pytest -m s3 tests/pii/shards/test_s3.py

.venv-s3/bin/moto_server:
	$(PYTHON) -m venv .venv-s3
	.venv-s3/bin/python -m pip install --quiet --editable ".[cpu]" "moto[server]" s3fs psutil hypothesis pytest pytest-timeout

# Real Chromium, from the system's package of that name.
test-browser: $(VENV)/.installed-all
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group browser
	$(BIN)/python -m pytest -m browser

test-gpu test-soak test-gate: test-%: $(VENV)/.installed-all
	$(BIN)/python -m pytest -m $(subst -,_,$*)

MODELS := $(BIN)/python -m models
READ := --data data/wild/read.validation.jsonl.zst \
	--credential-data data/read.validation.jsonl.zst --credential-data data/creddata.validation.jsonl.zst

# CredData's files go to data/creddata first (models/README.md); the trainings want a GPU.
model: $(VENV)/.installed-all
	$(MODELS) corpus models/recipes/corpus.toml -o data
	$(MODELS) corpus models/recipes/wild.toml -o data/wild
	$(MODELS) corpus models/recipes/wild-more.toml -o data/wild-more
	$(MODELS) corpus models/recipes/lot-3.toml -o data/lot-3
	$(MODELS) corpus models/recipes/lot-4.toml -o data/lot-4
	$(MODELS) corpus models/recipes/lot-5.toml -o data/lot-5
	$(MODELS) read models/recipes/read.toml -o data
	$(MODELS) read models/recipes/read-wild.toml -o data/wild
	$(MODELS) read models/recipes/read-wild-more.toml -o data/wild-more
	$(MODELS) read models/recipes/read-lot-3.toml -o data/lot-3
	$(MODELS) read models/recipes/read-lot-4.toml -o data/lot-4
	$(MODELS) read models/recipes/read-lot-5.toml -o data/lot-5
	$(MODELS) creddata models/recipes/creddata.toml -o data
	$(MODELS) catalogues models/recipes/catalogues.toml -o data
	$(MODELS) entities models/recipes/entities.toml -o data
	$(MODELS) weak-label models/recipes/weak-label.toml -o data
	$(MODELS) synthesize models/recipes/synthesize.toml -o data
	$(MODELS) snippets models/recipes/snippets.toml -o data
	$(MODELS) pretrain models/recipes/pretrain.toml -o runs/pretrained
	for seed in 1 2 3; do $(MODELS) train models/recipes/teacher.toml -o runs/teacher$$seed --seed $$seed || exit 1; done
	for seed in 2 5 7; do $(MODELS) train models/recipes/student.toml -o runs/student$$seed --seed $$seed || exit 1; done
	$(MODELS) average runs/student2/model runs/student5/model runs/student7/model -o runs/student/model
	$(MODELS) train models/recipes/look.toml -o runs/look
	$(MODELS) export runs/student/model $(READ) --look runs/look/model -o bundles/student

# Rates of one card, agreement with the CPU, how fast a teacher trains; nothing is downloaded.
gpu-check:
	$(PYTHON) -m benchmarks gpu

docs: $(VENV)/.installed-all
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

wheel: $(VENV)/.installed-all
	$(BIN)/python -m build --wheel --outdir dist

picture: $(VENV)/.installed
	$(BIN)/python scripts/picture.py docs/redacted.svg

# SAMPLE changes of the detectors, one at a time: how many do the tests notice?
SAMPLE ?= 40

mutate: $(VENV)/.installed-all
	$(BIN)/python scripts/mutate.py --sample $(SAMPLE)

# What reads files, texts and spans of others, with one seed after the other.
MINUTES ?= 30
SEED ?= 0

fuzz: $(VENV)/.installed-all
	$(BIN)/python scripts/fuzz.py --minutes $(MINUTES) --seed $(SEED)

benchmark: $(VENV)/.installed-all
	$(BIN)/python -m benchmarks setup
	$(BIN)/python -m benchmarks all

clean:
	rm -rf $(VENV) demo
