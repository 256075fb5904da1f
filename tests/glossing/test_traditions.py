"""Names follow the spelling of the article: pinyin, Wade–Giles, Hong Kong's."""

import pytest

from normalizer import normalize


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kwok Chi-keung as Sam, Leung Kam-fai as 张志伟, a doctor.", "Kwok Chi-keung as Sam, Leung Kam-fai as Cheung Chi-wai, a doctor."),
        ("陳淑芬 (born 1990) is a Taiwanese swimmer.", "Chen Shu-fen (born 1990) is a Taiwanese swimmer."),
        ("陈淑芬 (born 1990) is a swimmer from Wuhan.", "Chen Shufen (born 1990) is a swimmer from Wuhan."),
        ("Zhang Xue and Qin Zhou met 陈淑芬 (born 1990), a Taiwanese swimmer.", "Zhang Xue and Qin Zhou met Chen Shufen (born 1990), a Taiwanese swimmer."),
        ("See Zhang, 张梦翰; Yan, Shi (2019).", "See Zhang, Menghan; Yan, Shi (2019)."),
        ("He became the military governor of 天雄 in May.", "He became the military governor of Tianxiong Circuit in May."),
        ("Long-established and well-known, 陈淑芬 (born 1990) swims.", "Long-established and well-known, Chen Shufen (born 1990) swims."),
    ],
)  # fmt: skip
def test_names_follow_the_article(text, wanted):
    assert normalize(text).text == wanted
