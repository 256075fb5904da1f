"""Tests of engines whose packages are large or rare are collected where these are installed."""

from importlib.util import find_spec

_CTRANSLATE = ("ctranslate2", "sentencepiece")
_NEEDS = {
    "test_ctranslate.py": _CTRANSLATE,
    "tiny_model.py": _CTRANSLATE,
    "tiny_pieces.py": ("sentencepiece",),
    "test_firefox.py": ("fxtranslate", "sentencepiece"),
    "tiny_firefox.py": ("sentencepiece",),
}
collect_ignore = [name for name, packages in _NEEDS.items() if not all(map(find_spec, packages))]
