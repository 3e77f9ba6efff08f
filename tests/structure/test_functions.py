"""What sections are for. Cases are our own titles and sentences."""

from collections.abc import Callable

import pytest

from extractor.types import Policy

TITLES = [
    ("重要意义", "background"),
    ("充分认识节水的重要性和紧迫性", "background"),
    ("提高思想认识", "background"),
    ("发展现状", "background"),
    ("面临形势", "background"),
    ("编制依据", "background"),
    ("指导思想", "principle"),
    ("基本原则", "principle"),
    ("总体要求", "principle"),
    ("总体思路", "principle"),
    ("总则", "principle"),
    ("总　　则", "principle"),
    ("工作目标", "goals"),
    ("总体目标和年度指标", "goals"),
    ("战略愿景", "goals"),
    ("重点任务", "tasks"),
    ("主要任务", "tasks"),
    ("基本任务", "tasks"),
    ("工作重点", "tasks"),
    ("实施步骤", "tasks"),
    ("政策措施", "tasks"),
    ("奖励标准", "tasks"),
    ("推进社会保障体系建设", "tasks"),
    ("解决突出问题", "tasks"),
    ("下一步工作打算", "tasks"),
    ("保障措施", "safeguards"),
    ("组织领导", "safeguards"),
    ("加强组织领导", "safeguards"),
    ("强化资金保障", "safeguards"),
    ("督查考核", "safeguards"),
    ("加强宣传引导", "safeguards"),
    ("取得的主要成效", "achievements"),
    ("总体进展", "achievements"),
    ("去年工作回顾", "achievements"),
    ("主要做法", "achievements"),
    ("总体情况", "achievements"),
    ("规划执行情况", "achievements"),
    ("节水改造取得的进展", "achievements"),
    ("总体情况及存在问题", "problems"),
    ("取水许可制度落实情况检查", "tasks"),
    ("跟踪规划执行情况", "tasks"),
    ("推动水价改革取得突破", "tasks"),
    ("实行取水权有偿取得制度", "tasks"),
    ("存在的主要问题", "problems"),
    ("面临的困难和不足", "problems"),
    ("名词解释", "definitions"),
    ("适用范围", "definitions"),
    ("供水名词术语和缩略语", "definitions"),
    ("水价改革的长远发展展望", "goals"),
    ("明年总体要求和政策取向", "goals"),
    ("“十三五”成就和“十四五”主要目标任务", "goals"),
    ("对政府工作的建议", "tasks"),
    ("注重提高节水成效", "tasks"),
    ("总结推广节水经验", "tasks"),
    ("检查节水条例的实施情况", "tasks"),
    ("用水环境优化行动", "tasks"),
    ("基础与优势", "background"),
    ("用水趋势分析", "background"),
    ("入选单位名单(12个)", "other"),
    ("申报单位基本信息", "other"),
    ("附则", "formula"),
    ("其他事项", "formula"),
]


@pytest.mark.parametrize(("title", "function"), TITLES)
def test_function_of_a_title(one: Callable[[str], Policy], title: str, function: str) -> None:
    text = f"关于节约用水的意见\n一、{title}\n有关内容在此说明。\n二、改造管网\n分片更换老旧管道。"
    assert one(text).sections[1].function == function


@pytest.mark.parametrize(
    ("lead", "function"),
    [
        ("本办法所称节水器具，是指达到标准的器具。", "definitions"),
        ("本办法自明年一月一日起施行。", "formula"),
        ("本办法由县水务局负责解释。", "formula"),
        ("为节约用水，根据有关法律，制定本办法。", "formula"),
        ("县水务局负责节水工作。", "tasks"),
    ],
)
def test_function_of_an_untitled_article(one: Callable[[str], Policy], lead: str, function: str) -> None:
    text = f"某县节水办法\n第一条 单位应当装表。\n第二条 {lead}"
    assert one(text).sections[-1].function == function


def functions(policy: Policy) -> dict[str, str]:
    return {section.title or section.number: section.function for section in policy.sections}


def test_strong_functions_pass_down_unless_a_child_has_its_own(one: Callable[[str], Policy]) -> None:
    text = (
        "关于节约用水的意见\n一、总体要求\n（一）坚持先急后缓\n量力而行。\n（二）工作目标\n三年见效。\n"
        "1.漏损率下降\n逐年下降。\n二、保障措施\n（一）健全台账\n一户一档。\n三、更换管道\n（一）老城区\n先行更换。"
    )
    assert functions(one(text)) == {
        "": "background",
        "总体要求": "principle",
        "坚持先急后缓": "principle",
        "工作目标": "goals",
        "漏损率下降": "goals",
        "保障措施": "safeguards",
        "健全台账": "safeguards",
        "更换管道": "tasks",
        "老城区": "tasks",
    }


def test_a_plan_that_hopes_for_results_has_not_got_them(one: Callable[[str], Policy]) -> None:
    text = "某县节水方案\n一、主要任务\n（一）推动水价改革取得突破\n分类定价。\n（二）公开计划执行情况\n按季公开。"
    assert list(functions(one(text)).values())[1:] == ["tasks", "tasks", "tasks"]


def test_what_a_report_did_passes_down(one: Callable[[str], Policy]) -> None:
    text = "关于节约用水的通知\n一、上半年工作开展情况\n（一）更换管道\n换了十公里。\n二、改造管网\n分片更换。"
    assert list(functions(one(text)).values())[1:] == ["achievements", "achievements", "tasks"]


def test_work_report_turns_from_achievements_to_tasks(one: Callable[[str], Policy]) -> None:
    text = (
        "某镇水务工作总结\n一、管网改造稳步推进\n更换十公里。\n二、水质持续改善\n抽检全部合格。\n"
        "三、存在的问题\n人手偏紧。\n四、明年工作安排\n（一）推进智慧水务\n安装远传水表。\n五、建设应急水源\n打井三口。"
    )
    assert list(functions(one(text)).values())[1:] == [
        "achievements",
        "achievements",
        "problems",
        "tasks",
        "tasks",
        "tasks",
    ]


def test_parts_of_a_report_without_numbers_do_what_their_titles_say(one: Callable[[str], Policy]) -> None:
    text = (
        "某县政府工作报告\n各位代表：\n现在作工作报告，请予审议。\n过去五年的回顾\n县里修了三百里水渠，建了十二座水库和两座电站。\n"
        "今后五年的目标和任务\n要再修二百里水渠，让山上的村子都用上自来水。\n一、修渠\n一年二十里。\n二、栽树\n一年五百亩。\n"
        "关于林业工作\n要在荒山上栽种松树和果树，封山育林五万亩以上。"
    )
    assert list(functions(one(text)).values())[1:] == ["achievements", "tasks", "tasks", "tasks", "tasks"]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("关于节水的通知\n各镇：\n现将有关事项通知如下：\n一、装表\n逐户安装。", "formula"),
        ("节水行动方案\n水是生命之源。\n一、装表\n逐户安装。", "background"),
        ("对装表的住户给予补助。\n第八条 推广器具\n免费发放。\n第九条 加强宣传\n进村入户。", "tasks"),
        ("关于节水的通知\n各镇：\n" + "请各镇逐户装表，年内完成改造任务并报送台账。" * 40, "tasks"),
        ("关于印发节水方案的通知\n各镇：\n现将《节水方案》印发给你们，请认真贯彻执行。", "formula"),
    ],
)
def test_function_of_the_preamble(one: Callable[[str], Policy], text: str, function: str) -> None:
    assert one(text).sections[0].function == function
