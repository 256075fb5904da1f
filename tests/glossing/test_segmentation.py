from __future__ import annotations

import random
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import normalizer
from normalizer.glossing.segmentation import JiebaSegmenter
from normalizer.lexicon.index import open_lexicon

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's own, at its first import
    import jieba

ROOT = Path(normalizer.__file__).parents[1]


@pytest.fixture(scope="module")
def reference(lexicon):
    """A tokenizer of jieba itself, its dictionary filled word by word from the same vocabulary."""
    tokenizer = jieba.Tokenizer()
    for word, frequency, _ in lexicon.words():
        if frequency:
            tokenizer.FREQ[word] = frequency
            for size in range(1, len(word)):
                tokenizer.FREQ.setdefault(word[:size], 0)
    tokenizer.total = lexicon.total
    tokenizer.initialized = True
    return tokenizer


def test_ten_thousand_fragments_are_cut_as_jieba_cuts_them(lexicon, reference):
    words = [word for word, frequency, _ in lexicon.words() if frequency and not word.isascii()]
    chance = random.Random(11)  # noqa: S311 - not for secrets
    segmenter = JiebaSegmenter(lexicon)
    for _ in range(10_000):
        text = "".join(chance.choices(words, k=chance.randint(1, 5)))
        assert segmenter.segment(text) == reference.lcut(text, HMM=False)


@given(st.text(alphabet="的一是在不了有和人这中大国我以要他恳请家关注舆论环境学生活动力量 a1，。\n"))
def test_the_words_are_the_text_again(text):
    assert "".join(JiebaSegmenter(open_lexicon()).segment(text)) == text


@pytest.mark.parametrize("hmm", [False, True])
@given(text=st.text(st.characters(exclude_categories=())))
def test_no_code_point_is_lost(text, hmm):
    assert "".join(JiebaSegmenter(open_lexicon(), hmm=hmm).segment(text)) == text


def test_mixed_text_is_cut_as_jieba_cuts_it(lexicon, reference):
    words = [word for word, frequency, _ in lexicon.words() if frequency]
    chance = random.Random(12)  # noqa: S311
    segmenter = JiebaSegmenter(lexicon)
    for _ in range(2000):
        pieces = chance.choices(words, k=4) + chance.choices("a1 .-%，。\n○々𠀀㐀龦\ud800\u200b", k=3)
        chance.shuffle(pieces)
        text = "".join(pieces)
        assert segmenter.segment(text) == reference.lcut(text, HMM=False)


def test_the_longest_word_is_one_word(lexicon):
    longest = max((word for word, frequency, _ in lexicon.words() if frequency and "，" not in word), key=len)
    assert len(longest) > 10
    assert JiebaSegmenter(lexicon).segment(longest) == [longest]


def test_nothing_of_jieba_is_left_changed(tmp_path):
    code = (
        "import sys, logging, warnings; warnings.simplefilter('error')\n"
        "from normalizer import normalize\n"
        "print(normalize('I 恳请大家关注 it').text)\n"
        "import jieba\n"
        "assert not jieba.dt.initialized and not jieba.dt.FREQ\n"
        "assert 'pkg_resources' not in sys.modules\n"
        "assert jieba.default_logger.handlers == []\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout == "I earnestly ask everyone to pay attention to it\n"
    assert list(tmp_path.iterdir()) == []


def test_jieba_serves_others_as_it_always_does(tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("北京城 9 n\n", encoding="utf-8")
    code = (
        "import sys; from normalizer import normalize\n"
        "normalize('I 恳请大家关注 it')\n"
        "assert not {'logging', 'hashlib', 'tempfile', 'jieba.finalseg'} & set(sys.modules)\n"
        "import re, logging, hashlib, jieba\n"
        "assert re.compile.__module__ == 're' and hashlib.md5(b'').name == 'md5'\n"
        "assert logging.getLogger('jieba').level == 0\n"
        "jieba.default_logger.addHandler(logging.StreamHandler(sys.stdout))\n"
        "cut = jieba.Tokenizer(sys.argv[1]).lcut\n"
        "print(cut('北京城杭研大厦', HMM=False)); jieba.setLogLevel(logging.ERROR)\n"
        "print(logging.getLogger('jieba').level, jieba.lcut('北京城', HMM=False), jieba.md5(b'').hexdigest()[:4])\n"
    )
    environment = {"TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "ignore", "-c", code, str(own)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert lines[0].startswith("Building prefix dict from")
    assert lines[-2:] == ["['北京城', '杭', '研', '大', '厦']", "40 ['北京城'] d41d"]


def test_the_model_for_unknown_words_can_be_asked_for(lexicon):
    assert JiebaSegmenter(lexicon, hmm=True).segment("他来到了网易杭研大厦") == [
        "他",
        "来到",
        "了",
        "网易",
        "杭研",
        "大厦",
    ]
