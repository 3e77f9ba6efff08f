import msgspec
import pytest

from extractor.export.columns import COLUMNS
from extractor.export.rows import Row, flatten, quantity
from extractor.pipeline import extract_text
from extractor.types import Policy, Record, Result, Section, Span
from extractor.types.mention import Mention


def row(sample: Result, number: int) -> Row:
    return list(flatten(sample))[number]


def test_every_record_is_a_row(sample: Result) -> None:
    assert [found.target for found in flatten(sample)] == [
        "建成社区图书室40个以上",
        "力争居民持证率达到35%",
        "每季度更新一次馆藏书目",
        "延长开放时间",
    ]


def test_offsets_lead_back_to_the_text(sample: Result) -> None:
    for found in flatten(sample):
        assert sample.text[found.start : found.end] == found.target
        assert found.target in found.sentence
        assert found.sentence in sample.text


def test_sentence_ends_at_its_stop(sample: Result) -> None:
    first = "到2021年底，建成社区图书室40个以上，力争居民持证率达到35%。"
    assert row(sample, 0).sentence == row(sample, 1).sentence == first
    assert row(sample, 2).sentence == "每季度更新一次馆藏书目。"


def test_section_path_runs_from_the_outermost_heading(sample: Result) -> None:
    assert row(sample, 2).section_numbers == ("二、", "（一）")
    assert row(sample, 2).section_titles[0] == "主要任务"


def test_roles_hold_canonical_names(sample: Result) -> None:
    last = row(sample, 3)
    assert (last.lead, last.resp, last.coop, last.supv) == (
        ("市文化局",),
        ("各区县图书馆",),
        ("市财政局",),
        (),
    )


def test_metrics_are_resolved(sample: Result) -> None:
    (metric,) = row(sample, 0).metrics
    assert (metric.indicator, metric.text, quantity(metric)) == ("社区图书室", "40个以上", ">= 40 个")


@pytest.mark.parametrize(
    ("text", "norm"),
    [("绿地率降低0.00001%", "= 0.00001 %"), ("改造住房3万平方米", "= 30000 平方米"), ("建设驿站3—5个", "= 3..5 个")],
)
def test_a_number_is_written_as_its_norm_is(text: str, norm: str) -> None:
    result = extract_text(f"临湖市绿化方案\n一、主要任务\n到2026年，{text}。\n", recogniser="rules")
    assert [quantity(metric) for row in flatten(result) for metric in row.metrics] == [norm]


def test_inherited_values_say_from_where(sample: Result) -> None:
    (deadline,) = row(sample, 0).inherited
    assert (deadline.slot, deadline.text, deadline.source, deadline.where) == (
        "deadline",
        "到2021年底",
        "sentence",
        "本句",
    )
    assert [item.source for item in row(sample, 3).inherited] == ["heading:s3", "heading:s3", "sentence"]
    assert row(sample, 3).inherited[0].where == "标题“（一）完善设施网络（市文化局牵头…”"
    assert [item.slot for item in row(sample, 2).inherited] == ["agency", "agency"]


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("genre", "意见"),
        ("deadlines", "到2021年底"),
        ("deadline_norms", "../2021-12-31"),
        ("metrics", "社区图书室：40个以上（>= 40 个，目标）"),
        ("inherited", "时限“到2021年底”取自本句"),
        ("section", "一、主要目标"),
        ("date", None),
        ("score", 0.75),
    ],
)
def test_cells_read_well(sample: Result, key: str, cell: object) -> None:
    column = next(column for column in COLUMNS if column.key == key)
    assert column.cell(row(sample, 0)) == cell


def test_columns_are_named_once() -> None:
    assert len({column.key for column in COLUMNS}) == len({column.title for column in COLUMNS}) == len(COLUMNS)
    assert all(column.width > 0 for column in COLUMNS)


def test_rows_survive_their_json(sample: Result) -> None:
    for found in flatten(sample):
        assert msgspec.json.decode(msgspec.json.encode(found), type=Row) == found


def test_a_failed_file_has_no_rows(failed: Result) -> None:
    assert list(flatten(failed)) == []


def test_one_endless_line_stays_linear(sample: Result) -> None:
    """10,000 targets in one line: its sentences are split once, not once a target."""
    clause = "修缮一批老旧校舍，"
    text = (clause * 20 + "完成。") * 500
    starts = [at for at in range(len(text)) if text.startswith(clause, at)]
    mentions = tuple(
        Mention(f"t{n}", "TARGET", Span(at, at + 8), text[at : at + 8], 1.0, "rule") for n, at in enumerate(starts)
    )
    records = tuple(Record(f"r{n}", mention.id, "s0") for n, mention in enumerate(mentions))
    span = Span(0, len(text))
    policy = Policy("d1", "", span, (Section("s0", None, 0, "", "", span),), mentions=mentions, records=records)
    result = Result("1", "ok", sample.source, text, (policy,), (), sample.made_with)
    found = list(flatten(result))
    assert len(found) == 10_000
    assert {len(item.sentence) for item in found} == {len(clause) * 20 + 3}
