"""The types of parameters that several commands share; their errors name the value and the form."""

import re
from datetime import date

import click

from extractor.cli.chinese import DEBUG_HELP
from extractor.recognise.base import DEFAULT_RECOGNISER, RECOGNISERS, VARIABLE, default_recogniser

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MOST_WORKERS = 64


def _day(value: str) -> str:
    match = _DAY.fullmatch(value)
    try:
        if not match:
            raise ValueError
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        raise click.BadParameter(f"“{value}”；应写作 YYYY、YYYY-MM 或 YYYY-MM-DD，如 2020-06-01") from None
    return value


def _workers(value: str | int) -> int:
    try:
        number = int(value)
    except ValueError:
        number = 0
    if not 1 <= number <= MOST_WORKERS:
        raise click.BadParameter(f"“{value}”；应为 1 到 {MOST_WORKERS} 的整数")
    return number


def _score(value: str | float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise click.BadParameter(f"“{value}”；应为 0 到 1 的数，如 0.6")
    return number


DAY = _day
"""A year, month or day: YYYY, YYYY-MM or YYYY-MM-DD, one that exists."""
WORKERS = _workers
"""A number of processes."""
SCORE = _score
"""A score from 0 to 1."""
RECOGNISER = click.option(
    "--recogniser",
    default=default_recogniser,
    metavar="|".join(RECOGNISERS),
    help=f"识别器；默认 {DEFAULT_RECOGNISER}，或环境变量 {VARIABLE} 所定。",
)
"""Which recogniser; an unknown name is the pipeline's error."""
DATE = click.option("--date", type=DAY, metavar="YYYY[-MM[-DD]]", help="正文没有成文日期时用的日期。")
"""The day that relative deadlines count from where a text has none."""
DEBUG = click.option("--debug", is_flag=True, help=DEBUG_HELP)
"""Whether an inner error ends the run with its trace."""
