"""Cases are our own sentences; `|` marks where the text is to be cut."""

import time
from itertools import pairwise

import pytest

from extractor.lang.boundaries import clause_spans, sentence_spans
from extractor.lang.brackets import pairs, top_level
from extractor.lang.fold import fold

SENTENCES = [
    "加快道路改造。|加强桥梁检测。",
    "加快道路改造！|做得到吗？|做得到。",
    "加快道路改造!|做得到吗?|做得到",
    "加快道路改造",
    "力争实现全覆盖！！|继续推进。",
    "谁来负责？！|各单位自查。",
    "保障供水。。|保障供电。",
    "第一行\n|第二行\n|第三行",
    "第一行\n\n\n|第二行",
    "  前面有空格。  |　后面也有。  ",
    "完成修缮任务；启动验收；公布结果。",
    "会议提出“要守住底线。”|各镇随后部署。",
    "会议提出“要守住底线”。|各镇随后部署。",
    "会议提出“‘守住底线。’”|各镇随后部署。",
    "针对“钱从哪里来？”的问题，县里设立基金。|按季公布。",
    "回答好“怎么干？”“谁来干？”“何时干？”三个问题。|形成清单。",
    "牢记“为了谁？”和“依靠谁？”。|改进作风。",
    "群众说“路修好了！”|下一步抓管护。",
    "推进“放水。养鱼”行动。|压实责任。",
    "落实《节水办法。试行》要求。|开展检查。",
    "开展检查(含抽查。复查)工作。|通报结果。",
    "开展检查（含抽查。复查）工作。|通报结果。",
    "建设口袋公园。|（责任单位：市园林局）|完善步道。",
    "建设口袋公园。|（责任单位：市园林局、各区政府。）|完善步道。",
    "建设口袋公园。|（责任单位：市园林局）",
    "建设口袋公园（责任单位：市园林局）。|完善步道。",
    "建设口袋公园。|（一）完善步道。",
    "（一）完善步道。|（二）增设座椅。",
    "（牵头单位：县水利局）疏浚河道。".replace("）", "）|"),
    "有一个括号（没有闭合。|后面的句子照常。",
    "有一个引号“没有闭合。|后面的句子照常。",
    "多了一个）闭合括号。|后面的句子照常。",
    "多了一个闭合引号。”|后面的句子照常。",
    "增长3.5%。|下降0.8个百分点。",
    "产值3.5亿元.|利润增长.",
    "建成水厂.|关停旧厂. |验收完毕.",
    "一.加强领导。|二.落实经费。",
    "1.加强领导。|2.落实经费。",
    "1. 加强领导。|2. 落实经费。",
    "窗口14:30开放。|17:00关闭。",
    "登录http://www.example.cn/a?b=1&c=2查询。|电话咨询。",
    "登录www.example.cn。|电话咨询。",
    "登录https://example.cn/list.html，按要求填报。|电话咨询。",
    "发送至abc@example.cn。|逾期不受理。",
    "目录......5\n|附件......9",
    "事项很多……。|逐一办理。",
    '推进"放水。养鱼"行动。|压实责任。',
    '推进"放水养鱼"行动。|"压实责任"活动同步。',
    "支持 A.B 两类企业。|公布名单。",
    "推进「放水。養魚」行動。|壓實責任。",
    "落实【重点。难点】事项。|公布名单。",
    "落实〔2020〕8号文。|公布名单。",
]

