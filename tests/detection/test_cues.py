from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.cues import FIRST_WORDS, find_cues

WORDS = (
    "the Chinese characters Mandarin, Kanji; kyūjitai on'yomi Korean: Hanja hangeul Vietnamese chữ Hán quốc ngữ Beijing Ming dynasty Tōkyō"
    " Shinjuku-ku shōgun Nguyễn Huế đại Việt Hà Nội Trần Lê Duẩn Tanaka-sensei kyō ryū toukyou Yeong-do Mapo-dong gyeongbokgung katana"
    " samurai 東京 Hong Kong\u3000Kim Il-sung Viet Nam Dai Việt Chữ Nôm McCune–Reischauer Revised Romanization ſhogun KOREA plain words that say nothing"
).split()


def find_slowly(text):
    from normalizer.detection import cues

    found = [
        (m.start(), m.end(), language, sort)
        for (language, sort), pattern in cues._PATTERNS.items()  # noqa: SLF001
        for m in re.finditer(pattern, text)
    ]
    return sorted(found)


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", ", ", "\n", "-"]))
def test_asking_the_words_first_changes_nothing(words, between):
    text = between.join(words)
    assert find_cues(text) == find_slowly(text)


def test_every_table_with_first_words_finds_something():
    find_cues("")
    text = "  ".join(WORDS)
    assert {(language, sort) for _, _, language, sort in find_cues(text)} >= set(FIRST_WORDS)
