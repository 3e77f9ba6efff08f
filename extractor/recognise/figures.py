"""Mentions straight from tables of indicators: what each row counts, its numbers, and the years over them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.lang.dates import YEAR, parse_year
from extractor.lang.fold import fold
from extractor.lang.lexicon import periods
from extractor.types import Block, Document, Kind, Label, Mention, Policy, Span

COLUMNS = ("head", "indicator", "figure", "unit", "nature")
SCORE = 0.95
MADE_BY = "tables"
_SHORT = 3
_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.、)]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*")
_UNIT = re.compile(r"\s*[(〔\[][^()〔〕\[\]]*[)〕\]]\s*[*★]?\s*$")
_EDGES = re.compile(r"^[\s(〔\[]+|[\s)〕\]*★]+$")
_YEAR = re.compile(rf"({YEAR})年?[末底]?")
_PLANNED, _REPORTED = re.compile("目标|规划|预期|指标值"), re.compile("实际|完成|预计|实绩|现状|基期|基础|基数|现值")
_TITLED = re.compile(rf"({YEAR})年?(?:-|~|—|–|至|到){{1,2}}{YEAR}")
_Column = tuple[int | None, int | None]


def read_figures(document: Document, policy: Policy, blocks: Sequence[Block]) -> Iterator[Mention]:
    """Yield the INDICATOR of each row, its VALUEs with their kind, and the years in the heading as DEADLINEs.

    `blocks` are the marked cells of the policy. Ids are only good for the links between these mentions.
    """
    heads = _heads(blocks)
    planned = {column: _kind(document.plain, column, heads, _first_year(policy)) for column in heads}
    dated: set[Span] = set()
    noun = ""
    for block in blocks:
        table, row, column = block.place.table, block.place.row, block.place.column
        if block.column == "indicator":
            noun = f"t{table}r{row}"
            yield _mention(document, "INDICATOR", _name(document.plain, block.span), name=noun)
        elif block.column == "figure" and noun == f"t{table}r{row}":
            for year in _years(document.plain, heads.get((table, column), ())):
                if year not in dated:
                    dated.add(year)
                    yield _mention(document, "DEADLINE", year)
            kind = planned.get((table, column), "target")
            yield _mention(document, "VALUE", _figure(document.plain, block.span), kind, noun)


def _heads(blocks: Iterable[Block]) -> dict[_Column, list[Block]]:
    """Return (table, column) → the cells of the header over it."""
    heads: dict[_Column, list[Block]] = {}
    for block in blocks:
        if block.column == "head" and block.place.column is not None:
            for column in range(block.place.column, block.place.column + block.columns):
                heads.setdefault((block.place.table, column), []).append(block)
    return heads


def _kind(plain: str, column: _Column, heads: dict[_Column, list[Block]], since: int | None) -> Kind:
    """Return what a column's numbers are, by the words over it, else by its year: before the plan, or the first one."""
    text = "".join(block.span.of(plain) for block in heads[column])
    if _PLANNED.search(text) or _REPORTED.search(text):
        return "target" if _PLANNED.search(text) else "actual"
    own = _year(plain, heads[column])
    years = sorted(year for (table, _), over in heads.items() if table == column[0] and (year := _year(plain, over)))
    first = since or (years[0] + 1 if len(years) > 1 else None)
    return "actual" if own and first and own < first else "target"


def _first_year(policy: Policy) -> int | None:
    """Return the first year of a plan by its title, else that of its date."""
    title = fold(policy.title)
    span = _TITLED.search(title)
    named = next((plan.start for plan in periods() if _names(title, plan.name)), None)
    dated = int(policy.date[:4]) if policy.date else None
    return (parse_year(span[1]) if span else None) or named or dated


def _names(title: str, plan: str) -> bool:
    return plan in title if len(plan) > _SHORT else re.search(rf"“{plan}”|{plan}(?:规划|计划)", title) is not None


def _years(plain: str, heads: Iterable[Block]) -> list[Span]:
    return [Span(*found.span()) for block in heads for found in _YEAR.finditer(plain, *block.span)][-1:]


def _year(plain: str, heads: Iterable[Block]) -> int | None:
    spans = _years(plain, heads)
    found = _YEAR.match(plain, spans[0].start) if spans else None
    return parse_year(found[1]) if found else None


def _name(plain: str, span: Span) -> Span:
    """Return a cell's text without its number in front and its unit in brackets behind."""
    number, unit = _NUMBER.match(plain, *span), _UNIT.search(plain, *span)
    start, end = number.end() if number else span.start, unit.start() if unit else span.end
    return Span(start, end) if start < end else span


def _figure(plain: str, span: Span) -> Span:
    text = span.of(plain)
    left = _EDGES.match(text)
    start = span.start + (left.end() if left else 0)
    return Span(start, start + len(_EDGES.sub("", plain[start : span.end])))


def _mention(document: Document, label: Label, span: Span, kind: Kind | None = None, name: str = "") -> Mention:
    own = name if label == "INDICATOR" else ""
    of = name if label == "VALUE" else None
    return Mention(own, label, span, span.of(document.text), SCORE, f"{MADE_BY}/{label.lower()}", kind, indicator=of)
