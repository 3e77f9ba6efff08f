"""Automatic numbers of Word: formats, levels, restarts, and where a paragraph has its number from."""

import pytest
from docxfile import level, lines, lists, p, read

from extractor.read.number_formats import write_number

CN, PCN, AR, CIRCLE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (101, "chineseCountingThousand", "一百零一"),
        (12, "japaneseCounting", "十二"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographLegalTraditional", "參"),
        (20, "decimalEnclosedCircle", "⑳"),
        (36, "decimalEnclosedCircleChinese", "㊱"),
        (51, "decimalEnclosedCircle", "51"),
        (2, "decimalEnclosedParen", "⑵"),
        (21, "decimalEnclosedParen", "(21)"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (2, "ideographEnclosedCircle", "㊁"),
        (4, "ideographTraditional", "丁"),
        (1, "ideographZodiac", "子"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "numberInDash", "- 5 -"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (4000, "upperRoman", "4000"),
        (28, "upperLetter", "BB"),
        (3, "lowerLetter", "c"),
        (0, "decimalEnclosedCircle", "0"),
        (0, "lowerLetter", "0"),
        (9, "none", ""),
        (9, "bullet", ""),
        (9, "anything", "9"),
    ],
)
def test_formats(number: int, style: str, written: str) -> None:
    assert write_number(number, style) == written


def labels(*numbers: str, numbering: str, styles: str = "") -> list[str]:
    """Return the labels of paragraphs 甲, each "list level" (or a style, with an = in front)."""
    body = "".join(
        p("甲", style=number[1:]) if number.startswith("=") else p("甲", number=number) for number in numbers
    )
    return [line.removesuffix("甲") for line in lines(read(body, numbering=numbering, styles=styles))]


def test_levels_of_an_official_document() -> None:
    found = labels("1 0", "1 1", "1 2", "1 3", "1 3", "1 2", "1 1", "1 0", "1 1", numbering=lists(CN, PCN, AR, CIRCLE))
    assert found == ["一、", "（一）", "1.", "①", "②", "2.", "（二）", "二、", "（一）"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [("", "（一）"), ('<w:lvlRestart w:val="0"/>', "（三）"), ('<w:lvlRestart w:val="1"/>', "（一）")],
)
def test_restart(restart: str, last: str) -> None:
    second = level(1, "chineseCounting", "（%2）", restart)
    assert labels("1 0", "1 1", "1 1", "1 0", "1 1", numbering=lists(CN, second))[-1] == last


def test_a_level_restarts_only_behind_the_one_it_names() -> None:
    third = level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>')
    found = labels("1 0", "1 1", "1 2", "1 1", "1 2", "1 0", "1 1", "1 2", numbering=lists(CN, PCN, third))
    assert found == ["一、", "（一）", "1.", "（二）", "2.", "二、", "（一）", "1."]


@pytest.mark.parametrize(
    ("pattern", "style", "more", "written"),
    [
        ("第%1章", "chineseCountingThousand", "", "第一章 "),
        ("第%1条", "chineseCountingThousand", '<w:suff w:val="nothing"/>', "第一条"),
        ("%1", "decimal", "", "1 "),
        ("%1.", "decimal", '<w:suff w:val="space"/>', "1. "),
        ("(%1)", "chineseCounting", "", "(一)"),
        ("附件%1：", "decimal", "", "附件1："),
        ("●", "bullet", "", ""),
        ("", "decimal", "", ""),
        ("任务", "none", "", "任务 "),
    ],
)
def test_patterns(pattern: str, style: str, more: str, written: str) -> None:
    assert labels("1 0", numbering=lists(level(0, style, pattern, more))) == [written]


def test_legal_numbers_are_digits_throughout() -> None:
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels("1 0", "1 1", "1 1", numbering=lists(CN, legal)) == ["一、", "1.1 ", "1.2 "]
    plain = level(1, "decimal", "%1.%2", '<w:isLgl w:val="0"/>')
    assert labels("1 0", "1 1", numbering=lists(CN, plain)) == ["一、", "一.1 "]


def test_a_level_above_that_never_came_counts_as_its_start() -> None:
    above = level(0, "decimal", "%1", start=3)
    assert labels("1 1", "1 0", numbering=lists(above, level(1, "decimal", "%1.%2"))) == ["3.1 ", "3 "]


SECOND = '<w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'


@pytest.mark.parametrize(
    ("override", "written"),
    [
        ("", ["一、", "二、", "三、", "四、"]),
        ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>', ["一、", "一、", "二、", "三、"]),
        ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="6"/></w:lvlOverride>', ["一、", "六、", "七、", "八、"]),
        (f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1.")}</w:lvlOverride>', ["一、", "2.", "3.", "四、"]),
    ],
)
def test_lists_of_one_kind_share_their_counters(override: str, written: list[str]) -> None:
    found = labels("1 0", "2 0", "2 0", "1 0", numbering=lists(CN, more=SECOND.format(override)))
    assert found == written


def test_a_list_may_lend_its_levels_from_a_list_style() -> None:
    lender = f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="公文"/>{CN}</w:abstractNum>'
    borrower = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    used = '<w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>'
    assert labels("5 0", "5 0", numbering=lender + borrower + used) == ["一、", "二、"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="大"><w:name w:val="大标题"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="小"><w:name w:val="小标题"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="小甲"><w:name w:val="小标题甲"/><w:basedOn w:val="小"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="无"><w:name w:val="无编号"/><w:basedOn w:val="大"/><w:pPr><w:numPr>'
    '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def test_styles_bring_numbers() -> None:
    tied = lists(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="大"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="小"/>'),
    )
    found = labels("=大", "=小", "=小甲", "=无", "=大", "=小", numbering=tied, styles=STYLES)
    assert found == ["一、", "（一）", "（二）", "", "二、", "（一）"]


def test_zero_takes_the_number_of_a_style_away() -> None:
    body = p("甲", "大") + p("乙", "大", number="0") + p("丙", "大")
    document = read(body, numbering=lists(CN), styles=STYLES)
    assert lines(document) == ["一、甲", "乙", "二、丙"]


def test_an_empty_numbered_paragraph_counts_but_shows_nothing() -> None:
    body = p("甲", number="1 0") + p("", number="1 0") + p("　丙", number="1 0")
    assert read(body, numbering=lists(CN)).text == "一、甲\n\n三、丙"


@pytest.mark.parametrize("number", ["9 0", "1 8", "x y", "1 99999999999"])
def test_lists_and_levels_that_are_not_there(number: str) -> None:
    assert lines(read(p("甲", number=number), numbering=lists(level(0, "decimal", "")))) == ["甲"]
