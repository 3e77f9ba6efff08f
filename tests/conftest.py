"""Shared fixtures: where the project's own samples are, and shared texts when they are there."""

import os
from pathlib import Path

import pytest

# What other rooms do is tested on the rules: fast, and the same on every processor. tests/tagger names the model.
os.environ["ZHENGCE_RECOGNISER"] = "rules"

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("texts outside the project are not here")
    return folder
