"""Words that say of a task no more than that it is done: 完成, 建成投用."""

import re

_HOW = "基本|全面|全部|如期|按期|按时|高质量|正式"
_DONE = "完成|建成|竣工|完工|投入使用|投入运行|投用|投产|竣工验收|完成验收|办结"
_AND = "并?(?:投用|投产|投入使用|交付使用|通过验收)"
DONE = re.compile(rf"(?:{_HOW})*(?:{_DONE})(?:{_AND})?")
"""All of a clause that has no object of its own."""
