"""The form ``explanation``: what was found, what was weighed, what was chosen, and why."""

from __future__ import annotations

from normalizer.detection.slot import read_slot
from normalizer.editing.policy import name_setting, tell_why
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.config import NormalizerConfig
    from normalizer.types import Annotation, NormalizedText, Token

_AROUND = 30
_SIGNS = str.maketrans({"\n": "⏎", "\r": "", "\t": " "})


def render(
    result: NormalizedText, config: NormalizerConfig | None = None, sources: Mapping[str, str] | None = None
) -> str:
    """Return an account in plain lines that ends in a newline; offsets are code points of the input.

    With `config` it also names the setting that decided on each fragment, with `sources` where
    that setting comes from.
    """
    source = result.restore()
    lines = [f"language  {result.language}"]
    lines += [f"warning   {notice.text} ({notice.start}-{notice.end})" for notice in result.warnings]
    for number, annotation in enumerate(result.annotations, 1):
        lines += ["", f"{number}. {annotation.fragment}", *explain_annotation(annotation, source, config, sources)]
    if not result.annotations:
        lines += ["", "no Chinese, Japanese or Korean in it"]
    return "\n".join([*lines, "", "clean     " + result.text.rstrip("\r\n"), ""])


def explain_annotation(
    annotation: Annotation,
    source: str,
    config: NormalizerConfig | None = None,
    sources: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the lines on one fragment of the text `source`."""
    before = source[max(0, annotation.fragment_start - _AROUND) : annotation.fragment_start]
    after = source[annotation.fragment_end : annotation.fragment_end + _AROUND]
    change = f"{_quote(annotation.original)} → {_quote(annotation.replacement)}"
    rows = [
        ("found", f"{before}▸{annotation.fragment}◂{after}".translate(_SIGNS)),
        ("place", f"{annotation.fragment_start}-{annotation.fragment_end}"),
        ("language", f"{annotation.language} ({annotation.script})"),
        ("context", annotation.context + (f": {_tell_context(annotation, source)}" if config else "")),
        ("setting", _tell_setting(annotation.context, config, sources or {}) if config else ""),
        ("action", annotation.action),
        ("origin", annotation.origin + (f" ({annotation.engine})" if annotation.engine else "")),
        ("gloss", annotation.gloss or "none"),
        ("pinyin", annotation.pinyin),
        ("reason", f"{annotation.reason}; confidence {annotation.confidence:.2f}"),
        ("edit", f"{annotation.start}-{annotation.end}  {change}"),
    ]
    lines = [f"   {name:<9} {value}" for name, value in rows if value]
    return lines + [line for token in annotation.tokens for line in _weigh(token)]


def _tell_context(annotation: Annotation, source: str) -> str:
    return tell_why(annotation.context, read_slot(source, annotation.fragment_start, annotation.fragment_end))


def _tell_setting(context: str, config: NormalizerConfig, sources: Mapping[str, str]) -> str:
    setting = name_setting(context, config)
    name = setting.partition(" = ")[0]
    return setting if name == setting else f"{setting} ({sources.get(name, 'default')})"


def _weigh(token: Token) -> list[str]:
    """Return a token with its candidates, the chosen one marked."""
    about = " ".join(part for part in (token.kind, token.pos, token.pinyin) if part)
    lines = [f"   token     {token.text}  {about}" + (f"  by {token.origin}" if token.origin else "")]
    for sense in token.senses:
        sign = "→" if sense.gloss == token.chosen else " "
        raw = f"  ({sense.raw})" if sense.raw not in ("", sense.gloss) else ""
        lines.append(f"             {sign} {sense.score:+.2f}  {sense.gloss}{raw}")
    if token.chosen and not any(sense.gloss == token.chosen for sense in token.senses):
        lines.append(f"             → {token.chosen}")
    return lines


def _quote(text: str) -> str:
    return f"“{text.translate(_SIGNS)}”"
