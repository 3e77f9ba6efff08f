"""HTML: one self-contained page to read and print; it asks nothing of any network."""

from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from extractor.export.cells import printable
from extractor.table.arrange import Table
from extractor.table.fonts import faces
from extractor.table.review import COLUMNS, review


def write_html(table: Table, stream: BinaryIO) -> None:
    """Write the page; every text of the document is escaped."""
    page = _templates().get_template("table.html")
    stream.write(
        page.render(table=table, faces=faces(), checks=review(table), heads=COLUMNS).encode("utf-8", "replace")
    )


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("extractor.table", "templates"),
        autoescape=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
