"""Word documents: DOCX and its macro-enabled and template sisters."""

from __future__ import annotations

from normalizer.documents.office_package import Package
from normalizer.documents.word_package import WordPackage
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.documents.archive import Archive
    from normalizer.documents.archive_document import Writer


def open_package(archive: Archive) -> WordPackage:
    """Return the package of a Word document; raise `InputError` when it is none."""
    return WordPackage(Package(archive))


def open_writer(package: WordPackage, form: str) -> Writer:
    """Return what writes results in a form of notes."""
    from normalizer.documents import word_writing

    if form == "comments":
        return word_writing.CommentWriter(package, form)
    if form == "tracked":
        return word_writing.TrackingWriter(package, form)
    return word_writing.WordWriter(package, form)
