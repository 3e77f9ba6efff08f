"""What is extracted from the docx version of a sample equals what its text gives; numbers typed or automatic."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as NewDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractor.lang.numerals import parse_number
from extractor.pipeline import extract_bytes, extract_text
from extractor.types import Policy, Result

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted(path.name for path in (ROOT / "corpora").glob("*.txt"))
CN = "chineseCountingThousand"
PATTERNS = ("%1、", "（%1）", "(%1)", "第%1章 ", "第%1节 ", "第%1条 ")
KINDS = (*((CN, pattern) for pattern in PATTERNS), ("decimal", "%1."), ("decimal", "（%1）"), ("decimal", "(%1)"))
NUMBERS = tuple(
    re.escape(pattern).replace("%1", r"([一二三四五六七八九十]{1,3})" if style == CN else r"(\d{1,2})")
    for style, pattern in KINDS
)
LEAD = re.compile(rf"^[ \u3000]+(?={'|'.join(NUMBERS)})", re.M)


def typed(text: str) -> bytes:
    """Return a docx with one paragraph a line."""
    document = NewDocument()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def automatic(text: str) -> tuple[bytes, int]:
    """Return a docx whose leading numbers are automatic ones, and how many there are."""
    document = NewDocument()
    lists = _Lists(document.part.numbering_part.element)
    count = 0
    for line in text.split("\n"):
        kind, hit = next(((at, hit) for at, one in enumerate(NUMBERS) if (hit := re.match(one, line))), (0, None))
        number = parse_number(hit[1]) if hit else None
        if hit is None or number is None or not line[hit.end() :].strip():
            document.add_paragraph(line)
            continue
        count += 1
        properties = document.add_paragraph(line[hit.end() :])._p.get_or_add_pPr()
        properties._add_numPr()._add_numId().val = lists.use(kind, int(number))
    return saved(document), count


class _Lists:
    """Adds lists to numbering.xml: a new one, with its start, wherever a number does not follow the last."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.last: dict[int, tuple[int, int]] = {}
        self.count = 900
        first = root.find("{*}num")
        for kind, (style, pattern) in enumerate(KINDS):
            written = f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern.strip()}"/>'
            level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{written}</w:lvl>'
            abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + kind}">{level}</w:abstractNum>'
            first.addprevious(parse_xml(abstract))

    def use(self, kind: int, number: int) -> int:
        name, value = self.last.get(kind, (0, -1))
        if number != value + 1:
            self.count += 1
            name = self.count
            start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride>'
            abstract = f'<w:abstractNumId w:val="{900 + kind}"/>'
            self.root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}">{abstract}{start}</w:num>'))
        self.last[kind] = (name, number)
        return name


def indented(text: str) -> str:
    """Return a text as Word would hold it: what stands before a number is the paragraph's indent, not its text."""
    return LEAD.sub("", text)


def saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def found(result: Result) -> tuple[str, str, list[Policy]]:
    """Return all that a result says of its text; where it stands in the file is another matter."""
    bare = [replace(one, mentions=tuple(replace(it, place=None) for it in one.mentions)) for one in result.documents]
    return result.status, result.text, bare


def paragraphs(result: Result) -> list[int | None]:
    """Return the paragraph of each mention."""
    return [it.place.paragraph if it.place else None for one in result.documents for it in one.mentions]


@pytest.mark.parametrize("name", SAMPLES)
def test_typed_numbers(name: str) -> None:
    text = (ROOT / "corpora" / name).read_text("utf-8")
    result = extract_bytes(typed(text), "a.docx")
    assert found(result) == found(extract_text(text))
    assert all(paragraphs(result))


@pytest.mark.parametrize("name", SAMPLES)
def test_automatic_numbers(name: str) -> None:
    text = indented((ROOT / "corpora" / name).read_text("utf-8"))
    assert found(extract_bytes(automatic(text)[0], "a.docx")) == found(extract_text(text))


def test_the_samples_have_numbers_to_render() -> None:
    texts = [indented((ROOT / "corpora" / name).read_text("utf-8")) for name in SAMPLES]
    counts = [automatic(text)[1] for text in texts]
    assert sum(counts) > 400
    assert sum(count > 0 for count in counts) > len(SAMPLES) // 2
