"""A small document of our own, and what is made of it."""

from functools import cache

from extractor.pipeline import extract_text
from extractor.types import Result

TEXT = """清水市人民政府关于印发清水市菜市场提升行动方案的通知
清政发〔2022〕9号
各区人民政府，市政府各部门：
现将《清水市菜市场提升行动方案》印发给你们，请认真组织实施。
清水市人民政府
2022年3月1日

清水市菜市场提升行动方案

一、重点任务
（一）改造老旧菜市场。按照一场一策的要求，2022年10月底前改造老旧菜市场18个，配齐消防设施。（市商务局牵头，市住房城乡建设局、市消防救援支队配合）
（二）加强食品检测。每季度开展一次农药残留抽检，到2023年快检室覆盖率达到95%以上。（牵头单位：市市场监管局；责任单位：各区人民政府；配合单位：市农业农村局）
（三）完善停车条件。
1.周边停车泊位分布见附图。（市城管局、市商务局牵头）
2.推行错时停车。
二、保障措施
（四）加强资金保障。市财政局要统筹安排专项资金。各区人民政府要落实配套经费；市审计局对资金使用开展审计。
"""
MEASURE = "按照一场一策的要求，2022年10月底前改造老旧菜市场18个，配齐消防设施。"
HOSTILE = ("=HYPERLINK(1)", "+A1", "-1+2", "@cmd", "<script>alert(1)</script>", "]]>&\x00\x1b", "|---|")


@cache
def result() -> Result:
    """Return what is extracted from the document."""
    return extract_text(TEXT)
