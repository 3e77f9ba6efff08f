import pytest

from extractor.annotate.inline import parse, render, strip
from extractor.errors import AnnotationError

MARKUP = (
    '<D id="d1" norm="../2026-12-31">到2026年</D>，<T id="t1" d="d1" a="a1:lead a2:coop">建成<I id="i1">街道书房</I>'
    '<V id="v1" of="i1" kind="target" norm=">= 12 个">不少于12个</V></T>。\n'
    '（<A id="a1">市文旅局</A>牵头，<A id="a2">市财政局</A>配合）指标<3 的不计'
)


def test_stripping_gives_the_text_back() -> None:
    assert strip(MARKUP) == "到2026年，建成街道书房不少于12个。\n（市文旅局牵头，市财政局配合）指标<3 的不计"


def test_parse_reads_spans_attributes_and_links() -> None:
    annotation = parse(MARKUP, "样例")
    assert [m.label for m in annotation.mentions] == ["DEADLINE", "TARGET", "INDICATOR", "VALUE", "AGENCY", "AGENCY"]
    assert all(m.span.of(annotation.text) == m.text for m in annotation.mentions)
    value = annotation.mentions[3]
    assert (value.kind, value.norm, value.indicator) == ("target", ">= 12 个", "i1")
    record = annotation.records[0]
    assert [slot.norm for slot in record.deadlines] == ["../2026-12-31"]
    assert [(slot.name, slot.role) for slot in record.agencies] == [("市文旅局", "lead"), ("市财政局", "coop")]
    assert [metric.value for metric in record.metrics] == ["v1"]


def test_render_is_the_inverse_of_parse() -> None:
    assert render(parse(MARKUP)) == MARKUP


def test_escaped_and_plain_operators_read_alike() -> None:
    assert parse(MARKUP.replace(">= 12", "&gt;= 12")).mentions[3].norm == ">= 12 个"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ('<T id="t1">建成书房', "没有闭合"),
        ("建成</T>书房", "多余"),
        ('<T id="t1">建成<I id="i1">书房</T></I>', "交叉"),
        ('<T id="t1">建成</T><T id="t1">书房</T>', "重复：t1"),
        ("<T>建成</T>", "缺少 id"),
        ('<T id="t1" d="d9">建成</T>', "d9 不存在"),
        ('<T id="t1" a="a1:boss">建成</T><A id="a1">市府</A>', "boss"),
        ('<T id="t1" a="d1:lead">建成</T><D id="d1" norm="../2020">2020年</D>', "d1 不存在或不是 AGENCY"),
    ],
)
def test_broken_markup_is_named(markup: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        parse(markup)
