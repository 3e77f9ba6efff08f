"""`zhengce annotate`: check, convert, agree, stats."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from extractor.annotate import forms, label_studio
from extractor.annotate.agree import agreement, disagreements
from extractor.annotate.check import Finding, check
from extractor.annotate.files import read_text
from extractor.annotate.split import Text, split, write_parts
from extractor.annotate.standoff import StandOff, load, separate
from extractor.annotate.standoff import read as read_standoff
from extractor.annotate.stats import stats
from extractor.errors import AnnotationError
from extractor.export.write import check_spared
from extractor.read import read_text as as_document
from extractor.structure import policies
from extractor.types import LABELS, Annotation

_PATH = click.Path(path_type=Path)
_CORPUS = click.option("--corpus", type=_PATH, help="离线标注所指文本的文件夹（默认取环境变量 ZHENGCE_CORPUS）")


@click.group(name="annotate")
def command() -> None:
    """标注工具：检查、转换、一致性、统计。"""


@command.command(name="check")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="标注文件或文件夹…")
@click.option("--text", type=_PATH, help="去掉标签后应与之一致的文本；默认找同名 .txt")
@click.option("--strict", is_flag=True, help="有警告也算不通过")
@click.pass_context
def check_command(context: click.Context, paths: tuple[Path, ...], text: Path | None, strict: bool) -> None:
    """检查行内标注：标签、编号、引用、边界。"""
    files = [file for path in paths for file in (sorted(path.rglob("*.xml")) if path.is_dir() else [path])]
    worst = 0
    for file in files:
        for finding in check_file(file, text):
            click.echo(f"{file}: {'错误' if finding.level == 'error' else '警告'} {finding.mention} {finding.message}")
            worst = max(worst, 2 if finding.level == "error" else 1)
    click.echo(f"检查了 {len(files)} 个文件：{'有错误' if worst == 2 else '有警告' if worst else '没有问题'}", err=True)
    context.exit(1 if worst == 2 or (strict and worst) else 0)


def check_file(file: Path, text: Path | None = None) -> list[Finding]:
    """Check one inline file against `text` or the .txt of its name beside it, where there is one."""
    if not file.is_file():
        raise AnnotationError(f"找不到标注文件 {file}，请检查路径")
    if text and not text.is_file():
        raise AnnotationError(f"找不到正文 {text}，请检查 --text")
    source = text or file.with_suffix(".txt")
    return check(read_text(file), read_text(source) if source.is_file() else None)


@command.command(name="convert")
@click.argument("source", type=_PATH, metavar="来源")
@click.argument("target", type=_PATH, metavar="目标")
@click.option("--to", "form", required=True, type=click.Choice(list(forms.FORMS)), help="目标格式")
@_CORPUS
def convert_command(source: Path, target: Path, form: str, corpus: Path | None) -> None:
    """转换标注格式（行内、离线、spaCy、datasets、Label Studio、doccano）。"""
    annotations = list(forms.read(source, corpus))
    forms.write(annotations, target, form, source)
    click.echo(f"已写出 {len(annotations)} 篇：{target}", err=True)


@command.command(name="interface")
def interface_command() -> None:
    """打印 Label Studio 的标注界面配置。"""
    click.echo(label_studio.CONFIG, nl=False)


@command.command(name="agree")
@click.argument("first", type=_PATH, metavar="甲")
@click.argument("second", type=_PATH, metavar="乙")
@click.option("--list", "show", is_flag=True, help="逐条列出分歧")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="输出格式")
@_CORPUS
def agree_command(first: Path, second: Path, show: bool, form: str, corpus: Path | None) -> None:
    """两人标注同一批文本的一致性（严格 F1）。"""
    ours, theirs = _same_documents(first, second, corpus)
    rows = agreement(ours, theirs)
    if form == "json":
        click.echo(json.dumps({row.label: row.f1 for row in rows}))
    else:
        table = Table("标签", "一致", "仅甲", "仅乙", "F1")
        for row in rows:
            table.add_row(row.label, str(row.both), str(row.first_only), str(row.second_only), f"{row.f1:.4f}")
        Console().print(table)
    for difference in disagreements(ours, theirs) if show else ():
        click.echo("\t".join(astuple(difference)).replace("\n", "⏎"))


def _same_documents(first: Path, second: Path, corpus: Path | None) -> tuple[list[Annotation], list[Annotation]]:
    ours = {annotation.name: annotation for annotation in forms.read(first, corpus)}
    theirs = {annotation.name: annotation for annotation in forms.read(second, corpus)}
    shared = sorted(ours.keys() & theirs.keys())
    if not shared:
        raise AnnotationError(f"{first} 与 {second} 没有同名的文本，无法比较")
    return [ours[name] for name in shared], [theirs[name] for name in shared]


@command.command(name="stats")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[标注文件或文件夹]…")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="输出格式")
@_CORPUS
def stats_command(paths: tuple[Path, ...], form: str, corpus: Path | None) -> None:
    """标注的规模：篇数、字数、各标签数、各体裁。"""
    found = stats(row for path in paths or (Path("annotations"),) for row in standoff_rows(path, corpus))
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    table = Table("体裁", "篇", "字", *LABELS)
    for name, row in [*found["genres"].items(), ("合计", found)]:
        counts = (str(row["mentions"][label]) for label in LABELS)
        table.add_row(name, str(row["documents"]), str(row["characters"]), *counts)
    Console().print(table)


@command.command(name="split")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="标注文件或文件夹…")
@click.option("--apart", type=_PATH, help="不得与之重复的文本所在文件夹（*.txt）")
@click.option("--seen", type=_PATH, multiple=True, help="写规则时看过的标注，只作训练；可多次给出")
@click.option("-o", "target", type=_PATH, default=Path("annotations/splits.json"), help="划分文件")
@_CORPUS
def split_command(
    paths: tuple[Path, ...], apart: Path | None, seen: tuple[Path, ...], target: Path, corpus: Path | None
) -> None:
    """按文档划分训练、开发、测试（8:1:1，按体裁分层，近似重复的放在一起）。"""
    check_spared(target, {str(file) for path in paths for file in forms.files_of(path)})
    found = [annotation for path in paths for annotation in forms.read(path, corpus)]
    texts = [Text(annotation.name, genre_of(annotation.text), annotation.text) for annotation in found]
    others = [read_text(file) for file in sorted(apart.rglob("*.txt"))] if apart else []
    known = [annotation.name for path in seen for annotation in forms.read(path, corpus)]
    placed = split(texts, others, known)
    write_parts(texts, placed, target)
    counts = Counter(str(part) for part in placed.values())
    click.echo(f"已划分 {len(texts)} 篇：{dict(sorted(counts.items()))}（None 为与留存文本重复，不用）", err=True)


def standoff_rows(path: Path, corpus: Path | None = None) -> Iterator[StandOff]:
    """Yield the stand-off rows of a file, or of every .jsonl and .xml in a folder.

    With `corpus`, the texts of stand-off files are checked against their hashes.
    """
    if path.is_dir():
        for file in forms.files_of(path):
            yield from standoff_rows(file, corpus)
    elif path.suffix == ".jsonl" and forms.form_of(path) == "standoff":
        for _ in load(path, corpus) if corpus else ():
            pass
        yield from read_standoff(path)
    else:
        for annotation in forms.read(path, corpus):
            yield separate(annotation, genre_of(annotation.text))


def genre_of(text: str) -> str:
    """Return the genre of a text's first policy."""
    found = policies(as_document(text))
    return found[0].genre if found else "other"
