"""Compilations, covering notices and attachments. Cases are our own wording."""

from collections.abc import Callable

import pytest

from extractor.structure import policies
from extractor.types import Document, Policy

PIECE = "为节约用水，提出意见。\n一、装表\n逐户安装。\n二、换管\n分片更换。\n"
NOTICE = (
    "关于印发《某县节水方案》的通知\n某政发〔2018〕7号\n各镇：\n"
    "《某县节水方案》已经县政府同意，现印发给你们，请认真执行。\n"
)
PLAN = "为节约用水，制定本方案。\n一、装表\n逐户安装。\n二、换管\n分片更换。"
SIGNED = "某县人民政府\n2018年3月5日\n"


@pytest.mark.parametrize(
    "headers",
    [
        ("节水意见 篇1", "节水意见 篇2", "节水意见 篇3"),
        ("篇1", "篇2", "篇5"),
        ("篇一", "篇二", "篇三"),
        ("篇一：甲镇节水意见", "篇二：乙镇节水意见", "篇三：丙镇节水意见"),
        ("第一篇:《甲镇节水意见》", "第二篇:乙镇节水意见", "第四篇:丙镇节水意见"),
        ("范文一", "范文二", "范文三"),
        ("节水意见范文1", "节水意见范文2", "节水意见范文3"),
    ],
)
def test_pieces_of_a_compilation(make: Callable[..., Document], headers: tuple[str, ...]) -> None:
    text = "节水意见(精选3篇)\n2024-05-06 投稿\n" + "".join(f"{header}\n{PIECE}" for header in headers)
    found = policies(make(text))
    assert [policy.id for policy in found] == ["d1", "d2", "d3"]
    assert [text[policy.span.start :].split("\n", 1)[0] for policy in found] == list(headers)
    assert found[-1].span.end == len(text)
    assert [[section.number for section in policy.sections[1:]] for policy in found] == [["一、", "二、"]] * 3
    assert {policy.genre for policy in found} == {"opinion"}


def test_piece_titles(make: Callable[..., Document]) -> None:
    text = f"篇1\n{PIECE}篇2\n某县节水纲要\n{PIECE}篇3：某镇节水总结\n{PIECE}第四篇:不算\n"
    assert [policy.title for policy in policies(make(text))] == ["", "某县节水纲要", "某镇节水总结"]


def test_unmarked_first_piece_is_kept(make: Callable[..., Document]) -> None:
    long = "节约用水是全社会的共同责任，需要各方参与、久久为功，把每一滴水都用在刀刃上，做到应节尽节。" * 3 + "\n"
    text = f"节水意见范文大全\n{long * 4}一、装表\n{long}二、换管\n{long}篇2\n{PIECE}篇3\n{PIECE}"
    assert len(policies(make(text))) == 3


def test_chapters_called_pian_do_not_split(tree: Callable[[str], list[str]]) -> None:
    text = "某县规划纲要\n第一篇 蓝图\n第一章 基础\n已有成绩。\n第二篇 举措\n第二章 水利\n修堤建库。"
    assert tree(text) == ["1 第一篇 蓝图", "2 第一章 基础", "1 第二篇 举措", "2 第二章 水利"]


def test_documents_without_numbers_in_a_row(make: Callable[..., Document]) -> None:
    first = f"某县人民政府关于节水的通知\n各镇：\n{PIECE}{SIGNED}"
    second = f"某县林业局2018年工作要点\n{PIECE}某县林业局\n2018年4月1日"
    found = policies(make(first + second))
    assert [policy.title for policy in found] == ["某县人民政府关于节水的通知", "某县林业局2018年工作要点"]
    assert [policy.date for policy in found] == ["2018-03-05", "2018-04-01"]


@pytest.mark.parametrize(
    "second",
    [
        f"某县林业局2018年工作要点\n{PIECE}",
        f"2018年工作要点\n{PIECE}某县林业局\n2018年4月1日",
        f"附件\n某县林业局2018年工作要点\n{PIECE}某县林业局\n2018年4月1日",
        f"某县节水方案\n{PIECE}某县人民政府\n2018年4月1日",
    ],
    ids=["unsigned", "no organ", "attachment", "named before"],
)
def test_what_a_notice_brings_is_no_document_of_its_own(make: Callable[..., Document], second: str) -> None:
    assert len(policies(make(NOTICE + SIGNED + second))) == 1


