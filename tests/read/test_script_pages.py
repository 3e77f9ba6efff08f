"""Pages that show their text only with their scripts, and metadata tables as sites lay them out."""

import json

import pytest

from extractor.read import read_bytes
from extractor.structure import policies
from extractor.types import Document, Policy

TITLE = "关于改造老旧供水管网的通知"
BODY = "".join(
    f"<p>{number}、改造老旧供水管网，今年年底前换完第{number}批小区的管道，由住房局牵头，财政局配合落实资金。</p>"
    for number in "一二三四五六"
)
NAMES = f"<title>{TITLE}-青山县人民政府</title>"
FACTS = {
    "索引号": "1143/2021-00123",
    "发文机关": "青山县人民政府办公室",
    "成文日期": "2021年3月2日",
    "文号": "青政办发〔2021〕3号",
}


def page(body: str, head: str = NAMES) -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def policy(document: Document) -> Policy:
    (found,) = policies(document)
    return found


def kept(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind != "noise"]


DATA = {"data": {"title": TITLE, "hits": 3, "content": BODY}}
AS_JSON, AS_ASCII = json.dumps(DATA, ensure_ascii=False), json.dumps(DATA)


@pytest.mark.parametrize(
    ("script", "titled"),
    [
        (f"<script>window.__STATE__ = {AS_JSON};</script>", True),
        (f"<script>window.__STATE__ = {AS_ASCII};</script>", True),
        (f'<script type="application/json" id="data">{AS_JSON}</script>', True),
        (f"<script>var title = '{TITLE}', text = '{BODY}'; document.write(text)</script>", True),
        (f'<script type="text/html" id="content">{BODY}</script>', False),
        (f"<template>{BODY}</template>", False),
        (f"<script>let text = `{BODY}`</script><script>unclosed", False),
    ],
)
def test_text_in_a_script_is_found(script: str, titled: bool) -> None:
    document = page(f"<div id=app>加载中</div>{script}")
    lines = kept(document)
    assert (lines[0] == TITLE) is titled
    assert len(lines) == 6 + titled
    assert lines[-1].startswith("六、改造老旧供水管网")
    assert [issue.code for issue in document.issues] == ["script"]
    assert all(block.place.line is None for block in document.blocks)


def test_plain_text_in_a_script_keeps_its_lines() -> None:
    lines = [
        f"第{number}条 供水单位每年检修一次管网，检修结果报县住房局备案，并在一个月内向用户公布。"
        for number in "一二三四五六"
    ]
    document = page(f"<script>var text = {json.dumps(chr(10).join(lines))}</script>")
    assert kept(document) == lines


@pytest.mark.parametrize("script", [f"<script>var again = {AS_JSON}</script>", "<script>var a = '短短一句话'</script>"])
def test_a_page_that_shows_its_text_is_read_as_shown(script: str) -> None:
    document = page(f"<h1>{TITLE}</h1><div>{BODY}</div>{script}")
    assert len(kept(document)) == 7
    assert document.issues == ()


def test_many_open_scripts_take_no_time() -> None:
    document = page("<p>正文在这里。</p>" + "<textarea>" * 30_000 + '<script>"\\"' + "\\`\"'" * 30_000)
    assert kept(document)[0] == "正文在这里。"


def rows(form: str) -> str:
    return "".join(form.format(name=name, value=value) for name, value in FACTS.items())


ARTICLE = f"<h1>{TITLE}</h1><div class=article>{BODY}</div>"
BARE = f"<table>{rows('<tr><td>{name}</td><td>{value}</td></tr>')}</table>"
MARKED = f"<table>{rows('<tr><th>{name}：</th><td>{value}</td></tr>')}</table>"


@pytest.mark.parametrize(
    "body",
    [
        BARE + ARTICLE,
        MARKED + ARTICLE,
        f"<dl>{rows('<dt>{name}</dt><dd>{value}</dd>')}</dl>{ARTICLE}",
        f"<ul>{rows('<li>{name}：{value}</li>')}</ul>{ARTICLE}",
        ARTICLE + BARE,
        ARTICLE + MARKED,
    ],
    ids=["bare", "marked", "definitions", "list", "bare below", "marked below"],
)
def test_metadata_blocks_reach_the_policy(body: str) -> None:
    found = policy(page(body))
    assert found.title == TITLE
    assert found.issuer == "青山县人民政府办公室"
    assert found.date == "2021-03-02"
    assert found.doc_number == "青政办发〔2021〕3号"


def test_the_text_itself_comes_first() -> None:
    signed = "<p>青山县水利局</p><p>2021年5月6日</p>"
    found = policy(page(f"{BARE}<h1>{TITLE}</h1><div class=article>{BODY}{signed}</div>"))
    assert (found.issuer, found.date) == ("青山县水利局", "2021-05-06")


def test_a_table_of_tasks_is_no_metadata() -> None:
    cells = (("名称", "分类", "来源"), ("水站", "新建", "省里"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    found = policy(page(f"<h1>{TITLE}</h1><div class=article><table>{table}</table>{BODY}</div>"))
    assert found.title == TITLE
    assert (found.issuer, found.date, found.doc_number) == (None, None, None)


@pytest.mark.parametrize(
    ("declared", "used"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("gb2312", "gb18030"), ("iso-8859-1", "gb18030")]
)
def test_a_wrong_declaration_is_not_believed(declared: str, used: str) -> None:
    head = f"<head><meta charset={declared}>{NAMES}</head>"
    source = f"<html>{head}<body><h1>{TITLE}</h1>{BODY}<p>朱镕基、陶喆</p></body></html>"
    document = read_bytes(source.encode(used))
    assert document.source.encoding == used
    assert document.text.endswith("朱镕基、陶喆")
