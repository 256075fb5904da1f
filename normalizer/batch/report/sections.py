"""The sections of the report's page, each from the report's data."""

from __future__ import annotations

from normalizer.batch.quantities import tell_bytes, tell_number, tell_time
from normalizer.batch.report.markup import Markup, element, join
from normalizer.batch.report.plots import plot_bar, plot_histogram
from normalizer.batch.summary import DONE
from normalizer.batch.tally import CONTEXT
from normalizer.config import NormalizerConfig
from normalizer.detection.codepoints import find_runs, has_hangul, has_kana
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

_SHOWN_PAIRS = 200
_OPEN_ROWS = 20
"""A table of more rows is folded up."""


class Section(NamedTuple):
    """A section: its name in the address, its title, what stands in it."""

    name: str
    title: str
    content: list[Markup]


class Column(NamedTuple):
    """A column of a table: its heading, and the class of its cells."""

    title: str
    kind: str = ""


def list_sections(report: dict[str, Any], changed: str) -> list[Section]:
    """Return all sections; those with nothing to tell are without content."""
    tally = report["tally"]
    return [
        Section("files", "Files", list(_tell_files(report, changed))),
        Section("failures", "Failed files", list(_list_failures(report))),
        Section("fragments", "What was done", list(_tell_actions(tally))),
        Section("confidence", "How sure", list(_tell_confidence(tally))),
        Section("doubts", "Least sure", list(_list_doubts(tally))),
        Section("pairs", "Most frequent fragments", list(_list_pairs(tally))),
        Section("warnings", "Warnings", list(_list_warnings(tally))),
        Section("settings", "Settings", list(_list_settings(report))),
    ]


def make_table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], kind: str = "") -> Markup:
    """Return a table whose first cells name their rows; a wide one can be scrolled for itself."""
    head = element("tr", *(element("th", column.title, class_=column.kind or None, scope="col") for column in columns))
    body = []
    for first, *others in rows:
        cells = [element("th", first, class_=columns[0].kind or None, scope="row")]
        cells += [
            element("td", cell, class_=column.kind or None) for cell, column in zip(others, columns[1:], strict=True)
        ]
        body.append(element("tr", *cells))
    table = element(
        "table", element("caption", caption), element("thead", head), element("tbody", *body), class_=kind or None
    )
    return element("div", table, class_="scroll", role="region", aria_label=caption, tabindex=0)


def _fold(summary: str, content: Markup, size: int) -> Markup:
    """Return content that is folded up when it is long."""
    if size <= _OPEN_ROWS:
        return content
    return element("details", element("summary", summary), content)


def _tell_files(report: dict[str, Any], changed: str) -> Iterator[Markup]:
    files, run = report["files"], report["run"]
    names = {"changed": changed, "kept": "of these kept as they are", "left": "not treated"}
    rows = [
        (names.get(state, state), f"{count:,}", plot_bar(count / max(files["total"], 1), state))
        for state, count in files.items()
        if state != "total" and count
    ]
    if rows:
        columns = [Column("state"), Column("files", "n"), Column("share", "plot")]
        yield make_table(tell_number(files["total"], "file"), columns, rows)
    seconds = max(run["seconds"], 0.001)
    done = sum(files[state] for state in ("changed", "unchanged", "failed")) - run["earlier"]
    speed = f"{done / seconds:,.1f} files and {tell_bytes(run['bytes'] / seconds)} a second"
    yield element("p", f"This run read {tell_bytes(run['bytes'])} in {tell_time(seconds)}: {speed}.")
    yield from map(_tell_engine, run.get("translation", {}).get("engines", ()))
    if run["earlier"]:
        yield element("p", f"{tell_number(run['earlier'], 'file')} of these were done by an earlier run.")
    if report["missed"]:
        field = report["reading"]["field"]
        records = tell_number(report["missed"], "record")
        yield element("p", f"{records} with Chinese had no text in the field ", element("code", field), ".")
    if report["skipped"]:
        left_out = [(row["reason"], row["detail"], f"{row['count']:,}") for row in report["skipped"]]
        caption = f"{tell_number(sum(row['count'] for row in report['skipped']), 'file')} left out"
        table = make_table(caption, [Column("reason"), Column("which"), Column("files", "n")], left_out, "narrow")
        yield _fold(caption, table, len(left_out))


