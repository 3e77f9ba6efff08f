"""Marks inside Markdown are left out for reading, and every mention still stands in the file's own text."""

import pytest

from extractor.lang.gaps import Gaps
from extractor.pipeline import extract_bytes
from extractor.read import read_bytes


def read(text: str) -> str:
    document = read_bytes(f"# 灯会方案\n\n{text}\n".encode(), "灯会.md")
    assert document.source.media_type == "text/markdown"
    return Gaps(document.marks).cut(document.text).removeprefix("# 灯会方案\n\n").rstrip("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张挂灯组**60盏**。", "张挂灯组60盏。"),
        ("张挂*灯组*和`展板`，~~停用~~旧灯。", "张挂灯组和展板，停用旧灯。"),
        ("**张挂**灯组。", "张挂灯组。"),
        ("***张挂***灯组", "张挂灯组"),
        ("PM~2.5~浓度", "PM2.5浓度"),
        ('由[市文旅局](https://wl.example.cn/a_(1).html "主页")牵头', "由市文旅局牵头"),
        ("由**[市文旅局](https://wl.example.cn)**牵头", "由市文旅局牵头"),
        ("- 张挂灯组；\n  清点展板。", "张挂灯组；清点展板。"),
        ("- [ ] 张挂灯组", "张挂灯组"),
        ("1. 张挂灯组；\n   清点展板。", "1. 张挂灯组；清点展板。"),
        # no marks
        ("灯组3 * 5排，展板2*4块", "灯组3 * 5排，展板2*4块"),
        ("2 ** 3", "2 ** 3"),
        ("snake_case_名", "snake_case_名"),
        ("见[附件]（略）", "见[附件]（略）"),
        ("张挂灯组。\n清点展板。", "张挂灯组。\n清点展板。"),
        ("- 张挂灯组。\n\n  清点展板。", "张挂灯组。\n\n  清点展板。"),
        ("6~8米，10~12米", "6~8米，10~12米"),
    ],
)
def test_marks(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_cell_is_cut_at_its_line_breaks() -> None:
    text = "# 表\n\n| 任务 | 单位 |\n|---|---|\n| 挂灯 | 市文旅局<br>市城管局<BR/>市公安局 |\n"
    blocks = read_bytes(text.encode(), "表.md").blocks
    assert [b.span.of(text) for b in blocks if b.place.column == 2][1:] == ["市文旅局", "市城管局", "市公安局"]


def test_mentions_stand_in_the_files_own_text() -> None:
    text = "# 某市灯会方案\n\n## 一、任务\n\n- 2025年底前建成灯组**60盏**。（责任单位：[市文旅局](http://a.cn)）\n"
    result = extract_bytes(text.encode(), "灯会.md")
    (policy,) = result.documents
    assert {one.text for one in policy.mentions} >= {"60盏", "市文旅局"}
    assert all(one.text == one.span.of(text) for one in policy.mentions)
    assert result.text == text
