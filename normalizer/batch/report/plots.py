"""Small plots in SVG, which take their colours from the page's style."""

from __future__ import annotations

from normalizer.batch.report.markup import Markup, element
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 400, 170
_TOP, _BOTTOM, _SIDE = 16, 20, 4
_BAR = 100
_THOUSAND, _SHORT = 1_000, 9.95


def plot_bar(share: float, kind: str = "") -> Markup:
    """Return one bar for a table's cell, `share` from 0 to 1 of its width; what it says stands in the next cell."""
    length = max(share * _BAR, 0.5 if share else 0)
    bar = element("rect", class_=f"bar {kind}".strip(), width=f"{length:.1f}", height=10, rx=1)
    box = {"viewBox": f"0 0 {_BAR} 10", "preserveAspectRatio": "none"}
    return element("svg", bar, class_="row", aria_hidden="true", **box)


def plot_histogram(counts: Sequence[int], label: str) -> Markup:
    """Return the histogram of counts over equal steps from 0 to 1."""
    highest = max(*counts, 1)
    step = (_WIDTH - 2 * _SIDE) / len(counts)
    floor = _HEIGHT - _BOTTOM
    parts = []
    for number, count in enumerate(counts):
        if not count:
            continue
        # What is there is seen, however rare it is.
        height = max(count / highest * (floor - _TOP), 1.5)
        left = _SIDE + number * step
        title = f"{number / len(counts):.2f} to {(number + 1) / len(counts):.2f}: {count:,}"
        place = {"x": f"{left + 1:.1f}", "y": f"{floor - height:.1f}"}
        size = {"width": f"{step - 2:.1f}", "height": f"{height:.1f}"}
        bar = element("rect", class_="bar", rx=1, **place, **size)
        number_above = element("text", _tell_short(count), x=f"{left + step / 2:.1f}", y=f"{floor - height - 4:.1f}")
        parts.append(element("g", element("title", title), bar, number_above))
    parts.append(element("line", x1=_SIDE, x2=_WIDTH - _SIDE, y1=floor, y2=floor, class_="axis"))
    for quarter in range(5):
        place = {"x": f"{_SIDE + quarter / 4 * (_WIDTH - 2 * _SIDE):.1f}", "y": str(_HEIGHT - 5)}
        edge = {0: "first", 4: "last"}.get(quarter)
        parts.append(element("text", f"{quarter / 4:.2f}".rstrip("0").rstrip("."), class_=edge, **place))
    box = {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}"}
    return element("svg", *parts, class_="histogram", role="img", aria_label=label, **box)


def _tell_short(count: int) -> str:
    """Return a count in few characters: 950, 1.2k, 34k, 2.1M."""
    value, units = float(count), ["", "k", "M", "G"]
    while value >= _THOUSAND - 0.5 and len(units) > 1:
        value /= _THOUSAND
        del units[0]
    digits = 1 if units[0] and value < _SHORT else 0
    return f"{value:.{digits}f}{units[0]}"
