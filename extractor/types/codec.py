"""The one JSON codec of the project, and the JSON Schema of the output contract."""

from typing import Any

import msgspec

from extractor.types.result import Result

_encoder = msgspec.json.Encoder(order=None)
_decoder = msgspec.json.Decoder(Result)


def encode(result: Result) -> bytes:
    """Return a result as one line of UTF-8 JSON, fields in the contract's order."""
    return _encoder.encode(result)


def decode(data: bytes | str) -> Result:
    """Read a result back; `msgspec.ValidationError` names the field that does not fit."""
    return _decoder.decode(data)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a result."""
    schema = msgspec.json.schema(Result)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zhengce result, schema 1",
        **schema,
    }
