"""Names of agencies: full names, bound to the document's region."""

import pytest

from extractor.normalise.agency import canonical, inherits, jurisdiction, prefix_of

CHANGZHOU = jurisdiction("江苏省常州市", None, 2021, False)
LINHAI = jurisdiction("浙江省台州市临海市", None, 2021, False)
XIANJU = jurisdiction("浙江省台州市仙居县", None, 2021, False)
WUJIN = jurisdiction("江苏省常州市武进区", None, 2021, False)
ANHUI = jurisdiction("安徽省", None, 2021, False)
SHANGHAI = jurisdiction("上海市", None, 2021, False)
PUDONG = jurisdiction("上海市浦东新区", None, 2021, False)
NANNING = jurisdiction("广西壮族自治区南宁市", None, 2021, False)
DALI = jurisdiction("云南省大理白族自治州", None, 2021, False)
CENTRAL = jurisdiction(None, None, 2021, True)
UNKNOWN = jurisdiction(None, None, None, False)

NAMES = [
    (CHANGZHOU, "市发改委", "常州市发展和改革委员会"),
    (CHANGZHOU, "市发展改革委", "常州市发展和改革委员会"),
    (CHANGZHOU, "市财政局", "常州市财政局"),
    (CHANGZHOU, "市人社局", "常州市人力资源和社会保障局"),
    (CHANGZHOU, "市卫健委", "常州市卫生健康委员会"),
    (CHANGZHOU, "市住建局", "常州市住房和城乡建设局"),
    (CHANGZHOU, "市工信局", "常州市工业和信息化局"),
    (CHANGZHOU, "市市场监管局", "常州市市场监督管理局"),
    (CHANGZHOU, "市民政局", "常州市民政局"),
    (CHANGZHOU, "市妇联", "常州市妇女联合会"),
    (CHANGZHOU, "市贸促会", "常州市国际贸易促进委员会"),
    (CHANGZHOU, "市科工贸信委", "常州市科技工贸和信息化委员会"),
    (CHANGZHOU, "市委", "中共常州市委"),
    (CHANGZHOU, "市委宣传部", "中共常州市委宣传部"),
    (CHANGZHOU, "市委组织部", "中共常州市委组织部"),
    (CHANGZHOU, "市委统战部", "中共常州市委统一战线工作部"),
    (CHANGZHOU, "市宣传部", "中共常州市委宣传部"),
    (CHANGZHOU, "市政法委", "中共常州市委政法委员会"),
    (CHANGZHOU, "市委政法委", "中共常州市委政法委员会"),
    (CHANGZHOU, "市委编办", "中共常州市委机构编制委员会办公室"),
    (CHANGZHOU, "市委党校", "中共常州市委党校"),
    (CHANGZHOU, "市委办", "中共常州市委办公室"),
    (CHANGZHOU, "省委办", "中共江苏省委办公厅"),
    (CHANGZHOU, "市纪委", "中共常州市纪律检查委员会"),
    (CHANGZHOU, "市监委", "常州市监察委员会"),
    (CHANGZHOU, "常州市委宣传部", "中共常州市委宣传部"),
    (CHANGZHOU, "中共常州市委", "中共常州市委"),
    (CHANGZHOU, "常州市政府办公室", "常州市人民政府办公室"),
    (CHANGZHOU, "市府办", "常州市人民政府办公室"),
    (CHANGZHOU, "市政府外办", "常州市人民政府外事办公室"),
    (CHANGZHOU, "共青团市委", "共青团常州市委员会"),
    (CHANGZHOU, "市团委", "共青团常州市委员会"),
    (CHANGZHOU, "铁路局", "铁路局"),
    (CHANGZHOU, "临江银监分局", "临江银监分局"),
    (CHANGZHOU, "湖塘镇", "湖塘镇"),
    (CHANGZHOU, "市生态环境局(市应对气候变化办)", "常州市生态环境局（常州市应对气候变化办）"),
    (CHANGZHOU, "市发改委(物价局)", "常州市发展和改革委员会（常州市物价局）"),
    (CHANGZHOU, "市政府办公厅(室)", "市政府办公厅(室)"),
    (WUJIN, "湖塘镇", "武进区湖塘镇"),
    (WUJIN, "湖塘镇政府", "武进区湖塘镇人民政府"),
    (WUJIN, "湖塘镇人民政府", "武进区湖塘镇人民政府"),
    (WUJIN, "南夏墅街道", "武进区南夏墅街道"),
    (WUJIN, "南夏墅街道办", "武进区南夏墅街道办事处"),
    (WUJIN, "中心镇", "中心镇"),
    (WUJIN, "相关街道", "相关街道"),
    (WUJIN, "特色小镇", "特色小镇"),
    (WUJIN, "乡镇政府", "乡镇人民政府"),
    (WUJIN, "湖塘镇纺织协会", "湖塘镇纺织协会"),
    (WUJIN, "武进区湖塘镇", "武进区湖塘镇"),
    (XIANJU, "横溪乡党委", "仙居县横溪乡党委"),
    (LINHAI, "杜桥镇", "临海市杜桥镇"),
    (CHANGZHOU, "市政府", "常州市人民政府"),
    (CHANGZHOU, "市人民政府", "常州市人民政府"),
    (CHANGZHOU, "市政府办公室", "常州市人民政府办公室"),
    (CHANGZHOU, "市政府督查室", "常州市人民政府督查室"),
    (CHANGZHOU, "市直机关工委", "常州市直属机关工作委员会"),
    (CHANGZHOU, "市推进办", "常州市推进办"),
    (CHANGZHOU, "团市委", "共青团常州市委员会"),
    (CHANGZHOU, "省科技厅", "江苏省科学技术厅"),
    (CHANGZHOU, "省委", "中共江苏省委"),
    (CHANGZHOU, "常州市发改委", "常州市发展和改革委员会"),
    (CHANGZHOU, "江苏省科技厅", "江苏省科学技术厅"),
    (CHANGZHOU, "市场监管局", "市场监督管理局"),
    (CHANGZHOU, "财政部", "财政部"),
    (CHANGZHOU, "国家发展改革委", "国家发展和改革委员会"),
    (CHANGZHOU, "南京海关", "南京海关"),
    (CHANGZHOU, "县教育局", "县教育局"),
    (LINHAI, "市经信局", "临海市经济和信息化局"),
    (LINHAI, "市政府", "临海市人民政府"),
    (LINHAI, "省财政厅", "浙江省财政厅"),
    (XIANJU, "县发改局", "仙居县发展和改革局"),
    (XIANJU, "县委", "中共仙居县委"),
    (XIANJU, "团县委", "共青团仙居县委员会"),
    (XIANJU, "市财政局", "台州市财政局"),
    (WUJIN, "区政府", "武进区人民政府"),
    (WUJIN, "区教育局", "武进区教育局"),
    (WUJIN, "市教育局", "常州市教育局"),
    (ANHUI, "省科技厅", "安徽省科学技术厅"),
    (ANHUI, "省发展改革委", "安徽省发展和改革委员会"),
    (ANHUI, "省委宣传部", "中共安徽省委宣传部"),
    (ANHUI, "合肥海关", "合肥海关"),
    (ANHUI, "市发改委", "市发展和改革委员会"),
    (SHANGHAI, "市发展改革委", "上海市发展和改革委员会"),
    (SHANGHAI, "市经济信息化委", "上海市经济和信息化委员会"),
    (SHANGHAI, "区政府", "区人民政府"),
    (PUDONG, "区财政局", "浦东新区财政局"),
    (PUDONG, "市财政局", "上海市财政局"),
    (NANNING, "自治区财政厅", "广西壮族自治区财政厅"),
    (NANNING, "市大数据局", "南宁市大数据管理局"),
    (DALI, "州发改委", "大理白族自治州发展和改革委员会"),
    (DALI, "州人民政府", "大理白族自治州人民政府"),
    (CENTRAL, "铁路局", "国家铁路局"),
    (CENTRAL, "发展改革委", "国家发展和改革委员会"),
    (CENTRAL, "国家能源局", "国家能源局"),
    (CENTRAL, "能源局", "国家能源局"),
    (CENTRAL, "住房城乡建设部", "住房和城乡建设部"),
    (CENTRAL, "国资委", "国务院国有资产监督管理委员会"),
    (CENTRAL, "省发展改革委", "省发展和改革委员会"),
    (UNKNOWN, "市发改委", "市发展和改革委员会"),
    (UNKNOWN, "省科技厅", "省科学技术厅"),
    (UNKNOWN, "县政府", "县人民政府"),
    (UNKNOWN, "市委宣传部", "市委宣传部"),
    (UNKNOWN, "团区委", "团区委"),
    (UNKNOWN, "市推进办", "市推进办"),
]

