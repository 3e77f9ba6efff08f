"""The head of a document: title, number, addressees, and the date below the title."""

from typing import NamedTuple

from extractor.lang.dates import find_dates
from extractor.structure.docnumbers import find_number
from extractor.structure.genres import ends_like_title
from extractor.structure.labels import Labelled, find_closing_labels, find_labels
from extractor.structure.lexicons import patterns
from extractor.structure.lines import Line
from extractor.structure.organs import is_organ, squeeze
from extractor.structure.title import Parts, find_title

_MOST_LINES = 60
_REPEATED_WITHIN = 700
_ADDRESSED_WITHIN = 900
_LONGEST_ADDRESS = 600
_NUMBER_WITHIN = 120
_HEAD_WITHIN = 6000


class Head(NamedTuple):
    """What a document's head says: spans of the text, and the number in its standard form.

    `title` has one span for each line of the title. `organs` is a line that only names organs.
    `date` is that below the title; `end` is where the head ends.
    """

    title: Parts
    number: str | None
    addressees: tuple[int, int] | None
    date: str | None
    labels: list[Labelled]
    organs: tuple[int, int] | None
    end: int


def read_head(plain: str, lines: list[Line], body: int) -> Head:
    """Read the head of a document whose first heading (or end) stands at `body`."""
    start = lines[0].start
    body = min(body, start + _HEAD_WITHIN)
    top = [line for line in lines[:_MOST_LINES] if line.start < body]
    labels = find_labels(plain, top)
    title = find_title(plain, top, labels, body)
    behind = max([start, *(end for _, end in title), *(label.end for label in labels)])
    behind = _behind_repeats(plain, title, min(behind, body), body)
    addressees = _find_addressees(plain, behind, min(body, behind + _ADDRESSED_WITHIN))
    stop = min(body, addressees[0] if addressees else behind + _NUMBER_WITHIN)
    number = find_number(plain, start, stop)
    return Head(
        title=title,
        number=number.text if number else None,
        addressees=addressees,
        date=_date_under(plain, [line for line in top if line.start >= behind][:3]),
        labels=labels or find_closing_labels(plain, lines),
        organs=_organs(plain, [line for line in top[:4] if line.end <= body]),
        end=addressees[1] + 1 if addressees else max(behind, number.end if number else 0),
    )


def _behind_repeats(plain: str, title: Parts, behind: int, body: int) -> int:
    """Web pages print a title twice: return where its last repetition near the top ends."""
    if not title:
        return behind
    wanted = "".join(squeeze(plain[start:end]) for start, end in title)
    near = plain[behind : min(body, behind + _REPEATED_WITHIN)]
    places = [at for at, char in enumerate(near) if not char.isspace()]
    at = squeeze(near).rfind(wanted)
    return behind + places[at + len(wanted) - 1] + 1 if at >= 0 else behind


def _find_addressees(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of 各市、县人民政府 … before the first colon that can end addressees."""
    rules = patterns("head")
    stop = plain.find(":", start, end)
    while stop >= 0:
        begin = max(plain.rfind("\n", start, stop) + 1, start)
        number = find_number(plain, begin, stop)
        begin = number.end if number else begin
        while begin < stop and plain[begin] in " )\n":
            begin += 1
        text = plain[begin:stop]
        if "。" in text:
            return None
        fits = 2 <= len(text) <= _LONGEST_ADDRESS
        if fits and rules["addressed"].search(text) and not rules["not_addressed"].search(text):
            return begin, stop
        stop = plain.find(":", stop + 1, end)
    return None


def _organs(plain: str, lines: list[Line]) -> tuple[int, int] | None:
    """Return a line near the top that only names organs."""
    for line in lines:
        text = plain[line.start : line.end]
        if 4 <= len(text) <= 80 and is_organ(text) and not ends_like_title(text):
            return line.start, line.end
    return None


def _date_under(plain: str, lines: list[Line]) -> str | None:
    """Return a date that stands alone or in brackets right below the title; without a day only if alone."""
    for line in lines:
        text = plain[line.start : min(line.end, line.start + 121)]
        if len(text) <= 120 and patterns("head")["under"].match(text):
            dates = find_dates(text)
            days = [day.iso for day in dates if len(day.iso) == 10]
            alone = [day.iso for day in dates if len(day.iso) == 7 and text[day.start : day.end] == text.strip("() ")]
            if days or alone:
                return (days or alone)[0]
    return None
