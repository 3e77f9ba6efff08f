"""`zhengce train`: pretrained weights and labelled texts to a model folder."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from extractor.annotate.split import read_parts, unlike
from extractor.errors import ModelError, OptionError

_NEEDED = ("torch", "transformers")
_PATH = click.Path(path_type=Path)
_TEXTS = click.option(
    "--texts", type=_PATH, multiple=True, required=True, help="无标注文本（*.txt）所在文件夹；可多次给出"
)
_LEAVE_OUT = click.option("--leave-out", type=_PATH, help="划分文件：其中开发与测试部分的文本不参加预训练")
_THREADS = click.option("--threads", type=click.IntRange(min=0), default=0, help="线程数（默认 0，即全部核）")


@click.group(name="train")
def command() -> None:
    """训练自己的模型（需要 pip install 'zhengce[train]'）。"""


@command.command(name="base")
@click.option("--weights", type=_PATH, required=True, help="预训练权重 e5-small-q4.bin")
@_TEXTS
@click.option("--layers", type=click.IntRange(1, 12), default=6, help="取前几层（默认 6）")
@click.option("-o", "out", type=_PATH, required=True, help="编码器文件夹")
def base_command(weights: Path, texts: tuple[Path, ...], layers: int, out: Path) -> None:
    """由预训练权重造编码器：取前几层，词表裁到政策文本。"""
    _need_torch()
    from extractor.train import base  # noqa: PLC0415 (torch takes seconds to import)
    from extractor.train.weights import read_weights  # noqa: PLC0415

    encoder, tokenizer = base.build(read_weights(weights), layers, _read(texts))
    base.save(encoder, tokenizer, out)
    click.echo(f"{out}：{layers} 层，词表 {tokenizer.get_vocab_size()}", err=True)


@command.command(name="pretrain")
@click.option("--encoder", type=_PATH, required=True, help="编码器文件夹，出自 zhengce train base")
@_TEXTS
@_LEAVE_OUT
@click.option("--steps", type=click.IntRange(min=1), default=3000, help="步数（默认 3000；每步 8×256 个词元）")
@_THREADS
@click.option("-o", "out", type=_PATH, required=True, help="新的编码器文件夹；检查点在其中的 checkpoints")
def pretrain_command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    encoder: Path, texts: tuple[Path, ...], leave_out: Path | None, steps: int, threads: int, out: Path
) -> None:
    """在无标注的政策文本上继续预训练（掩码语言模型）；中断后再次运行即接着训练。"""
    _need_torch()
    from extractor.train import base, pretrain  # noqa: PLC0415 (torch takes seconds to import)

    model, tokenizer = base.load(encoder)
    plan = pretrain.Plan(steps=steps, threads=threads)
    pretrain.pretrain(model, tokenizer, list(_read(texts, leave_out)), plan, out / "checkpoints")
    base.save(model, tokenizer, out)
    click.echo(f"{out}：已预训练 {steps} 步，损失见 checkpoints/pretrain.jsonl", err=True)


@command.command(name="tagger")
@click.option("--config", type=_PATH, required=True, help="训练配置（TOML），可从 models/tagger.toml 改起")
@click.option("-o", "out", type=_PATH, required=True, help="模型文件夹；检查点在其中的 checkpoints")
def tagger_command(config: Path, out: Path) -> None:
    """由标注训练识别模型，写出可用的模型文件夹；中断后再次运行即接着训练。"""
    _need_torch()
    from extractor.train.config import read_config  # noqa: PLC0415
    from extractor.train.run import train_tagger  # noqa: PLC0415

    train_tagger(read_config(config), out, lambda line: click.echo(line, err=True))
    _say_ready(out)


@command.command(name="average")
@click.argument("runs", type=_PATH, nargs=-1, required=True)
@click.option("--config", type=_PATH, required=True, help="这些模型的训练配置（TOML）")
@click.option("-o", "out", type=_PATH, required=True, help="模型文件夹")
def average_command(runs: tuple[Path, ...], config: Path, out: Path) -> None:
    """把只有随机种子不同的几次训练（RUNS，模型文件夹）平均成一个模型，并列出各自在开发集上的分数。"""
    _need_torch()
    from extractor.train.config import read_config  # noqa: PLC0415
    from extractor.train.run import average_taggers  # noqa: PLC0415

    average_taggers(read_config(config), runs, out, lambda line: click.echo(line, err=True))
    _say_ready(out)


def _say_ready(out: Path) -> None:
    click.echo(f"{out}：可用 ZHENGCE_MODEL={out} zhengce extract … --recogniser model", err=True)


def _need_torch() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ModelError(f"训练需要 {'、'.join(missing)}，请先安装：pip install 'zhengce[train]'")


def _read(folders: tuple[Path, ...], leave_out: Path | None = None) -> Iterator[str]:
    """Yield the texts of folders but for those held out and their near-duplicates.

    Raises OptionError when a folder has none.
    """
    files = [_files(folder) for folder in folders]
    parts = read_parts(leave_out) if leave_out else {}
    texts = {f"{file.parent.name}/{file.name}": file.read_bytes().decode("utf-8") for found in files for file in found}
    held = {name for part in ("dev", "test") for name in parts.get(part, {})}
    if leave_out and not held & texts.keys():
        raise OptionError(
            f"--leave-out {leave_out} 里的开发与测试文本没有一篇在 --texts 中（按“文件夹/文件名”对照），请检查两者"
        )
    yield from (texts[name] for name in unlike(texts, held))


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.txt"))
    if not found:
        raise OptionError(f"{folder} 里没有 .txt 文本，请检查 --texts")
    return found
