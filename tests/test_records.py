"""Our named tuples are those of ``typing`` in all that a user can see."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import typing
from pathlib import Path

import pytest

import normalizer
from normalizer import records
from normalizer.config import CHOICES, NormalizerConfig
from normalizer.types import Annotation, NormalizedText, Span, Token

ROOT = Path(normalizer.__file__).parent
BODY = '''
class Place({base}):
    """A place."""

    name: str
    size: int = 0
    parts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name, written large."""
        return self.name.upper()

    @classmethod
    def find(cls, name: str) -> Place:
        return cls(name, 3)
'''


def define(base: type) -> type:
    found: dict[str, typing.Any] = {"base": base, "__name__": __name__}
    exec(BODY.format(base="base"), found)  # noqa: S102 - the same body under two bases
    return found["Place"]


OURS, THEIRS = define(records.NamedTuple), define(typing.NamedTuple)


@pytest.mark.parametrize(
    "look",
    [
        lambda place: (place._fields, place._field_defaults, place.__match_args__, place.__doc__, place.__slots__),
        lambda place: [cls.__name__ for cls in place.__mro__],
        lambda place: (place.__name__, place.__qualname__, place.__module__),
        lambda place: (place("京"), repr(place("京", size=2)), place("京") == ("京", 0, ()), hash(place("京"))),
        lambda place: (place("京")._replace(size=4), place("京")._asdict(), place._make(("沪", 1, ("a",)))),
        lambda place: (place("a").title, place.find("b"), place.title.__doc__, place.name.__doc__),
        lambda place: [(p.name, p.default, p.kind) for p in inspect.signature(place).parameters.values()],
        lambda place: copy.deepcopy(place("京")),
        lambda place: (inspect.getdoc(place.__new__), place.__new__.__name__, place.__new__.__defaults__),
        lambda place: sorted(set(vars(place)) - {"__orig_bases__", "__slotnames__", "__static_attributes__"}),
        typing.get_type_hints,
    ],
)
def test_a_record_is_what_typing_makes(look):
    assert look(OURS) == look(THEIRS)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda place: place(),
        lambda place: place("a", 1, (), 2),
        lambda place: place("a", height=1),
        lambda place: place._make("a"),
    ],
)
def test_what_typing_refuses_is_refused(wrong):
    with pytest.raises((TypeError, ValueError)) as theirs:
        wrong(THEIRS)
    with pytest.raises((TypeError, ValueError)) as ours:
        wrong(OURS)
    assert repr(ours.value) == repr(theirs.value)


@pytest.mark.parametrize("record", [Span(1, 2), NormalizedText("a"), NormalizerConfig(), Token("经", 0, 1, "word")])
def test_a_record_can_be_pickled(record):
    again = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own
    assert again == record
    assert type(again) is type(record)


@pytest.mark.parametrize("record", [NormalizedText, Annotation, Token, NormalizerConfig])
def test_the_types_of_a_public_record_can_be_asked_for(record):
    assert list(typing.get_type_hints(record)) == list(record._fields)


def test_the_choices_of_settings_are_those_of_their_types():
    hints = typing.get_type_hints(NormalizerConfig)
    words = {name: typing.get_args(hint) for name, hint in hints.items() if typing.get_origin(hint) is typing.Literal}
    assert words == CHOICES


def test_typing_is_imported_where_it_is_needed_at_run_time_alone():
    needed = {"TypeVar", "cast", "overload", "get_args", "get_type_hints"}
    found = []
    for path in sorted({*ROOT.rglob("*.py")} - {ROOT / "lexicon" / "build_hook.py"}):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            if names and node.module == "typing" and names - needed:
                found.append(f"{path.name}: {sorted(names - needed)}")
    assert found == ["literals.py: ['Literal']"]