CLAUSES = [
    "到2022年，|建成泵站3座，|改造管网12公里。",
    "到2022年,|建成泵站3座,|改造管网12公里。",
    "筹资1,200万元，|其中市级1,000万元",
    "筹资1，200万元，|其中市级400万元",
    "筹资1,234,567元，|按月拨付",
    "于5,|6月份开展,|7月份结束",
    "编号12,|3456号",
    "14:30开会，|重点：|安全",
    "男女比例为1:3，|总体：|偏低",
    "按1:1.5配套，|师生比1：18",
    "专项行动1:|2025年底前改造管网",
    "专项行动２：|2025年底前改造管网",
    "专项行动3:|6月底前完成,|7月起运行",
    "任务1:|100个村通水",
    "占地5km²,|200个村受益",
    "占地5㎡，|200个村受益",
    "见注①:|30人以上",
    "增长3.5%，|下降0.8%",
    "强化监管；|优化服务;|简化流程",
    "巩固成果……|开创局面",
    "巩固成果......|开创局面",
    "加快(新建,改建)道路,|完善管网",
    "加快（新建，改建）道路，|完善管网",
    "加快（新建，改建)道路，|完善管网",
    "推进“先建，后补”，|规范程序",
    '推进"先建，后补"，|规范程序',
    "落实《关于规范用水、用电，厉行节约的意见》，|定期通报",
    "一是抓排查；|二是抓整改；|三是抓验收。",
    "1.|加强领导，|落实经费",
    "1. |加强领导，|落实经费",
    "（1）加强领导，|落实经费",
    "执行3.5.2条，|逐项核对",
    "占比3. 5%，|逐年提高",
    "有一个括号（没有闭合，|后面照常，|继续",
    "有一个引号“没有闭合，|后面照常，|继续",
    "多了一个）闭合，|后面照常",
    "访问http://example.cn:8080/x?y=1，|下载表格",
    "“十四五”期间，|新增学位2万个",
    "保护水源、涵养林地、修复湿地，|改善水质",
    "会议提出“要守住底线。”|各镇部署",
    "回答“怎么干？”的问题，|形成清单",
    "，，，",
    "完成验收.|公布结果",
    "完成GDP核算.|公布结果",
    "  空格开头，|  空格中间  ，|结尾  ",
    "",
]


def _parts(marked: str) -> tuple[str, list[str]]:
    return marked.replace("|", ""), [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str):
    text, parts = _parts(marked)
    plain = fold(text)
    found = [text[start:end] for start, end in sentence_spans(plain, 0, len(plain))]
    assert found == parts


@pytest.mark.parametrize("marked", CLAUSES)
def test_clauses(marked: str):
    text, parts = _parts(marked)
    plain = fold(text)
    found = [text[start:end] for start, end in clause_spans(plain, 0, len(plain))]
    stripped = [part.rstrip("，,；;：:。…").rstrip(" ") for part in parts]
    expected = [part[: -len(part) + len(part.rstrip("."))] if part.endswith(".") else part for part in stripped]
    assert found == [part for part in expected if part]


def test_offsets_are_absolute():
    plain = "前文。加快改造，加强检测。后文。"
    assert [plain[a:b] for a, b in sentence_spans(plain, 3, 13)] == ["加快改造，加强检测。"]
    folded = fold(plain)
    assert [folded[a:b] for a, b in clause_spans(folded, 3, 13)] == ["加快改造", "加强检测"]


def test_long_quotation_does_not_swallow_its_sentences():
    inner = "各地要抓好落实。" * 60
    text = f"会议强调“{inner}”。散会。"
    assert len(sentence_spans(text, 0, len(text))) == 61


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a)", [(0, 2)]),
        ("(a(b)c)", [(0, 6), (2, 4)]),
        ("(a[b)c]", [(0, 4)]),
        ("“a‘b’”", [(0, 5), (2, 4)]),
        ("(a", []),
        ("a)", []),
        ("((a)", [(1, 3)]),
        ('"a"b"c"', [(0, 2), (4, 6)]),
        ('"a\nb"', []),
        ('("a)"', [(0, 3)]),
        ("(" + "a" * 400 + ")", []),
        ("(" + "a" * 399 + ")", [(0, 400)]),
        ('"' + "a" * 60 + '"', []),
    ],
)
def test_pairs(text: str, expected: list[tuple[int, int]]):
    assert pairs(text) == expected


def test_top_level_leaves_out_what_is_nested():
    text = "《a(b)》(c“d”)"
    assert top_level(text, 0, len(text)) == [(0, 5), (6, 11)]


@pytest.mark.parametrize(
    "piece",
    ["加快改造，", "改", "（", "“", "(改)", "！", ".", "www.", "http://", "1,", ",", '"', " ", "…", "。”", "改."],
)
def test_linear_on_one_long_line(piece: str):
    plain = fold(piece * (400_000 // len(piece)))
    began = time.process_time()
    spans = sentence_spans(plain, 0, len(plain))
    clauses = clause_spans(plain, 0, len(plain))
    assert time.process_time() - began < 5
    assert all(start < end for start, end in (*spans, *clauses))
    assert all(a[1] <= b[0] for found in (spans, clauses) for a, b in pairwise(found))
