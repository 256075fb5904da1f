"""Named tuples and protocols without the price of ``typing``, which a type checker sees in their place.

Importing ``typing`` takes as long as normalizing four fragments, and it compiles every annotation of a
named tuple each time a process defines it. Here annotations stay the strings that they are until
somebody asks for them (`typing.get_type_hints` finds what they mean). So no module that an article passes
imports ``typing`` when it runs.

>>> class Place(NamedTuple):
...     name: str
...     size: int = 0
>>> Place("北京", size=2)._replace(name="上海"), Place._fields, Place._field_defaults
(Place(name='上海', size=2), ('name', 'size'), {'size': 0})
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["TYPE_CHECKING", "NamedTuple", "Protocol"]

TYPE_CHECKING = False
"""What a type checker takes for true, as ``typing.TYPE_CHECKING``."""

if TYPE_CHECKING:
    from typing import NamedTuple, Protocol
else:

    class _Definition(type):
        """What makes a named tuple of the body of a class, as ``typing`` does, checks of the types apart."""

        def __new__(mcs, name, bases, body):  # noqa: ANN001, ANN204 - no type checker comes here
            if not bases:
                return super().__new__(mcs, name, bases, body)
            annotations = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in annotations if field in body]
            made = namedtuple(name, annotations, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            made.__new__.__annotations__ = annotations
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Definition):
        """The base of a record: a class with it becomes a named tuple of the fields that it annotates."""

    class Protocol:
        """The base of what only type checkers compare."""
