import pytest

from extractor.annotate.check import check
from extractor.annotate.inline import strip


def found(markup: str, text: str | None = None) -> list[tuple[str, str]]:
    return [(finding.level, finding.message) for finding in check(markup, text)]


def value(text: str, norm: str = "= 3 个", of: str = "", kind: str = "target") -> str:
    return f'<V id="v1" of="{of}" kind="{kind}" norm="{norm}">{text}</V>'


def test_clean_annotation_has_no_finding() -> None:
    markup = f'<T id="t1" d="" a="">新建<I id="i1">驿站</I>{value("3个", of="i1")}</T>。'
    assert found(markup, strip(markup)) == []


@pytest.mark.parametrize(
    ("markup", "level", "message"),
    [
        ('<T id="t1">新建驿站。再建书房</T>', "error", "含句末"),
        ('<T id="t1">要新建驿站</T>', "warning", "情态词"),
        ('<T id="t1">一、新建驿站</T>', "warning", "序号"),
        ('<T id="t1">新建驿站，</T>', "warning", "边界含标点"),
        ('<T id="t1"></T>', "error", "空标签"),
        ('<T id="t1">新建<T id="t2">驿站</T></T>', "error", "不能互相包含"),
        ('<A id="a1">市财政局<I id="i1">经费</I></A>', "error", "不能放在 A 内"),
        ('<A id="a1">市财政局等部门</A>', "error", "等部门"),
        ('<A id="a1">由市财政局</A>', "error", "由"),
        ('<A id="a1">市财政局、市审计局</A>', "warning", "逐个标注"),
        ('<D id="d1" norm="2020年底">2020年底</D>', "error", "norm 无效"),
        (value("若干"), "warning", "没有数量"),
        (value("3个", norm="3个"), "error", "norm 无效"),
        (value("3个", kind="goal"), "error", "kind 无效"),
        (value("3个", of="i7"), "error", "i7"),
        (value("达到3个"), "warning", "不含 达到"),
        (f'<I id="i1">驿站</I>{value("3个")}', "warning", "没有 of"),
        ('<I id="i1">达到驿站数</I>', "warning", "不含动词"),
    ],
)
def test_each_lint_rule_fires(markup: str, level: str, message: str) -> None:
    assert any(level == found_level and message in text for found_level, text in found(markup))


def test_changed_text_is_shown_where_it_differs() -> None:
    [(level, message)] = found('新建<I id="i1">驿站</I>', "新建书房")
    assert level == "error"
    assert "第 2 字" in message
    assert "书房" in message


@pytest.mark.parametrize(
    "norm", ["../2020-12-31", "2012/..", "2018-01/2018-06", "R/P3M", "R/P1Y", "2011/2015", "unresolved"]
)
def test_every_deadline_form_of_the_guideline_passes(norm: str) -> None:
    assert found(f'<D id="d1" norm="{norm}">届时</D>') == []


@pytest.mark.parametrize("norm", [">= 12 个", "= 3..5 个", "= 23000 亩", "~ 100 %", "= 2 倍", "<= 0.2 %", "> 10 次"])
def test_every_value_form_of_the_guideline_passes(norm: str) -> None:
    assert found(value("3个", norm=norm)) == []
