"""Head, signature and what they say. Cases are our own wording."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.lang.fold import fold
from extractor.structure import policies
from extractor.structure.docnumbers import find_number, parse_number
from extractor.types import Policy

BODY = (
    "\n各县（市、区）人民政府：\n为节约用水，现提出如下意见。\n一、装表到户\n逐户安装水表。\n二、改造管网\n分片更换。\n"
)
NOBODY = "\n关于节水的意见\n各单位：\n请节约用水。\n一、装表\n逐户安装。"
LOCAL_NUMBERS = ("商政", "建政发", "民政发", "农政办", "交政字", "水府发", "教党发", "环办发", "人社发", "工信发")
CENTRAL_NUMBERS = (
    *("国发", "国办函", "中办发", "财建", "财办社", "财资环", "发改环资", "发改办价格", "建城函", "建办质", "教基厅"),
    *("教职成厅函", "教政法", "国科发社", "商建函", "商办流通函", "农发", "农办机", "农财发", "环发", "环办土壤函"),
    *("环水体", "人社部发", "民发", "民办函", "交运发", "交办规划", "水资源", "水保函", "工信部联节"),
    *("国卫基层发", "卫办医政发", "银发", "银保监办发", "税总发"),
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国发〔2013〕24号", "国发〔2013〕24号"),
        ("皖开放办〔2022〕6号", "皖开放办〔2022〕6号"),
        ("（皖开放办〔2022〕6号）", "皖开放办〔2022〕6号"),
        ("皖政办［2018］7号", "皖政办〔2018〕7号"),
        ("皖政办[2018]7号", "皖政办〔2018〕7号"),
        ("皖政办（2018）7号", "皖政办〔2018〕7号"),
        ("皖政办【2018】7号", "皖政办〔2018〕7号"),
        ("皖政办﹝2018﹞7号", "皖政办〔2018〕7号"),
        ("皖政办 〔2018〕 7 号", "皖政办〔2018〕7号"),
        ("皖政办〔２０１８〕７号", "皖政办〔2018〕7号"),
        ("皖教函字〔1998〕第12号", "皖教函字〔1998〕第12号"),
        ("〔84〕皖水字第9号", "〔84〕皖水字第9号"),
        ("安徽省人民政府令第282号", "安徽省人民政府令第282号"),
        ("第12号令", "令第12号"),
        ("2014年第3号公告", "公告2014年第3号"),
        ("某某部公告2019年第5号", "某某部公告2019年第5号"),
    ],
)
def test_document_number_on_its_own_line(one: Callable[[str], Policy], written: str, number: str) -> None:
    assert one(f"关于节约用水的意见\n{written}{BODY}").doc_number == number


@pytest.mark.parametrize(
    "text",
    [
        "关于节约用水的意见\n各镇：\n根据县政府文件（某政发〔2018〕7号）精神，提出意见。\n一、装表\n逐户安装。",
        "关于贯彻某政发〔2018〕7号文件的意见\n各镇：\n提出如下意见。\n一、装表\n逐户安装。",
        "关于废止部分文件的通知\n各镇：\n《节水办法》（某政发〔2001〕3号）同时废止。",
    ],
)
def test_cited_numbers_are_not_the_documents_own(one: Callable[[str], Policy], text: str) -> None:
    assert one(text).doc_number is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("市人民政府办公室文件某政办发〔2017〕9号", "某政办发〔2017〕9号"),
        ("关于节水工作的通知某政发〔2017〕9号", "某政发〔2017〕9号"),
        ("生态环境部财政部环水体〔2020〕8号", "环水体〔2020〕8号"),
        ("合肥市水务局合肥市财政局合水务〔2020〕8号", "合水务〔2020〕8号"),
    ],
)
def test_number_glued_to_what_precedes_it(text: str, number: str) -> None:
    found = find_number(text, 0, len(text))
    assert found is not None
    assert found.text == number
    assert text[found.start : found.end] == number


def test_published_numbers_are_parsed(shared: Path) -> None:
    with (shared / "ner/gov_doc_numbers/doc_numbers.csv").open(encoding="utf-8") as file:
        written = [row["doc_number"] for row in csv.DictReader(file) if any(map(str.isdigit, row["doc_number"]))]
    parsed = sum(parse_number(fold(number)) is not None for number in written)
    assert parsed / len(written) > 0.999


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于节约用水的实施意见", "关于节约用水的实施意见"),
        ("  某县节约用水三年行动计划（2021—2023年）", "某县节约用水三年行动计划（2021—2023年）"),
        ("某县人民政府关于\n节约用水的实施意见", "某县人民政府关于节约用水的实施意见"),
        ("某县人民政府\n关于进一步加强\n节约用水工作的意见", "某县人民政府关于进一步加强节约用水工作的意见"),
        ("某县节约用水行动计划\n（2021-2023年）", "某县节约用水行动计划（2021-2023年）"),
        ("某县节约用水管理办法\n（试行）", "某县节约用水管理办法（试行）"),
        ("关于节约用水的意见\n关于节约用水的意见", "关于节约用水的意见"),
        ("# 关于节约用水的意见", "关于节约用水的意见"),
        ("**关于节约用水的意见**", "关于节约用水的意见"),
        ("《某县节约用水纲要》", "某县节约用水纲要"),
        ("关于印发《某县节约用水方案》的通知", "关于印发《某县节约用水方案》的通知"),
        ("标　　题：\n关于节约用水的意见\n发文字号：\n某政发〔2018〕7号", "关于节约用水的意见"),
        ("某政发〔2018〕7号\n关于节约用水的意见", "关于节约用水的意见"),
        ("某县人民政府文件\n某政发〔2018〕7号\n关于节约用水的意见", "关于节约用水的意见"),
        ("节水三十条", "节水三十条"),
        ("守护母亲河", "守护母亲河"),
        ("某县人民政府令第9号\n《某县节水办法》已经县政府常务会议审议通过，现予公布。\n某县节水办法", "某县节水办法"),
        ("某水发〔2018〕7号\n各镇：\n现将省里的节水通知转发给你们，请结合实际认真贯彻执行。\n关于节水的通知", ""),
        ("各位代表：", ""),
        ("为落实《关于节约用水的意见》，制定本方案。", ""),
    ],
)
def test_title(one: Callable[[str], Policy], head: str, title: str) -> None:
    assert one(f"{head}{BODY}").title == title


def test_title_glued_to_number_and_addressees(one: Callable[[str], Policy]) -> None:
    text = (
        "合肥市水务局文件合水务〔2020〕8号关于印发《节水器具推广方案》的通知各县水务局：\n"
        "现将方案印发给你们。\n一、推广\n逐户发放。"
    )
    policy = one(text)
    assert (policy.title, policy.doc_number, policy.addressees) == (
        "关于印发《节水器具推广方案》的通知",
        "合水务〔2020〕8号",
        "各县水务局",
    )


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"关于节水的意见{BODY}安徽省人民政府\n2018年3月5日", "安徽省人民政府"),
        (f"关于节水的意见{BODY}安徽省水利厅  安徽省财政厅\n2018年3月5日", "安徽省水利厅、安徽省财政厅"),
        (f"关于节水的意见{BODY}安徽省水利厅\n安徽省财政厅\n2018年3月5日", "安徽省水利厅、安徽省财政厅"),
        (f"关于节水的意见{BODY}水利部财政部2018年3月5日", "水利部、财政部"),
        (f"关于节水的意见{BODY}附件：节水器具清单水利部办公厅2018年3月5日（此件公开发布）", "水利部办公厅"),
        (f"关于节水的意见{BODY}国 务 院\n2018年3月5日", "国务院"),
        (f"关于节水的意见{BODY}中共合肥市委合肥市人民政府2018年3月5日", "中共合肥市委、合肥市人民政府"),
        (f"合肥市水务局关于节水的意见{BODY}", "合肥市水务局"),
        (f"合肥市水务局关于节水的意见{BODY}合肥市水务局办公室2018年3月5日印发", "合肥市水务局"),
        (f"发布机构：合肥市水务局\n节水规划{BODY}", "合肥市水务局"),
        (
            "安徽省人民政府令第9号\n《节水办法》现予公布。\n省长　张三\n2018年3月5日\n节水办法\n第一条 节约用水。",
            "安徽省人民政府",
        ),
        (f"关于节水的意见{BODY}", None),
    ],
)
def test_issuer(one: Callable[[str], Policy], text: str, issuer: str | None) -> None:
    assert one(text).issuer == issuer


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("来源：市水务局  发布日期：2024-05-06", None),
        ("各市、县人民政府，省有关单位：", "各市、县人民政府，省有关单位"),
        ("各乡镇人民政府、街道办事处，县直各部门：", "各乡镇人民政府、街道办事处，县直各部门"),
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构:",
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
        ),
        ("教育部：", "教育部"),
        ("各位代表：", None),
        ("现将有关要求通知如下：", None),
    ],
)
def test_addressees(one: Callable[[str], Policy], line: str, addressees: str | None) -> None:
    assert one(f"关于节约用水的意见\n{line}\n节约用水，人人有责。\n一、装表\n逐户安装。").addressees == addressees


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"关于节水的意见{BODY}安徽省水利厅\n2018年3月5日", "2018-03-05"),
        (f"关于节水的意见{BODY}安徽省水利厅\n二〇一八年三月五日", "2018-03-05"),
        (f"关于节水的意见{BODY}安徽省水利厅　2018年3月5日", "2018-03-05"),
        (f"关于节水的意见{BODY}（此件公开发布）\n2018年3月5日", "2018-03-05"),
        ("节水纲要\n（二○○九年六月三日县政府常务会议通过）\n节约用水。\n一、装表\n逐户安装。", "2009-06-03"),
        ("节水纲要\n（2009年6月3日）\n节约用水。\n一、装表\n逐户安装。", "2009-06-03"),
        (
            "工作报告\n——2019年1月8日在县第三次代表大会上\n各位代表：\n现在报告工作。\n一、回顾\n成绩不少。",
            "2019-01-08",
        ),
        (f"关于节水的意见{BODY}安徽省水利厅办公室2018年3月6日印发", "2018-03-06"),
        (f"成文日期：2018年3月5日\n节水意见{BODY}", "2018-03-05"),
        (f"关于节水的意见{BODY}自2018年3月5日起施行。", None),
        (f"关于节水的意见{BODY}县政府于2018年3月5日召开会议。", None),
        (f"2018年3月5日决定\n关于节水的意见{BODY}", None),
    ],
)
def test_date(one: Callable[[str], Policy], text: str, date: str | None) -> None:
    assert one(text).date == date


def test_given_date_only_fills_a_gap(make: Callable[..., object]) -> None:
    undated, dated = f"关于节水的意见{BODY}", f"关于节水的意见{BODY}安徽省水利厅\n2018年3月5日"
    assert policies(make(undated), "2020-01")[0].date == "2020-01"
    assert policies(make(dated), "2020-01")[0].date == "2018-03-05"


@pytest.mark.parametrize(
    ("text", "region", "code", "level"),
    [
        (f"合肥市人民政府关于节水的意见{BODY}", "安徽省合肥市", "340100", "city"),
        (f"关于节水的意见{BODY}安徽省水利厅\n2018年3月5日", "安徽省", "340000", "province"),
        (f"临海市节水行动方案{BODY}", "浙江省台州市临海市", "331082", "county"),
        (f"关于印发临海市节水方案的通知{BODY}", "浙江省台州市临海市", "331082", "county"),
        (f"国务院关于节水的意见{BODY}", None, None, "central"),
        (f"水利部办公厅关于节水的意见{BODY}", None, None, "central"),
        (f"长丰县水湖镇人民政府关于节水的意见{BODY}", "安徽省合肥市长丰县", "340121", "township"),
        ("关于节水的意见\n各省、自治区、直辖市水利厅：\n请节约用水。\n一、装表\n逐户安装。", None, None, "central"),
        (
            "关于节水的意见\n皖节水办〔2018〕3号\n各单位：\n请节约用水。\n一、装表\n逐户安装。",
            "安徽省",
            "340000",
            "province",
        ),
        *((f"{number}〔2019〕3号{NOBODY}", None, None, None) for number in LOCAL_NUMBERS),
        *((f"{number}〔2019〕3号{NOBODY}", None, None, "central") for number in CENTRAL_NUMBERS),
        ("关于节水的意见\n各单位：\n我县水少，我县要节水。\n一、装表\n逐户安装。", None, None, "county"),
        ("关于节水的意见\n各单位：\n请节约用水。\n一、装表\n逐户安装。", None, None, None),
        ("政府工作报告\n——2026年1月8日在合肥市第十七届人民代表大会上\n各位代表：", "安徽省合肥市", "340100", "city"),
        ("政府工作报告\n（2026年1月8日在安徽省第十四届人民代表大会上）\n各位代表：", "安徽省", "340000", "province"),
        ("政府工作报告\n2026年1月8日\n合肥市人民政府市长 某某\n各位代表：", "安徽省合肥市", "340100", "city"),
        (f"鼓楼区人民政府关于节水的意见{BODY}", "鼓楼区", None, "county"),
        (f"南京市鼓楼区人民政府关于节水的意见{BODY}", "江苏省南京市鼓楼区", "320106", "county"),
    ],
)
def test_region(
    one: Callable[[str], Policy], text: str, region: str | None, code: str | None, level: str | None
) -> None:
    policy = one(text)
    assert (policy.region, policy.region_code, policy.admin_level) == (region, code, level)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("某县节水实施方案", "plan"),
        ("某县节水行动计划（2021—2023年）", "plan"),
        ("某县水务工作要点", "plan"),
        ("关于节水的实施意见", "opinion"),
        ("支持节水的若干措施", "opinion"),
        ("节水新政二十条", "opinion"),
        ("某县节水规划", "outline"),
        ("某县节水纲要", "outline"),
        ("某镇水务工作总结", "work_report"),
        ("政府工作报告", "work_report"),
        ("关于开展节水宣传周活动的通知", "notice"),
        ("在节水现场会上的讲话", "speech"),
        ("水务工作专题会议纪要", "speech"),
        ("某县节约用水管理办法（试行）", "measures"),
        ("某县节约用水条例", "measures"),
        ("农村节水路径研究", "academic"),
        ("关于印发《某县节水方案》的通知", "notice"),
    ],
)
def test_genre_of_a_title(one: Callable[[str], Policy], title: str, genre: str) -> None:
    assert one(f"{title}{BODY}").genre == genre


@pytest.mark.parametrize(
    ("lead", "genre"),
    [
        ("为节约用水，制定本方案。", "plan"),
        ("为节约用水，特制定本办法。", "measures"),
        ("各位代表：现在，我代表镇政府作工作报告，请予审议。", "work_report"),
        ("同志们：\n今天我们开个会。", "speech"),
        ("摘要：本文讨论节水。\n关键词：节水", "academic"),
        ("天气渐渐转凉。", "other"),
    ],
)
def test_genre_of_an_untitled_text(one: Callable[[str], Policy], lead: str, genre: str) -> None:
    assert one(f"{lead}\n一、装表\n逐户安装。\n二、换管\n分片更换。").genre == genre
