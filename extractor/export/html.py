"""HTML: one self-contained page to read and print. It asks nothing of any network."""

import shutil
from collections.abc import Iterable
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.export.cells import printable
from extractor.export.names import LABELS, ROLES
from extractor.export.page import Outline, outline, page
from extractor.export.rows import quantity
from extractor.types import Result

_KEPT_IN_MEMORY = 8_000_000


def write_report(results: Iterable[Result], stream: BinaryIO) -> int:
    """Write one page; the files' parts wait on disk, since the head counts them all."""
    pages = _templates().get_template("file.html")
    outlines: list[Outline] = []
    with SpooledTemporaryFile(_KEPT_IN_MEMORY) as body:
        for number, result in enumerate(results, start=1):
            shown = page(result, number)
            outlines.append(outline(shown))
            pages.stream(page=shown).dump(cast(BinaryIO, body), "utf-8")
        made_with = sorted({outline.made_with for outline in outlines})
        head = _templates().get_template("head.html")
        stream.write(head.render(files=outlines, labels=LABELS, made_with=made_with).encode())
        body.seek(0)
        shutil.copyfileobj(body, stream)
    stream.write(_templates().get_template("foot.html").render(made_with=made_with).encode())
    return len(outlines)


@cache
def _templates() -> Environment:
    loader = PackageLoader("extractor.export", "templates")
    templates = Environment(
        loader=loader,
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, _, _ = loader.get_source(templates, "report.css")
    templates.globals["style"] = Markup(style)
    templates.globals["roles"] = ROLES
    templates.filters["quantity"] = quantity
    return templates


def _shown(value: object) -> object:
    """Take control characters out of plain strings; None shows as nothing."""
    if value is None:
        return ""
    return printable(value) if type(value) is str else value
