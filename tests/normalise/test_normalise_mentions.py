"""Mentions of whole texts: what stands around them counts too."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import policy, read

from extractor.normalise import normalise
from extractor.types import UNRESOLVED, Mention, Span

CITY = {"region": "江苏省常州市", "date": "2014-03-05"}


def norms(markup: str, headings: tuple[str, ...] = (), **fields: object) -> list[str | None]:
    document, mentions = read(markup)
    return [mention.norm for mention in normalise(mentions, document, policy(document, headings, **fields))]


def test_only_the_value_fields_change():
    document, mentions = read("到<D 2020年>,<A 市财政局><T 建成><V 不少于3个>示范<I 社区>。")
    done = normalise(mentions, document, policy(document, **CITY))
    assert [mention.id for mention in done] == ["m1", "m2", "m3", "m4", "m5"]
    assert [mention.norm for mention in done] == ["../2020-12-31", "常州市财政局", None, ">= 3 个", None]
    for before, after in zip(mentions, done, strict=True):
        assert replace(after, norm=None, quantity=None, note=None) == before
    assert done[2] is mentions[2]
    assert done[3].quantity is not None
    assert (done[3].quantity.op, done[3].quantity.number, done[3].quantity.unit) == (">=", 3, "个")


def test_given_norms_are_made_anew():
    document, mentions = read("<D 年内>完成<V 若干>。")
    stale = tuple(replace(mention, norm="x", note="y") for mention in mentions)
    assert normalise(stale, document, policy(document, **CITY)) == normalise(
        mentions, document, policy(document, **CITY)
    )


def test_full_width_and_traditional_texts():
    assert norms("到<D ２０２０年６月底前>,<A 市發展改革委>新增<V ３～５個>。", **CITY) == [
        "../2020-06-30",
        "常州市发展和改革委员会",
        "= 3..5 个",
    ]


def test_unresolved_mentions_say_why():
    document, mentions = read("<D 近期>建设<V 数十个>站点。")
    deadline, value = normalise(mentions, document, policy(document, **CITY))
    assert (deadline.norm, value.norm, value.quantity) == (UNRESOLVED, UNRESOLVED, None)
    assert deadline.note
    assert value.note


@pytest.mark.parametrize(
    ("markup", "norm"),
    [
        ("按投资额的8%给予补助,最高补助<V 25万元>。", "<= 250000 元"),
        ("每户最高可给予<V 3万元>。", "<= 30000 元"),
        ("每个村至少办好<V 一所>幼儿园。", ">= 1 所"),
        ("至少培育<V 3家>企业。", ">= 3 家"),
        ("不低于<V 80%>。", ">= 80 %"),
        ("每月至少到企业走访<V 一次>。", ">= 1 次"),
        ("突破<V 20项>关键技术。", "= 20 项"),
        ("覆盖率在<V 80%>以上。", ">= 80 %"),
        ("达标率<V 80%>左右。", "~ 80 %"),
        ("村级站点基本实现<V 全覆盖>。", "~ 100 %"),
        ("实现<V 全覆盖>。", "= 100 %"),
        ("基本达到<V 80%>。", "= 80 %"),
        ("最低工资标准提高到<V 2000元>。", "= 2000 元"),
        ("给予<V 25万元>补助。", "= 250000 元"),
        ("最高补助<V 约25万元>。", "~ 250000 元"),
    ],
)
def test_comparators_outside_the_span(markup, norm):
    assert norms(markup, **CITY) == [norm]


@pytest.mark.parametrize(
    ("markup", "fields", "norm"),
    [
        ("2015年4月底前立项,<D 6月底前>开工。", CITY, "../2015-06-30"),
        ("2015年4月底前立项。<D 6月底前>开工。", CITY, "../2014-06-30"),
        ("在2012年试点的基础上,<D 6月底前>全面推开。", CITY, "../2014-06-30"),
        ("2015年4月底前立项。<D 6月底前>开工。", {}, "../2015-06-30"),
        ("<D 6月底前>开工。", {}, UNRESOLVED),
        ("2015年立项,<D 年底前>开工。", CITY, "../2014-12-31"),
        ("2016年启动认定,认定后于<D 当年12月底前>拨付。", CITY, "../2016-12-31"),
        ("2016年启动认定,于<D 次年3月底前>拨付。", CITY, "../2017-03-31"),
        ("2016年启动认定。于<D 当年12月底前>拨付。", CITY, UNRESOLVED),
        ("2015年,启动改造。排查管线;<D 年底前>开工。", CITY, "../2015-12-31"),
        ("2015年,启动改造。排查管线。2016年,全面铺开。排查全部管线;<D 下半年>评估。", CITY, "2016-07/2016-12"),
        ("2015年,启动改造。<D 六五环境日>公布名单。", CITY, "../2015-06-05"),
        ("2015年,启动改造。<D 今年底前>公布名单。", CITY, "../2014-12-31"),
        ("2015年,启动改造。<D 三年内>见效。", CITY, "../2017-12-31"),
        ("2013年,启动改造。<D 年底前>完成。", CITY, "../2014-12-31"),
        ("2015年城市改造取得成效,全面铺开。<D 年底前>完成。", CITY, "../2014-12-31"),
        ("2015年,启动改造。\n<D 年底前>完成。", CITY, "../2014-12-31"),
        ("<D 6月底前>开工。", {**CITY, "title": "2015年城市建设计划"}, "../2015-06-30"),
        ("<D 6月底前>开工。", {**CITY, "title": "城市建设计划(2015-2017年)"}, "../2014-06-30"),
        ("<D 6月底前>开工。", {**CITY, "title": "2012年城市建设计划"}, "../2014-06-30"),
        ("企业毕业<D 五年内>免费。", CITY, UNRESOLVED),
        ("有下列行为的,<D 三年内>不得申报。", CITY, UNRESOLVED),
        ("<D 三年内>建成三条线路。", CITY, "../2017-12-31"),
        ("三年行动计划(2021—2023年)\n<D 行动期内>新增五百家。", CITY, "2021/2023"),
        ("<D 行动期内>新增五百家。", CITY, UNRESOLVED),
        ("<D 三年行动期内>新增五百家。", CITY, "2014/2016"),
        ("某市水利发展“十三五”规划\n<D 规划期内>新增五百处。", CITY, "2016/2020"),
        ("某市发展第十四个五年规划纲要\n<D 规划期内>新增五百处。", {}, "2021/2025"),
        ("第一阶段自2019年至2021年。\n<D 建设期内>新增五百处。", {}, "2019/2021"),
        ("巡查情况实行<D 一月>一报。", CITY, "R/P1M"),
        ("<D 半年>组织一次船员培训。", CITY, "R/P6M"),
        ("驿站评星实行<D 两年>一评。", CITY, "R/P2Y"),
        ("投产后<D 第一个完整年度内>全额返还。", CITY, UNRESOLVED),
        ("可在<D 4个公历年度内>分期缴付。", CITY, UNRESOLVED),
        ("<D 6月>组织一次应急演练。", CITY, "../2014-06-30"),
        ("<D 年内>限期整改到位。", CITY, "../2014-12-31"),
        ("<D 三年>一次性安置完毕。", CITY, "../2017-12-31"),
        ("培训时间为2014年9月17日至20日。<D 培训期间>不得请假。", CITY, "2014-09-17/2014-09-20"),
        ("培训时间为2014年9月17日至20日。<D 参训期间>不得请假。", CITY, "2014-09-17/2014-09-20"),
        ("培训时间:2014年9月17日至20日。<D 培训结束前>交报告。", CITY, "../2014-09-20"),
        ("培训时间:2014年9月17日至20日。<D 培训前>交材料。", CITY, "../2014-09-17"),
        ("笔试时间:2014年9月17日。在<D 笔试期间>保持安静。", CITY, "2014-09-17"),
        ("笔试时间:2014年9月17日。<D 笔试结束后>公布成绩。", CITY, "2014-09-17/.."),
        ("笔试时间:2014年9月17日或笔试日期2014年9月18日。<D 笔试前>交材料。", CITY, UNRESOLVED),
        ("<D 培训期间>不得请假。", CITY, UNRESOLVED),
        ("每年开展一次评选,<D 3月底前>申报。", CITY, "R/P1Y"),
        ("对入驻的科技企业,<D 三年内>按半价收租。", CITY, UNRESOLVED),
        ("新招的学徒<D 两年内>单位缴费减半。", CITY, UNRESOLVED),
        ("<D 元旦前>张挂灯组。", {**CITY, "date": "2014-10-20", "title": "2014年灯会方案"}, "../2015-01-01"),
        ("<D 国庆节前>张挂灯组。", {**CITY, "title": "2014年灯会方案"}, "../2014-10-01"),
        ("按照年度评价结果,<D 次年初>发放奖金。", CITY, "R/P1Y"),
        ("每年开展一次评选。<D 3月底前>申报。", CITY, "../2014-03-31"),
        ("每年开展一次评选,<D 2014年3月底前>申报。", CITY, "../2014-03-31"),
        ("能耗<D 五年>累计下降12%。", CITY, UNRESOLVED),
        ("<D 五年>年均增收8%。", CITY, UNRESOLVED),
        ("<D 入选名单公布之日起30日内>签约。", CITY, UNRESOLVED),
        ("<D 自本标准发布之日起30日内>备案。", CITY, "../2014-04-04"),
        ("培训时间:2014年12月30日至1月2日。<D 培训期间>不得请假。", CITY, UNRESOLVED),
        ("培训时间为2014年9月16日(星期二)至20日。<D 培训期间>不得请假。", CITY, "2014-09-16/2014-09-20"),
        ("常务会议于2014年3月1日审议通过。<D 会议期间>安排食宿。", CITY, UNRESOLVED),
        ("研究制定2014年度实施计划,<D 6月底前>印发。", CITY, "../2014-06-30"),
        ("制定年度计划,<D 5月底前>完成入库。", CITY, "../2014-05-31"),
        ("每年安排资金500万元,<D 6月底前>建成首批10个站点。", CITY, "../2014-06-30"),
        ("<D 《条例》修订发布后>修订本办法。", CITY, UNRESOLVED),
        ("单户<D 年内>最高补助2万元。", CITY, "R/P1Y"),
        ("在<D 年中和年末>报送总结。", CITY, "R/P6M"),
        ("2026年是航运中心建设的关键一年。\n<D 6月份>完成疏浚。", {}, "../2026-06-30"),
        ("<D 半年>内完成换证。", CITY, "../2014-09-05"),
        ("培训定于2014年9月17日至20日(<D 17日>报到)。", CITY, "../2014-09-17"),
        ("定于9月17日开班,<D 20日下午>返程。", CITY, "../2014-09-20"),
        ("定于9月17日开班。\n<D 20日前>报名。", CITY, UNRESOLVED),
        ("9月1日前完成摸排,<D 15日内>上报方案。", CITY, UNRESOLVED),
        ("9月1日开工。<D 15日前>上报方案。", CITY, UNRESOLVED),
        ("根据2013年11月5日会议要求,<D 20日前>上报方案。", CITY, UNRESOLVED),
        ("<D 今后五年>新增十座桥。", CITY, "../2019-12-31"),
        ("<D 今后五年>新增十座桥。", {**CITY, "genre": "work_report"}, "2014/2018"),
        ("根据“十三五”规划,<D 今后五年>新增十座桥。", {**CITY, "date": "2016-01-20"}, "2016/2020"),
        ("根据“十三五”规划,<D 今后五年>新增十座桥。", {**CITY, "date": "2018-01-20"}, "../2023-12-31"),
        ("三年行动计划(2014—2016年)\n<D 未来三年>新增十座桥。", CITY, "2014/2016"),
    ],
)
def test_years_named_around_a_deadline(markup, fields, norm):
    assert norms(markup, **fields) == [norm]


@pytest.mark.parametrize(
    ("before", "markup", "norm"),
    [
        ("<D 2013年至2017年>", "<D 这五年>新开线路十条。", "2013/2017"),
        ("<D 2013年至2017年>", "在<D 这5年里>新开线路十条。", "2013/2017"),
        ("<D 2013年至2017年>", "<D 在此期间>不再新开线路。", "2013/2017"),
        ("<D 2013年至2017年>", "<D 经过五年努力>,线路成网。", "../2017-12-31"),
        ("<D 2013年至2017年>", "<D 经过三年努力>,线路成网。", "../2017-12-31"),
        ("<D 2005年至2009年>", "<D 这五年>新开线路十条。", UNRESOLVED),
        ("<D 2017年底前>", "<D 届时>,线路成网。", "../2017-12-31"),
        ("<D 2013年至2017年>", "<D 届时>,线路成网。", UNRESOLVED),
        ("<D 2017年底前>" + "线路成网。" * 100, "<D 届时>,线路成网。", UNRESOLVED),
    ],
)
def test_what_points_back_is_what_was_named(before, markup, norm):
    assert norms(f"{before}修建公交站亭。{markup}", **CITY)[-1] == norm


def test_the_year_of_a_heading():
    markup = "一、2016年工作安排\n(一)道路工程\n<D 6月底前>开工。"
    assert norms(markup, ("一、2016年工作安排", "(一)道路工程"), **CITY) == ["../2016-06-30"]
    assert norms(markup, (), **CITY) == ["../2014-06-30"]


@pytest.mark.parametrize(
    ("heading", "genre", "norm"),
    [
        ("一、2018年水利工作回顾", "work_report", "../2019-12-31"),
        ("一、2018年水利工作回顾", "plan", UNRESOLVED),
        ("一、2018年上半年水利工作回顾", "work_report", UNRESOLVED),
        ("一、水利工作回顾", "work_report", UNRESOLVED),
    ],
)
def test_a_report_is_of_the_year_after_the_one_it_looks_back_on(heading, genre, norm):
    markup = f"{heading}\n二、当前任务\n<D 今年>要修通三条水渠。"
    assert norms(markup, (heading, "二、当前任务"), genre=genre) == [norm]


@pytest.mark.parametrize(
    ("opening", "genre", "norm"),
    [
        ("首先报告2018年的工作。", "work_report", "../2019-12-31"),
        ("2018年是全县水利建设极不平凡的一年。", "work_report", "../2019-12-31"),
        ("2018年是全县水利建设极不平凡的一年，上半年进展顺利。", "work_report", "../2018-12-31"),
        ("2018年是全县水利建设的关键一年。", "plan", "../2018-12-31"),
        ("下面报告2018年工作安排。", "work_report", UNRESOLVED),
    ],
)
def test_the_opening_of_a_report_looks_back(opening, genre, norm):
    markup = f"{opening}\n一、当前任务\n<D 今年>要修通三条水渠。"
    assert norms(markup, ("一、当前任务",), genre=genre) == [norm]


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (
            "(<A 市科技局>、<A 文体旅游局>、<A 金融办>负责)",
            ["常州市科学技术局", "常州市文化体育旅游局", "常州市金融工作办公室"],
        ),
        ("(<A 市科技局>、<A 文体旅游局>)", ["常州市科学技术局", "常州市文化体育旅游局"]),
        ("<A 市科技局>牵头,<A 文体旅游局>配合", ["常州市科学技术局", "文化体育旅游局"]),
        ("<A 市科技局>;<A 财政局>", ["常州市科学技术局", "财政局"]),
        ("<A 市财政局>、<A 各镇(街道)>、<A 公安局>", ["常州市财政局", "各镇(街道)", "常州市公安局"]),
        ("<A 省科技厅>、<A 财政厅>、<A 市财政局>", ["江苏省科学技术厅", "江苏省财政厅", "常州市财政局"]),
        ("<A 市财政局>、<A 省科技厅>、<A 财政厅>", ["常州市财政局", "江苏省科学技术厅", "江苏省财政厅"]),
        ("<A 市财政局>、<A 团市委>、<A 妇联>", ["常州市财政局", "共青团常州市委员会", "常州市妇女联合会"]),
        ("<A 国家能源局>、<A 财政部>", ["国家能源局", "财政部"]),
        ("<A 财政局>、<A 市科技局>", ["财政局", "常州市科学技术局"]),
        ("<A 市财政局> 、 <A 公安局>", ["常州市财政局", "常州市公安局"]),
        ("<A 各镇（街道）>", ["各镇（街道）"]),
    ],
)
def test_prefixes_left_out_in_a_list(markup, names):
    assert norms(markup, **CITY) == names


def test_without_a_region_the_prefix_stays():
    assert norms("<A 市科技局>、<A 文体旅游局>") == ["市科学技术局", "市文化体育旅游局"]


@given(
    st.text(
        alphabet="2018年月日底前到至~-—十二五“”每季度个%万元亿分之三两半以上不少于市委财政局、各第()全覆盖翻番: \n",
        max_size=80,
    ),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.sampled_from("DVA")), max_size=6),
    st.sampled_from([None, "2014", "2014-03", "2014-03-05", "x", "9999-99-99", "2020-02-29"]),
)
@settings(max_examples=400, deadline=None)
def test_arbitrary_text_never_raises(text, cuts, date):
    document, _ = read("")
    document = replace(document, text=text, plain=text)
    labels = {"D": "DEADLINE", "V": "VALUE", "A": "AGENCY"}
    spans = [(Span(min(a, b), max(a, b)), labels[sign]) for a, b, sign in cuts]
    mentions = tuple(Mention(f"m{n}", label, span, span.of(text), 0.5, "test") for n, (span, label) in enumerate(spans))
    done = normalise(mentions, document, policy(document, date=date))
    assert [mention.id for mention in done] == [mention.id for mention in mentions]
    assert all(mention.norm is not None for mention in done)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_characters_at_all(text):
    document, _ = read("")
    document = replace(document, text=text, plain=text)
    whole = Span(0, len(text))
    mentions = tuple(Mention(label, label, whole, text, 0.5, "test") for label in ("DEADLINE", "VALUE", "AGENCY"))
    assert len(normalise(mentions, document, policy(document, date="2014-03-05"))) == 3


@pytest.mark.parametrize("piece", ["1", "1-", "三", "年", "2018年", "每", "、", "(", "市", "1万", "每1", "分之", ":"])
def test_one_huge_mention_takes_linear_time(piece):
    text = (piece * 200_000)[:200_000]
    document, _ = read("")
    document = replace(document, text=text, plain=text)
    whole = Span(0, len(text))
    mentions = tuple(Mention(label, label, whole, text, 0.5, "test") for label in ("DEADLINE", "VALUE", "AGENCY"))
    start = time.process_time()
    normalise(mentions, document, policy(document, date="2014-03-05"))
    assert time.process_time() - start < 5


def test_many_mentions_in_one_document_take_little_time():
    line = "<A 市财政局>、<A 文体旅游局>到<D 2020年6月底前>建成<V 不少于12个>、<D 年内>新增<V 3~5万元>。\n"
    document, mentions = read(line * 500)
    start = time.process_time()
    normalise(mentions, document, policy(document, **CITY))
    assert (time.process_time() - start) / len(mentions) < 200e-6
