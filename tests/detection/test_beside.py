from __future__ import annotations

import pytest

from normalizer.detection.beside import find_label, find_spelling, is_set_apart


def place(text):
    start = next(i for i, c in enumerate(text) if "一" <= c <= "鿿")
    end = next((i for i, c in enumerate(text) if i > start and not "一" <= c <= "鿿"), len(text))
    return text, start, end


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Korean: 金; then", "ko"),
        ("the Japanese word 手紙 means", "ja"),
        ("in Chinese 手紙 means", "zh"),
        ("| ja = 菩提 |", "ja"),
        ("it is 手紙 in Japanese.", "ja"),
        ("(chữ Hán: 文廟)", "vi"),
        ("the hanja 金", "ko"),
    ],
)
def test_labels_name_the_language(text, language):
    assert find_label(*place(text)).language == language


@pytest.mark.parametrize(
    "text",
    [
        "the Japanese cabinet 批准 the plan",
        "Chinese tea came; later 仙藥",
        "it is 手紙 in Japanese shops",
        "Japan 手紙",
    ],
)
def test_an_adjective_of_something_else_is_no_label(text):
    assert find_label(*place(text)) is None


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("the gods (神) came", True),
        ("the word “神” came", True),
        ("神 (kami)", True),
        ("the 神 came", False),
        ("(done) the 神 came", False),
        ("rice酒 (sake)", False),
    ],
)
def test_bare_words_are_told_from_terms_set_apart(text, apart):
    assert is_set_apart(*place(text)) is apart


@pytest.mark.parametrize(
    ("text", "language"), [("Lê Lợi (黎利)", "vi"), ("xiǎo (小)", "zh"), ("Kyō (京)", "ja"), ("cháng (長)", None)]
)
def test_spellings_of_one_language_tell_it(text, language):
    found = find_spelling(*place(text))
    assert (found and found.language) == language
