import re
from collections import defaultdict
from importlib.resources import files
from itertools import combinations, pairwise

import pytest

from extractor.lang.fold import fold
from extractor.lang.lexicon import LEVELS, Organ, indicators, organs, periods, terms

SCOPE = re.compile(rf"(?:{'|'.join(LEVELS)})(?:/(?:{'|'.join(LEVELS)}))*(?: (?:\d{{4}}-(?:\d{{4}})?|-\d{{4}}))?")
FILES = ("organs.tsv", "indicators.tsv", "periods.tsv", "terms.tsv")


def _full(short: str, level: str, year: int | None = None) -> set[str]:
    return {organ.full for organ in organs() if organ.short == short and level in organ.levels and _in_use(organ, year)}


def _in_use(organ: Organ, year: int | None) -> bool:
    first, last = organ.years
    return year is None or ((first or 0) <= year <= (last or 9999))


@pytest.mark.parametrize(
    ("short", "level", "full"),
    [
        ("发改委", "市", "发展和改革委员会"),
        ("发展改革委", "县", "发展和改革委员会"),
        ("发改局", "县", "发展和改革局"),
        ("发展改革委", "部委", "国家发展和改革委员会"),
        ("科技厅", "省", "科学技术厅"),
        ("科技局", "市", "科学技术局"),
        ("住建局", "县", "住房和城乡建设局"),
        ("住建厅", "省", "住房和城乡建设厅"),
        ("人社厅", "省", "人力资源和社会保障厅"),
        ("人力社保局", "市", "人力资源和社会保障局"),
        ("卫健委", "省", "卫生健康委员会"),
        ("卫计委", "市", "卫生和计划生育委员会"),
        ("文旅局", "县", "文化和旅游局"),
        ("工信局", "市", "工业和信息化局"),
        ("经信委", "省", "经济和信息化委员会"),
        ("市场监管局", "县", "市场监督管理局"),
        ("质监局", "省", "质量技术监督局"),
        ("食药监局", "市", "食品药品监督管理局"),
        ("林草局", "省", "林业和草原局"),
        ("城管局", "县", "城市管理局"),
        ("安监局", "市", "安全生产监督管理局"),
        ("国资委", "部委", "国务院国有资产监督管理委员会"),
        ("国资委", "省", "国有资产监督管理委员会"),
        ("人行", "部委", "中国人民银行"),
        ("人行", "市", "人民银行"),
        ("编办", "县", "机构编制委员会办公室"),
        ("文明办", "市", "精神文明建设指导委员会办公室"),
        ("纪委", "市", "纪律检查委员会"),
        ("街道办", "乡", "街道办事处"),
        ("村委会", "村", "村民委员会"),
        ("村两委", "村", "村党组织和村民委员会"),
        ("环保部", "部委", "环境保护部"),
        ("工信部", "部委", "工业和信息化部"),
        ("财政局", "市", "财政局"),
        ("海关", "市", "海关"),
    ],
)
def test_full_names(short: str, level: str, full: str) -> None:
    assert _full(short, level) == {full}


@pytest.mark.parametrize(
    ("short", "year", "full"),
    [
        ("国家计委", 1990, {"国家计划委员会"}),
        ("国家计委", 2001, {"国家发展计划委员会"}),
        ("国家计委", 2010, set()),
        ("环境保护部", 2012, {"环境保护部"}),
        ("环境保护部", 2020, set()),
        ("生态环境部", 2012, set()),
        ("银保监会", 2019, {"中国银行保险监督管理委员会"}),
    ],
)
def test_years_in_use(short: str, year: int, full: set[str]) -> None:
    assert _full(short, "部委", year) == full


def test_organs_are_well_formed() -> None:
    assert len(organs()) >= 500
    for organ in organs():
        assert SCOPE.fullmatch(organ.scope), organ
        assert organ.short == fold(organ.short).strip() != ""
        assert organ.full == fold(organ.full).strip() != ""
        first, last = organ.years
        assert first is None or last is None or first <= last


def test_every_full_name_is_listed_as_itself() -> None:
    shorts = {organ.short for organ in organs()}
    assert {organ.full for organ in organs()} <= shorts


def test_one_short_form_means_one_organ_at_one_level_and_time() -> None:
    by_use = defaultdict(list)
    for organ in organs():
        for level in organ.levels:
            by_use[organ.short, level].append(organ)
    for found in by_use.values():
        for one, other in combinations(sorted(found, key=lambda organ: organ.years[0] or 0), 2):
            assert one.years[1] is not None
            assert other.years[0] is not None
            assert one.years[1] <= other.years[0]


@pytest.mark.parametrize(
    "name", ["覆盖率", "达标率", "地区生产总值", "城镇化率", "森林覆盖率", "全社会研发经费投入强度", "优良天数比率"]
)
def test_indicators(name: str) -> None:
    assert name in indicators()


@pytest.mark.parametrize("term", ["放管服", "双随机一公开", "营商环境", "新型城镇化", "乡村振兴", "专精特新"])
def test_terms(term: str) -> None:
    assert term in terms()


def test_indicators_and_terms_are_many_folded_and_apart() -> None:
    assert len(indicators()) >= 400
    assert len(terms()) >= 600
    assert all(name == fold(name).strip() and len(name) > 1 for name in indicators() | terms())
    assert not indicators() & terms()
    assert not terms() & {organ.short for organ in organs()}


def test_five_year_plans_follow_each_other() -> None:
    plans = {period.name: (period.start, period.end) for period in periods()}
    assert plans["一五"] == (1953, 1957)
    assert plans["十二五"] == (2011, 2015)
    assert plans["十五五"] == (2026, 2030)
    names = ["六五", "七五", "八五", "九五", "十五", "十一五", "十二五", "十三五", "十四五", "十五五"]
    for name, following in pairwise(names):
        assert plans[name][1] - plans[name][0] == 4
        assert plans[following][0] == plans[name][1] + 1


def test_periods_are_unique_and_in_order() -> None:
    assert len({period.name for period in periods()}) == len(periods()) >= 40
    assert all(1949 <= period.start <= period.end <= 2035 for period in periods())


@pytest.mark.parametrize("name", FILES)
def test_files_name_their_source_and_repeat_no_row(name: str) -> None:
    lines = files("extractor.lang.data").joinpath(name).read_text("utf-8").splitlines()
    assert any(line.startswith("# Source: ") for line in lines)
    rows = [line for line in lines if not line.startswith("#")]
    assert len(rows) == len(set(rows))
    assert all(cell == cell.strip() != "" for row in rows for cell in row.split("\t"))
