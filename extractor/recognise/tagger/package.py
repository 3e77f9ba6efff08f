"""A model folder: what it must hold, and that nothing in it was altered."""

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import ModelError
from extractor.recognise.tagger.curve import Curve
from extractor.recognise.tagger.labels import Layers
from extractor.recognise.tagger.windows import Shape

CARD, NETWORK, TOKENIZER = "model.json", "model.onnx", "tokenizer.json"
FORMAT = 2
VARIABLE = "ZHENGCE_MODEL"
_RESTORE = "请重新安装：pip install --force-reinstall --no-deps zhengce，或用 git checkout models 还原"
_NAMED = f"请检查环境变量 {VARIABLE} 或训练配置的 start 所写的文件夹"


@dataclass(frozen=True, slots=True)
class Package:
    """A checked model folder; `sha256` is that of its network. Spans of a chance under `threshold` are left out."""

    folder: Path
    name: str
    sha256: str
    layers: Layers
    shape: Shape
    hints: bool
    curves: dict[str, Curve]
    threshold: float = 0.0


def default_folder() -> Path:
    """Return the folder that the environment names, else the one in the wheel, else that of the checkout."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return _shipped()


def _shipped() -> Path:
    wheel = Path(str(files("extractor"))) / "models" / "tagger"
    return wheel if wheel.is_dir() else wheel.parents[2] / "models" / "tagger"


def _mend(folder: Path) -> str:
    return _RESTORE if folder == _shipped() else _NAMED


def open_package(folder: Path) -> Package:
    """Check a model folder. Raises ModelError naming the path, what was expected, what was found, and the mend."""
    card = _read_card(folder / CARD)
    if card.get("format") != FORMAT:
        raise ModelError(
            f"模型 {folder} 的格式是 {card.get('format')}，本版本只能读 {FORMAT}；"
            "格式号较大请升级 zhengce，较小请用 zhengce train tagger 重新训练"
        )
    for name in (NETWORK, TOKENIZER):
        _check(folder / name, card.get("files", {}).get(name, ""))
    try:
        return _package(folder, card)
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"模型说明 {folder / CARD} 缺少内容（{error}）；{_mend(folder)}") from error


def _package(folder: Path, card: dict[str, Any]) -> Package:
    return Package(
        folder,
        f"{card['name']}-{card['version']}",
        card["files"][NETWORK],
        tuple(tuple(types) for types in card["layers"]),
        Shape(**card["shape"]),
        card["hints"],
        {label: Curve(*parts) for label, parts in card["curves"].items()},
        card.get("threshold", 0.0),
    )


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(
            f"找不到模型 {path}（{error.strerror}）；{_mend(path.parent)}，或先用 --recogniser rules"
        ) from error
    except ValueError as error:
        raise ModelError(f"模型说明 {path} 已损坏（{error}）；{_mend(path.parent)}") from error
    return card


def _check(path: Path, wanted: str) -> None:
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"缺少模型文件 {path}（{error.strerror}）；{_mend(path.parent)}") from error
    if found != wanted:
        raise ModelError(f"模型文件 {path} 与说明不符：应为 {wanted[:16]}…，实为 {found[:16]}…；{_mend(path.parent)}")
