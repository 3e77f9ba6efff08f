"""The HTML pages of this room: self-contained, escaped, asking nothing of any network."""

from functools import cache
from importlib.resources import files
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.compare.changes import KINDS
from extractor.compare.characters import side_by_side
from extractor.compare.diff import Difference, Pair
from extractor.compare.diff_table import agencies
from extractor.export.cells import printable
from extractor.export.columns import section_words
from extractor.export.rows import Row


@cache
def templates() -> Environment:
    """Return the environment; every plain string is escaped and cleared of control characters."""
    found = Environment(
        loader=PackageLoader("extractor.compare", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheets = (("extractor.export", "report.css"), ("extractor.compare", "compare.css"))
    css = (files(package).joinpath("templates", name).read_text("utf-8") for package, name in sheets)
    found.filters["objectid"] = id
    found.globals["style"] = Markup("\n".join(css))
    return found


def write_difference(difference: Difference, stream: BinaryIO) -> None:
    """Write one page: the counts, then the tasks side by side, those without changes folded away."""
    pairs = [_shown_pair(number, pair) for number, pair in enumerate(difference.pairs, start=1)]
    page = templates().get_template("diff.html")
    stream.write(page.render(difference=difference, pairs=pairs).encode())


def _shown_pair(number: int, pair: Pair) -> dict[str, object]:
    old, new = pair.old, pair.new
    left, right = side_by_side(old.target, new.target) if old and new else ([], [])
    return {
        "number": number,
        "changed": bool(pair.changes),
        "changes": [(KINDS[change.kind], change.kind, change) for change in pair.changes],
        "old": _side(old, left),
        "new": _side(new, right),
    }


def _side(row: Row | None, pieces: object) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "pieces": pieces or [(row.target, False)],
        "section": section_words(row),
        "deadlines": "；".join(row.deadlines),
        "agencies": agencies(row),
        "sentence": row.sentence,
    }


def _shown(value: object) -> object:
    if value is None:
        return ""
    return printable(value) if type(value) is str else value
