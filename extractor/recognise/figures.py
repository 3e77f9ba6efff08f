"""Mentions straight from tables of indicators: what each row counts, its numbers, and the years over them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.lang.dates import YEAR, parse_year
from extractor.lang.fold import fold
from extractor.lang.indicator_tables import INDICATOR, VALUE, column_of, unit_behind
from extractor.lang.indicator_tables import YEAR as OVER
from extractor.lang.lexicon import periods
from extractor.types import Block, Document, Kind, Label, Mention, Policy, Span

SCORE = 0.95
_NEAR = 8  # how many names back one can stand that fills several rows
_NUMBERED = re.compile(
    r"\s*(?:\(?\d{1,2}[.、)](?!\d)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*"
)
_YEAR = re.compile(rf"({YEAR})年?[末底]?")
_COMPARED = re.compile(r"\([^()]*[较比][^()]*\)")
_PLANNED, _REPORTED = re.compile("目标|规划|预期|指标值"), re.compile("实际|完成|预计|实绩|现状|基期|基础|基数|现值")
_STATISTICS = re.compile("同比|环比|[比较]上[年月]|完成率|排名|位次")
_TITLED = re.compile(rf"({YEAR})年?(?:(?:-|~|—|–|至|到){{1,2}}{YEAR}|国民经济)")
_SHORT = 3


@dataclass(slots=True)
class _Table:
    """What was met of a table so far: the cells of its last header, and the cells with the names of its rows."""

    heads: list[Block] = field(default_factory=list)
    names: list[tuple[Block, str]] = field(default_factory=list)
    below: bool = False

    def head(self, block: Block) -> None:
        """Note a cell of a header; one below rows begins another."""
        if self.below:
            self.heads, self.names, self.below = [], [], False
        self.heads.append(block)

    def over(self, column: int) -> list[Block]:
        """Return the cells over a column, the nearest first."""
        found = [block for block in self.heads if _first(block) <= column < _first(block) + block.columns]
        return sorted(found, key=lambda block: -(block.place.row or 0))

    def name_of(self, figure: Block) -> str:
        """Return the id of the nearest name to the left in the figure's row, "" where there is none."""
        row = figure.place.row or 0
        beside = [
            (block, name)
            for block, name in self.names[-_NEAR:]
            if (block.place.row or 0) <= row < (block.place.row or 0) + block.rows and _first(block) < _first(figure)
        ]
        return max(beside, key=lambda one: _first(one[0]))[1] if beside else ""


def read_figures(document: Document, policy: Policy, blocks: Sequence[Block]) -> Iterator[Mention]:
    """Yield the INDICATOR of each row, its VALUEs with their kind, and the years in the heading as DEADLINEs.

    `blocks` are the marked cells of the policy, in text order. Ids are only good for the links between these mentions.
    """
    tables: dict[int | None, _Table] = {}
    dated: set[Span] = set()
    since = _first_year(policy)
    for block in blocks:
        table = tables.setdefault(block.place.table, _Table())
        if block.column == "head":
            table.head(block)
            continue
        table.below = True
        name = f"t{block.place.table}r{block.place.row}c{block.place.column}"
        if block.column == "indicator" and name not in (known for _, known in table.names[-1:]):
            table.names.append((block, name))
            yield _mention(document, "INDICATOR", INDICATOR, _name(document.plain, block.span), name)
        elif block.column == "figure" and (noun := table.name_of(block)):
            over = table.over(_first(block))
            year = next((found for head in over if (found := _year_in(document.plain, head))), None)
            if year and year[0] not in dated:
                dated.add(year[0])
                yield _mention(document, "DEADLINE", OVER, year[0])
            column = column_of("".join(head.span.of(document.plain) for head in over), block.span.of(document.plain))
            if column != VALUE:
                yield from _last_year(document, table.heads, dated)
            kind = _kind(document.plain, over, table.heads, since) if column == VALUE else "target"
            yield _mention(document, "VALUE", column, _trimmed(document.plain, block.span), "", noun, kind)


def _last_year(document: Document, heads: Sequence[Block], dated: set[Span]) -> Iterator[Mention]:
    """Yield the last year of a header, by which its changes are due, where no number under it has yielded it yet."""
    years = [found for head in heads if (found := _year_in(document.plain, head))]
    last = max(years, key=lambda found: found[1], default=None)
    if last and last[0] not in dated:
        dated.add(last[0])
        yield _mention(document, "DEADLINE", OVER, last[0])


def _first(block: Block) -> int:
    return block.place.column or 0


def _kind(plain: str, over: Sequence[Block], heads: Sequence[Block], since: int | None) -> Kind:
    """Return what a column's numbers are, by the nearest words over it, else by its year: before the plan, or first."""
    for head in over:
        text = _COMPARED.sub("", head.span.of(plain))
        if _REPORTED.search(text) or _PLANNED.search(text):
            return "actual" if _REPORTED.search(text) else "target"
    if any(_STATISTICS.search(head.span.of(plain)) for head in heads):
        return "actual"
    years = sorted({found[1] for head in heads if (found := _year_in(plain, head))})
    own = next((found[1] for head in over if (found := _year_in(plain, head))), None)
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


def _year_in(plain: str, head: Block) -> tuple[Span, int] | None:
    """Return where a cell of a header names a year, and which; not one that it only compares with (较2020年)."""
    aside = [found.span() for found in _COMPARED.finditer(plain, *head.span)]
    for found in _YEAR.finditer(plain, *head.span):
        year = parse_year(found[1])
        if year and not any(start <= found.start() < end for start, end in aside):
            return Span(*found.span()), year
    return None


def _name(plain: str, span: Span) -> Span:
    """Return a cell's text without its number in front and its unit in brackets behind."""
    number = _NUMBERED.match(plain, *span)
    start = number.end() if number else span.start
    end = start + unit_behind(plain[start : span.end])[0]
    return _trimmed(plain, Span(start, end)) if plain[start:end].strip(" *★\t\n") else span


def _trimmed(plain: str, span: Span) -> Span:
    """Leave out white space and marks of notes at the edges, and brackets around all of it."""
    start, end = span
    while end > start and plain[end - 1] in " \t\n*★":
        end -= 1
    while start < end and plain[start] in " \t\n":
        start += 1
    if end - start > 2 and (plain[start], plain[end - 1]) in {("(", ")"), ("[", "]"), ("〔", "〕")}:
        start, end = start + 1, end - 1
    return Span(start, end)


def _mention(  # noqa: PLR0913, PLR0917 -- what a mention says
    document: Document,
    label: Label,
    made_by: str,
    span: Span,
    name: str = "",
    of: str | None = None,
    kind: Kind | None = None,
) -> Mention:
    return Mention(name, label, span, span.of(document.text), SCORE, made_by, kind, indicator=of)
