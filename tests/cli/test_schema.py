import json
from collections.abc import Callable
from typing import Any

from extractor.types.codec import json_schema

Run = Callable[..., Any]


def test_the_schema_is_printed(run: Run) -> None:
    done = run("schema")
    assert done.code == 0
    assert json.loads(done.out) == json.loads(json.dumps(json_schema()))
    assert done.out.count("\n") > 20


def test_the_output_has_the_schemas_fields(run: Run, paper: Any) -> None:
    schema = json_schema()
    name = schema["$ref"].rpartition("/")[2]
    assert set(json.loads(run("extract", str(paper)).out)) == set(schema["$defs"][name]["properties"])
