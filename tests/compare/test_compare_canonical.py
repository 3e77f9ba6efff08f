from collections import Counter

import pytest

from extractor.compare.canonical import canonical_indicator
from extractor.compare.words import table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全市GDP", "地区生产总值"),
        ("到2025年全省森林覆盖率", "森林覆盖率"),
        ("常州市城镇登记失业率", "城镇登记失业率"),
        ("高新技术企业数量", "高新技术企业总数"),
        ("服务业增加值占GDP的比例", "服务业增加值占地区生产总值比重"),
        ("规模以上工业增加值增长率", "规上工业增加值增速"),
        ("“新农合”参合率（含续保）", "新农合参合率"),
        ("供水管網漏損率", "供水管网漏损率"),
        ("万元GDP能耗", "单位生产总值能源消耗"),
        ("年均GDP增速", "地区生产总值年均增长率"),
        ("我省社零总额增幅", "社会消费品零售总额同比增长速度"),
        ("城镇失业率（登记口径）", "城镇登记失业率"),
        ("户均专利数", "户均专利"),
        ("技改投资占工业投资的比重", "工业技改投资占工业投资比例"),
        ("规上工业中先进制造业增加值占比", "先进制造业增加值占规模以上工业增加值比重"),
        ("研发投入占国内生产总值比例", "R&D经费支出占GDP比重"),
        ("三产占比", "服务业增加值占全省生产总值的比重"),
        ("民生支出占一般公共预算支出比例", "一般公共预算支出中民生支出占比"),
        ("每千常住人口注册护士数", "千人注册护士数"),
        ("每万名就业人员中R&D人员", "每万就业人员中研究与试验发展人员数"),
        ("每万人口全科医生数", "万人拥有全科医生"),
        ("万元工业增加值用水量", "单位工业增加值用水量"),
        ("十五岁以上人群吸烟率", "15周岁及以上人群吸烟率"),
        ("地表水Ⅲ类以上水体比例", "地表水III类及以上水体比率"),
        ("首末站、枢纽站监控安装率", "枢纽站和首末站监控安装比例"),
        ("改造城镇老旧小区", "老旧小区改造数量"),
        ("高新技术企业净增数", "净增高新技术企业"),
        ("每家企业最高奖励额度", "单个企业奖励上限"),
        ("经常参加体育锻炼人数比例", "经常参加体育锻炼人数占比"),
        ("执业（助理）医师数", "执业(助理)医师"),
        ("单位GDP二氧化碳排放下降率", "碳排放强度降幅"),
        ("化学需氧量排放总量减少", "COD排放量下降率"),
        ("PM2.5年均浓度", "细颗粒物（PM2.5）平均浓度"),
        ("优良天数比例", "空气质量优良天数比率"),
        ("职工医保参保人数", "城镇职工基本医疗保险参保人数"),
        ("学前三年毛入园率", "学前教育毛入园率"),
        ("风电装机规模", "风力发电装机容量"),
        ("高铁营业里程", "高速铁路通车里程"),
        ("新设经营主体", "新登记市场主体数量"),
        ("行政审批平均办理时间", "行政审批办理时限"),
        ("企业上云比例", "企业上云率"),
    ],
)
def test_two_writings_have_one_name(one: str, other: str) -> None:
    assert canonical_indicator(one) == canonical_indicator(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("地区生产总值", "地区生产总值增速"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("一般公共预算收入", "一般预算"),
        ("国民生产总值", "国内生产总值"),
        ("公办幼儿园", "幼儿园"),
        ("计划完成率", "计划率"),
        ("污水处理率", "污水处理厂"),
        ("单位GDP能耗", "单位GDP能耗降低率"),
        ("GDP年均增速", "GDP增速"),
        ("城镇调查失业率", "城镇登记失业率"),
        ("农村居民人均纯收入", "农村居民人均可支配收入"),
        ("财政总收入", "一般公共预算收入"),
        ("规上工业增加值", "工业增加值"),
        ("国控断面优良水质比例", "省控断面优良水质比例"),
        ("每万人高价值发明专利拥有量", "每万人发明专利拥有量"),
        ("建档立卡贫困人口", "贫困人口"),
        ("常住人口", "户籍人口"),
        ("生活补贴（市补）", "生活补贴（区补）"),
        ("居民消费价格指数", "居民消费价格涨幅"),
        ("执业医师", "执业（助理）医师"),
        ("新增专项债券", "专项债券"),
        ("二氧化硫排放量", "二氧化碳排放量"),
        ("省级智能工厂", "国家级智能工厂"),
        ("生猪存栏量", "能繁母猪存栏量"),
        ("固定资产投资（不含农户）", "固定资产投资"),
        ("社会商品零售总额", "社会消费品零售总额"),
        ("人均用电量", "全社会用电量"),
        ("5G基站数", "每万人5G基站数"),
        ("服务业增加值比重", "服务业增加值增速"),
        ("全国文明城市", "省级文明城市"),
        ("服务业就业比重", "服务业就业率"),
        ("普及率", "普率"),
        ("外商直接投资", "合同外商直接投资"),
        ("规模以上工业企业中有研发活动的企业占比", "有研发活动企业增加值占规模以上工业增加值比重"),
    ],
)
def test_what_differs_keeps_its_own_name(one: str, other: str) -> None:
    assert canonical_indicator(one) != canonical_indicator(other)


@pytest.mark.parametrize("name", ["", "全市", "数量", "的", "（备注）", "2025年", "=1+1"])
def test_no_name_but_the_empty_one_becomes_empty(name: str) -> None:
    assert bool(canonical_indicator(name)) == bool(name)


def test_a_canonical_name_stays_as_it_is() -> None:
    names = (
        "全县粮食总产量",
        "研发投入强度",
        "省级文明村占比",
        "旅游从业人数占就业总数的比重",
        "数字经济规模占GDP比重",
        "年均GDP增长率",
    )
    for name in (*names, *(name for group in _groups() for name in group)):
        once = canonical_indicator(name)
        assert canonical_indicator(once) == once


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("总量", "总量"),
        ("用户数", "用户"),
        ("省级平台数量", "省级平台"),
        ("居民消费价格指数", "居民消费价格指数"),
        ("上海市级平台", "上海市级平台"),
        ("千人计划", "千人计划"),
        ("污水处理率", "污水处理率"),
        ("增长率", "增速"),
        ("商业医疗保险", "商业医疗保险"),
    ],
)
def test_no_word_is_broken(name: str, kept: str) -> None:
    assert canonical_indicator(name) == kept


def test_every_writing_stands_for_one_name() -> None:
    writings = Counter(word for group in _groups() for words in group.items() for word in {words[0], *words[1]})
    assert not [word for word, count in writings.items() if count > 1]


def test_what_stands_together_in_the_lists_has_one_name() -> None:
    for name, others in table("names").items():
        assert {canonical_indicator(other) for other in others} == {canonical_indicator(name)}


def _groups() -> list[dict[str, list[str]]]:
    return [group for at, group in table("synonyms").items() if at != "apart"]


def test_names_of_thousands_of_documents_are_not_all_kept() -> None:
    for number in range(5_000):
        canonical_indicator(f"第{number}村通水率")
    assert canonical_indicator.cache_info().currsize < 5_000