def _tell_engine(engine: dict[str, Any]) -> str:
    """Return what an engine did, and how long its requests took."""
    mean = engine["seconds"] / engine["requests"] if engine["requests"] else 0.0
    took = f", {mean:.2f} s a request, {engine['slowest']:.2f} s the slowest" if mean else ""
    about = (
        f"{engine['asked']:,} texts asked, {engine['answered']:,} answered",
        f"{engine['cached']:,} from the cache",
    )
    return element("p", f"Engine {engine['name']} ({engine['place']}): {', '.join(about)}{took}.")


def _list_failures(report: dict[str, Any]) -> Iterator[Markup]:
    failures = report["failures"]
    if not failures:
        return
    caption = f"{tell_number(report['files']['failed'], 'file')} failed"
    if report["failures_cut"]:
        caption += f", the first {len(failures):,} of them"
    rows = [(_show_path(row["path"]), _mark_languages(row["reason"])) for row in failures]
    yield _fold(caption, make_table(caption, [Column("file", "path"), Column("reason")], rows), len(rows))


def _tell_actions(tally: dict[str, Any]) -> Iterator[Markup]:
    if not tally["fragments"]:
        yield element("p", "No Chinese, Japanese or Korean was found.")
        return
    order = list(DONE)
    actions = sorted(tally["actions"], key=lambda row: (order.index(row["action"]), -row["count"], row["origin"]))
    highest = max(row["count"] for row in actions)
    rows = [
        (
            _show_action(row["action"]),
            row["origin"],
            f"{row['count']:,}",
            plot_bar(row["count"] / highest, row["action"]),
        )
        for row in actions
    ]
    columns = [Column("action"), Column("source of the English"), Column("fragments", "n"), Column("share", "plot")]
    yield make_table(f"{tell_number(tally['fragments'], 'fragment')} by action and origin", columns, rows)
    yield element("div", *_tell_counts(tally), class_="columns")


def _tell_counts(tally: dict[str, Any]) -> Iterator[Markup]:
    languages = {"zh": "Chinese", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "und": "not known"}
    named = {languages.get(code, code): count for code, count in tally["languages"].items()}
    for caption, heading, counts in (("By context", "context", tally["contexts"]), ("By language", "language", named)):
        highest = max(counts.values())
        rows = [(name, f"{count:,}", plot_bar(count / highest)) for name, count in _sort(counts)]
        yield make_table(caption, [Column(heading), Column("fragments", "n"), Column("share", "plot")], rows)


