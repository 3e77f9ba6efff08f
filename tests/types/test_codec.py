import json
from dataclasses import replace

import jsonschema
import msgspec
import pytest

from extractor.types import (
    AgencySlot,
    DeadlineSlot,
    Issue,
    MadeWith,
    Mention,
    Metric,
    Policy,
    Quantity,
    Record,
    Result,
    Section,
    Source,
    Span,
)
from extractor.types.codec import decode, encode, json_schema

TEXT = "到2026年，村庄保洁覆盖率达到95%以上（县住建局负责）。"


def mention(name: str, label: str, part: str, **more: object) -> Mention:
    start = TEXT.index(part)
    return Mention(name, label, Span(start, start + len(part)), part, 0.9, "rules/test", **more)  # type: ignore[arg-type]


@pytest.fixture
def result() -> Result:
    mentions = (
        mention("m1", "DEADLINE", "到2026年", norm="../2026-12-31"),
        mention("m2", "TARGET", "村庄保洁覆盖率达到95%以上"),
        mention("m3", "INDICATOR", "村庄保洁覆盖率"),
        mention(
            "m4",
            "VALUE",
            "95%以上",
            kind="target",
            norm=">= 95 %",
            indicator="m3",
            quantity=Quantity(">=", 95, "%"),
        ),
        mention("m5", "AGENCY", "县住建局", role="resp"),
    )
    record = Record(
        "r1",
        "m2",
        "s0",
        (DeadlineSlot("m1", "../2026-12-31", "sentence"),),
        (AgencySlot("m5", "resp", "县住建局", "paragraph_end"),),
        (Metric("m3", "m4", ">=", 95, "%", "target"),),
        0.7,
    )
    policy = Policy(
        "d1",
        "示例",
        Span(0, len(TEXT)),
        (Section("s0", None, 0, "", "", Span(0, len(TEXT))),),
        mentions=mentions,
        records=(record,),
    )
    issue = Issue("read", "decode", "有 1 处无法解码", Span(3, 4))
    return Result(
        "1",
        "partial",
        Source("a.txt", "0" * 64, "text/plain", "utf-8"),
        TEXT,
        (policy,),
        (issue,),
        MadeWith("0.1.0", "rules"),
    )


def test_result_survives_the_codec(result: Result) -> None:
    assert decode(encode(result)) == result


def test_same_result_gives_the_same_bytes(result: Result) -> None:
    assert encode(result) == encode(decode(encode(result)))


def test_json_has_the_contract_fields(result: Result) -> None:
    data = json.loads(encode(result))
    assert list(data) == ["schema", "status", "source", "text", "documents", "issues", "made_with", "gaps"]
    document = data["documents"][0]
    assert {
        "id",
        "title",
        "doc_number",
        "issuer",
        "date",
        "region",
        "genre",
        "span",
        "sections",
        "mentions",
        "records",
    } <= set(document)
    first = document["mentions"][0]
    assert first["span"] == [0, 6]
    assert TEXT[slice(*first["span"])] == first["text"]
    assert document["records"][0]["deadlines"] == [
        {"mention": "m1", "norm": "../2026-12-31", "inherited_from": "sentence", "score": 1.0}
    ]
    assert set(document["records"][0]["metrics"][0]) >= {"indicator", "value", "op", "number", "unit", "kind"}


def test_result_fits_the_published_schema(result: Result) -> None:
    jsonschema.validate(json.loads(encode(result)), json_schema())


def test_schema_refuses_another_label(result: Result) -> None:
    data = json.loads(encode(result))
    data["documents"][0]["mentions"][0]["label"] = "PERSON"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())


def test_decoding_names_the_field_that_does_not_fit(result: Result) -> None:
    with pytest.raises(msgspec.ValidationError, match="status"):
        decode(encode(result).replace(b'"partial"', b'"great"', 1))


def test_values_are_frozen(result: Result) -> None:
    with pytest.raises(AttributeError):
        result.status = "ok"  # type: ignore[misc]
    assert replace(result, status="ok").status == "ok"


def test_span_geometry() -> None:
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))
    assert Span(2, 9).contains(Span(2, 5))
    assert Span(2, 5).shift(3) == Span(5, 8)
    assert Span(2, 5).of("甲乙丙丁戊") == "丙丁戊"
    assert Span(2, 5).width == 3
