"""The pictures of the report, drawn from series and loads."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from extractor.compare.places import place_of
from extractor.compare.point import Point
from extractor.compare.series import Series, amount
from extractor.compare.svg import Dot, bars, lines_chart, network, timeline
from extractor.compare.workload import Load
from extractor.export.names import ROLES

CHARTS, LINES, AGENCIES, NODES, EDGES, DOCUMENTS = 8, 12, 25, 24, 60, 40
Href = Callable[[Point], str]


def pictures(found: Sequence[Series], load: Load, href: Href) -> list[tuple[str, list[tuple[str, Markup]]]]:
    """Return headings, each with its pictures and what explains them; only those that have something to show."""
    charts = _targets(found, href)
    drawn = [("各地各年目标（点击数据点看原句）", charts)] if charts else []
    dots = _deadlines(load)
    if dots:
        drawn.append(("时限时间线", [("每行一份文件，点的大小为当日到期的任务数；点击看首条原文", timeline(dots))]))
    busiest = load.busiest(AGENCIES)
    if busiest:
        rows = [(name, counts, load.first[name]) for name, counts in busiest]
        drawn.append(("部门任务量", [(f"任务最多的 {len(rows)} 个责任主体，按分工着色", bars(rows, ROLES))]))
    pairs = _pairs(load)
    if pairs:
        drawn.append(("共同责任网络", [("连线越粗，共同承担的任务越多", network(pairs, load.first))]))
    return drawn


def _targets(found: Sequence[Series], href: Href) -> list[tuple[str, Markup]]:
    charts: list[tuple[str, Markup]] = []
    for series in found:
        points = [point for point in series.points if point.target_year is not None]
        names = list(dict.fromkeys(place_of(point).name for point in points))[:LINES]
        if len(names) > 1 and len(charts) < CHARTS:
            dots = [_dot(point, href) for point in points if place_of(point).name in names]
            charts.append((_title(series), lines_chart(dots, series.key.unit)))
    return charts


def _title(series: Series) -> str:
    told = series.key.years + series.key.moves
    return f"{series.key.indicator}（{told}）" if told else series.key.indicator


def _dot(point: Point, href: Href) -> Dot:
    name = place_of(point).name
    return Dot(name, point.target_year or 0, amount(point), f"{name} {point.target_year}：{point.value}", href(point))


def _deadlines(load: Load) -> list[Dot]:
    titles = list(dict.fromkeys(due.title for due in load.due.values()))[:DOCUMENTS]
    return [
        Dot(due.title, _time(due.day), due.count, f"{due.title} {due.day}：{due.count} 项", due.anchor)
        for due in load.due.values()
        if due.title in titles
    ]


def _time(day: str) -> float:
    """Return a day as a year with its part: 2020-07 is 2020.5; a bare year is its end."""
    year, month, _ = (*day.split("-"), "12", "1")[:3] if "-" in day else (day, "12", "1")
    return int(year) + (int(month) - 1) / 12


def _pairs(load: Load) -> list[tuple[tuple[str, str], int]]:
    kept = {name for name, _ in load.busiest(NODES)}
    found = [(pair, count) for pair, count in load.together.items() if kept.issuperset(pair)]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:EDGES]
