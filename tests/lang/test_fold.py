import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lang.fold import fold, traditional_to_simplified


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("到２０２５年，覆盖率达９５％。", "到2025年,覆盖率达95%。"),
        ("（一）目標；要求：", "(一)目标;要求:"),
        ("「十四五」期間", "“十四五”期间"),
        ("二○○九年六月", "二〇〇九年六月"),
        ("　　各縣\u00a0市", "  各县 市"),
        ("《办法》〔2020〕3号【责任单位】", "《办法》〔2020〕3号【责任单位】"),
        ("1∶1配套", "1:1配套"),
        ("二ОО六年", "二OO六年"),
        ("\U00020000\ue000\U0001f600", "\U00020000\ue000\U0001f600"),
    ],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == plain


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_simplified_characters_stay_as_they_are() -> None:
    gb2312 = bytes(range(0xB0, 0xF8))
    characters = [bytes([high, low]).decode("gb2312", "ignore") for high in gb2312 for low in range(0xA1, 0xFF)]
    changed = {c for c in characters if c and fold(c) != c}
    assert changed == set("後於徵麽夥")


def test_map_is_one_character_to_one() -> None:
    for old, new in traditional_to_simplified().items():
        assert len(old) == len(new) == 1
        assert unicodedata.category(old) == "Lo"
