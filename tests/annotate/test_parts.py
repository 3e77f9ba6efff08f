import random

from extractor.annotate.split import Text, shingles, split

CHARACTERS = "建设完善推进加强落实提升保障发展改革创新服务管理监督检查教育卫生文化交通水利农业工业商贸旅游生态环境"


def text(seed: int, length: int = 400) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(CHARACTERS) for _ in range(length))


def texts(count: int) -> list[Text]:
    return [Text(f"n{seed:03}", "plan" if seed % 2 else "notice", text(seed)) for seed in range(count)]


def test_shares_hold_in_every_genre() -> None:
    some = texts(200)
    placed = split(some)
    for genre in ("plan", "notice"):
        parts = [placed[one.name] for one in some if one.genre == genre]
        assert [parts.count(part) for part in ("train", "dev", "test")] == [80, 10, 10]


def test_order_of_the_texts_does_not_matter() -> None:
    some = texts(60)
    assert split(some) == split(some[::-1])


def test_near_duplicates_stay_together() -> None:
    some = texts(50)
    copies = [Text(f"copy{one.name}", one.genre, one.text[:300] + text(1000 + n, 100)) for n, one in enumerate(some)]
    placed = split(some + copies)
    assert all(placed[one.name] == placed[f"copy{one.name}"] for one in some)


def test_what_is_near_a_text_kept_apart_is_in_no_part() -> None:
    some = texts(20)
    placed = split(some, apart=[some[3].text[50:350]])
    assert [name for name, part in placed.items() if part is None] == ["n003"]


def test_white_space_does_not_hide_a_copy() -> None:
    assert shingles("建设 完善\n推进加强落实提升") == shingles("建设完善推进加强落实提升")
