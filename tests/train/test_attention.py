"""Attention: the same figures as that of transformers, in the precision it is given."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from transformers import BertConfig, BertModel  # noqa: E402 -- needs torch

from extractor.train.attention import attend, use_plain_attention  # noqa: E402


def small() -> BertModel:
    torch.manual_seed(3)
    return BertModel(
        BertConfig(vocab_size=50, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=32)
    ).eval()


def test_padded_rows_are_read_as_by_transformers() -> None:
    encoder = small()
    ids, mask = torch.randint(0, 50, (2, 9)), torch.ones(2, 9, dtype=torch.long)
    mask[0, 6:] = 0
    with torch.no_grad():
        encoder.set_attn_implementation("eager")
        wanted = encoder(ids, attention_mask=mask).last_hidden_state
        use_plain_attention(encoder)
        found = encoder(ids, attention_mask=mask).last_hidden_state
    assert torch.allclose(found[mask.bool()], wanted[mask.bool()], atol=1e-5)


def test_sixteen_bits_stay_sixteen_bits_under_autocast() -> None:
    layer = small().encoder.layer[0].attention.self
    heads = [torch.randn(1, 3, 5, 8, dtype=torch.bfloat16) for _ in range(3)]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out, weights = attend(layer, *heads, None, scaling=8**-0.5)
    assert out.dtype == weights.dtype == torch.bfloat16
    assert out.shape == (1, 5, 3, 8)
