"""`zhengce audit`: what a person should look at before records are sent."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.audit import CODES, SEVERITIES, Finding, audit, audit_rows
from extractor.audit.table import to_json, write_csv, write_xlsx
from extractor.cli.parameters import DATE, DEBUG, RECOGNISER
from extractor.cli.reporter import complaints
from extractor.cli.results import each, is_stored, named, stored
from extractor.errors import OptionError, ReadError
from extractor.export.cells import printable
from extractor.export.rows import Row
from extractor.export.sink import opened
from extractor.export.write import check_spared
from extractor.pipeline import Options
from extractor.types import Result

MOST = 10
"""So many findings of a code are printed for a file; -o and --json give all."""
WIDTH, LONGEST = 120, 160
STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


@click.command("audit")
@click.argument("paths", nargs=-1, required=True, metavar="路径...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="把全部问题写入 .xlsx 或 .csv。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部问题。")
@click.option("--strict", is_flag=True, help="有矛盾或缺漏时退出码为 1（提示不算）。")
@DATE
@RECOGNISER
@DEBUG
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    as_json: bool,
    strict: bool,
    date: str | None,
    recogniser: str,
    debug: bool,
) -> None:
    """审核抽取结果：缺牵头、缺时限、时限早于成文日期、既牵头又配合、时限未能推算、数值前后不一、自报数目不符。

    路径是政策文件（当场抽取），或 extract 写出的 .json、.jsonl。

    .jsonl 每行一条记录而没有全文，不核对文中自报的数目（“共12项任务”）。
    """
    names = named(paths)
    if output is not None:  # what cannot be written is said before the work, not behind it
        _writer(output)
        check_spared(output, names)
    findings, failed = examine(names, Options(recogniser, date, debug=debug))
    if output is not None:
        write(findings, output)
    if as_json:
        click.echo(to_json(findings), nl=False)
    elif output is None:
        _show(findings)
    click.echo(summary(findings), err=True)
    wrong = strict and any(finding.severity != "note" for finding in findings)
    context.exit(1 if failed or wrong else 0)


def examine(names: Sequence[str], options: Options) -> tuple[list[Finding], int]:
    """Return the findings of every file, and how many files failed (named on standard error).

    Raises OptionError or ModelError; a bad document raises nothing.
    """
    findings: list[Finding] = []
    failed = 0
    for name in names:
        try:
            results, rows = _read(name, options)
        except ReadError as error:
            click.echo(printable(f"失败：{error}"), err=True)
            failed += 1
            continue
        for result in results:
            findings += audit(result)
            failed += result.status == "failed"
            for line in complaints(result):
                click.echo(line, err=True)
        findings += audit_rows(rows)
    return findings, failed


def _read(name: str, options: Options) -> tuple[list[Result], list[Row]]:
    """Return what a stored result holds, or what extracting gives. Raises ReadError for the former."""
    return stored(name) if is_stored(name) else (list(each([name], options)), [])


def write(findings: Sequence[Finding], target: Path) -> None:
    """Write findings as .xlsx or .csv. Raises OptionError for another suffix, OutputError."""
    writer = _writer(target)
    with opened(target) as stream:
        writer(findings, stream)


def _writer(target: Path) -> Callable[[Sequence[Finding], BinaryIO], None]:
    writers = {".xlsx": write_xlsx, ".csv": write_csv}
    if target.suffix.lower() not in writers:
        raise OptionError(f"审核结果只能写成 {'、'.join(writers)}，不能写成“{target}”")
    return writers[target.suffix.lower()]


def _show(findings: Sequence[Finding]) -> None:
    """Print a table a file, at most `MOST` findings of a code in it."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    for file, found in groupby(findings, key=lambda finding: finding.file):
        table = Table(title=Text(printable(file), "bold"), title_justify="left", show_lines=True)
        table.add_column("级别", no_wrap=True)
        for heading, share in (("问题", 4), ("位置", 4), ("原句", 7)):
            table.add_column(heading, ratio=share, overflow="fold")
        for _, same_code in groupby(sorted(found, key=_rank), key=lambda finding: finding.code):
            for row in _rows(list(same_code)):
                table.add_row(*row)
        console.print(table)


def _rank(finding: Finding) -> int:
    return list(CODES).index(finding.code)


def _rows(found: Sequence[Finding]) -> Iterator[tuple[Text, ...]]:
    severity, name = CODES[found[0].code]
    style = STYLES[severity]
    for finding in found[:MOST]:
        said = Text.assemble((name, style), "\n", printable(finding.message))
        sentence = " ".join(finding.sentence.split())
        cut = "…" if len(sentence) > LONGEST else ""
        yield Text(SEVERITIES[severity], style), said, _place(finding), Text(printable(sentence[:LONGEST]) + cut)
    if len(found) > MOST:
        more = Text(f"{name}：另有 {len(found) - MOST} 条", "dim")
        yield Text(), more, Text("用 -o 或 --json 看全部", "dim"), Text()


def _place(finding: Finding) -> Text:
    records = "、".join(finding.records[:MOST]) + ("…" if len(finding.records) > MOST else "")
    lines = (finding.place, f"第 {finding.span.start}–{finding.span.end} 字", f"{finding.document} {records}")
    return Text("\n".join(printable(line) for line in lines if line))


def summary(findings: Sequence[Finding]) -> str:
    """Return the last line: how many findings, by name."""
    counts = Counter(finding.code for finding in findings)
    said = "，".join(f"{name} {counts[code]}" for code, (_, name) in CODES.items() if counts[code])
    return f"发现 {len(findings)} 处：{said}" if findings else "没有发现问题"
