"""`zhengce schema`: the output contract for programs."""

import json

import click


@click.command("schema")
def command() -> None:
    """输出结果的 JSON Schema（draft 2020-12）。"""
    from extractor.types.codec import json_schema  # noqa: PLC0415 (keeps help fast)

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
