# Two commands do all set-up: `make run` and `make test`. Needs Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: run test check bench clean

run: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/zhengce extract corpora -o out/result.jsonl
	@$(BIN)/zhengce extract corpora -o out/records.xlsx 2>/dev/null
	@$(BIN)/zhengce extract corpora -o out/report.html 2>/dev/null
	@$(BIN)/zhengce table corpora/08-lead-unit-plan.txt -o out/task-table.xlsx 2>/dev/null
	@printf '%s\n' '' \
	  'out/result.jsonl     每行一条记录，供 pandas 等读取' \
	  'out/records.xlsx     每行一条记录的工作表' \
	  'out/report.html      带标记的全文与记录，用浏览器打开' \
	  'out/task-table.xlsx  其中一篇的任务分工表'

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Writes eval/bench/results.md and .svg; beside BERT-base and jionlp where `pip install '.[train]' jionlp` was done.
bench: $(VENV)/.installed-dev
	$(BIN)/python -m eval.bench

clean:
	rm -rf $(VENV) out dist build

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本：make PYTHON=python3.11 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@