def test_complete_documents_in_a_row(make: Callable[..., Document]) -> None:
    first = f"关于节水的通知\n某政发〔2018〕7号\n各镇：\n{PIECE}{SIGNED}"
    second = f"关于植树的通知\n某政发〔2018〕8号\n各镇：\n{PIECE}某县人民政府\n2018年4月1日"
    found = policies(make(first + second))
    assert [(policy.title, policy.doc_number, policy.date) for policy in found] == [
        ("关于节水的通知", "某政发〔2018〕7号", "2018-03-05"),
        ("关于植树的通知", "某政发〔2018〕8号", "2018-04-01"),
    ]


def test_forwarded_document_stays_with_its_notice(one: Callable[[str], Policy]) -> None:
    text = (
        "某水发〔2018〕7号\n各镇：\n现将《省水利厅关于节水的通知》转发给你们，请执行。\n某县水务局\n2018年3月5日\n"
        f"关于节水的通知\n皖水发〔2018〕2号\n各市：\n{PIECE}安徽省水利厅\n2018年2月1日"
    )
    assert one(text).doc_number == "某水发〔2018〕7号"


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        (f"{NOTICE}{SIGNED}某县节水方案\n{PLAN}", "", "某县节水方案"),
        (f"{NOTICE}{SIGNED}（此件公开发布）\n某县节水方案\n{PLAN}", "", "某县节水方案"),
        (f"{NOTICE}{SIGNED}附件\n某县节水方案\n{PLAN}", "附件", "某县节水方案"),
        (f"{NOTICE}{SIGNED}附件：某县节水方案\n{PLAN}", "附件", "某县节水方案"),
        (f"{NOTICE}附件：某县节水方案\n{SIGNED}附件1\n某县节水方案\n{PLAN}", "附件1", "某县节水方案"),
        (f"{NOTICE}{SIGNED}某县\n节水方案\n{PLAN}", "", "某县节水方案"),
        (f"{NOTICE}合肥市水务局2018年3月5日某县节水方案{PLAN}", "", "某县节水方案"),
        (f"{NOTICE}合肥市水务局（此件公开发布）某县节水方案{PLAN}", "", "某县节水方案"),
    ],
)
def test_attached_plan_is_a_section_of_its_notice(
    one: Callable[[str], Policy], text: str, number: str, title: str
) -> None:
    policy = one(text)
    rows = [(section.level, section.number, section.title) for section in policy.sections[1:]]
    assert rows == [(1, number, title), (2, "一、", "装表"), (2, "二、", "换管")]
    assert policy.title == "关于印发《某县节水方案》的通知"
    assert policy.genre == "plan"
    heading = policy.sections[1].heading
    assert heading is not None
    assert "".join(heading.of(text).split()).endswith("节水方案")


def test_several_attachments(one: Callable[[str], Policy]) -> None:
    text = (
        f"{NOTICE}附件：1.某县节水方案\n2.责任清单\n{SIGNED}附件1\n某县节水方案\n{PLAN}\n"
        "附件2\n责任清单\n一、水务局\n负责装表，按月报送进度。\n二、财政局\n负责资金，按季拨付到位。"
    )
    rows = [(section.level, section.number, section.title) for section in one(text).sections[1:]]
    assert rows[0] == (1, "附件1", "某县节水方案")
    assert rows[3] == (1, "附件2", "责任清单")
    assert [level for level, *_ in rows] == [1, 2, 2, 1, 2, 2]


def test_list_of_attachments_is_no_attachment(one: Callable[[str], Policy]) -> None:
    text = f"关于节水的通知\n各镇：\n请节约用水。\n附件：1.登记表\n2.汇总表\n{SIGNED}"
    assert len(one(text).sections) == 1


def test_plan_headed_attachment_without_its_notice(tree: Callable[[str], list[str]]) -> None:
    assert tree(f"附件\n某县节水方案\n{PLAN}") == ["1 一、 装表", "1 二、 换管"]


def test_noise_gives_no_heading_and_no_metadata(make: Callable[..., Document]) -> None:
    noise = ("一、热门推荐", "关于抽奖的通知", "二、友情链接")
    text = f"{noise[1]}\n某县节水意见\n{PIECE}{noise[0]}\n{noise[2]}"
    (policy,) = policies(make(text, noise))
    assert policy.title == "某县节水意见"
    assert [section.title for section in policy.sections if section.level] == ["装表", "换管"]
    assert policy.span == (0, len(text))


def test_nothing_but_noise_gives_no_policy(make: Callable[..., Document]) -> None:
    assert policies(make("友情链接\n网站地图", ("友情链接", "网站地图"))) == ()
    assert policies(make("")) == ()
