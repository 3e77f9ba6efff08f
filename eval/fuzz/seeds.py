"""Whole files to mutate: for each format that is read a function that makes one from a source of chance.

A format is one more line in SEEDS; its file should use all that its reader reads.
"""

import random
from collections.abc import Callable

from eval.fuzz import packs, pages, rows, word
from extractor.read import convert

Seed = Callable[[random.Random], bytes]

SEEDS: dict[str, Seed] = {
    "csv": rows.comma,
    "doc": word.doc,
    "docx": word.docx,
    "eml": packs.mail,
    "html": pages.html,
    "jsonl": rows.jsonl,
    "md": pages.markdown,
    "mht": packs.mht,
    "ofd": pages.ofd,
    "pdf": pages.pdf,
    "rtf": word.rtf,
    "tar": packs.tarred,
    "txt": pages.text,
    "xls": rows.xls,
    "xlsx": rows.xlsx,
    "zip": packs.zipped,
}
NEEDS = {"doc": lambda: convert.office() or convert.antiword(), "rtf": convert.office}
"""Formats that a program of the machine has to convert, with what finds it."""


def is_readable(name: str) -> bool:
    """Say whether this machine can read the format."""
    return name not in NEEDS or bool(NEEDS[name]())
