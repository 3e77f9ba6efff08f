"""Markdown: text untouched, marks left out at the edges of blocks."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check, kept, noise
from policy_prose import SIMPLIFIED

from extractor.read import read_bytes
from extractor.types import Place

SAMPLE = """\
# **临江县产业发展规划** #

**来源**: https://www.example.cn/a.html
- **原文网址**：无
**检索时间**: 2031-02-02 15:25:09

---

## 一、总体要求

> 到2030年，*建成*产业园区三个。

* **牵头单位**：县发展改革局
- [ ] 每季度通报一次进展

<!-- 编者按：
这一段不是正文 -->
| 任务 | **责任单位** | 时限 |
|:-----|:-----:|-----:|
| 建设标准厂房 | 县经信局、县自然资源局 | 2030年底 |
| 引进\\|培育企业 |  | `2031年6月` |

```python
print("不是正文")
```

___结束___
"""


def test_a_document_with_every_mark() -> None:
    document = read_bytes(SAMPLE.encode())
    check(document)
    assert document.text == SAMPLE
    assert document.source.media_type == "text/markdown"
    assert kept(document) == [
        "临江县产业发展规划",
        "一、总体要求",
        "到2030年，*建成*产业园区三个。",
        "牵头单位**：县发展改革局",
        "每季度通报一次进展",
        "[1,1,1] 任务",
        "[1,1,2] 责任单位",
        "[1,1,3] 时限",
        "[1,2,1] 建设标准厂房",
        "[1,2,2] 县经信局、县自然资源局",
        "[1,2,3] 2030年底",
        "[1,3,1] 引进\\|培育企业",
        "[1,3,3] 2031年6月",
        "结束",
    ]
    assert noise(document) == [
        "来源**: https://www.example.cn/a.html",
        "原文网址**：无",
        "检索时间**: 2031-02-02 15:25:09",
        "---",
        "<!-- 编者按：",
        "这一段不是正文 -->",
        "|:-----|:-----:|-----:|",
        "```python",
        'print("不是正文")',
        "```",
    ]


def test_places() -> None:
    document = read_bytes("# 标题\n\n第一段。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n末段。\n".encode())
    assert [(block.kind, block.place) for block in document.blocks] == [
        ("text", Place(paragraph=1, line=1)),
        ("text", Place(paragraph=2, line=3)),
        ("cell", Place(line=5, table=1, row=1, column=1)),
        ("cell", Place(line=5, table=1, row=1, column=2)),
        ("noise", Place(paragraph=3, line=6)),
        ("cell", Place(line=7, table=1, row=2, column=1)),
        ("cell", Place(line=7, table=1, row=2, column=2)),
        ("text", Place(paragraph=4, line=9)),
    ]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("### （一）强化监管 ###", "（一）强化监管"),
        ("1. 县财政局负责资金保障。", "1. 县财政局负责资金保障。"),
        ("> > 引用两层", "引用两层"),
        ("- * + 多重列表", "多重列表"),
        ("****年**月", "****年**月"),
        ("*注：数据为预计数。", "*注：数据为预计数。"),
        ("__年__月__日前完成__", "年__月__日前完成"),
        ("**一、目标。**到2030年翻一番。", "一、目标。**到2030年翻一番。"),
        ("到2030年**翻一番**", "到2030年**翻一番"),
        ("#1 机组改造", "#1 机组改造"),
        ("`编号`", "编号"),
    ],
)
def test_marks_at_the_edges(line: str, block: str) -> None:
    document = read_bytes(f"# 标题\n\n{line}\n".encode())
    check(document)
    assert kept(document) == ["标题", block]


def test_prose_in_a_fence_is_no_code() -> None:
    document = read_bytes(("```markdown\n# 标题\n" + "\n".join(SIMPLIFIED) + "\n```\n").encode())
    assert kept(document) == ["标题", *SIMPLIFIED]
    document = read_bytes(("# 标题\n```\n" + "\n".join(SIMPLIFIED) + "\n```\n").encode())
    assert kept(document) == ["标题", *SIMPLIFIED]


@pytest.mark.parametrize("opening", ["```\n", "<!-- "])
def test_what_never_closes_swallows_nothing(opening: str) -> None:
    document = read_bytes(f"# 标题\n{opening}县财政局负责资金保障。\n".encode())
    assert "县财政局负责资金保障。" in kept(document)[-1]


@given(
    st.lists(
        st.sampled_from(
            [
                "# ",
                "- ",
                "> ",
                "**",
                "*",
                "|",
                "`",
                "```",
                "<!--",
                "-->",
                "|---|",
                "\\",
                "---",
                "\n",
                " ",
                "甲",
                "正文，",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_marks_keeps_the_promises(parts: list[str]) -> None:
    check(read_bytes(("# 标题\n正文。\n" + "".join(parts)).encode()))


@pytest.mark.parametrize("unit", ["*", "-", "_", "#", "`", "|", "-|", "> ", "[a](", "<!--", "**a", "![", "<a ", "~~"])
def test_a_line_of_a_million_marks_takes_linear_time(unit: str) -> None:
    data = f"# 标题\n|a|b|\n{unit * (1_000_000 // len(unit))}\n正文。".encode()
    begun = time.process_time()
    check_time = read_bytes(data)
    assert time.process_time() - begun < 4
    assert check_time.source.media_type == "text/markdown"
