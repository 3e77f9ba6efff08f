"""What `python -m eval.formats` compares: a text and the source that shares most of its runs of characters."""

from pathlib import Path

from eval.formats import LEAST_RUNS, RUN, Sources


def test_a_text_has_a_run_for_every_place_up_to_its_end(tmp_path: Path) -> None:
    words = "".join(chr(0x4E00 + at) for at in range(LEAST_RUNS))
    (tmp_path / "a.txt").write_text(words, "utf-8")
    shared = words[: LEAST_RUNS // 2 + RUN]  # one run more than half of the least
    assert Sources(tmp_path).of(shared) == f"{tmp_path.name}/a.txt"
    assert Sources(tmp_path).of(shared[:-1]) is None
