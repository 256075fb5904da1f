"""Formats of documents: each gives its units of text and takes their results back into its bytes.

Bytes that no change concerns come out as they went in. The table of formats is in ``formats``.
"""

from __future__ import annotations

from normalizer.documents.formats import ARCHIVES, DELIMITED, NODES, TABLES
from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.documents.document import Document, Record, Source


def open_document(source: Source) -> Document:
    """Return the document of `source`; raise `InputError` or `EncodingError` when it cannot be read."""
    if source.format == "jsonl":
        from normalizer.documents.jsonl import JsonlDocument

        return JsonlDocument(source)
    if source.format == "json":
        from normalizer.documents.json_document import JsonDocument

        return JsonDocument(source)
    if source.format in DELIMITED:
        from normalizer.documents.delimited_document import DelimitedDocument

        return DelimitedDocument(source)
    if source.format in TABLES:
        from normalizer.documents.rows import TableDocument

        return TableDocument(source)
    if source.format in ARCHIVES:
        from normalizer.documents.archive_document import ArchiveDocument

        return ArchiveDocument(source)
    if source.format in NODES:
        from normalizer.documents.node_document import NodeDocument, load_format

        return NodeDocument(source, load_format(source.format))
    from normalizer.documents.running_text import TextDocument

    return TextDocument(source)


def restore_document(clean: Source, records: Sequence[Record]) -> bytes:
    """Return the bytes of the source from those of the clean document and the records of its units.

    Raises `RestoreError` when a record does not fit.
    """
    if not records:
        return clean.data
    if clean.format == "jsonl":
        from normalizer.documents.jsonl import restore_jsonl

        return restore_jsonl(clean, records)
    if clean.format in ARCHIVES:
        from normalizer.documents.archive_document import restore_archive

        return restore_archive(clean, records)
    if clean.format in DELIMITED:
        from normalizer.documents.delimited_document import restore_delimited

        return restore_delimited(clean, records)
    if clean.format in NODES:
        from normalizer.documents.node_document import restore_nodes

        return restore_nodes(clean, records)
    if len(records) != 1:
        message = f"the sidecar holds {len(records)} units, a text has one"
        raise RestoreError(message)
    return clean.encoding.encode(records[0].result.restore())
