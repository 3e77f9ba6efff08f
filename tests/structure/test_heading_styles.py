"""Headings that only a file's own styles tell: blocks with a level."""

import pytest

from extractor.lang.fold import fold
from extractor.structure import policies
from extractor.types import Block, Document, Source, Span


def tree(*lines: str) -> list[str]:
    """Return the sections of lines, each with its heading level in front ("2 建设管网"), as `level number title`."""
    blocks: list[Block] = []
    text = ""
    for line in lines:
        level, _, words = line.partition(" ") if line[0].isdigit() else ("", "", line)
        blocks.append(Block(Span(len(text), len(text) + len(words)), level=int(level) if level else None))
        text += words + "\n"
    document = Document(Source("文件.docx", "0" * 64, ""), text, fold(text), tuple(blocks))
    (policy,) = policies(document)
    return [f"{s.level} {s.number} {s.title}" for s in policy.sections if s.level]


TITLE, BODY = "沙溪县供水改造实施方案", "分片推进改造，年底前完成主城区管网更新任务。"


@pytest.mark.parametrize(
    ("lines", "sections"),
    [
        ([TITLE, "1 供水管网", BODY, "1 排水管网", BODY], ["1  供水管网", "1  排水管网"]),
        ([TITLE, "供水管网", BODY, "排水管网", BODY], []),
        ([TITLE, "1 管网", "2 供水", BODY, "2 排水", BODY], ["1  管网", "2  供水", "2  排水"]),
        ([TITLE, "1 管网", "（一）供水", BODY, "（二）排水", BODY], ["1  管网", "2 （一） 供水", "2 （二） 排水"]),
        ([TITLE, "1 一、供水管网", BODY, "1 二、排水管网", BODY], ["1 一、 供水管网", "1 二、 排水管网"]),
        ([TITLE, "9 供水管网", BODY, "9 排水管网", BODY], ["1  供水管网", "1  排水管网"]),
        # a whole paragraph in a heading style is text, and so is what nothing follows
        ([TITLE, "1 供水管网", BODY, f"1 {BODY * 3}", BODY], ["1  供水管网"]),
        ([TITLE, "1 供水管网", BODY, "1 沙溪县水务局"], ["1  供水管网"]),
    ],
)
def test_levels_make_headings(lines: list[str], sections: list[str]) -> None:
    assert tree(*lines) == sections
