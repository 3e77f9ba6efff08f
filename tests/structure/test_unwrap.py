"""Files that are broken at the width of their page."""

from extractor.read import read_text
from extractor.structure import unwrap
from extractor.types import Document

WIDTH = 24
PARAGRAPHS = (
    "第一批试点村要在今年汛期到来以前完成沟渠清淤、堤岸加固和排涝泵站检修，确保主要排水通道畅通。",
    "县水利部门要会同气象部门建立雨情水情会商制度，逐日发布预警信息，重要信息随时报告。",
    "各乡镇要备足沙袋、水泵、照明设备等物资，落实二十四小时值班，并组织两次以上转移演练。",
    "汛后要及时开展水毁设施修复，统计灾情，核实损失，做好受灾群众生活保障和卫生防疫工作。",
)


def wrap(paragraph: str, width: int = WIDTH, indent: str = "") -> str:
    whole = indent + paragraph
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


def read(text: str) -> tuple[str, Document]:
    document, spans = unwrap(read_text(text))
    assert [span.of(text).strip(" \n—-0123456789") for span in spans] == [""] * len(spans)
    return document.text, document


def test_lines_become_paragraphs():
    text = "\n".join(wrap(one) for one in PARAGRAPHS * 2)
    assert read(text)[0] == "\n".join(PARAGRAPHS * 2)


def test_indents_tell_paragraphs_where_a_full_line_ends_with_a_sentence():
    first = "备足防汛沙袋、水泵和照明灯，落实好各级值班人。"
    assert len(first) == WIDTH - 1
    text = "\n".join(wrap(one, WIDTH, "　　") for one in PARAGRAPHS * 2)
    text += f"\n　　{first[1:]}\n各村照此办理。\n　　特此通知。"
    assert read(text)[0].endswith(f"　　{first[1:]}各村照此办理。\n　　特此通知。")


def test_without_indents_a_full_line_that_ends_a_sentence_ends_its_paragraph():
    last = "备足防汛沙袋、水泵和照明灯，落实好各级的值班人。"
    assert len(last) == WIDTH
    text = "\n".join(wrap(one) for one in PARAGRAPHS * 2) + f"\n{last}\n各村照此办理。"
    assert read(text)[0].endswith(f"{last}\n各村照此办理。")


def test_page_numbers_go_with_the_break_or_are_noise():
    lines = "\n".join(wrap(one) for one in PARAGRAPHS * 2).split("\n")
    text = "\n".join([lines[0], "— 1 —", *lines[1:], "- 2 -", "特此通知。"])
    whole, document = read(text)
    assert whole == "\n".join((*PARAGRAPHS * 2, "- 2 -", "特此通知。"))
    assert [block.span.of(whole) for block in document.blocks if block.kind == "noise"] == ["- 2 -"]


def test_numbered_lines_open_paragraphs_but_figures_do_not():
    text = "\n".join(wrap(one) for one in PARAGRAPHS * 2)
    text += "\n加固堤防要达到二十年一遇的标准，排涝能力要提高\n3.5个百分点"
    text += "\n组织领导和资金保障方面的要求，见第二部分的说明\n二、保障"
    assert read(text)[0].endswith("要提高3.5个百分点\n组织领导和资金保障方面的要求，见第二部分的说明\n二、保障")


def test_columns_count_where_figures_take_half_a_character():
    paragraph = "到2027年建成水库12座、泵站306处、堤防1280公里，受益人口超过45万人，年增发电量6800万度。"
    lines, line, width = [], "", 0.0
    for char in paragraph:
        line, width = line + char, width + (0.5 if char.isascii() else 1)
        if width >= WIDTH or char == "。":
            lines, line, width = [*lines, line], "", 0.0
    assert max(map(len, lines)) - WIDTH > 3
    assert read("\n".join(lines * 6))[0] == "\n".join([paragraph] * 6)


def test_other_files_stay_as_they_are():
    lists = "\n".join(f"{name}镇卫生院改造工程项目，规划建设" for name in "东南西北中上下左右前后内外")
    items = "\n".join(f"{number}.改造镇卫生院一处，购置救护车一辆" for number in range(1, 20))
    for text in ("\n".join(PARAGRAPHS * 5), items, "\n".join(wrap(one) for one in PARAGRAPHS[:2]), lists):
        assert read(text)[0] == text


def test_one_document_of_a_compilation_may_be_wrapped():
    long = "、".join(PARAGRAPHS[0] for _ in range(3))
    wrapped = "\n".join(wrap(one) for one in PARAGRAPHS * 2)
    assert read(f"{long}\n{wrapped}\n{long}")[0] == f"{long}\n" + "\n".join(PARAGRAPHS * 2) + f"\n{long}"


def test_issues_of_reading_move_along():
    text = "\n".join(wrap(one) for one in PARAGRAPHS * 2)
    document = read_text(text + "\ufffd")
    moved, spans = unwrap(document)
    for before, after in zip(document.issues, moved.issues, strict=True):
        assert (before.span is None) == (after.span is None)
    assert spans
