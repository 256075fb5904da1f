"""What every test may ask for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import settings

from normalizer import Normalizer
from normalizer.config import NormalizerConfig
from normalizer.resources import load_resources

# On a build machine the same examples every time; at a desk new ones with every run.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def read_cases(name):
    """Return the rows of a file in fixtures/cases."""
    return json.loads((FIXTURES / "cases" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def normalizer():
    return Normalizer()


@pytest.fixture(scope="session")
def resources():
    return load_resources(NormalizerConfig())


@pytest.fixture(scope="session")
def lexicon(resources):
    return resources.lexicon