AS_WRITTEN = [
    "各镇(街道)",
    "各县(市、区)人民政府",
    "各级各部门",
    "有关单位",
    "市直各有关部门",
    "各区政府",
    "相关企业",
    "金融部门",
    "新闻媒体",
    "市财政",
    "市领导",
    "某某研究中心",
    "推进委员会办公室",
    "分管副市长",
    "政府",
    "党委",
    "市容环境",
    "市民代表",
    "县域经济发展",
    "",
    "市",
    "局" * 100,
]


@pytest.mark.parametrize(("rules", "name", "full"), NAMES)
def test_full_names(rules, name, full):
    assert canonical(name, rules) == full


@pytest.mark.parametrize("name", AS_WRITTEN)
@pytest.mark.parametrize("rules", [CHANGZHOU, UNKNOWN])
def test_what_stays_as_written(rules, name):
    assert canonical(name, rules) == name


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("市财政局", "市"),
        ("市委宣传部", "市"),
        ("市政府", "市"),
        ("市政协", "市"),
        ("省科技厅", "省"),
        ("自治区财政厅", "自治区"),
        ("县卫健局", "县"),
        ("市民政局", "市"),
        ("市场监管局", ""),
        ("市容环境卫生管理所", ""),
        ("市政公用事业集团", ""),
        ("财政局", ""),
        ("各镇(街道)", ""),
        ("团市委", ""),
        ("市", ""),
        ("", ""),
    ],
)
def test_prefixes(name, prefix):
    assert prefix_of(name) == prefix


