"""What a sentence says of its numbers: change, base, period, per, stage, strength, nature. Wordings our own.

A row: a text, ` => `, and for each VALUE (between |) the fields that are not None; {…} is a TARGET,
[…] an INDICATOR, <…> a DEADLINE.
"""

import re

import pytest

from extractor.assemble.changes import read_base
from tests.assemble.build import assemble

FIELDS = ("change", "base", "period", "per", "stage", "strength", "nature")

CHANGES = """
{[用水量]较2020年下降|18%|}。 => change=decrease base=2020
{[用水量]下降|18%|}。 => change=decrease
2025年，{[茶产值]增长|8%|}。 => change=increase
2023年，{新增绿地|5万亩|，[茶产值]增长|6%|}。 => / change=increase
{[茶产值]到2025年翻|一番|}。 => change=multiple
{[用水量]比二〇二〇年降低|18%|}。 => change=decrease base=2020
{[用水量]较“十三五”末下降|18%|}。 => change=decrease base=2020
{[用水量]降至|18%|}。 =>
{[用水量]下降到|9万吨|}。 =>
{[绿地率]提高|3个百分点|}。 => change=increase
{[绿地率]提高到|38%|}。 =>
{[绿地率]比上年提高|3个百分点|}。 => change=increase base=previous_year
{[客流]同比增长|6%以上|}。 => change=increase base=previous_year
{[客流]环比增长|6%|}。 => change=increase base=previous_period
{[客流]较去年增加|2万人次|}。 => change=increase base=previous_year
{[茶产值]年均增长|8%|}。 => change=increase period=P1Y
{[茶产值]年均增速保持在|8%左右|}。 => change=increase period=P1Y
{[茶产值]每年增长|8%|}。 => change=increase period=P1Y
{[茶产值]年递增|8%|}。 => change=increase period=P1Y
{[茶产值]月均增长|1%|}。 => change=increase period=P1M
{[茶产值]以年均|8%|的速度增长}。 => change=increase period=P1Y
{[茶产值]比2020年|翻一番|}。 => change=multiple base=2020
{[茶产值]在2020年基础上|翻一番|}。 => change=multiple base=2020
{[茶产值]达到2020年的|1.5倍|}。 => change=multiple base=2020
{[茶产值]较2020年增长|1.5倍|}。 => change=increase base=2020
{[茶产值]力争|翻番|}。 => change=multiple strength=soft
{[茶产值]、[果产值]较2020年分别增长|8%|、|9%|}。 => change=increase base=2020 / change=increase base=2020
{[茶产值]、[果产值]分别年均增长|8%|和|9%|}。 => change=increase period=P1Y / change=increase period=P1Y
与2020年相比,{[电耗]下降|5%|}。 => change=decrease base=2020
与2020年相比,{[电耗]下降|5%|},{[水耗]下降|6%|}。 => change=decrease base=2020 / change=decrease base=2020
以2019年为基数,{[电耗]下降|5%|}。 => change=decrease base=2019
{[电耗]较2020年下降|5%|},{[水耗]下降|6%|}。 => change=decrease base=2020 / change=decrease
{[电耗]较2020年下降|5%|}。{[水耗]下降|6%|}。 => change=decrease base=2020 / change=decrease
{[电耗]降幅达到|5%|}。 => change=decrease
{[房价]涨幅控制在|3%以内|}。 => change=increase
{减少[化肥用量]|200吨|}。 => change=decrease
{减少|200吨|[化肥用量]}。 => change=decrease
{压减[煤炭消费]|30万吨|}。 => change=decrease
{增加[托位]|800个|}。 => change=increase
{新增[托位]|800个|}。 =>
{新增|800个|[托位]}。 =>
{改造提升|8000亩|[茶园]}。 =>
{[排队时间]压缩|50%以上|}。 => change=decrease
{[审批时限]缩短|5个工作日|}。 => change=decrease
{[审批时限]缩短至|5个工作日|}。 =>
{[绿地率]由2020年的|30%|提高到|35%|}。 => /
{[绿地率]达到|35%|,[客流]增长|6%|}。 => / change=increase
{[老人]达到|35%|}。 =>
{[年均接待客流]达到|30万人次|}。 => period=P1Y
{年均完成[造林]|3万亩|}。 => period=P1Y
{[日均供水]达到|3万吨|}。 => period=P1D
{到2025年[茶产值]增长|8%|}。 => change=increase
{[茶产值]比2015年和2020年分别增长|8%|、|5%|}。 => change=increase / change=increase
"""

PER = """
{[托位]达到|每千人口4个|}。 => per=千人口
{[道路面积]每百户不少于|30平方米|}。 => per=百户
{每个社区配备|3名|[网格员]}。 => per=社区
{每村建成|1座|[驿站]}。 => per=村
{每家企业给予|5万元|[补助]}。 => per=家企业
{每人每年|300元|}。 => per=人
{按|每亩500元|补助}。 => per=亩
{每年开展|2次|[演练]}。 =>
{|每季度1次|[演练]}。 =>
{每万名老人拥有|5名|[护理员]}。 => per=万名老人
{建成|3座|[驿站]}。 =>
"""

