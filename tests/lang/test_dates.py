"""Calendar dates in every writing."""

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lang.dates import find_dates, parse_month, parse_year
from extractor.lang.fold import fold
from extractor.lang.numerals import to_chinese


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2009年6月3日", "2009-06-03"),
        ("2009年06月03日", "2009-06-03"),
        ("2009年6月3号", "2009-06-03"),
        ("二○○九年六月三日", "2009-06-03"),
        ("二〇〇九年六月三日", "2009-06-03"),
        ("二零零九年六月三日", "2009-06-03"),
        ("二OO九年六月三日", "2009-06-03"),
        ("二ＯＯ九年六月三日", "2009-06-03"),
        ("二00九年六月三日", "2009-06-03"),
        ("二◯◯九年十二月三十一日", "2009-12-31"),
        ("一九九八年十月二十五日", "1998-10-25"),
        ("二〇二〇年二月二十九日", "2020-02-29"),
        ("二〇一五年三月廿五日", "2015-03-25"),
        ("二〇一五年元月一日", "2015-01-01"),
        ("二〇一五年十一月十一日", "2015-11-11"),
        ("2018.7.5", "2018-07-05"),
        ("2018.07.05", "2018-07-05"),
        ("2018-07-05", "2018-07-05"),
        ("2018-7-5", "2018-07-05"),
        ("2018/7/5", "2018-07-05"),
        ("2018年7月", "2018-07"),
        ("2018年12月", "2018-12"),
        ("二〇一八年七月", "2018-07"),
        ("2018年", "2018"),
        ("二〇一八年", "2018"),
        ("２０１８ 年 ７ 月", "2018-07"),
        ("２０１８ 年 ７ 月 ５ 日", "2018-07-05"),
        ("2018 年7 月 5日", "2018-07-05"),
        ("二 〇 一 八 年 七 月", "2018-07"),
    ],
)
def test_a_date_alone(text, iso):
    plain = fold(text)
    assert find_dates(plain) == [(0, len(plain), iso)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自2018年7月5日起至2019年12月底止", [("2018年7月5日", "2018-07-05"), ("2019年12月", "2019-12")]),
        ("在2018年13月", [("2018年", "2018")]),
        ("在2018年0月", [("2018年", "2018")]),
        ("在2018年2月30日", [("2018年2月", "2018-02")]),
        ("在2018年2月29日", [("2018年2月", "2018-02")]),
        ("在2018年6月31日", [("2018年6月", "2018-06")]),
        ("在2018年6月32日", [("2018年6月", "2018-06")]),
        ("在2018年十三月", [("2018年", "2018")]),
        ("2018.13.5", []),
        ("2018.2.30", []),
        ("2018-02-30", []),
        ("2018.7", []),
        ("2018-2020年", [("2020年", "2020")]),
        ("版本2018.7.5.1", []),
        ("编号12018年", []),
        ("第1.2018.7.5号", []),
        ("2018-07/05", []),
        ("3018年", []),
        ("1218年", []),
        ("三年内", []),
        ("", []),
        ("于2018.7.5。", [("2018.7.5", "2018-07-05")]),
        ("(2018年7月印发)", [("2018年7月", "2018-07")]),
        ("2018年7月5日2019年", [("2018年7月5日", "2018-07-05"), ("2019年", "2019")]),
    ],
)
def test_dates_in_a_text(text, found):
    assert [(text[match.start : match.end], match.iso) for match in find_dates(text)] == found


def test_only_the_asked_stretch_is_read():
    text = "2016年、2017年、2018年"
    assert [match.iso for match in find_dates(text, 6, 12)] == ["2017"]
    assert find_dates(text, 6)[0].start == 6
    assert find_dates(text, 3, 4) == []


@pytest.mark.parametrize(("text", "month"), [("7", 7), ("07", 7), ("七", 7), ("十二", 12), ("元", 1), ("10", 10)])
def test_months(text, month):
    assert parse_month(text) == month


@pytest.mark.parametrize("text", ["", "0", "13", "十三", "半", "1.5", "月"])
def test_what_is_no_month(text):
    assert parse_month(text) is None


@pytest.mark.parametrize(("text", "year"), [("2018", 2018), ("二○一八", 2018), ("1900", 1900), ("二〇九九", 2099)])
def test_years(text, year):
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["", "18", "1899", "2100", "二千零一十八", "年"])
def test_what_is_no_year(text):
    assert parse_year(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from("〇○零O0"))
def test_every_day_in_every_writing(day, zero):
    year = "".join(zero if digit == "0" else to_chinese(int(digit)) for digit in str(day.year))
    writings = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{to_chinese(day.month)}月{to_chinese(day.day)}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        day.isoformat(),
    )
    for text in writings:
        assert find_dates(text) == [(0, len(text), day.isoformat())]


@given(st.integers(1900, 2098), st.integers(1, 12))
def test_days_beyond_the_month_never_become_dates(year, month):
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    found = find_dates(f"{year}年{month}月{last + 1}日")
    assert [match.iso for match in found] == [f"{year}-{month:02d}"]


@given(st.text(alphabet="0129二〇年月日十.-/ ", max_size=60))
def test_matches_are_ordered_and_apart(text):
    found = find_dates(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= match.start < match.end <= len(text) for match in found)


@pytest.mark.parametrize(
    "line", ["2018" * 250_000, "二〇" * 500_000, "2018年" * 200_000, "2018-" * 200_000, " " * 1_000_000]
)
def test_linear_time(line):
    start = time.process_time()
    find_dates(line)
    assert time.process_time() - start < 6
