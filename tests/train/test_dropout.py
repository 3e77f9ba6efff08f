import pytest

torch = pytest.importorskip("torch")

from extractor.train.dropout import ByteDropout, replace_dropout  # noqa: E402 -- needs torch


def test_a_share_is_zeroed_and_the_mean_kept():
    torch.manual_seed(1)
    dropped = ByteDropout(0.25)(torch.ones(200, 300))
    assert (dropped == 0).float().mean().item() == pytest.approx(0.25, abs=0.01)
    assert dropped.mean().item() == pytest.approx(1.0, abs=0.02)


def test_masks_follow_the_seed_and_differ_from_call_to_call():
    layer, ones = ByteDropout(0.5), torch.ones(64)
    torch.manual_seed(3)
    first, second = layer(ones), layer(ones)
    torch.manual_seed(3)
    assert torch.equal(layer(ones), first)
    assert not torch.equal(first, second)


def test_outside_training_nothing_changes():
    ones = torch.ones(64)
    assert torch.equal(ByteDropout(0.5).eval()(ones), ones)


def test_gradients_pass_where_nothing_was_zeroed():
    given = torch.ones(128, requires_grad=True)
    out = ByteDropout(0.5)(given)
    out.sum().backward()
    assert torch.equal(given.grad > 0, out > 0)


def test_every_dropout_of_a_module_is_replaced():
    module = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Sequential(torch.nn.Dropout(0.3)))
    replace_dropout(module)
    assert isinstance(module[1][0], ByteDropout)
    assert module[1][0].p == 0.3
