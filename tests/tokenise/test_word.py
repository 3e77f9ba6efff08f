import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lang.fold import fold
from extractor.lang.lexicon import indicators, organs, terms
from extractor.tokenise import words


def _cut(text: str) -> list[tuple[str, str]]:
    return [(text[token.start : token.end], token.tag) for token in words(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进放管服改革", "推进 放管服 改革"),
        ("落实双随机一公开监管", "落实 双随机一公开 监管"),
        ("培育专精特新企业", "培育 专精特新 企业"),
        ("市发改委牵头", "市 发改委 牵头"),
        ("由县住建局、县财政局负责", "由 县 住建局 、 县 财政局 负责"),
        ("森林覆盖率达到35.2%", "森林覆盖率 达到 35.2%"),
        ("空气质量优良天数比率", "空气质量优良天数比率"),
        ("十四五期间新增1,200个", "十四五 期间 新增 1,200 个"),
        ("PM2.5浓度下降", "PM2.5 浓度 下降"),
        ("建设5G基站30座", "建设 5G 基站 30 座"),
        ("2020.6.30前完成", "2020.6.30 前 完成"),
        ("登录www.example.cn", "登录 www.example.cn"),
        ("R&D经费", "R&D 经费"),
        ("  推进\n改革 ", "推进 改革"),
        ("(一)", "( 一 )"),
        ("😀改革", "😀 改革"),
        ("\U00020000改革", "\U00020000 改革"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str):
    assert [word for word, _ in _cut(text)] == expected.split()


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("财政局", "nt"),
        ("林业和草原局", "nt"),
        ("森林覆盖率", "n"),
        ("常住人口城镇化率", "n"),
        ("十四五", "t"),
        ("放管服", "nz"),
        ("推进", "v"),
        ("35.2%", "m"),
        ("PM2.5", "eng"),
        ("。", "x"),
        ("㐀", ""),
    ],
)
def test_tags(word: str, tag: str):
    assert _cut(word) == [(word, tag)]


def test_lexicon_words_stay_whole():
    names = {organ.short for organ in organs()} | indicators() | terms()
    han = [name for name in names if all("\u4e00" <= char <= "\u9fff" for char in name)]
    cut = [name for name in han if len(_cut(name)) > 1]
    assert len(cut) <= len(han) // 500, cut


def test_offsets_are_absolute_and_stay_in_the_range():
    text = "前文。推进放管服改革。后文"
    found = words(text, 3, 11)
    assert [text[token.start : token.end] for token in found] == ["推进", "放管服", "改革", "。"]
    assert found[0].start == 3
    assert found[-1].end == 11


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("推进放管服改革3.5,%Ab(“”)。\n\t \u3000"), st.characters())))
def test_words_cover_everything_but_white_space(text: str):
    plain = fold(text)
    found = words(plain, 0, len(plain))
    assert all(token.start < token.end for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {at for token in found for at in range(token.start, token.end)}
    assert covered == {at for at, char in enumerate(plain) if not char.isspace()}


@pytest.mark.parametrize("piece", ["推进改革", "龘", "㐀", "1.", "a-", "，"])
def test_linear_on_one_long_line(piece: str):
    plain = piece * (200_000 // len(piece))
    began = time.process_time()
    found = words(plain, 0, len(plain))
    assert time.process_time() - began < 10
    assert found[-1].end == len(plain)


def test_loading_is_quiet_and_writes_nothing(tmp_path: Path):
    code = "from extractor.tokenise import words; print(len(words('推进放管服改革', 0, 7)))"
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | places, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")
    assert list(tmp_path.iterdir()) == []


def test_jieba_itself_is_left_as_it_was():
    words("推进放管服改革", 0, 7)
    import jieba  # noqa: PLC0415

    assert "放管服" not in jieba.dt.FREQ
