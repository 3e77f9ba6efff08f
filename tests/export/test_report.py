"""The report read back by an HTML parser."""

import io
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import lxml.html

from extractor.export import write
from extractor.types import Result


def report(*results: Result) -> str:
    stream = io.BytesIO()
    write(results, stream, "html")
    return stream.getvalue().decode("utf-8")


def tree(*results: Result) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(report(*results).encode())


def of(page: lxml.html.HtmlElement, path: str) -> list[lxml.html.HtmlElement]:
    """Return what `.class tag` steps lead to, as in CSS."""
    steps = []
    for step in path.split():
        tag, _, name = step.partition(".")
        held = f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else ""
        steps.append(f"//{tag or '*'}{held}")
    return list(page.xpath("".join(steps)))


def records(page: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return [row for row in of(page, "table.records tbody tr") if row.get("id")]


class Elements(HTMLParser):
    """Every tag with its attributes, as a browser's tokenizer sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_text_is_whole_and_its_mentions_are_marked(sample: Result) -> None:
    page = tree(sample)
    shown = ["".join(line.itertext()) for line in of(page, ".text p")]
    assert shown == sample.text.splitlines()
    assert [mark.text for mark in of(page, ".text .agency")] == ["市文化局", "市财政局", "各区县图书馆"]
    assert "".join(mark.text for mark in of(page, ".text .target")) == "".join(
        mention.text for mention in sample.documents[0].mentions if mention.label == "TARGET"
    )


def test_every_record_leads_to_its_sentence_and_back(sample: Result) -> None:
    page = tree(sample)
    rows = records(page)
    assert len(rows) == 4
    for row, record in zip(rows, sample.documents[0].records, strict=True):
        anchor = row.xpath(".//a")[0].get("href")[1:]
        (start,) = page.xpath(f"//*[@id='{anchor}']")
        assert start.get("href") == f"#{row.get('id')}"
        target = next(m for m in sample.documents[0].mentions if m.id == record.target)
        following = "".join(next(start.itersiblings("span")).itertext())
        assert target.text.startswith(following)


def test_a_record_shows_all_that_binds_it(sample: Result) -> None:
    cells = ["".join(cell.itertext()).strip() for cell in records(tree(sample))[3]]
    assert cells[1] == "延长开放时间"
    assert cells[3].startswith("牵头 市文化局负责 各区县图书馆配合 市财政局")
    assert "“各区县图书馆”取自本句" in cells[3]
    assert "“市文化局”“市财政局”取自标题“（一）" in cells[3]
    assert cells[5] == "0.75"


def test_records_stand_under_their_headings(sample: Result) -> None:
    headings = ["".join(row.itertext()).strip() for row in of(tree(sample), "table.records tr.section")]
    assert headings == ["一、主要目标", "二、主要任务 › （一）完善设施网络（市文化局牵头，市财政局配合）"]


def test_counts_issues_and_failures_are_shown(sample: Result, failed: Result) -> None:
    page = tree(sample, failed)
    assert [box.text for box in of(page, ".totals dd")] == ["2", "1", "4", "1", "1"]
    assert ["".join(item.itertext()) for item in of(page, ".issues li")] == [
        "问题 · 结构 没有找到成文日期 此致。",
        "失败 · 读取 “空.txt”是空文件，请检查后重试",
    ]
    assert len(of(page, ".index tbody tr")) == 2


def test_ids_are_unique_over_files(sample: Result) -> None:
    ids = [attributes["id"] for _, attributes in Elements(report(sample, sample)).found if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {attributes["href"] for tag, attributes in Elements(report(sample, sample)).found if tag == "a"}
    assert {link[1:] for link in links if link} <= set(ids)


def test_hostile_text_stays_text(hostile: Result) -> None:
    elements = Elements(report(hostile)).found
    assert {tag for tag, _ in elements}.isdisjoint({"script", "img", "iframe", "object", "link", "form", "b>"})
    assert not any(name.startswith("on") for _, attributes in elements for name in attributes)
    page = report(hostile)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "\x00" not in page
    assert "a\ufffdb\ufffdc\ufffdd" in page
    assert "长" * 40_000 in page


def test_nothing_is_asked_of_a_network(sample: Result, hostile: Result) -> None:
    page = report(sample, hostile)
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    for _, attributes in Elements(page).found:
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert "default-src 'none'" in page


def test_crossing_mentions_are_drawn(sample: Result) -> None:
    """A recogniser may give spans that cross; the text must still read whole."""
    policy = sample.documents[0]
    first, second = policy.mentions[1], policy.mentions[4]
    crossing = replace(second, span=first.span.shift(3), text=first.span.shift(3).of(sample.text), id="x")
    crossed = replace(sample, documents=(replace(policy, mentions=(*policy.mentions, crossing)),))
    shown = ["".join(line.itertext()) for line in of(tree(crossed), ".text p")]
    assert shown == sample.text.splitlines()


def test_files_keep_their_order(sample: Result) -> None:
    named = [replace(sample, source=replace(sample.source, path=f"{n}.txt")) for n in range(12)]
    page = report(*named)
    places = [page.index(f"</span> {n}.txt</p>") for n in range(12)]
    assert all(a < b for a, b in pairwise(places))