def _sort(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _tell_confidence(tally: dict[str, Any]) -> Iterator[Markup]:
    counts = tally["confidences"]
    if not any(counts):
        return
    yield element("p", "The confidences of all fragments that were not kept, from 0 to 1.")
    yield plot_histogram(counts, "Histogram of confidences; the table below has its figures")
    rows = [
        (f"{step / len(counts):.2f} to {(step + 1) / len(counts):.2f}", f"{count:,}")
        for step, count in enumerate(counts)
        if count
    ]
    table = make_table("Fragments by confidence", [Column("confidence"), Column("fragments", "n")], rows, "narrow")
    yield element("details", element("summary", "The figures"), table)


def _list_doubts(tally: dict[str, Any]) -> Iterator[Markup]:
    doubts = tally["doubts"]
    if not doubts:
        return
    yield element("p", f"The {len(doubts)} least sure, each pair of fragment and English once: worth a look first.")
    yield element("ol", *(element("li", *_show_doubt(row)) for row in doubts), class_="doubts")


def _show_doubt(row: dict[str, Any]) -> Iterator[Markup]:
    gloss = element("span", _show_gloss(row), class_="gloss")
    sure = element("span", f"{row['confidence']:.2f}", class_="sure", title="confidence")
    how = element("span", f"{DONE[row['action']]}, {row['origin']}", class_="how")
    yield element("p", sure, " ", _show_fragment(row), " → ", gloss, " ", how, class_="choice")
    before, after = (element("bdi", _mark_languages(row[side], row["language"])) for side in ("before", "after"))
    mark = element("mark", row["fragment"], lang=row["language"])
    gaps = ["…" if len(row[side]) >= CONTEXT else "" for side in ("before", "after")]
    yield element("blockquote", gaps[0], before, mark, after, gaps[1])
    place = element("code", _show_path(f"{row['path']}:{row['line']}:{row['column']}"))
    yield element("p", place, " ", _mark_languages(row["reason"]), class_="where")


def _list_pairs(tally: dict[str, Any]) -> Iterator[Markup]:
    pairs = tally["pairs"][:_SHOWN_PAIRS]
    if not pairs:
        return
    rows = [
        (_show_fragment(row), _show_gloss(row), f"{row['count']:,}", _show_action(row["action"]), row["origin"])
        for row in pairs
    ]
    shown = sum(row["count"] for row in pairs)
    fragments = tell_number(tally["fragments"], "fragment")
    caption = f"{tell_number(len(pairs), 'pair')} of fragment and English, {shown:,} of {fragments}"
    if tally["pairs_cut"]:
        caption += "; there were more pairs than are counted, so the rarer ones may be told too few"
    columns = [Column("fragment"), Column("English"), Column("times", "n"), Column("action"), Column("origin")]
    yield make_table(caption, columns, rows, "sortable")
    if len(tally["pairs"]) > len(pairs):
        yield element("p", f"report.json has {len(tally['pairs']):,} pairs.")


def _list_warnings(tally: dict[str, Any]) -> Iterator[Markup]:
    if tally["warnings"]:
        rows = [(code, f"{count:,}") for code, count in _sort(tally["warnings"])]
        yield make_table("Warnings by kind", [Column("kind"), Column("times", "n")], rows, "narrow")


def _list_settings(report: dict[str, Any]) -> Iterator[Markup]:
    usual = NormalizerConfig()._asdict()
    rows = []
    for name, value in report["config"].items():
        other = value != (list(usual[name]) if isinstance(usual[name], tuple) else usual[name])
        shown = _show_setting(value)
        rows.append((element("code", name.replace("_", "-")), element("strong", shown) if other else shown))
    rows += [(element("code", name), value or "–") for name, value in report["reading"].items()]
    caption = "Settings in effect; those that are not the default stand out"
    yield make_table(caption, [Column("setting"), Column("value")], rows)


def _show_setting(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) or "–" if isinstance(value, list) else str(value) if value != "" else "–"


def _show_fragment(row: dict[str, Any]) -> Markup:
    return element("bdi", row["fragment"], class_="fragment", lang=row["language"])


def _show_gloss(row: dict[str, Any]) -> Markup:
    return _mark_languages(row["gloss"] or "–")


def _show_action(action: str) -> Markup:
    return element("span", DONE[action], class_=f"action {action}")


def _show_path(path: str) -> Markup:
    return element("bdi", _mark_languages(path))


def _mark_languages(text: str, usual: str = "zh") -> Markup:
    """Return text in which runs of Chinese, Japanese and Korean have a language: the `usual` one for Han alone."""
    parts: list[str] = []
    position = 0
    for run in find_runs(text):
        letters = run.group()
        language = "ja" if has_kana(letters) else "ko" if has_hangul(letters) else usual
        parts += (text[position : run.start()], element("span", letters, lang=language))
        position = run.end()
    return join(*parts, text[position:])
