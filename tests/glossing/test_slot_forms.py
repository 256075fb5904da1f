from __future__ import annotations

import pytest

from normalizer import Normalizer

NORMALIZER = Normalizer()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We must 放弃 it.", "We must give up it."),
        ("She always 支持 him.", "She always supports him."),
        ("She 支持 him yesterday and was glad.", "She supported him yesterday and was glad."),
        ("They are 讨论 a treaty.", "They are discussing a treaty."),
        ("It is often 误解 by readers.", "It is often misunderstood by readers."),
        ("Snow could have延误 the train.", "Snow could have delayed the train."),
        ("By 降低 costs, it survived.", "By reducing costs, it survived."),
        ("There are three 主要原因 for it.", "There are three main reasons for it."),
        ("Lack of money 制约s growth.", "Lack of money restricts growth."),
        ("It was 主宰ed by one man.", "It was dominated by one man."),
        ("They value 匿名ity.", "They value anonymity."),
        ("The shelf was 灰尘y.", "The shelf was dusty."),
        ("It is 非常 good.", "It is very good."),
        ("It can be 广泛 used.", "It can be widely used."),
        ("a 重要 step", "an important step"),
        ("The price is 上涨.", "The price is rising."),
        ("The results are 如下:", "The results are as follows:"),
        ("According to 统计, it fell.", "According to statistics, it fell."),
        ("It gives a list of 字符串.", "It gives a list of strings."),
        ("This 模型 works well.", "This model works well."),
    ],
)
def test_a_gloss_takes_the_form_of_its_slot(text, wanted):
    assert NORMALIZER.normalize(text).text == wanted
