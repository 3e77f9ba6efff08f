"""One self-contained page: indicators across documents, pictures, and the texts that every row leads back to."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from extractor.compare.pages import templates
from extractor.compare.pictures import pictures
from extractor.compare.places import place_of
from extractor.compare.point import Point
from extractor.compare.points import points
from extractor.compare.series import VERDICTS, Series, gather, outcomes, ranks, steps
from extractor.compare.workload import Load
from extractor.export.names import ADMIN_LEVELS, KINDS, ROLES
from extractor.export.segments import Mark, cut, lines
from extractor.lang.gaps import joined
from extractor.types import Mention, Policy, Result

_KEPT_IN_MEMORY = 8_000_000
SHOWN = 200
"""So many agencies and days are listed; the workbook has all numbers."""


class Piece(NamedTuple):
    """A stretch of text, its classes, and the anchors of the mentions that begin with it."""

    text: str
    classes: str
    anchors: tuple[str, ...]


def write_report(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write the page and return the number of files; the texts wait on disk, since the tables stand above them."""
    files, found, load = [], list[Point](), Load()
    hrefs: dict[int, str] = {}
    page = templates().get_template("text.html")
    with SpooledTemporaryFile(_KEPT_IN_MEMORY) as body:
        for number, result in enumerate(results, start=1):
            files.append((number, result.source.path, result.status, tuple(p.title for p in result.documents)))
            for policy in result.documents:
                anchor = f"f{number}-{policy.id}"
                load.add(policy, anchor)
            own = list(points(result))
            hrefs.update((id(point), f"f{number}-{point.document}-{point.anchor}") for point in own)
            found += own
            shown = page.stream(number=number, path=result.source.path, parts=list(_parts(result, number)))
            shown.dump(cast(BinaryIO, body), "utf-8")

        def href(point: Point) -> str:
            return hrefs[id(point)]

        _write_head(stream, files, gather(found), load, href)
        body.seek(0)
        shutil.copyfileobj(body, stream)
    stream.write(b"</main>\n</body>\n</html>\n")
    return len(files)


def _write_head(
    stream: BinaryIO,
    files: Sequence[tuple[int, str, str, tuple[str, ...]]],
    found: list[Series],
    load: Load,
    href: Callable[[Point], str],
) -> None:
    chains = [step for series in found for step in steps(series)]
    reported = [outcome for series in found for outcome in outcomes(series)]
    due = sorted(load.due.values(), key=lambda each: (each.day, each.title))
    page = (
        templates()
        .get_template("compare.html")
        .stream(
            files=files,
            series=[
                (each, sorted(each.points, key=_order), {id(p): rank for _, rank, p in ranks(each)}) for each in found
            ],
            steps=chains,
            outcomes=reported,
            due=due[:SHOWN],
            due_more=max(0, len(due) - SHOWN),
            agencies=load.busiest(SHOWN),
            agencies_more=max(0, len(load.roles) - SHOWN),
            first=load.first,
            pictures=pictures(found, load, href),
            place=place_of,
            href=href,
            names={"level": ADMIN_LEVELS, "kind": KINDS, "role": ROLES, "verdict": VERDICTS},
        )
    )
    page.dump(stream, "utf-8")


def _order(point: Point) -> tuple[int, str, str]:
    return point.year or 9999, place_of(point).name, point.kind or ""


def _parts(result: Result, number: int) -> Iterator[dict[str, object]]:
    result = joined(result)
    for policy in result.documents:
        anchor = f"f{number}-{policy.id}"
        yield {"anchor": anchor, "title": policy.title or "（无标题）", "lines": list(_lines(result, policy, anchor))}


def _lines(result: Result, policy: Policy, anchor: str) -> Iterator[list[Piece]]:
    """Yield the lines of a policy in pieces; the mentions are marked, and each is an anchor where it begins."""
    marks: list[Mark[Mention]] = [Mark(mention.span, mention) for mention in policy.mentions]
    for span, met in lines(result.text, policy.span, marks):
        yield [
            Piece(
                segment.span.of(result.text),
                " ".join(mark.what.label.lower() for mark in segment.marks),
                tuple(f"{anchor}-{m.what.id}" for m in segment.begins if m.span.start == segment.span.start),
            )
            for segment in cut(span, met)
        ]
