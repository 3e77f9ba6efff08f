"""Lint of annotations: what breaks the guideline's form, and what probably breaks its sense."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.annotate.inline import Element, elements, parse
from extractor.errors import AnnotationError
from extractor.lang.fold import fold
from extractor.types import Annotation, Mention


class Finding(NamedTuple):
    """One lint row: `error` breaks the form, `warning` asks for a second look."""

    level: str
    mention: str
    message: str


_QUANTITY = re.compile(
    r"[0-9０-９〇零一二三四五六七八九十百千万亿两半双倍番成]|全部|全面|全覆盖|全额|全员|清零|覆盖|所有|翻番|首|等额"
)
_NORM_VALUE = re.compile(r"(>=|<=|>|<|=|~) -?\d+(\.\d+)?(\.\.-?\d+(\.\d+)?)?( \S+)?")
_DAY = r"\d{4}(-\d{2}){0,2}"
_NORM_DEADLINE = re.compile(rf"\.\./{_DAY}|{_DAY}/\.\.|{_DAY}/{_DAY}|R/P\d+[YMWD]|R/PT\d+H|unresolved|{_DAY}")
_LED_BY = re.compile(
    r"^(应当|必须|同时|还要|并且|一是|二是|三是|[0-9一二三四五六七八九十]+[、.．](?![0-9一二三四五六七八九十]))|^[要须需并且应](?![求素件用处])"
)
_EDGE = re.compile(r"^[\s，,；;：:。、（(]|[\s，,；;：:。、（]$")
_VERB = re.compile(r"达到|完成|建成(?!区)|实现|力争")
NEAR = 12


def check(markup: str, text: str | None = None) -> list[Finding]:
    """Return what is wrong with an inline annotation; `text` is what it must give without tags."""
    try:
        stripped, found = elements(markup)
        annotation = parse(markup)
    except AnnotationError as error:
        return [Finding("error", "", str(error))]
    findings = list(_difference(stripped, text)) if text is not None else []
    findings += _nesting(found)
    findings += _slots(annotation)
    return findings


def _difference(stripped: str, text: str) -> Iterator[Finding]:
    if stripped == text:
        return
    same = next(
        (i for i, (a, b) in enumerate(zip(stripped, text, strict=False)) if a != b),
        min(len(stripped), len(text)),
    )
    got, want = stripped[same : same + 20], text[same : same + 20]
    before = text[max(0, same - 15) : same]
    yield Finding("error", "", f"去掉标签后与原文不符，第 {same} 字起（…{before}）：原文“{want}”，标注“{got}”")


def _nesting(found: list[Element]) -> Iterator[Finding]:
    for element in found:
        name = element.attributes.get("id", "")
        if element.end <= element.start:
            yield Finding("error", name, "空标签")
        if "T" in element.parents and element.tag == "T":
            yield Finding("error", name, "TARGET 不能互相包含")
        if any(parent != "T" for parent in element.parents):
            yield Finding(
                "error",
                name,
                f"<{element.tag}> 只能放在 TARGET 内或单独出现，不能放在 {element.parents[-1]} 内",
            )


def _slots(annotation: Annotation) -> Iterator[Finding]:
    by_id = {mention.id: mention for mention in annotation.mentions}
    for mention in annotation.mentions:
        if _EDGE.search(mention.text):
            yield Finding("warning", mention.id, f"边界含标点或空白：“{mention.text}”")
        yield from _CHECKS[mention.label](mention, annotation.text, by_id)


def _target(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if "。" in mention.text[:-1] or mention.text.endswith("。") or "\n" in mention.text:
        yield Finding("error", mention.id, f"TARGET 含句末：“{mention.text[:40]}”")
    if _LED_BY.search(mention.text):
        yield Finding("warning", mention.id, f"TARGET 以情态词、连词或序号开头：“{mention.text[:20]}”")
    if mention.span.width > 150:
        yield Finding("warning", mention.id, f"TARGET 长 {mention.span.width} 字，是否该分开：“{mention.text[:20]}…”")


def _agency(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if mention.text.endswith(("等部门", "等单位")) or mention.text.startswith("由") or mention.text.endswith("牵头"):
        yield Finding("error", mention.id, f"AGENCY 不含 由、牵头、等部门：“{mention.text}”")
    if "、" in mention.text and not re.search(r"[(（].*、.*[)）]|[省区市县乡镇]、", mention.text):
        yield Finding("warning", mention.id, f"AGENCY 列表应逐个标注：“{mention.text}”")


def _deadline(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if not _NORM_DEADLINE.fullmatch(mention.norm or ""):
        yield Finding("error", mention.id, f"DEADLINE 的 norm 无效：“{mention.norm}”（{mention.text}）")


def _indicator(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if _VERB.match(fold(mention.text)):
        yield Finding("warning", mention.id, f"INDICATOR 不含动词：“{mention.text}”")


def _value(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if not _QUANTITY.search(fold(mention.text)):
        yield Finding("warning", mention.id, f"VALUE 没有数量：“{mention.text}”")
    if mention.kind not in ("target", "actual", "support"):
        yield Finding("error", mention.id, f"VALUE 的 kind 无效：“{mention.kind}”，应为 target、actual 或 support")
    if mention.norm != "unresolved" and not _NORM_VALUE.fullmatch(mention.norm or ""):
        yield Finding("error", mention.id, f"VALUE 的 norm 无效：“{mention.norm}”（{mention.text}），形如 >= 12 个")
    if mention.text.startswith(("达到", "增长", "力争", "基本")) and not mention.text.startswith("基本全覆盖"):
        yield Finding("warning", mention.id, f"VALUE 不含 达到、增长、力争：“{mention.text}”")
    yield from _link(mention, text, by_id)


def _link(mention: Mention, text: str, by_id: dict[str, Mention]) -> Iterator[Finding]:
    if mention.indicator:
        target = by_id.get(mention.indicator)
        if target is None or target.label != "INDICATOR":
            yield Finding("error", mention.id, f"of=“{mention.indicator}” 不存在或不是 INDICATOR")
        return
    used = {other.indicator for other in by_id.values() if other.indicator}
    for other in by_id.values():
        if other.label == "INDICATOR" and other.id not in used and _gap(mention, other) <= NEAR:
            yield Finding(
                "warning",
                mention.id,
                f"VALUE “{mention.text}” 没有 of，而近处有 INDICATOR {other.id} “{other.text}”",
            )


def _gap(a: Mention, b: Mention) -> int:
    return max(b.span.start - a.span.end, a.span.start - b.span.end)


_CHECKS: dict[str, Callable[[Mention, str, dict[str, Mention]], Iterator[Finding]]] = {
    "TARGET": _target,
    "AGENCY": _agency,
    "DEADLINE": _deadline,
    "INDICATOR": _indicator,
    "VALUE": _value,
}
