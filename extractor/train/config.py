"""What a training run is told, as one TOML file."""

from pathlib import Path

import msgspec

from extractor.errors import OptionError
from extractor.recognise.tagger.windows import Shape
from extractor.train.loop import Plan


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Labelled texts: files or folders of annotations, the folder of stand-off texts, and what is dev.

    Dev are the files of `dev`, or a part of the frozen `splits`, or else every tenth text. `share` of
    the training texts is used (for learning curves); of these `augment` are varied in each epoch.
    """

    annotations: list[str]
    dev: list[str] = []
    corpus: str | None = None
    splits: str | None = None
    share: float = 1.0
    augment: float = 0.5


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run: `encoder` is the folder of a pretrained encoder, `layers` how many of its layers to use (0: all).

    With `hints` the network is shown what the rules found. In place of `encoder`, `start` names a model folder to go
    on from (`shipped`: the model that zhengce uses), which then says labels, hints and shape.
    """

    name: str
    version: str
    data: Data
    encoder: str = ""
    start: str = ""
    layers: int = 0
    hints: bool = True
    plan: Plan = Plan()
    shape: Shape = Shape()
    threads: int = 0


def read_config(path: Path) -> Config:
    """Read a configuration. Raises OptionError naming the file and what is wrong with it."""
    try:
        config = msgspec.toml.decode(path.read_bytes(), type=Config)
    except OSError as error:
        raise OptionError(f"读不到训练配置 {path}（{error.strerror}），可从 models/tagger.toml 改起") from error
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise OptionError(f"训练配置 {path} 有误：{error}；各项说明见 models/README.md") from error
    if bool(config.encoder) == bool(config.start):
        raise OptionError(f"训练配置 {path} 应给出 encoder（从头训练）或 start（接着已有模型训练），二者取一")
    return config
