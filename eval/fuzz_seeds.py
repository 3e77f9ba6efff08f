"""Whole files to mutate: for each format a function that makes one from a source of chance.

A builder of a format adds its function here with `@seed("name")`; it should use all that its reader reads.
"""

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any

Seed = Callable[[random.Random], bytes]
SEEDS: dict[str, Seed] = {}

SUBJECTS = ("县水务局", "各镇人民政府", "市教育局", "开发区管委会")
VERBS = ("改造", "新建", "修缮", "扩建")
OBJECTS = ("泵站12座", "校舍3.5万平方米", "老旧管网40公里", "便民驿站不少于20个")


def seed(name: str) -> Callable[[Seed], Seed]:
    """Register a function as the maker of files of that format."""

    def register(make: Seed) -> Seed:
        SEEDS[name] = make
        return make

    return register


def sentence(source: random.Random) -> str:
    """Return a sentence of a plan."""
    year = source.randint(2026, 2035)
    return f"{source.choice(SUBJECTS)}要在{year}年底前{source.choice(VERBS)}{source.choice(OBJECTS)}。"


@seed("docx")
def docx(source: random.Random) -> bytes:
    """Return a Word file with headings, automatic numbers, a table with merged and nested cells, header and footer."""
    from docx import Document  # noqa: PLC0415 (a development dependency)

    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部文件"
    document.add_heading("沙溪县建设方案", 1)
    for number in range(source.randint(1, 4)):
        document.add_heading(f"第{number + 1}部分", 2)
        document.add_paragraph(sentence(source), style="List Number")
        document.add_paragraph(sentence(source), style="List Number 2")
        document.add_paragraph(sentence(source)).add_run().add_break()
        _marked(document.add_paragraph(sentence(source)))
    _table(document, source)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Any, source: random.Random) -> None:
    table = document.add_table(source.randint(2, 5), 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = sentence(source)
    table.cell(0, 0).merge(table.cell(1, 1))
    inner = table.cell(0, 2).add_table(2, 2)
    inner.cell(1, 1).text = sentence(source)


def _marked(paragraph: Any) -> None:
    """Add tracked changes, a text box and a content control to a paragraph."""
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    run = "<w:r><w:t>{}</w:t></w:r>"
    for content in (
        f"<w:ins {{}}>{run.format('新增内容')}</w:ins>",
        "<w:del {}><w:r><w:delText>删去内容</w:delText></w:r></w:del>",
        f"<w:r {{}}><w:pict><w:txbxContent><w:p>{run.format('文本框')}</w:p></w:txbxContent></w:pict></w:r>",
        f"<w:sdt {{}}><w:sdtContent>{run.format('控件')}</w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(content.format(nsdecls("w"))))
