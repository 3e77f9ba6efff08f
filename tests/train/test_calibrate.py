"""Calibration: scores that mean the chance of being right."""

import random

import pytest

from extractor.recognise.tagger.curve import Curve
from extractor.train.calibrate import expected_calibration_error, fit, threshold


def test_boasting_scores_are_brought_down():
    rng = random.Random(1)
    guesses = [("A", 0.99, rng.random() < 0.8) for _ in range(2000)]
    assert fit(guesses)["A"].chance(0.99) == pytest.approx(0.8, abs=0.03)


def test_order_is_kept_and_labels_are_fitted_apart():
    rng = random.Random(2)
    raw = [rng.uniform(0.4, 1) for _ in range(3000)]
    guesses = [("A", score, rng.random() < score) for score in raw] + [
        ("B", score, rng.random() < 0.5) for score in raw
    ]
    curves = fit(guesses)
    assert curves["A"].chance(0.5) < curves["A"].chance(0.7) < curves["A"].chance(0.95)
    assert curves["B"].chance(0.9) == pytest.approx(0.5, abs=0.05)


def test_scores_crowded_near_certainty_are_fitted_too():
    rng = random.Random(4)
    crowd = [1 - 10 ** rng.uniform(-6, -1) for _ in range(1500)] + [rng.uniform(0.4, 0.9) for _ in range(200)]
    guesses = [("A", score, rng.random() < (0.92 if score > 0.95 else 0.5)) for score in crowd]
    curve = fit(guesses)["A"]
    assert 0 < curve.slope < 2
    assert expected_calibration_error([curve.chance(s) for _, s, _ in guesses], [good for *_, good in guesses]) < 0.05


def test_fitting_lowers_the_calibration_error():
    rng = random.Random(3)
    guesses = [("A", score, rng.random() < score**3) for score in (rng.uniform(0.5, 1) for _ in range(4000))]
    right = [good for _, _, good in guesses]
    curve = fit(guesses)["A"]
    before = expected_calibration_error([score for _, score, _ in guesses], right)
    after = expected_calibration_error([curve.chance(score) for _, score, _ in guesses], right)
    assert after < 0.03 < before


def test_a_label_that_is_always_right_stays_below_certainty():
    assert 0.9 < fit([("A", 0.95, True)] * 50)["A"].chance(0.95) < 1


def test_calibration_error_by_hand():
    assert expected_calibration_error([0.95, 0.95, 0.15, 0.15], [True, False, False, False]) == pytest.approx(0.3)


@pytest.mark.parametrize("raw", [0.0, 1.0])
def test_the_ends_are_finite(raw):
    assert 0 <= Curve(1.0, 0.0).chance(raw) <= 1


def test_the_threshold_leaves_out_what_is_more_often_wrong_than_it_helps():
    chances = [0.9] * 8 + [0.3] * 10
    right = [True] * 8 + [False] * 9 + [True]
    assert 0.3 < threshold(chances, right, wanted=10) <= 0.9
    assert threshold(chances, [True] * 18, wanted=18) == 0.0
    assert threshold([], [], wanted=0) == 0.0
