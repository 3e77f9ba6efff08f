import pytest

from extractor.compare.canonical import canonical_indicator


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
    ],
)
def test_what_differs_keeps_its_own_name(one: str, other: str) -> None:
    assert canonical_indicator(one) != canonical_indicator(other)


@pytest.mark.parametrize("name", ["", "全市", "数量", "的", "（备注）", "2025年", "=1+1"])
def test_no_name_but_the_empty_one_becomes_empty(name: str) -> None:
    assert bool(canonical_indicator(name)) == bool(name)


def test_a_canonical_name_stays_as_it_is() -> None:
    for name in ("全县粮食总产量", "研发投入强度", "省级文明村占比"):
        once = canonical_indicator(name)
        assert canonical_indicator(once) == once
