"""Sentences with a leaked word, and what an editor would write: plurals, articles, verb forms, places, numbers."""

import pytest

from normalizer import normalize


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The public may submit 意见 online.", "The public may submit opinions online."),
        ("It is under 压力 now.", "It is under pressure now."),
        ("He is a kind of 学生 here.", "He is a kind of student here."),
        ("Profit fell in 第三季度.", "Profit fell in the third quarter."),
        ("The shop sells 苹果、香蕉和葡萄 here.", "The shop sells apples, bananas and grapes here."),
        ("The upper dam collapsed,导致 severe floods.", "The upper dam collapsed, causing severe floods."),
        ("The board decided 推迟 the vote.", "The board decided to postpone the vote."),
        ("By 减少 waste, they saved money.", "By reducing waste, they saved money."),
        ("They are 比去年高得多.", "They are much higher than last year."),
        ("She had to 打 a taxi home.", "She had to take a taxi home."),
        ("He used to 打 basketball there.", "He used to play basketball there."),
        ("It was 被发现 in 1923.", "It was discovered in 1923."),
        ("It 正在下雨.", "It is raining."),
        ("He was 抱著你 then.", "He was hugging you then."),
        ("They must重新设计 the system.", "They must redesign the system."),
        ("It will take 三到五年.", "It will take three to five years."),
        ("In 民國99年 he left.", "In 2010 he left."),
        ("There were 十几个 people.", "There were more than ten people."),
        ("The cups are 桌子上.", "The cups are on the table."),
        ("It is in 台湾西部 now.", "It is in western Taiwan now."),
        ("Poets of the 唐朝 drank.", "Poets of the Tang dynasty drank."),
        ("In 唐朝, poets drank.", "In the Tang dynasty, poets drank."),
        ("It needs anIP地址 now.", "It needs an IP address now."),
        ("The report clearly表明 that it failed.", "The report clearly showed that it failed."),
    ],
)
def test_an_editor_would_write(text, wanted):
    assert normalize(text).text == wanted


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("三四年", "three or four years"),
        ("一九三四年", "1934"),
        ("二百三十四年", "234 years"),
        ("公元前三世纪", "the 3rd century BC"),
        ("前三世纪", "the 3rd century BC"),
        ("民国三十八年", "1949"),
        ("两个半小时", "two and a half hours"),
    ],
)
def test_numbers_that_look_alike(chinese, english):
    assert normalize(f"It was {chinese}.").text == f"It was {english}."
