"""VALUEs in their sentences: what compares them stands outside their span. Wordings our own."""

import pytest
from marked import read

from extractor.normalise.quantity import norm_of, quantity_at

CASES = """
每村最高补助<20万元>。 | <= 200000 元
每村最高补助20万元、<15万元>。 | <= 150000 元
每村最高补助20万元、15万元、<10万元>。 | <= 100000 元
分别给予不超过6万元和<3万元>的奖金。 | <= 30000 元
按等次奖励最多8万元、5万元或<2万元>。 | <= 20000 元
补贴不超过设备购置费的8%或<软件开发费的12%>。 | <= 12 %
最高给予租用商铺租金<30%>的补贴。 | <= 30 %
最高给予合作社<40万元>贴息。 | <= 400000 元
最高可奖励参赛选手<2万元>。 | <= 20000 元
每名学员最多报考<3次>。 | <= 3 次
单次直播最多连续<90分钟>。 | <= 90 分钟
每场答辩限时<15分钟>。 | <= 15 分钟
每家店铺每年限补<5万元>。 | <= 50000 元
至少建成<2处>驿站。 | >= 2 处
从事护林工作满<3年>。 | >= 3 年
服务期满<5年>的护林员。 | = 5 年
工作不满<1年>的护林员。 | < 1 年
冷库总库容约有<8万立方米>。 | ~ 80000 立方米
基本实现行政村快递站<全覆盖>。 | ~ 100 %
乡镇养老驿站总体实现<全覆盖>。 | ~ 100 %
基本公共服务<全覆盖>。 | = 100 %
登记率基本达到<98%>。 | = 98 %
合格率达<96%>以上。 | >= 96 %
井水氟含量控制在<1毫克>以内。 | <= 1 毫克
苗木成活率<90%>左右。 | ~ 90 %
绿化面积70%以上、<养护面积50%>。 | = 50 %
抽检合格率达到95%以上、<98%>。 | = 98 %
补助不超过3万元。新建<5处>凉亭。 | = 5 处
补助不超过3万元,新建<5处>凉亭。 | = 5 处
奖励不超过3万元、<2名>讲解员。 | = 2 名
不超过合同价、<20万元>。 | = 200000 元
最多的一处投入<6万元>。 | = 60000 元
比全县均值高出<3个百分点>。 | = 3 个百分点
最高温度的记录为<40℃>。 | = 40 ℃
展厅<不少于3间>。 | >= 3 间
最高补助<约20万元>。 | ~ 200000 元
补助最高为上年房租的<60%>。 | <= 60 %
租金减免不超过合同价的<30%>。 | <= 30 %
超过定额的超出部分按水价的<20%>收取。 | = 20 %
每村限<1人>报名。 | <= 1 人
每社限申报<2个>项目。 | <= 2 个
补贴期限<3年>。 | = 3 年
宽限<3个月>。 | = 3 个月
不限<10人>。 | = 10 人
补助按最低标准的<80%>发放。 | = 80 %
年满七十周岁的<80%>。 | = 80 %
浮动范围最高上浮<10%>。 | <= 10 %
"""


def _value(row: str) -> tuple[str, str, str, str]:
    markup, norm = (part.strip() for part in row.split(" | "))
    before, rest = markup.split("<", 1)
    text, after = rest.split(">", 1)
    return before, text, after, norm


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_comparators_around(row):
    before, text, after, norm = _value(row)
    document, _ = read(before + text + after)
    found = quantity_at(document.plain, len(before), len(before) + len(text))
    assert found is not None
    assert norm_of(found) == norm


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [("补助上限\n", "20万元", "。"), ("增长", "8%", "\n以上指标均为预期性"), ("不超过\n12\n", "50%", "")],
)
def test_lines_of_other_files_are_sentences(before, text, after):
    found = quantity_at(before + text + after, len(before), len(before) + len(text))
    assert found is not None
    assert found.op == "="


def test_no_number_stays_none():
    plain = "最高补助若干。"
    assert quantity_at(plain, 4, 6) is None
