"""Bytes to characters: every encoding in use, wrong declarations, damage, and what is no text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_prose import SIMPLIFIED, TRADITIONAL

from extractor.errors import FormatError
from extractor.read.encoding import decode

UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
BREAKS = ("", "\n", "\r\n", "\r", "\n\n")


def prose(paragraphs: tuple[str, ...]) -> st.SearchStrategy[str]:
    lines = st.lists(st.tuples(st.sampled_from(paragraphs), st.sampled_from(BREAKS)), min_size=1, max_size=6)
    return lines.map(lambda pairs: "".join(line + end for line, end in pairs))


@given(prose(SIMPLIFIED + TRADITIONAL), st.sampled_from(UNMARKED))
@settings(max_examples=60, deadline=None)
def test_round_trip_without_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.issues) == (text, encoding, ())


@given(prose(SIMPLIFIED + TRADITIONAL), st.sampled_from(("utf-8-sig", "utf-16", "utf-32")))
@settings(max_examples=30, deadline=None)
def test_round_trip_with_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(prose(TRADITIONAL))
@settings(max_examples=40, deadline=None)
def test_round_trip_big5(text: str) -> None:
    decoded = decode(text.encode("big5"), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.issues) == (text, "big5", ())


@pytest.mark.parametrize("line", SIMPLIFIED + TRADITIONAL)
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_twenty_characters_are_enough(line: str, encoding: str) -> None:
    start = line[:20]
    try:
        data = start.encode(encoding)
    except UnicodeEncodeError:
        assert line in SIMPLIFIED and encoding == "big5"
        return
    assert decode(data, "a.txt").text == start


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_valid_utf_8_with_one_chinese_character_is_never_taken_for_something_else(text: str) -> None:
    text += "中"
    data = text.encode()
    decoded = decode(data, "a.txt")
    assert decoded.text == text.removeprefix("\ufeff")
    assert decoded.encoding in ("utf-8", "utf-8-sig")


@pytest.mark.parametrize(
    ("text", "actual", "declared"),
    [
        (SIMPLIFIED[0], "utf-8", "gb2312"),
        (SIMPLIFIED[0], "gb18030", "utf-8"),
        (SIMPLIFIED[1], "gb18030", "gb2312"),
        (SIMPLIFIED[1], "gb18030", "big5"),
        (TRADITIONAL[0], "big5", "gb2312"),
        (TRADITIONAL[1], "big5", "big5"),
        (TRADITIONAL[2], "gb18030", "gbk"),
        (SIMPLIFIED[2], "gb18030", "no-such-charset"),
    ],
)
def test_a_wrong_declaration_is_survived(text: str, actual: str, declared: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>{text}</p>'
    decoded = decode(page.encode(actual), "a.html")
    assert (decoded.text, decoded.encoding) == (page, actual)


def test_a_declaration_settles_what_frequency_cannot() -> None:
    page = '<html><meta charset="shift_jis"><p>これはひらがなの文章です。</p>'
    assert decode(page.encode("cp932"), "a.html").text == page


def test_chinese_far_behind_an_ascii_head_is_found() -> None:
    text = "x = 1;\n" * 40_000 + SIMPLIFIED[3]
    assert decode(text.encode("gb18030"), "a.txt").text == text


def test_a_few_bad_bytes_are_counted_and_placed() -> None:
    good = "\n".join(SIMPLIFIED)
    data = good.encode().replace("医疗".encode(), b"\xff\xfe", 1).replace("报送".encode(), b"\xc0", 1)
    decoded = decode(data, "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text == good.replace("医疗", "\ufffd\ufffd", 1).replace("报送", "\ufffd", 1)
    (issue,) = decoded.issues
    assert (issue.stage, issue.code, issue.severity) == ("read", "decode", "partial")
    assert issue.span is not None and issue.span.of(decoded.text) == "\ufffd"
    assert "3 处" in issue.message and "第 4 行" in issue.message


def test_a_line_in_another_encoding_does_not_spoil_the_rest() -> None:
    data = "\n".join(SIMPLIFIED).encode() + b"\n" + SIMPLIFIED[0][:8].encode("gb18030")
    decoded = decode(data, "a.txt")
    assert decoded.text.startswith("\n".join(SIMPLIFIED))
    assert [issue.code for issue in decoded.issues] == ["decode"]


def test_a_gb18030_file_cut_in_a_character() -> None:
    data = SIMPLIFIED[4].encode("gb18030")[:-3]
    decoded = decode(data, "a.txt")
    assert decoded.encoding == "gb18030"
    assert decoded.text == SIMPLIFIED[4][:-2] + "\ufffd"


def test_ascii_with_one_nul_stays_ascii() -> None:
    assert decode(b"hello \0 world, this is plain text", "a.txt").encoding == "utf-8"


def test_other_scripts_in_an_old_encoding_are_doubted() -> None:
    decoded = decode("정부는 농촌 도로의 정비 계획을 발표하였다".encode("euc_kr"), "a.txt")
    assert "encoding" in [issue.code for issue in decoded.issues]


@pytest.mark.parametrize("text", ["通知", "同时", "学院", "系统"])
def test_short_gb18030_that_is_also_valid_utf_8(text: str) -> None:
    data = text.encode("gb18030")
    assert data.decode() != text
    assert decode(data, "a.txt").text == text


@pytest.mark.parametrize("text", ["Ελληνικά κείμενα", "Привет, мир", "שלום עולם", "naïve café", "ASCII only"])
def test_other_alphabets_in_utf_8_stay_utf_8(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 50, b"text" + b"\x05" * 40])
def test_control_characters_make_a_binary_file(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"文件 a\.txt 实际是二进制文件"):
        decode(data, "a.txt")