@pytest.mark.parametrize("name", ["财政局", "公安局", "文体旅游局", "金融办", "市场监管局", "总工会", "公安消防支队"])
def test_names_that_take_the_prefix_of_a_list(name):
    assert inherits(name)


@pytest.mark.parametrize(
    "name",
    [
        "市财政局",
        "各镇(街道)",
        "有关单位",
        "财政部",
        "国家能源局",
        "中国移动某某分公司",
        "南京海关",
        "安徽省财政厅",
        "团市委",
        "某某供电公司",
        "村委会",
        "乡镇政府",
    ],
)
def test_names_that_take_none(name):
    assert not inherits(name)


def test_a_left_out_prefix_is_used():
    assert canonical("文体旅游局", CHANGZHOU, "市") == "常州市文化体育旅游局"
    assert canonical("工信局", CHANGZHOU, "市") == "常州市工业和信息化局"
    assert canonical("科技厅", ANHUI, "省") == "安徽省科学技术厅"
    assert canonical("工信局", UNKNOWN, "市") == "市工业和信息化局"


def test_regions_by_code_and_by_name_agree():
    assert jurisdiction("江苏省常州市", "320400", 2021, False).divisions == CHANGZHOU.divisions
    assert jurisdiction("某某市", None, 2021, False).divisions == ()
    assert jurisdiction(None, "999999", 2021, False).divisions == ()


def test_the_table_is_large_enough():
    assert len(NAMES) + len(AS_WRITTEN) >= 85
