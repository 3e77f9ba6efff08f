"""Plain text: one block a line, whatever breaks the line."""

import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check, kept, noise
from policy_prose import SIMPLIFIED, TRADITIONAL

from extractor.read import read_bytes
from extractor.types import Place, Span

BREAKS = ("\n", "\r\n", "\r", "\n\n", "\u2028", "\x0c")
EDGES = ("", " ", "　　", "\t", "\u00a0", "\u200b")


def test_blocks_places_and_offsets() -> None:
    text = "　　一、总体要求\r\n\r\n到2030年建成。 \r第三行\n"
    document = read_bytes(text.encode("utf-8-sig"), "甲.txt")
    check(document)
    assert document.text == text
    assert document.source.encoding == "utf-8-sig"
    assert document.source.media_type == "text/plain"
    assert document.source.path == "甲.txt"
    assert [(block.span, block.place) for block in document.blocks] == [
        (Span(2, 8), Place(paragraph=1, line=1)),
        (Span(12, 21), Place(paragraph=2, line=3)),
        (Span(23, 26), Place(paragraph=3, line=4)),
    ]


def test_the_hash_is_of_the_bytes() -> None:
    data = "一、总体要求".encode("gb18030")
    assert read_bytes(data).source.sha256 == hashlib.sha256(data).hexdigest()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(EDGES),
            st.sampled_from(SIMPLIFIED + TRADITIONAL),
            st.sampled_from(EDGES),
            st.sampled_from(BREAKS),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_line_is_one_block(rows: list[tuple[str, str, str, str]]) -> None:
    document = read_bytes("".join("".join(row) for row in rows).encode())
    check(document)
    assert kept(document) == [line for _, line, _, _ in rows]


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(
        lambda text: text.strip("\ufeff").strip()
    )
)
@settings(max_examples=100, deadline=None)
def test_any_text_keeps_the_promises(text: str) -> None:
    document = read_bytes(("正文。" + text).encode())
    check(document)


def test_noise_lines_are_kept_as_noise() -> None:
    text = "县教育工作要点\n时间:2031-03-27 18:02:25\n年内新建幼儿园3所。\n— 3 —\n上一篇:甲\n"
    document = read_bytes(text.encode())
    check(document)
    assert kept(document) == ["县教育工作要点", "年内新建幼儿园3所。"]
    assert noise(document) == ["时间:2031-03-27 18:02:25", "— 3 —", "上一篇:甲"]


@pytest.mark.parametrize(
    "unit", ["到2030年底前建成充电桩三千个，", " ", "-", "*", "|", "来源：", "(", "1", "[", "大 中 "]
)
def test_a_line_of_a_million_characters_takes_linear_time(unit: str) -> None:
    data = (unit * (1_000_000 // len(unit))).encode() + "正文。".encode()
    begun = time.process_time()
    document = read_bytes(data)
    assert time.process_time() - begun < 3
    assert len(document.blocks) == 1
