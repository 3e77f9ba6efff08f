"""The benchmark's own parts: what it draws its texts from, and what it writes."""

from itertools import islice
from xml.etree import ElementTree

from eval.bench.page import picture, table
from eval.bench.row import Row
from eval.bench.stages import shares
from eval.bench.whole import chain

ROWS = [
    Row("start", "to the first record", seconds=1.25, memory=180.0),
    Row("whole", "4,000 characters a document, 2 workers", 9000.0, memory=300.0, note="12 documents"),
    Row("others", "BERT-base, transformers pipeline", 600.0),
    Row("others", "jionlp", note="not installed"),
]


def test_texts_are_chained_to_one_length_and_nothing_is_skipped():
    pieces = list(islice(chain(["甲乙丙", "丁戊"], 4), 5))
    assert [len(piece) for piece in pieces] == [4] * 5
    assert "".join(pieces).startswith("甲乙丙\n\n丁戊\n\n甲乙丙")


def test_the_table_compares_with_bert():
    lines = table(ROWS, "head").splitlines()
    assert lines[0] == "head"
    assert "| 9,000 | 15.0 |" in table(ROWS, "head")
    assert len(lines) == 4 + len(ROWS)


def test_the_picture_has_a_bar_for_each_rate():
    drawn = ElementTree.fromstring(picture(ROWS))
    assert len([part for part in drawn if part.tag.endswith("rect")]) == 1 + sum(row.rate is not None for row in ROWS)


def test_the_stages_add_up_to_all():
    found = list(shares(["一、主要任务\n到2026年，建成社区驿站30个。（市总工会牵头）"], "rules"))
    assert [row.what for row in found] == ["read", "structure", "tokenise", "recognise", "normalise", "assemble"]
    assert all(row.seconds is not None and row.seconds >= 0 for row in found)
    assert sum(float(row.note.rstrip("%")) for row in found) > 99
