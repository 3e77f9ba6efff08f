"""Web pages: the article of several kinds of site, tables, white space, broken and hostile markup."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check, kept, noise
from policy_prose import SIMPLIFIED

from extractor.errors import EmptyError
from extractor.read import read_bytes
from extractor.types import Document, Place

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def read(body: str, title: str = "") -> Document:
    head = f"<head><title>{title}</title></head>" if title else ""
    document = read_bytes(f"<html>{head}<body>{body}</body></html>".encode())
    check(document)
    return document


def test_the_fixtures_are_there() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_article_a_person_would_choose(name: str) -> None:
    document = read_bytes((PAGES / f"{name}.html").read_bytes(), name)
    check(document)
    assert document.source.media_type == "text/html"
    assert kept(document) == (PAGES / f"{name}.kept").read_text("utf-8").splitlines()
    assert document.issues == ()
    assert not any(word in document.text for word in ("脚本", "框架里的文字", "color:red"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_the_encoding_changes_nothing(name: str, encoding: str) -> None:
    source = (PAGES / f"{name}.html").read_text("utf-8")
    assert read_bytes(source.encode(encoding)).blocks == read_bytes(source.encode()).blocks


def test_what_surrounds_the_article_is_noise() -> None:
    found = noise(read_bytes((PAGES / "column_site.html").read_bytes()))
    for text in (
        "首页",
        "政务公开",
        "地方政策",
        "分享到：微信微博",
        "打印 关闭",
        "青ICP备12345678号-1　网站标识码：9901000001",
    ):
        assert text in found
    assert any(text.startswith("来源：市住建局") for text in found)
    assert any(text.startswith("上一篇") for text in found)


def test_places_of_paragraphs_and_cells() -> None:
    source = "\n".join(
        ["<html><body>", "<p>第一段，说明工作要求。", "</p>", "", "<p class=a>", "第二段，说明时限。<br>第三行。</p>"]
    )
    table = "\n<table>\n<tr><th>任务</th><th>单位</th></tr>\n<tr><td>修路</td><td>交通局</td></tr>\n</table>"
    document = read_bytes((source + table).encode())
    assert [(block.kind, block.place) for block in document.blocks] == [
        ("text", Place(paragraph=1, line=2)),
        ("text", Place(paragraph=2, line=6)),
        ("text", Place(paragraph=3, line=6)),
        ("cell", Place(line=8, table=1, row=1, column=1)),
        ("cell", Place(line=8, table=1, row=1, column=2)),
        ("cell", Place(line=9, table=1, row=2, column=1)),
        ("cell", Place(line=9, table=1, row=2, column=2)),
    ]
    assert document.text.endswith("第三行。\n任务\t单位\n修路\t交通局")


def test_lines_beyond_what_the_parser_counts() -> None:
    document = read("\n" * 70_000 + "<p>第一段，说明工作要求。</p>\n\n<p>第二段，说明时限。</p>")
    assert [block.place.line for block in document.blocks] == [70_001, 70_003]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>到2030年\n   建成</p>", "到2030年建成"),
        ("<p>建设\n  停车场</p>", "建设停车场"),
        ("<p>GDP\n  growth</p>", "GDP growth"),
        ("<p>甲 \t 乙</p>", "甲 乙"),
        ("<p>甲&nbsp;乙&amp;丙&lt;丁&gt;&#20013;&#x56fd;</p>", "甲\u00a0乙&丙<丁>中国"),
        ("<p>10<sup>4</sup>m<sup>2</sup></p>", "104m2"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<p>甲</p>\n\n<p>　</p><p>&nbsp;</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<span>乙</span><b>丙</b></div>丁", "甲乙丙\n丁"),
        ("<pre>甲  乙\n  丙\r\n丁</pre>", "甲  乙\n  丙\n丁"),
        ('<div style="white-space: pre-wrap">甲\n乙</div>', "甲\n乙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<dl><dt>甲<dd>乙</dl>", "甲\n乙"),
        ("甲<!-- 注释 -->乙<?php echo 1 ?>丙", "甲乙丙"),
        (
            "甲<script>var a='<p>乙</p>'</script><style>p{}</style><template>丙</template><noscript>丁</noscript>戊",
            "甲戊",
        ),
        ("甲<span hidden>乙</span><span style='display: none'>丙</span>丁丁丁丁", "甲丁丁丁丁"),
        ("<textarea>甲</textarea>", "甲"),
        ("<p>𠮷田😀</p>", "𠮷田😀"),
    ],
)
def test_visible_text(body: str, text: str) -> None:
    assert read(body).text == text


def test_the_title_is_noise_unless_the_page_repeats_it() -> None:
    body = "<p>各村要在6月底前完成沟渠清淤，由乡水利站组织验收。</p>"
    assert noise(read(body, "关于做好沟渠清淤的通知")) == ["关于做好沟渠清淤的通知"]
    assert noise(read(f"<h1>关于做好沟渠清淤的通知</h1>{body}", "关于做好沟渠清淤的通知_江北乡政府网")) == []


def test_a_grid_with_spans() -> None:
    table = """<table><tr><th rowspan=2>任务</th><th colspan=2>单位</th></tr><tr><td>牵头</td><td>配合</td></tr>
    <tr><td colspan=x>修路</td><td></td><td>财政局</td></tr></table>"""
    assert kept(read(f"<p>任务分工如下，请抓好落实。</p>{table}")) == [
        "任务分工如下，请抓好落实。",
        "[1,1,1] 任务",
        "[1,1,2] 单位",
        "[1,2,2] 牵头",
        "[1,2,3] 配合",
        "[1,3,1] 修路",
        "[1,3,3] 财政局",
    ]


def test_cells_before_the_first_row_are_its_own() -> None:
    table = "<table><td>序号</td><tr><td>一</td><td>修路</td></tr><tr><td>二</td><td>架桥</td></tr></table>"
    assert kept(read(f"<p>任务分工如下，请抓好落实。</p>{table}"))[1:4] == [
        "[1,1,1] 序号",
        "[1,2,1] 一",
        "[1,2,2] 修路",
    ]


def test_a_table_for_layout_has_no_cells() -> None:
    inner = "<table><tr><td>乙</td></tr></table>"
    nested = f"<table><tr><td>甲：任务要求。</td><td>{inner}</td></tr><tr><td>丙</td></tr></table>"
    assert {block.kind for block in read(nested).blocks} == {"text"}
    frame = f"<table><tr><td>目录</td><td>{'<p>'.join(SIMPLIFIED * 2)}</td></tr><tr><td>页脚</td><td></td></tr></table>"
    assert {block.kind for block in read(frame).blocks} == {"text"}


def test_a_huge_table_does_not_lose_the_text_around_it() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>建设项目{n}，由县发展改革局负责落实。</td></tr>" for n in range(60))
    article = f"<div><p>各乡镇：</p><p>分工如下。</p><table>{rows}</table><p>县政府</p></div>"
    document = read(f"<div class=nav><a href=/>首页</a></div>{article}")
    assert kept(document)[:2] == ["各乡镇：", "分工如下。"]
    assert kept(document)[-1] == "县政府"
    assert sum(block.kind == "cell" for block in document.blocks) == 120


@pytest.mark.parametrize("name", ["page", "bottom", "side", "nav", "footer", "toolbar"])
def test_names_alone_do_not_empty_an_article(name: str) -> None:
    parts = "".join(f"<div class={name}><p>{line}</p></div>" for line in SIMPLIFIED)
    assert kept(read(f"<ul><li><a href=/>首页</a></ul><div id=zoom>{parts}</div>")) == list(SIMPLIFIED)


def test_an_article_that_only_a_script_would_show() -> None:
    body = "<a href=/>首页</a><div style='display:none'>" + "".join(f"<p>{line}</p>" for line in SIMPLIFIED) + "</div>"
    assert kept(read(body)) == list(SIMPLIFIED)


def test_a_page_of_links_says_that_no_article_was_found() -> None:
    document = read("<ul><li><a href=1>关于防汛工作的通知</a><li><a href=2>关于春耕生产的通知</a></ul>")
    assert kept(document) == []
    assert [issue.code for issue in document.issues] == ["article"]


@pytest.mark.parametrize("body", ["", "  ", "<p>&nbsp;</p>", "<img src=a.png>", "<script>x()</script>", "<!-- 甲 -->"])
def test_a_page_without_text_is_empty(body: str) -> None:
    with pytest.raises(EmptyError, match=r"文件 a\.html 没有文字"):
        read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize("source", ["<!DOCTYPE html>", "<html>", "<frameset><frame src=a.html></frameset></html>"])
def test_an_empty_shell_is_empty(source: str) -> None:
    with pytest.raises(EmptyError):
        read_bytes(f"<html>{source}".encode())


BROKEN = [
    "<div><p>{0}<div><b>{1}</p></div></div></div>{2}",
    "<p>{0}</body></html><p>{1}</p></html>{2}",
    "<table><tr><td>{0}<tr><td>{1}</table><td>{2}",
    "<b><i>{0}</b>{1}</i><font color='red>{2}",
    "<p title='a>{0}</p><p>'>{0}</p><p>{1}</p>{2}",
    "<html><body><html><body>{0}</p>{1}<//>{2}<",
    "<p>{0}</p><p>{1}</p><p>{2}</p><!-- 未完",
]


@pytest.mark.parametrize("pattern", BROKEN)
def test_broken_markup_loses_no_paragraph(pattern: str) -> None:
    document = read_bytes(("<!DOCTYPE html>" + pattern.format(*SIMPLIFIED)).encode())
    check(document)
    for line in SIMPLIFIED[:2]:
        assert line in document.text


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "ul", "font"])
@pytest.mark.parametrize("depth", [300, 1000, 5000])
def test_deep_nesting_loses_nothing(tag: str, depth: int) -> None:
    source = f"<html><body>{f'<{tag}>' * depth}{SIMPLIFIED[0]}{f'</{tag}>' * depth}<p>{SIMPLIFIED[1]}</p>"
    document = read_bytes(source.encode())
    check(document)
    assert set(SIMPLIFIED[:2]) == set(kept(document))
    assert [issue.code for issue in document.issues] == (["markup"] if depth > 2000 else [])


HUGE = {
    "attribute": f'<p title="{"x" * 3_000_000}">{SIMPLIFIED[0]}</p>',
    "spaces": f"<p>{' ' * 3_000_000}{SIMPLIFIED[0]}</p>",
    "open tags": "<a" * 300_000 + f"><p>{SIMPLIFIED[0]}</p>",
    "class names": f'<div class="{"nav " * 500_000}"><p>{SIMPLIFIED[0]}</p></div>',
    "style": f'<div style="{"display:" * 300_000}"><p>{SIMPLIFIED[0]}</p></div>',
    "spans": f"<table>{'<tr><td rowspan=65534 colspan=1000>甲</td>' * 40}</table><p>{SIMPLIFIED[0]}</p>",
    "entities": f"<p>{'&nbsp;' * 300_000}{SIMPLIFIED[0]}</p>",
    "unclosed comments": "<!-" * 300_000 + f"<p>{SIMPLIFIED[0]}</p>",
}


@pytest.mark.parametrize("name", HUGE)
def test_hostile_pages_are_read_in_linear_time(name: str) -> None:
    begun = time.process_time()
    document = read_bytes(f"<html><body>{HUGE[name]}</body></html>".encode())
    assert time.process_time() - begun < 4
    assert SIMPLIFIED[0] in document.text


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<br>",
    "<pre>",
    "</pre>",
    "<li>",
]
TEXTS = [
    "甲，乙。",
    "\n",
    " ",
    "&nbsp;",
    "<a href=1>",
    "</a>",
    "打印",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<",
    "&",
    "\u3000",
]


@given(st.lists(st.sampled_from(TAGS + TEXTS), max_size=50))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_tags_keeps_the_promises(parts: list[str]) -> None:
    check(read_bytes(("<html><body><p>正文一段。</p>" + "".join(parts)).encode()))
