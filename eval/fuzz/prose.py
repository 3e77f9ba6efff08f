"""Invented sentences of plans, which the files to mutate are filled with."""

import random

SUBJECTS = ("县水务局", "各镇人民政府", "市教育局", "开发区管委会")
VERBS = ("改造", "新建", "修缮", "扩建")
OBJECTS = ("泵站12座", "校舍3.5万平方米", "老旧管网40公里", "便民驿站不少于20个")
TITLE = "沙溪县建设方案"


def sentence(source: random.Random) -> str:
    """Return a sentence of a plan."""
    year = source.randint(2026, 2035)
    return f"{source.choice(SUBJECTS)}要在{year}年底前{source.choice(VERBS)}{source.choice(OBJECTS)}。"


def plan(source: random.Random) -> list[str]:
    """Return the lines of a plan: title, heading, sentences, and who signs it when."""
    body = [f"（{number}）{sentence(source)}" for number in "一二三四"[: source.randint(2, 4)]]
    return [TITLE, "一、主要任务", *body, "二、保障措施", sentence(source), "沙溪县人民政府", "2026年3月5日"]


def tasks(source: random.Random) -> list[list[str]]:
    """Return the rows of a task table with its heading row."""
    rows = [[str(at), sentence(source), source.choice(SUBJECTS), "2027年底"] for at in range(1, source.randint(3, 6))]
    return [["序号", "重点任务", "牵头单位", "完成时限"], *rows]
