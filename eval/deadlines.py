"""Deadline normalisation beside jionlp's time parser, on the same gold deadline strings in one run.

    pip install jionlp
    python -m eval.deadlines GOLD… --corpus DIR --split test [--errors 20]

GOLD are annotation files or folders as for `zhengce evaluate`. Three readers get each gold DEADLINE:

- `zhengce`: `deadline(string, date)`, the string and the document's date alone;
- `jionlp`: `jionlp.parse_time(string, time_base=date)`, the same two things;
- `zhengce, in its text`: the norm that the whole way gives, which also sees what stands around the string.

How an answer is held against the gold norm, the same for all readers; times of day do not count:

- `../E`, a date to meet: the last day of the answer's span is E; its start does not matter;
- `S/..`, from a date on: the first day of the answer's span is the first day of S; its end does not matter
  (jionlp ends an open span now or never, as the wording goes);
- `S/E`, a period: first and last day are the first day of S and the last day of E;
- `R/P…`, how often: the length between two times is the same (a year is 12 months, a week 7 days, half a month 15);
- `unresolved`: right is who names no date. What the text does not settle, a parser should not answer.

A reader refuses when it names no date: we by `unresolved`, jionlp by an exception or by a bare length (30日内
as 30 days). jionlp gets the string with full-width characters folded, and once more without quotation marks and
spaces when it refuses. Where the document's date says only its year or month, jionlp gets only that. Where there is
none, it would count from today; so it is asked with two made-up dates, and only the ends that both answers share
count. When they share none, it has refused: it cannot be blamed for a date that it never got.
"""

import argparse
import re
import sys
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from extractor.annotate.split import PARTS
from extractor.cli.evaluate import Selection
from extractor.lang.fold import fold
from extractor.normalise.anchor import read_anchor, stated_year
from extractor.normalise.deadline import deadline
from extractor.pipeline import Options, extract
from extractor.read import read_text
from extractor.score.gold import gold_recogniser
from extractor.types import UNRESOLVED, Annotation

MADE_UP = ({"year": 2000, "month": 1, "day": 1}, {"year": 2001, "month": 5, "day": 9})
_QUOTES = re.compile(r"[\s“”\"'‘’《》()]")
_LENGTH = re.compile(r"R/P(T?)(\d+)([YMWDH])")


class Answer(NamedTuple):
    """What a reader says: a span of days, open where None, or `every` so many (months, hours)."""

    start: date | None = None
    end: date | None = None
    every: tuple[float, float] | None = None


class Case(NamedTuple):
    """A gold deadline: its text, norm, the document's date, and the norm that the whole way gave."""

    text: str
    norm: str
    day: str | None
    in_text: str


def cases(gold: Annotation) -> Iterator[Case]:
    """Yield the deadlines of an annotated text."""
    document = read_text(gold.text)
    result = extract(document, gold_recogniser(gold, document), Options(debug=True))
    norms = {mention.id: mention.norm for mention in gold.mentions}
    plain = fold(gold.text)
    for policy in result.documents:
        day = policy.date or stated_year(policy, plain)
        for mention in policy.mentions:
            if mention.label == "DEADLINE":
                text = mention.span.of(plain)
                yield Case(text, norms[mention.id] or "", day, mention.norm or UNRESOLVED)


def read_norm(norm: str) -> Answer | None:
    """Read a norm of guideline §2; None for `unresolved`."""
    often = _LENGTH.fullmatch(norm)
    if often:
        number, unit = int(often[2]), often[3]
        hours = {"W": 168, "D": 24, "H": 1}.get(unit, 0)
        return Answer(every=({"Y": 12, "M": 1}.get(unit, 0) * number, hours * number))
    first, slash, last = norm.partition("/")
    return Answer(_first_day(first), _last_day(last)) if slash else None


def agrees(gold: Answer, answer: Answer) -> bool:
    """Say whether an answer is right, by the rules above."""
    if gold.every or answer.every:
        return gold.every == answer.every
    if gold.start is None:
        return answer.end == gold.end
    return answer.start == gold.start and (gold.end is None or answer.end == gold.end)