STRENGTH = """
{确保[合格率]达到|98%|}。 => strength=hard
{力争[合格率]达到|98%|}。 => strength=soft
{[合格率]必须达到|98%|}。 => strength=hard
{[面积]应不少于|30平方米|}。 => strength=hard
{[面积]相应达到|30平方米|}。 =>
{争取[合格率]达到|98%|}。 =>
{争取实现[合格率]|98%|}。 => strength=soft
{争取[上级资金]|3000万元|}。 =>
{努力实现[增收]|300元|}。 => strength=soft
{供水保证率达到|95%|}。 =>
{足额缴纳保证金|5万元|}。 =>
{原则上不超过|3个|}。 => strength=soft
{[合格率]预期达到|98%|}。 => strength=soft
{[预期寿命]达到|79岁|}。 =>
{[合格率]达到|98%|}。 =>
力争到2025年,{[合格率]达到|98%|},{[入园率]达到|92%|}。 => strength=soft / strength=soft
全县确保到2025年底,{[合格率]达到|98%|}。 => strength=hard
{确保守住底线},{建成|3座|[驿站]}。 =>
{确保建成|3座|[驿站]},{力争建成|5座|}。 => strength=hard / strength=soft
{[合格率]达到|98%|}。{力争建成|5座|[驿站]}。 => / strength=soft
"""

NATURE = """
{[森林覆盖率]达到|24%|}(约束性)。 => nature=binding
{[森林覆盖率](约束性)达到|24%|}。 => nature=binding
{[茶产值]达到|9亿元|}(预期性指标),{[入园率]达到|92%|}。 => nature=expected /
{[电耗]、[水耗]分别达到|5%|和|6%|}(约束性)。 => nature=binding / nature=binding
约束性指标:{[森林覆盖率]达到|24%|}。 => nature=binding
预期性目标:{[茶产值]达到|9亿元|}。 => nature=expected
{完成约束性指标},{[森林覆盖率]达到|24%|}。 =>
{[森林覆盖率]达到|24%|},{分解约束性指标}。 =>
"""

STAGES = """
<2025年>、<2030年>,{[绿电占比]分别达到|60%|、|80%|}。 => stage=d1 / stage=d2
{<2025年>[绿电占比]达到|60%|、<2030年>达到|80%|}。 => stage=d1 / stage=d2
{<2025年>[绿电占比]达到|60%|}。 =>
<2025年>,{[绿电占比]达到|60%|}。<2030年>,{达到|80%|}。 => /
"""


def markup(row: str) -> str:
    """Write a row's text in the inline form."""
    counts = {"T": 0, "V": 0, "I": 0, "D": 0}

    def tag(sign: str, more: str) -> str:
        counts[sign] += 1
        return f'<{sign} id="{sign.lower()}{counts[sign]}"{more}>'

    pieces = re.split(r"([{}\[\]<>|])", row)
    written, open_value = "", False
    for piece in pieces:
        if piece == "|":
            open_value = not open_value
            written += tag("V", ' of="" kind="target" norm="= 1 %"') if open_value else "</V>"
        elif piece == "<":
            written += "<D>"
        elif piece in "{}[]>" and piece:
            signs = {"{": tag, "[": tag}
            written += {"}": "</T>", "]": "</I>", ">": "</D>"}.get(piece) or (
                signs[piece]("T", ' d="" a=""') if piece == "{" else signs[piece]("I", "")
            )
        else:
            written += piece
    year = iter(range(1, 9))
    return re.sub(r"<D>(\d{4})", lambda match: f'<D id="d{next(year)}" norm="../{match[1]}-12-31">{match[1]}', written)


def found_in(text: str) -> list[str]:
    """Return the fields that are not None of each metric, as a row writes them."""
    _, made = assemble(text)
    metrics = [metric for record in made for metric in record.metrics]
    return [" ".join(f"{f}={getattr(m, f)}" for f in FIELDS if getattr(m, f) is not None) for m in metrics]


ROWS = [row for table in (CHANGES, PER, STRENGTH, NATURE, STAGES) for row in table.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS)
def test_what_is_said_of_numbers(row):
    text, _, expected = row.partition(" =>")
    assert found_in(markup(text)) == [part.strip() for part in expected.split("/")]


def test_the_nature_of_a_table_row_stands_in_a_cell():
    row = '森林覆盖率|<T id="t1" d="" a="">达到<V id="v1" of="" kind="target" norm="= 24 %">24%</V></T>|约束性'
    _, made = assemble("指标|目标|属性\n" + row, cells=True)
    assert made[0].metrics[0].nature == "binding"


def test_the_nature_of_a_section_stands_in_its_heading():
    target = '<T id="t1" d="" a="">绿地率达到<V id="v1" of="" kind="target" norm="= 38 %">38%</V></T>。'
    _, made = assemble(f"一、约束性指标\n{target}")
    assert made[0].metrics[0].nature == "binding"
    _, made = assemble(f"一、约束性和预期性指标\n{target}")
    assert made[0].metrics[0].nature is None


def test_a_reported_number_has_no_strength():
    _, made = assemble('<T id="t1" d="" a="">确保达到<V id="v1" of="" kind="actual" norm="= 8 %">8%</V></T>。')
    assert made[0].metrics[0].strength is None


@pytest.mark.parametrize(
    ("head", "year", "base"),
    [
        ("产值比去年增长", 2014, "2013"),
        ("产值较前年增长", 2014, "2012"),
        ("产值比去年增长", None, "previous_year"),
        ("产值比上年增长", 2014, "previous_year"),
        ("产值较上季度增长", 2014, "previous_period"),
        ("产值较“十二五”末增长", None, "2015"),
        ("产值较“某某”末增长", None, None),
        ("到2025年产值增长", 2014, None),
        ("产值与2018年的水平相比增长", None, "2018"),
        ("去年完成选址,产值增长", 2014, None),
    ],
)
def test_bases(head, year, base):
    assert read_base(head, year) == base
