"""Numbers in digits, in Chinese numerals, and mixed."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lang.fold import fold
from extractor.lang.numerals import NUMBER, parse_digits, parse_fraction, parse_number, to_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("007", "7"),
        ("3.14", "3.14"),
        ("1,200", "1200"),
        ("1,234,567.5", "1234567.5"),
        ("-5", "-5"),
        ("负三", "-3"),
        ("零", "0"),
        ("〇", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("一十二", "12"),
        ("二十", "20"),
        ("九十九", "99"),
        ("廿", "20"),
        ("廿三", "23"),
        ("卅", "30"),
        ("卅一", "31"),
        ("百", "100"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百〇五", "105"),
        ("一百五", "150"),
        ("一百一十", "110"),
        ("一百一", "110"),
        ("一百十五", "115"),
        ("两百二十", "220"),
        ("一千二", "1200"),
        ("一千零二", "1002"),
        ("一千零二十", "1020"),
        ("一千二百三十四", "1234"),
        ("千", "1000"),
        ("万", "10000"),
        ("两万五", "25000"),
        ("一万零五", "10005"),
        ("一万零五百", "10500"),
        ("十万", "100000"),
        ("二十三万", "230000"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("亿", "100000000"),
        ("三亿五", "350000000"),
        ("一亿零一", "100000001"),
        ("十二亿三千万", "1230000000"),
        ("十二亿零三百万", "1203000000"),
        ("三万亿", "3000000000000"),
        ("一万二千亿", "1200000000000"),
        ("半", "0.5"),
        ("三点五", "3.5"),
        ("三点一四", "3.14"),
        ("零点五", "0.5"),
        ("三点五万", "35000"),
        ("一点二亿", "120000000"),
        ("3万", "30000"),
        ("3.5万", "35000"),
        ("5 万", "50000"),
        ("3千", "3000"),
        ("5百", "500"),
        ("1.5千万", "15000000"),
        ("3万5千", "35000"),
        ("1亿2千万", "120000000"),
        ("1亿零5百万", "105000000"),
        ("1.2万亿", "1200000000000"),
        ("12万亿", "12000000000000"),
        ("1,200万", "12000000"),
        ("二○一五", "2015"),
        ("二〇〇九", "2009"),
        ("二零一八", "2018"),
        ("二OO九", "2009"),
        ("一九九八", "1998"),
        ("壹佰贰拾叁", "123"),
        ("伍万", "50000"),
        ("３００", "300"),
        ("萬", "10000"),
    ],
)
def test_numbers(text, value):
    assert parse_number(fold(text)) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "个",
        "百百",
        "十十",
        "五三百",
        "1,20",
        "1,2000",
        "1.",
        ".5",
        "1.2.3",
        "3个",
        "几十",
        "数百",
        "上百",
        "三分之二",
        "二三十",
        "一万2",
        "百零",
        "零百",
        "万万",
        "亿亿",
        "亿万",
        "一亿三亿",
        "1万2万",
        "--5",
        "负负三",
        "点五",
        "三点",
        "三点十",
        "1e5",
        "三点五点六",
        "九成",
        "8折",
    ],
)
def test_what_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("三分之二", 2, 3),
        ("四分之一", 1, 4),
        ("十分之三", 3, 10),
        ("百分之十", 10, 100),
        ("百分之三点五", "3.5", 100),
        ("千分之五", 5, 1000),
        ("万分之三", 3, 10000),
        ("2/3", 2, 3),
        ("1 / 2", 1, 2),
        ("3分之1", 1, 3),
    ],
)
def test_fractions(text, above, below):
    assert parse_fraction(text) == Decimal(above) / Decimal(below)


@pytest.mark.parametrize("text", ["", "分之二", "三分之", "2/0", "零分之一", "三", "1/2/3", "a/b", "./."])
def test_what_is_no_fraction(text):
    assert parse_fraction(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("二○一八", 2018), ("二0一八", 2018), ("2018", 2018), ("二 〇 一 八", 2018), ("九", 9), ("O", 0)],
)
def test_digits_one_by_one(text, value):
    assert parse_digits(text) == value


@pytest.mark.parametrize("text", ["", "十", "二十", "20个", "1" * 21])
def test_what_is_no_row_of_digits(text):
    assert parse_digits(text) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (10000, "一万"),
        (10010, "一万零一十"),
        (100000, "十万"),
        (100010000, "一亿零一万"),
        (1000000000000, "一万亿"),
        (120000, "十二万"),
    ],
)
def test_standard_writing(number, written):
    assert to_chinese(number) == written


@pytest.mark.parametrize("number", [-1, 10**16])
def test_numbers_too_large_to_write(number):
    with pytest.raises(ValueError, match=str(number)):
        to_chinese(number)


@given(st.integers(0, 10**12))
def test_writing_and_reading_agree(number):
    assert parse_number(to_chinese(number)) == number


@given(st.lists(st.sampled_from("0000123456789"), min_size=1, max_size=16))
def test_zeros_inside_are_read_too(digits):
    number = int("".join(digits))
    assert parse_number(to_chinese(number)) == number


@given(st.integers(0, 10**12))
def test_thousands_separators_change_nothing(number):
    assert parse_number(f"{number:,}") == number == parse_number(str(number))


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_mixed_writing(high, low):
    assert parse_number(f"{high}亿{low}万") == high * 10**8 + low * 10**4


@given(st.text(alphabet="0123456789.,零〇一二两十百千万亿半点分之/负- 年", max_size=30))
def test_reading_never_raises(text):
    parse_number(text)
    parse_fraction(text)
    parse_digits(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达到3.5万亩", ["3.5万"]),
        ("投入1亿2千万元", ["1亿2千万"]),
        ("约1,200家", ["1,200"]),
        ("新增5 万元", ["5 万"]),
        ("装机500千瓦和5万千瓦", ["500", "5万"]),
        ("铺设3千米、重2千克", ["3", "2"]),
        ("增长百分之十二", ["十二"]),
        ("十分之三", ["十", "三"]),
        ("一百零五个和三点五万户", ["一百零五", "三点五万"]),
        ("二〇一八年", ["二〇一八"]),
        ("没有数字", []),
    ],
)
def test_the_pattern_finds_whole_numbers(text, found):
    assert re.findall(NUMBER, text) == found


@given(st.integers(0, 10**12), st.sampled_from(["个", "元", "%", "户"]))
def test_the_pattern_covers_what_is_read(number, unit):
    for written in (str(number), f"{number:,}", to_chinese(number)):
        match = re.match(NUMBER, written + unit)
        assert match is not None
        assert parse_number(match[0]) == number


@pytest.mark.parametrize("line", ["1" * 1_000_000, "1," * 500_000, "一" * 1_000_000, "万" * 1_000_000, "1万" * 500_000])
def test_linear_time(line):
    start = time.process_time()
    for _ in re.finditer(rf"{NUMBER}个", line):
        pass
    parse_number(line)
    parse_fraction(line)
    assert time.process_time() - start < 5
