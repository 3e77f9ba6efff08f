"""PDF text: paragraphs across lines and pages, what is left out, columns, places."""

from pathlib import Path

import pytest
from invariants import check, kept, noise
from reportlab.pdfgen.canvas import Canvas

from eval.roundtrip.press import BODY, HEIGHT, LEFT, RIGHT, WIDTH, Press, number_pages, policy, wrap, write
from extractor.pipeline import extract_bytes
from extractor.read import read_bytes
from extractor.types import Document, Result

SAMPLES = sorted((Path(__file__).parents[2] / "corpora").glob("*.txt"))
LONG = (
    "到2027年，全区建成口袋公园36处、健身步道120公里，新增停车泊位8500个，"
    "由区住房和城乡建设局牵头，区城市管理局、各街道办事处配合，每年12月底前报送进展情况。"
)
ROWS = [LONG.replace("36", str(count)) for count in range(40, 52)]


def read(data: bytes) -> Document:
    document = read_bytes(data, "件.pdf")
    check(document)
    assert document.source.media_type == "application/pdf"
    return document


def records(result: Result) -> list[object]:
    found: list[object] = []
    for document in result.documents:
        mentions = {mention.id: mention for mention in document.mentions}
        for record in document.records:
            target = "".join(mentions[record.target].text.split())
            deadlines = [slot.norm for slot in record.deadlines]
            agencies = [(slot.role, slot.name) for slot in record.agencies]
            metrics = [(slot.op, slot.number, slot.unit, slot.kind) for slot in record.metrics]
            found.append((target, deadlines, agencies, metrics))
    return found


def test_the_samples_are_there() -> None:
    assert len(SAMPLES) >= 40


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_records_are_those_of_the_text(path: Path) -> None:
    text = path.read_text("utf-8")
    found = records(extract_bytes(policy(text), path.name))
    assert found == records(extract_bytes(text.encode(), path.name))
    assert bool(found) == (path.stem != "12-academic")


def test_lines_become_paragraphs_across_pages() -> None:
    press = Press(number_pages)
    for row in ROWS:
        press.paragraph(row)
    document = read(press.close())
    assert kept(document) == ROWS
    assert noise(document) == ["— 1 —", "— 2 —"]
    assert [block.place.paragraph for block in document.blocks] == list(range(1, len(document.blocks) + 1))
    assert [block.place.page for block in document.blocks if block.kind == "text"] == sorted(
        block.place.page or 0 for block in document.blocks if block.kind == "text"
    )


def test_the_box_is_where_the_text_stands() -> None:
    press = Press()
    press.paragraph("建设智慧路灯控制平台。")
    (block,) = read(press.close()).blocks
    left, top, right, bottom = block.place.box or (0, 0, 0, 0)
    assert block.place.page == 1
    assert left == pytest.approx(LEFT + 2 * BODY, abs=1)
    assert right - left == pytest.approx(11 * BODY, abs=2)
    assert 100 < top < bottom < 130


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、总体要求", "以改善人居环境为目标。"], ["一、总体要求", "以改善人居环境为目标。"]),
        (["1.5万亩以上的灌区全部改造。"], ["1.5万亩以上的灌区全部改造。"]),
        (["推进 smart city 建设。"], ["推进 smart city 建设。"]),
    ],
)
def test_short_lines_stay_apart(lines: list[str], expected: list[str]) -> None:
    press = Press()
    for line in lines:
        press.paragraph(line)
    assert kept(read(press.close())) == expected


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("建" * 28, "设项目二十个", True),
        ("建" * 28, "一、保障措施", False),
        ("建" * 28, "（二）强化督查", False),
        ("建" * 28, "3.压实责任", False),
        ("建" * 28, "1.5万亩灌区", True),
        ("建" * 27 + "、", "（二）所列事项", True),
        ("建" * 26 + "《意", "一、二期规划》", True),
        ("建" * 20, "设项目二十个", False),
    ],
)
def test_what_begins_a_paragraph_after_a_line(above: str, below: str, joined: bool) -> None:
    press = Press()
    press.paragraph("为" * 60)
    press.put(LEFT, above)
    press.put(LEFT, below)
    assert kept(read(press.close()))[1:] == ([above + below] if joined else [above, below])


def test_a_word_of_latin_letters_keeps_its_space() -> None:
    press = Press()
    for line in ("为" * 23 + " Internet", "Plus行动，推广应用。"):
        press.put(LEFT, line)
    press.paragraph("为" * 80)
    assert kept(read(press.close()))[0] == "为" * 23 + " Internet Plus行动，推广应用。"


def test_red_head_and_number_stand_alone() -> None:
    press = Press()
    press.centre("云岭市人民政府文件", 36)
    press.put(230, "云政发〔2026〕17号")
    press.centre("云岭市人民政府关于印发云岭市公共充电设施建设三年行动方案的通知")
    press.paragraph("各县区人民政府，市直各部门：", 0)
    press.paragraph(LONG)
    press.right("云岭市人民政府")
    press.right("2026年3月5日")
    assert kept(read(press.close())) == [
        "云岭市人民政府文件",
        "云政发〔2026〕17号",
        "云岭市人民政府关于印发云岭市公共充电设施建设三年行动方案的通知",
        "各县区人民政府，市直各部门：",
        LONG,
        "云岭市人民政府",
        "2026年3月5日",
    ]


def test_running_heads_and_watermarks_are_noise() -> None:
    def furnish(canvas: Canvas, page: int) -> None:
        write(canvas, LEFT, 60, "云岭市公共充电设施建设方案", 9)
        write(canvas, 280, 790, f"第 {page} 页 共 2 页", 9)
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    press = Press(furnish)
    for row in ROWS:
        press.paragraph(row)
    document = read(press.close())
    assert kept(document) == ROWS
    assert sorted(set(noise(document))) == [
        "云岭市公共充电设施建设方案",
        "内部资料",
        "第 1 页 共 2 页",
        "第 2 页 共 2 页",
    ]
    assert noise(document).count("内部资料") == 2


def test_headings_at_the_top_of_pages_are_no_furniture() -> None:
    press = Press(number_pages)
    for number in range(1, 5):
        press.put(LEFT, f"附件{number}")
        press.paragraph(LONG)
        press.turn()
    assert [line for line in kept(read(press.close())) if line.startswith("附件")] == [
        f"附件{number}" for number in range(1, 5)
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    size, room = 10.5, 205.0
    press = Press()
    press.centre("城市更新简报", 22)
    texts = (ROWS[:5], ROWS[5:10])
    for left, column in zip((LEFT, RIGHT - room), texts, strict=True):
        y = 160.0
        for row in column:
            for at, line in enumerate(wrap(row, room, 2 * size, size)):
                write(press.canvas, left + (0 if at else 2 * size), y, line, size)
                y += 16
    assert kept(read(press.close())) == ["城市更新简报", *ROWS[:10]]


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("marked", [0, 90, 270])
def test_a_turned_page_reads_like_an_upright_one(turned: int, marked: int) -> None:
    press = Press()
    lying = (turned % 180 == 90) != (marked % 180 == 90)  # reportlab swaps the sides of a marked page
    press.canvas.setPageSize((HEIGHT, WIDTH) if lying else (WIDTH, HEIGHT))
    press.canvas.setPageRotation(marked)
    press.canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turned])
    press.canvas.rotate(turned)
    for row in ROWS[:2]:
        press.paragraph(row)
    assert kept(read(press.close())) == ROWS[:2]
