"""A model folder that is missing, altered or of another version: the path, what was found, and how to mend it."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.errors import ModelError
from extractor.recognise.tagger import package
from extractor.recognise.tagger.package import default_folder, open_package

SHIPPED = Path(__file__).parent.parent.parent / "models" / "tagger"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "tagger")
    return tmp_path / "tagger"


def test_the_shipped_model_is_whole():
    opened = open_package(SHIPPED)
    assert opened.sha256 == sha256((SHIPPED / "model.onnx").read_bytes()).hexdigest()
    assert opened.layers[0] == ("TARGET",)


def test_the_shipped_model_is_small():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 25 * 2**20


def test_a_missing_folder_names_path_and_command(tmp_path):
    with pytest.raises(ModelError, match=re.escape(str(tmp_path / "none")) + r".*ZHENGCE_MODEL.*--recogniser rules"):
        open_package(tmp_path / "none")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_names_both_hashes(folder, name):
    path = folder / name
    wanted = sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    found = sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ModelError, match=f"{name}.*{wanted[:16]}.*{found[:16]}.*ZHENGCE_MODEL"):
        open_package(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}.*ZHENGCE_MODEL"):
        open_package(folder)


def test_a_broken_card_is_named(folder):
    (folder / "model.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"model\.json.*已损坏"):
        open_package(folder)


@pytest.mark.parametrize("key", ["name", "layers", "shape", "curves", "hints"])
def test_a_card_without_a_part_is_named(folder, key):
    card = json.loads((folder / "model.json").read_text("utf-8"))
    del card[key]
    (folder / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(ModelError, match=rf"model\.json.*{key}.*ZHENGCE_MODEL"):
        open_package(folder)


def test_a_later_format_asks_for_an_upgrade(folder):
    card = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**card, "format": 99}), "utf-8")
    with pytest.raises(ModelError, match=r"99.*升级"):
        open_package(folder)


def test_the_environment_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("ZHENGCE_MODEL", str(tmp_path))
    assert default_folder() == tmp_path


def test_the_shipped_model_is_mended_by_installing_it_anew(folder, monkeypatch):
    monkeypatch.setattr(package, "_shipped", lambda: folder)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match="pip install"):
        open_package(folder)