def jionlp_reader() -> Callable[[Case], Answer | None]:
    """Return jionlp's parser as a reader. Raises ImportError when jionlp is not installed."""
    with redirect_stdout(sys.stderr):
        from jionlp import parse_time  # noqa: PLC0415 -- installed only by who measures

    def parse(text: str, base: dict[str, int]) -> Answer | None:
        for writing in dict.fromkeys((text, _QUOTES.sub("", text))):
            try:
                return read_jionlp(parse_time(writing, time_base=base))
            except Exception:  # whatever it raises, it has not read the string
                continue
        return None

    def read(case: Case) -> Answer | None:
        known = read_anchor(case.day)
        parts = {"year": known.year, "month": known.month, "day": known.day}
        base = {name: part for name, part in parts.items() if part}
        return parse(case.text, base) if base else shared(*(parse(case.text, one) for one in MADE_UP))

    return read


def shared(one: Answer | None, other: Answer | None) -> Answer | None:
    """Return what two answers have in common, None when that is nothing."""
    if one is None or other is None:
        return None
    both = Answer(
        one.start if one.start == other.start else None,
        one.end if one.end == other.end else None,
        one.every if one.every == other.every else None,
    )
    return both if any(both) else None


def read_jionlp(found: dict[str, Any]) -> Answer | None:
    """Read what `jionlp.parse_time` returned; None for a length without a place in time."""
    if found["type"] == "time_period":
        length = found["time"]["delta"]
        months = 12 * length.get("year", 0) + length.get("month", 0)
        days = 7 * length.get("week", 0) + length.get("day", 0) + 30 * (months % 1)
        return Answer(every=(months // 1, 24 * days + length.get("hour", 0)))
    if found["type"] == "time_delta":
        return None
    start, end = (None if "inf" in at else date.fromisoformat(at[:10]) for at in found["time"])
    return Answer(start, end)


def ours(case: Case) -> Answer | None:
    """Read the string with the document's date."""
    return read_norm(deadline(case.text, case.day).norm)


def ours_in_text(case: Case) -> Answer | None:
    """Read what the whole way gave."""
    return read_norm(case.in_text)


def judge(case: Case, answer: Answer | None) -> str:
    """Return `right`, `wrong` or `refused`; for an unresolved gold norm `held back` or `invented`."""
    gold = read_norm(case.norm)
    if gold is None:
        return "held back" if answer is None else "invented"
    if answer is None:
        return "refused"
    return "right" if agrees(gold, answer) else "wrong"


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--split", choices=PARTS)
    parser.add_argument("--errors", type=int, default=0, help="list so many differences of each reader")
    chosen = parser.parse_args()
    try:
        readers = {"zhengce": ours, "jionlp": jionlp_reader(), "zhengce, in its text": ours_in_text}
    except ImportError:
        print("没有安装 jionlp，请先运行 pip install jionlp", file=sys.stderr)
        return 1
    selection = Selection(chosen.gold, chosen.corpus, chosen.split)
    found = [case for annotation in selection.annotations() for case in cases(annotation)]
    judged = {name: [_verdict(case, read(case)) for case in found] for name, read in readers.items()}
    _report(judged)
    for name, verdicts in judged.items():
        _list(name, [one for one in verdicts if one[0] in ("wrong", "refused", "invented")][: chosen.errors])
    return 0


Verdict = tuple[str, Case, Answer | None]
Judged = list[Verdict]


def _verdict(case: Case, answer: Answer | None) -> Verdict:
    return judge(case, answer), case, answer


def _report(judged: dict[str, Judged]) -> None:
    print(f"{'':22}{'dated in gold':^34}{'unresolved in gold':^24}")
    print(f"{'':22}{'right':>8}{'wrong':>8}{'refused':>9}{'share':>8} {'held back':>11}{'invented':>10}")
    for name, verdicts in judged.items():
        count = Counter(verdict for verdict, _, _ in verdicts)
        dated = count["right"] + count["wrong"] + count["refused"]
        share = f"{count['right'] / dated:.3f}" if dated else "–"
        line = f"{name:22}{count['right']:8}{count['wrong']:8}{count['refused']:9}{share:>8}"
        print(f"{line} {count['held back']:11}{count['invented']:10}")


def _list(name: str, verdicts: Judged) -> None:
    for verdict, case, answer in verdicts:
        said = answer and (answer.every or f"{answer.start or ''}/{answer.end or ''}")
        print(f"{name}: {verdict}: {case.text} ({case.day}): {case.norm}, not {said}")


def _first_day(iso: str) -> date | None:
    return None if iso == ".." else date.fromisoformat((iso + "-01-01")[:10])


def _last_day(iso: str) -> date | None:
    if iso == "..":
        return None
    year, month, day = (int(part) for part in [*iso.split("-"), "0", "0"][:3])
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


if __name__ == "__main__":
    raise SystemExit(main())
