"""Tests of engines whose packages are large are collected where these are installed."""

from importlib.util import find_spec

PACKAGES = {"test_ctranslate.py": ("ctranslate2", "sentencepiece"), "test_firefox.py": ("fxtranslate",)}
collect_ignore = [name for name, packages in PACKAGES.items() if not all(map(find_spec, packages))]
