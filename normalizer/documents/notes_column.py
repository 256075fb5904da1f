"""Annotations as a column of a table, of one fixed Arrow type: a list of structs.

Its fields are those of `Annotation` but for the tokens, and ``column``, which names the column that
an annotation is of. A row without annotations has null.
"""

from __future__ import annotations

from typing import get_args, get_type_hints

from normalizer.documents.columns import load_pyarrow
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING
from normalizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from normalizer.types import NormalizedText

COLUMN = "column"
_LEFT_OUT = "tokens"


def make_type() -> Any:
    """Return the type: numbers of code points are int32, the confidence is float64, all else strings.

    >>> make_type().value_type.field("gloss_start")
    pyarrow.Field<gloss_start: int32>
    """
    pa = load_pyarrow()
    kinds = {int: pa.int32(), float: pa.float64()}
    fields = [pa.field(COLUMN, pa.string(), nullable=False)]
    for name, hint in get_type_hints(Annotation).items():
        if name != _LEFT_OUT:
            options = get_args(hint)
            kind = kinds.get(options[0] if type(None) in options else hint, pa.string())
            fields.append(pa.field(name, kind, nullable=type(None) in options))
    return pa.list_(pa.struct(fields))


def list_notes(result: NormalizedText, column: str) -> list[dict[str, Any]]:
    """Return the annotations of a text of a column, as the type has them."""
    rows = result.to_dict()["annotations"]
    return [{COLUMN: column, **{name: note[name] for name in note if name != _LEFT_OUT}} for note in rows]


def make_notes(notes: Mapping[int, Sequence[dict[str, Any]]], count: int) -> Any:
    """Return the array for `count` rows, `notes` being those of the rows that have any, by their numbers from 0."""
    pa = load_pyarrow()
    return pa.array([notes.get(row) for row in range(count)], make_type())


def check_name(name: str, schema: Any) -> None:
    """Raise `InputError` when there is a column of that name."""
    if name in schema.names:
        message = f"there is a column {name!r} already; choose another name for the annotations"
        raise InputError(message)
