"""Whole files to mutate: for each format that is read a function that makes one from a source of chance.

A format is one more line in SEEDS; its file should use all that its reader reads.
"""

import random
from collections.abc import Callable

from eval import fuzz_packs, fuzz_pages, fuzz_rows, fuzz_word
from extractor.read import convert

Seed = Callable[[random.Random], bytes]

SEEDS: dict[str, Seed] = {
    "csv": fuzz_rows.comma,
    "doc": fuzz_word.doc,
    "docx": fuzz_word.docx,
    "eml": fuzz_packs.mail,
    "html": fuzz_pages.html,
    "jsonl": fuzz_rows.jsonl,
    "md": fuzz_pages.markdown,
    "mht": fuzz_packs.mht,
    "ofd": fuzz_pages.ofd,
    "pdf": fuzz_pages.pdf,
    "rtf": fuzz_word.rtf,
    "tar": fuzz_packs.tarred,
    "txt": fuzz_pages.text,
    "xls": fuzz_rows.xls,
    "xlsx": fuzz_rows.xlsx,
    "zip": fuzz_packs.zipped,
}
NEEDS = {"doc": lambda: convert.office() or convert.antiword(), "rtf": convert.office}
"""Formats that a program of the machine has to convert, with what finds it."""


def is_readable(name: str) -> bool:
    """Say whether this machine can read the format."""
    return name not in NEEDS or bool(NEEDS[name]())
