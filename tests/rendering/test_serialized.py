from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

import normalizer.rendering
from normalizer import render
from normalizer.types import SCHEMA_VERSION, Annotation, NormalizedText, Notice, SenseChoice, Token
from tests.golden import FORMATS, find_articles

SCHEMA = json.loads(Path(normalizer.rendering.__file__).with_name("result.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
RECORDS = {"annotation": Annotation, "token": Token, "sense": SenseChoice, "notice": Notice}


def test_the_schema_is_a_schema_of_this_version():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_described_and_required_unless_it_has_a_default(name):
    record, definition = RECORDS[name], SCHEMA["$defs"][name]
    assert list(definition["properties"]) == list(record._fields)
    assert set(definition["required"]) == set(record._fields) - set(record._field_defaults)
    assert all(field.get("description") for field in definition["properties"].values())


def test_the_result_itself_is_described():
    assert list(SCHEMA["properties"]) == ["version", *NormalizedText._fields]
    assert SCHEMA["required"] == ["version", *NormalizedText._fields]


@pytest.mark.parametrize("article", find_articles(), ids=lambda a: a.name)
def test_real_results_are_valid_and_come_back(article, normalizer):
    text = article.read_text(encoding="utf-8")
    result = normalizer.normalize(text, FORMATS[article.suffix])
    data = json.loads(render(result, "json"))
    VALIDATOR.validate(data)
    assert NormalizedText.from_dict(data) == result


def test_warnings_are_valid_too(normalizer):
    result = normalizer.normalize("舆论 # mixnorm: ignore")
    assert result.warnings
    VALIDATOR.validate(json.loads(render(result, "json")))


def test_unknown_fields_are_allowed_and_wrong_ones_are_not(normalizer):
    data = normalizer.normalize("the 舆论").to_dict()
    data["annotations"][0]["from_the_future"] = 1
    VALIDATOR.validate(data)
    data["annotations"][0]["action"] = "explode"
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)
