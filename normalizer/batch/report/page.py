"""The report as one page that needs nothing else: no network, no other file, no script to be read."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from normalizer.batch.quantities import tell_bytes, tell_time
from normalizer.batch.report.markup import Markup, element, join
from normalizer.batch.report.sections import list_sections
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_VERBS = {
    "run": ("Report of a run", "changed"),
    "plan": ("Report of a dry run", "would change"),
    "difference": ("Report of a difference", "would change"),
    "check": ("Report of a check", "with findings"),
}
GENERATOR = '<meta name="generator" content="mixnorm report">'
"""How a page begins that this program has written."""

_CHARSET = '<meta charset="utf-8">'
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def render_page(report: dict[str, Any]) -> str:
    """Return the page of a report that `build_report` made, or that was read from its file."""
    title, changed = _VERBS[report["command"]]
    sections = [section for section in list_sections(report, changed) if section.content]
    links = join(*(element("li", element("a", section.title, href=f"#{section.name}")) for section in sections))
    body = element(
        "body",
        element(
            "header",
            *_list_heading(report, title, changed),
            element("nav", element("ul", links), aria_label="Contents"),
        ),
        element("main", *(element("section", element("h2", s.title), *s.content, id=s.name) for s in sections)),
        element("footer", element("p", *_tell_program(report))),
        element("script", Markup(_read("page.js"))),
    )
    head = element("head", *_list_head(f"{title} of mixnorm"))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _list_head(title: str) -> Iterator[str]:
    style, script = _read("page.css"), _read("page.js")
    # Whatever a document may have smuggled in: the browser asks nobody for anything, and runs this one script alone.
    allowed = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    for fixed in (_CHARSET, GENERATOR, _VIEWPORT):
        yield Markup("\n" + fixed)
    yield element("meta", http_equiv="Content-Security-Policy", content=allowed)
    yield element("title", title)
    yield element("style", Markup(style))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _list_heading(report: dict[str, Any], title: str, changed: str) -> Iterator[str]:
    files, run = report["files"], report["run"]
    started = run["started"]
    day, clock = started[:10], started[11:16]
    yield element("h1", title)
    yield element(
        "p",
        element("time", f"{day} {clock} UTC", datetime=started),
        f", {tell_time(run['seconds'])}, {run['jobs']:,} process{'es' if run['jobs'] > 1 else ''}",
        class_="when",
    )
    tiles = [
        (f"{files['total']:,}", "file" if files["total"] == 1 else "files", ""),
        (f"{files['changed']:,}", changed, ""),
        (f"{files['failed']:,}", "failed", "bad" if files["failed"] else ""),
        (f"{report['tally']['fragments']:,}", "fragments", ""),
        (tell_bytes(report["bytes"]), "read", ""),
    ]
    yield element(
        "dl",
        *(
            element("div", element("dt", label), element("dd", figure), class_=f"tile {kind}".strip())
            for figure, label, kind in tiles
        ),
        class_="tiles",
    )


def _tell_program(report: dict[str, Any]) -> Iterator[str]:
    yield f"mixnorm {report['program']}"
    if report["lexicon"]:
        yield f", lexicon of {report['lexicon']['date']} with {report['lexicon']['entries']:,} entries"
    yield ". The same figures for programs are in report.json beside this page."
