"""Names of agencies that came and went, and second names in brackets."""

import pytest

from extractor.normalise.agency import canonical, inherits, jurisdiction, prefix_of

CHANGZHOU = jurisdiction("江苏省常州市", None, 2021, False)


@pytest.mark.parametrize(
    ("year", "name", "full"),
    [
        (2016, "市国土局", "常州市国土资源局"),
        (2021, "市国土局", "常州市国土局"),
        (2021, "市自规局", "常州市自然资源和规划局"),
        (2016, "市自规局", "常州市自规局"),
        (2005, "市交通局", "常州市交通局"),
        (2015, "市交通局", "常州市交通运输局"),
        (None, "市交通局", "常州市交通局"),
        (2005, "省交通厅", "江苏省交通厅"),
        (2015, "省交通厅", "江苏省交通运输厅"),
        (1996, "市计委", "常州市计划委员会"),
        (2002, "市计委", "常州市发展计划委员会"),
        (2002, "市计生委", "常州市计划生育委员会"),
        (2010, "市计生委", "常州市人口和计划生育委员会"),
        (2015, "市卫计委", "常州市卫生和计划生育委员会"),
        (2021, "市卫计委", "常州市卫计委"),
        (2021, "市卫健委", "常州市卫生健康委员会"),
        (2010, "省广电局", "江苏省广播电影电视局"),
        (2016, "省广电局", "江苏省新闻出版广电局"),
        (2020, "省广电局", "江苏省广播电视局"),
        (2008, "省外经贸厅", "江苏省对外贸易经济合作厅"),
        (2003, "市体改办", "常州市经济体制改革办公室"),
        (2012, "市安全监管局", "常州市安全生产监督管理局"),
        (1999, "市土地局", "常州市土地管理局"),
        (2015, "市建委", "常州市建委"),
    ],
)
def test_names_are_those_of_the_documents_own_time(year, name, full):
    """A successor never stands in for an older body; out of its years a short form stays short."""
    assert canonical(name, jurisdiction("江苏省常州市", None, year, False)) == full


def test_a_second_name_in_brackets_keeps_the_prefix_of_a_list():
    assert prefix_of("市发改委(市物价局)") == "市"
    assert prefix_of("各县(市、区)") == ""
    assert inherits("文体局(文物局)")
    assert canonical("文体局(文物局)", CHANGZHOU, "市") == "常州市文化体育局（常州市文物局）"


def test_the_year_of_the_document_chooses_among_names():
    early = jurisdiction(None, None, 1985, True)
    late = jurisdiction(None, None, 2000, True)
    assert canonical("国家计委", early) == "国家计划委员会"
    assert canonical("国家计委", late) == "国家发展计划委员会"
