"""Regions by name, by organ and by document number."""

import pytest

from extractor.lang.regions import (
    Region,
    find_region,
    length_of_region,
    region_of_code,
    region_of_organ,
    region_of_prefix,
)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("安徽省", "安徽省", "340000"),
        ("安徽", "安徽省", "340000"),
        ("皖", "安徽省", "340000"),
        ("内蒙古", "内蒙古自治区", "150000"),
        ("合肥", "安徽省合肥市", "340100"),
        ("安徽省合肥市", "安徽省合肥市", "340100"),
        ("浙江杭州西湖区", "浙江省杭州市西湖区", "330106"),
        ("北京市朝阳区", "北京市朝阳区", "110105"),
        ("重庆市秀山县", "重庆市秀山土家族苗族自治县", "500241"),
        ("湘西州", "湖南省湘西土家族苗族自治州", "433100"),
        ("济源市", "河南省济源市", "419001"),
        ("关于推进合肥市节水工作的意见", "安徽省合肥市", "340100"),
        ("海南", "海南省", "460000"),
        ("吉林市", "吉林省吉林市", "220200"),
    ],
)
def test_find_region(text: str, name: str, code: str) -> None:
    found = find_region(text)
    assert found is not None
    assert (found.name, found.code) == (name, code)


def test_ambiguous_name_has_no_code_until_its_city_is_named() -> None:
    assert find_region("鼓楼区") == Region(None, "鼓楼区", "county", None)
    assert find_region("南京市鼓楼区") == Region("320106", "江苏省南京市鼓楼区", "county", "320100")


@pytest.mark.parametrize("text", ["", "国务院", "全市城区和郊区", "沿海城市发展", "节约用水", "一"])
def test_no_region(text: str) -> None:
    assert find_region(text) is None


@pytest.mark.parametrize(
    ("organ", "code"),
    [
        ("常州市发展改革委", "320400"),
        ("中共合肥市委", "340100"),
        ("国家税务总局安徽省税务局", "340000"),
        ("中国人民银行嘉兴市中心支行", "330400"),
        ("合肥海关", "340100"),
        ("国务院", None),
        ("市财政局", None),
        ("水利部", None),
    ],
)
def test_region_of_organ(organ: str, code: str | None) -> None:
    region = region_of_organ(organ)
    assert (region.code if region else None) == code


def test_levels_and_parents() -> None:
    province, city, county = map(region_of_code, ("340000", "340100", "340121"))
    assert province is not None
    assert city is not None
    assert county is not None
    assert (province.level, city.level, county.level) == ("province", "city", "county")
    assert (province.parent, city.parent, county.parent) == (None, "340000", "340100")
    assert county.name == "安徽省合肥市长丰县"
    assert region_of_code("999999") is None


def test_document_number_prefix() -> None:
    region = region_of_prefix("皖政办")
    assert region is not None
    assert region.code == "340000"
    assert region_of_prefix("国发") is None


@pytest.mark.parametrize(
    ("text", "short", "length"),
    [("安徽省合肥市财政局", True, 6), ("合肥财政局", True, 2), ("合肥财政局", False, 0), ("财政局", True, 0)],
)
def test_length_of_region(text: str, short: bool, length: int) -> None:
    assert length_of_region(text, short) == length


@pytest.mark.parametrize("name", ["滨海市", "青河市", "临江省", "株洲县", "密云县"])
def test_another_kind_of_division_is_another_place(name: str) -> None:
    assert find_region(name) is None


@pytest.mark.parametrize(("name", "full"), [("昆山县", "江苏省苏州市昆山市"), ("合肥区域中心", "安徽省合肥市")])
def test_what_a_county_has_become_is_the_same_place(name: str, full: str) -> None:
    found = find_region(name)
    assert found is not None
    assert found.name == full
