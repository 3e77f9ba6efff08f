"""The Chinese names of codes, as people read them in tables and reports."""

LABELS = {
    "TARGET": "目标任务",
    "AGENCY": "责任主体",
    "DEADLINE": "时限",
    "INDICATOR": "指标",
    "VALUE": "指标值",
}
ROLES = {"lead": "牵头", "resp": "负责", "coop": "配合", "supv": "监督"}
NOT_IN_TEXT = "人工填写，原文没有这样的文字"
"""Begins the note of a mention that a person typed; behind a colon its words."""
COLUMN_NAMES = {"target": "目标任务", "deadlines": "时限", **ROLES, "metrics": "指标"}
KINDS = {"target": "目标", "actual": "现状", "support": "支持"}
STATUSES = {"ok": "完成", "partial": "部分完成", "failed": "失败"}
SEVERITIES = {"note": "提示", "partial": "问题", "fatal": "失败"}
STAGES = {
    "read": "读取",
    "structure": "结构",
    "tokenise": "分句",
    "recognise": "识别",
    "normalise": "归一",
    "assemble": "归并",
    "export": "输出",
}
GENRES = {
    "plan": "规划、计划",
    "opinion": "意见",
    "outline": "纲要",
    "work_report": "工作报告",
    "notice": "通知",
    "speech": "讲话",
    "measures": "办法、规定",
    "academic": "学术文章",
    "other": "其他",
}
ADMIN_LEVELS = {"central": "国家", "province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
FUNCTIONS = {
    "background": "背景",
    "principle": "指导思想与原则",
    "goals": "目标",
    "tasks": "任务",
    "safeguards": "保障",
    "achievements": "成效",
    "problems": "问题",
    "definitions": "释义",
    "formula": "套语",
    "other": "其他",
}
INHERITED = {
    "row": "同一行",
    "sentence": "本句",
    "paragraph_head": "段首",
    "paragraph_end": "段尾",
    "document": "全文",
}
_HEADING = 16


def where(source: str, headings: dict[str, str]) -> str:
    """Return where an inherited value stands; `headings` gives the wording by section id."""
    kind, _, section = source.partition(":")
    if kind == "heading":
        heading = headings.get(section) or section
        return f"标题“{heading if len(heading) <= _HEADING else heading[:_HEADING] + '…'}”"
    return INHERITED.get(source, source)
