"""A lexicon compiled from a dozen lines, and the whole dictionary parsed, for every test of this folder."""

from __future__ import annotations

import pytest

from normalizer.lexicon.compiling import compile_lexicon
from normalizer.lexicon.parsing import read_dictionary
from normalizer.lexicon.sources import Background, find_dictionary, read_packages
from tests.conftest import FIXTURES


@pytest.fixture(scope="session")
def small_source():
    return FIXTURES / "small-cedict.u8"


@pytest.fixture(scope="session")
def background():
    """The packages' own, with fewer words: those of up to two characters are enough here."""
    whole = read_packages()
    words = {word: row for word, row in whole.words.items() if len(word) < 3 and row[0] > 500}
    return Background(words, *whole[1:])


@pytest.fixture(scope="session")
def small(small_source, background, tmp_path_factory):
    target = tmp_path_factory.mktemp("lexicon") / "small.mnlx"
    compile_lexicon(small_source, target, background)
    return target


@pytest.fixture(scope="session")
def entries():
    return read_dictionary(find_dictionary()).entries
