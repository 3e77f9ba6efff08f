"""One sample of our own against its stored result. Written anew with `pytest --update-golden` alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOLDEN = Path(__file__).parent / "golden"


def test_the_sample_gives_its_golden_json(run: Run, update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    result = json.loads(run("extract", "library.txt").out)
    del result["made_with"]["version"]
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    stored = GOLDEN / "library.json"
    if update_golden:
        stored.write_text(text, "utf-8")
    assert stored.is_file(), "no golden file; read the output, then run pytest --update-golden"
    assert json.loads(stored.read_text("utf-8")) == result
