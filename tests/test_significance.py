"""The paired bootstrap: sure of what is plain, unsure of noise."""

import numpy as np
import pytest

from eval.significance import differences, f1, report


def test_f1_of_counts():
    assert f1(np.array([8, 2, 2])) == pytest.approx(0.8)
    assert f1(np.array([0, 0, 0])) == 0


def test_a_gain_in_every_document_is_sure():
    first, second = np.tile([6, 4, 4], (20, 1)), np.tile([8, 2, 2], (20, 1))
    assert differences(first, second) == pytest.approx(0.2)
    assert "0.0000" in report(first, second).splitlines()[1]


def test_gains_and_losses_that_cancel_are_not():
    first = np.array([[6, 4, 4], [8, 2, 2]] * 10)
    gain = differences(first, first[::-1])
    assert 0.3 < (gain <= 0).mean() < 0.7


def test_the_same_seed_draws_the_same():
    first, second = np.tile([6, 4, 4], (9, 1)), np.array([[7, 3, 3]] * 9)
    assert (differences(first, second, 4) == differences(first, second, 4)).all()
