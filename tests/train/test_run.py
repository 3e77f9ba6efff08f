"""A whole training run on two sentences with a network of a few numbers: to a folder that reads text."""

import json
import shutil

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

from transformers import BertConfig, BertModel  # noqa: E402 -- needs torch

from extractor.cli.train import command  # noqa: E402
from extractor.errors import OptionError  # noqa: E402
from extractor.read import read_text  # noqa: E402
from extractor.recognise.tagger.recogniser import TaggerRecogniser  # noqa: E402
from extractor.structure import policies  # noqa: E402
from extractor.tokenise import sentences  # noqa: E402
from extractor.train import base, run  # noqa: E402
from extractor.train.config import Config, Data, read_config  # noqa: E402
from extractor.train.export import export  # noqa: E402
from extractor.train.loop import BEST, Plan  # noqa: E402
from extractor.train.restore import restore  # noqa: E402
from extractor.train.run import average_taggers, train_tagger  # noqa: E402
from extractor.train.vocabulary import SPECIAL, build_tokenizer  # noqa: E402

TEXT = "县水务局修理水井十口。"


@pytest.fixture
def config(tmp_path):
    pieces = [*SPECIAL, *sorted(set(TEXT))]
    tokenizer = build_tokenizer(pieces, [0.0] * len(SPECIAL) + [-1.0] * (len(pieces) - len(SPECIAL)))
    shape = BertConfig(
        vocab_size=len(pieces), hidden_size=64, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    base.save(BertModel(shape), tokenizer, tmp_path / "encoder")
    row = json.dumps({"text": TEXT, "label": [[0, 4, "AGENCY"], [4, 10, "TARGET"]]}, ensure_ascii=False)
    (tmp_path / "own.jsonl").write_text(f"{row}\n" * 10, "utf-8")
    data = Data([str(tmp_path / "own.jsonl")], dev=[str(tmp_path / "own.jsonl")], augment=0.0)
    return Config("tiny", "1", data, str(tmp_path / "encoder"), hints=False, plan=Plan(epochs=2, tokens=60), threads=1)


def seeded(config: Config, seed: int) -> Config:
    return replace(config, plan=Plan(2, 60, seed=seed))


def weights(folder):
    return torch.load(folder / "checkpoints" / BEST, weights_only=True)


def test_runs_of_two_seeds_are_averaged_to_a_model_that_reads(config, tmp_path, monkeypatch):
    exported = []
    monkeypatch.setattr(run, "export", lambda tagger, *rest: (exported.append(tagger), export(tagger, *rest)))
    said: list[str] = []
    for seed in (1, 2):
        train_tagger(seeded(config, seed), tmp_path / str(seed), said.append)
    average_taggers(config, [tmp_path / "1", tmp_path / "2"], tmp_path / "mean", said.append)
    assert said.count("train 10 篇，dev 10 篇，test 0 篇") == 3
    one, two = weights(tmp_path / "1"), weights(tmp_path / "2")
    assert any(not torch.equal(one[name], two[name]) for name in one)
    for name, mean in exported[-1].state_dict().items():
        assert torch.allclose(mean, (one[name] + two[name]) / 2), name
    assert json.loads((tmp_path / "mean" / "model.json").read_bytes())["averaged"] == 2
    document = read_text(TEXT)
    policy = policies(document)[0]
    TaggerRecogniser(tmp_path / "mean").recognise(document, policy, sentences(document, policy))


def test_a_finished_model_stands_for_its_weights(config, tmp_path, monkeypatch):
    exported = []
    monkeypatch.setattr(run, "export", lambda tagger, *rest: (exported.append(tagger), export(tagger, *rest)))
    train_tagger(seeded(config, 1), tmp_path / "1", lambda _: None)
    bare = shutil.copytree(tmp_path / "1", tmp_path / "bare", ignore=shutil.ignore_patterns("checkpoints"))
    average_taggers(config, [bare, tmp_path / "1"], tmp_path / "mean", lambda _: None)
    for name, whole in weights(tmp_path / "1").items():
        step = whole.abs().max() / 63
        assert (exported[-1].state_dict()[name] - whole).abs().max() <= step, name


def test_untrained_networks_of_two_seeds_are_the_same(config):
    first, second = (run._Run(seeded(config, seed), lambda _: None).model.state_dict() for seed in (1, 2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_same_seed_gives_the_same_weights(config, tmp_path):
    for name in ("a", "b"):
        train_tagger(seeded(config, 1), tmp_path / name, lambda _: None)
    one, two = weights(tmp_path / "a"), weights(tmp_path / "b")
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_what_cannot_be_averaged_is_named(config, tmp_path):
    with pytest.raises(OptionError, match="nowhere"):
        average_taggers(config, [tmp_path / "nowhere"], tmp_path / "mean", lambda _: None)
    train_tagger(seeded(config, 1), tmp_path / "short", lambda _: None)
    longer = replace(config, plan=Plan(9, 60, patience=9))
    with pytest.raises(OptionError, match="还没有训练完"):
        average_taggers(longer, [tmp_path / "short"], tmp_path / "mean", lambda _: None)
    (tmp_path / "other").mkdir()
    shutil.copytree(tmp_path / "short" / "checkpoints", tmp_path / "other" / "checkpoints")
    state = weights(tmp_path / "other")
    state.pop("source.bias")
    torch.save(state, tmp_path / "other" / "checkpoints" / BEST)
    with pytest.raises(OptionError, match="不能平均"):
        average_taggers(config, [tmp_path / "other"], tmp_path / "mean", lambda _: None)


def test_the_command_averages(config, tmp_path):
    train_tagger(seeded(config, 1), tmp_path / "one", lambda _: None)
    own = tmp_path / "own.jsonl"
    (tmp_path / "run.toml").write_text(
        f'name = "tiny"\nversion = "1"\nencoder = "{config.encoder}"\nhints = false\n'
        f'[data]\nannotations = ["{own}"]\ndev = ["{own}"]\n[plan]\nepochs = 2\ntokens = 60\n'
    )
    done = CliRunner().invoke(
        command,
        ["average", "--config", str(tmp_path / "run.toml"), "-o", str(tmp_path / "mean"), str(tmp_path / "one")],
        catch_exceptions=False,
    )
    assert done.exit_code == 0
    assert (tmp_path / "mean" / "model.onnx").is_file()


def test_a_model_folder_gives_back_the_network_it_was_written_from(config, tmp_path):
    train_tagger(config, tmp_path / "first", lambda _: None)
    trained, found = weights(tmp_path / "first"), restore(str(tmp_path / "first")).weights
    assert found.keys() == trained.keys()
    for name, values in trained.items():
        assert (found[name] - values).abs().max() <= values.abs().max() / 64, name


def test_training_goes_on_from_a_model_folder(config, tmp_path):
    train_tagger(config, tmp_path / "first", lambda _: None)
    said: list[str] = []
    train_tagger(replace(config, encoder="", start=str(tmp_path / "first")), tmp_path / "second", said.append)
    assert said[1] == "起点 tiny-1"
    assert json.loads((tmp_path / "second" / "model.json").read_bytes())["start"] == "tiny-1"


def test_a_run_does_not_go_on_from_other_texts_or_settings(config, tmp_path):
    train_tagger(config, tmp_path / "out", lambda _: None)
    train_tagger(replace(config, name="again", plan=replace(config.plan, epochs=3)), tmp_path / "out", lambda _: None)
    with pytest.raises(OptionError, match="别的数据或设置"):
        train_tagger(replace(config, plan=replace(config.plan, rate=2e-4)), tmp_path / "out", lambda _: None)
    row = json.dumps({"text": f"{TEXT}{TEXT}", "label": [[0, 4, "AGENCY"]]}, ensure_ascii=False)
    (tmp_path / "more.jsonl").write_text(f"{row}\n", "utf-8")
    more = replace(config.data, annotations=[*config.data.annotations, str(tmp_path / "more.jsonl")])
    with pytest.raises(OptionError, match="别的数据或设置"):
        train_tagger(replace(config, data=more), tmp_path / "out", lambda _: None)


def test_labels_that_the_start_does_not_know_are_named(config, tmp_path):
    train_tagger(config, tmp_path / "first", lambda _: None)
    row = json.dumps({"text": TEXT, "label": [[0, 4, "机构"]]}, ensure_ascii=False)
    (tmp_path / "own.jsonl").write_text(f"{row}\n" * 10, "utf-8")
    with pytest.raises(OptionError, match="不认识标签 机构"):
        train_tagger(replace(config, encoder="", start=str(tmp_path / "first")), tmp_path / "second", lambda _: None)


@pytest.mark.parametrize("given", ["", 'encoder = "a"\nstart = "shipped"\n'])
def test_a_configuration_names_one_beginning(tmp_path, given):
    (tmp_path / "run.toml").write_text(f'name = "a"\nversion = "1"\n{given}[data]\nannotations = []\n')
    with pytest.raises(OptionError, match="二者取一"):
        read_config(tmp_path / "run.toml")
