"""The XML of members of an archive: its encoding, its text, its events."""

from __future__ import annotations

from normalizer.detection.lead_bytes import compile_once
from normalizer.documents.encoding import Encoding, find_encoding
from normalizer.documents.gate import may_hold_cjk
from normalizer.documents.xml_events import read_events
from normalizer.errors import InputError, UsageError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.documents.xml_events import Event

_HEAD = 200
_LONGEST_MARK = 4
_DECLARATIONS = r"<!DOCTYPE[^\[>]*\["


def decode_xml(content: bytes, member: str) -> tuple[str, Encoding]:
    """Return the text of an XML member and its encoding; raise `InputError` when it is not in it."""
    encoding = find_xml_encoding(content)
    try:
        return encoding.decode(content), encoding
    except InputError as error:
        message = f"{member} is not in its encoding, {encoding.name}"
        raise InputError(message) from error


def find_xml_encoding(content: bytes) -> Encoding:
    """Return the encoding of XML: by its byte-order mark, else by its declaration, else UTF-8.

    Raises `InputError` for an encoding that does not exist.

    >>> find_xml_encoding(b'<?xml version="1.0" encoding="GB18030"?><p/>').name
    'gb18030'
    """
    declared = compile_once(rb"""\s*<\?xml[^>]*?\sencoding=["']([A-Za-z][A-Za-z0-9._-]*)["']""").match(content[:_HEAD])
    try:
        return find_encoding(content[:_LONGEST_MARK], declared[1].decode() if declared else "")
    except UsageError as error:
        raise InputError(str(error)) from error


def may_say_chinese(content: bytes, member: str) -> bool:
    """Tell whether an XML member may hold Chinese, Japanese or Korean, told without parsing it.

    Raises `InputError` when it is not in its encoding, for then it might.
    """
    # Markup may write any character by its number.
    if find_xml_encoding(content).name != "utf-8" or may_hold_cjk(content, "html"):
        return True
    if not content.isascii():
        decode_xml(content, member)
    return False


def read_markup(text: str, member: str, *, declared: bool = False) -> list[Event]:
    """Return the events of an XML member.

    Raises `InputError`, naming it, when it is not well-formed, or has a DOCTYPE; one that refers
    to something known and declares nothing itself is allowed where `declared`.
    """
    if precompile(_DECLARATIONS).search(text) or ("<!DOCTYPE" in text and not declared):
        message = f"{member} has a DOCTYPE with declarations of its own, which are not read"
        raise InputError(message)
    try:
        return read_events(text)
    except InputError as error:
        message = f"{member}: {error}"
        raise InputError(message) from error
