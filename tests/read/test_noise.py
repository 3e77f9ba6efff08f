"""What is boilerplate, and what only looks like it."""

import time

import pytest

from extractor.lang.fold import fold
from extractor.read.noise import is_noise

NOISE = """\
2031-11-13 版权声明 我要投稿
时间:2031-03-27 18:02:25
2031-11-01 00:00:00
2031-10-27来源：临江县发改局
来源：县政府办公室
来源： 人民网 作者：张某 责任编辑：李某
来源：临江县发改局发布日期：2031-10-13【浏览字号：大中小】
信息来源：市统计局　发布时间：2031年3月5日 09:30　浏览次数：1,024次　【打印】【关闭】
发布时间：2031-03-05
更新时间: 2031/3/5 8:00
日期：2031-07-14 23:08
阅读:123次
阅读量 5678
浏览次数：
点击数：[ 89 ]
字体大小：[ 大 中 小 ]
字号：大 | 中 | 小
【字体：大 中 小】
[放大字体] [缩小字体] [返回顶部]
打印 关闭
打印本页
分享到：微信 微博 QQ空间
分享：
责任编辑：王某
上一篇:学习心得下一篇:工作总结
- 上一篇:经验交流材料
下一篇：没有了
上一页 下一页
相关链接
相关阅读：
相关新闻：某县举行运动会
导语:年度计划怎样拟订?欢迎阅读文秘之家整理的八篇范文,供您参考。
下面是小编为大家整理的工作报告，希望对您有所帮助！
本文来自某某网，转载请注明出处。
本文链接：https://www.example.org/law/1.html
原文链接：https://www.example.com/a.html
原文链接：无
以上内容来源于网络，仅供参考。
转载请注明来源：某某网
未经授权不得转载、镜像
免责声明：本站部分内容来自互联网。
【法宝引证码】 CLI.12.1234567
法宝联想：律师文书 5 篇
— 3 —
-12-
第 3 页 共 12 页
第3页
Page 3 of 12
2031 © 版权归临江县人民政府所有
Copyright © 2031 Example Inc. All Rights Reserved
版权所有：临江县人民政府
主办：临江县人民政府办公室 版权所有 江ICP备12345678号
备案号：江ICP备12345678号-3 江公网安备 44010002000005号
网站标识码：4401000002
您现在的位置：首页 > 政务公开 > 正文
当前位置: 首页 >> 通知
欢迎您光临临江县人民政府网站！
扫一扫用手机查看本页
扫描二维码 关注本站
网站地图|联系我们|关于我们
【原文下载】
附件下载
查看全文
更多>>
""".splitlines()

CONTENT = """\
2031年3月5日
2031-03-05
发布日期：2031-03-05
打印
关闭
大中小
收藏
资金来源：市财政专项资金
指标来源：统计年报。
数据来源：县统计局统计公报，每年更新一次。
时间：2031年3月5日上午9时
时间：
责任单位：县教育局
审核：县财政局
主办单位：临江县人民政府
签发人：王某
（此件公开发布）
(c)加强网络安全教育，提高防护意识。
关闭落后产能企业10家，淘汰高耗能设备。
上一年度营业收入超过1亿元的企业
下一步，我县将继续扩大有效投资。
关注微信公众号运营质量，提高群众满意度。
版权保护工作由县文旅局负责。
加强版权保护，打击侵权盗版。
完成ICP备案网站清理30家。
欢迎社会各界监督。
打印、复印、扫描服务窗口不少于2个。
第三页附表由县统计局填写
阅读推广活动每年不少于12次
浏览次数达到10万人次以上的，给予奖励。
分享发展成果，增进民生福祉。
3
1/3
A-
首页“申报主体”一栏由牵头单位填写。
下面，我讲三点意见，供大家参考。
来源于境外的所得，按照规定申报。
- 一方面，加强培训
第3页以后的内容由各单位自行填写，6月底前报送。
""".splitlines()


@pytest.mark.parametrize("line", NOISE)
def test_boilerplate(line: str) -> None:
    assert is_noise(fold(line).strip())


@pytest.mark.parametrize("line", CONTENT)
def test_content(line: str) -> None:
    assert not is_noise(fold(line).strip())


@pytest.mark.parametrize("line", ["打印", "关闭", "收藏", "A-"])
def test_on_a_page_one_weak_word_is_enough(line: str) -> None:
    assert is_noise(line, weak=1)
    assert not is_noise("打印材料", weak=1)


@pytest.mark.parametrize(
    "unit",
    [
        "来源:",
        "浏览",
        "欢迎阅读",
        "未经",
        "主办:",
        "[",
        "大中",
        "1",
        "2031-01-01 ",
        "打印 ",
        "版权",
        "供你",
        "小",
        "ICP备",
        " ",
    ],
)
def test_near_misses_take_linear_time(unit: str) -> None:
    line = (unit * 300)[:299] + "甲"
    begun = time.process_time()
    for _ in range(200):
        is_noise(line)
    assert time.process_time() - begun < 2
