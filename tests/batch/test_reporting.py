from __future__ import annotations

import io

import pytest

from normalizer.batch.reporting import Reporter


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_summary_counts_everything(capsys):
    with Reporter(4, {"unknown format: .png": 2, "ignored": 1}) as reporter:
        reporter.finish([(("replace", "lexicon"), 2), (("drop", "author"), 1)], changed=True)
        reporter.finish([(("replace", "name"), 1), (("keep", "policy"), 3)], changed=True)
        reporter.finish([], 2, changed=False)
        reporter.fail("a.txt", "reason")
    reporter.summarize("changed")
    assert (reporter.failed, reporter.changed) == (1, 2)
    assert capsys.readouterr().err == (
        "mixnorm: error: a.txt: reason\n"
        "mixnorm: 4 files, 2 changed; 7 fragments: 3 replaced (lexicon 2, name 1), 1 dropped (author 1), "
        "3 kept (policy 3); 2 records with Chinese without a text in the field; 1 failed; 3 skipped: ignored 1, unknown format 2 (.png 2)\n"
    )


def test_quiet_tells_errors_alone(capsys):
    with Reporter(1, {}, quiet=True) as reporter:
        reporter.warn(["careful"])
        reporter.fail("a.txt", "reason")
    reporter.summarize("changed")
    assert capsys.readouterr().err == "mixnorm: error: a.txt: reason\n"


@pytest.mark.parametrize(("total", "shown"), [(50, True), (3, False)])
def test_progress_is_shown_on_a_terminal_for_many_files(total, shown, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with Reporter(total, {}) as reporter:
        for number in range(total):
            reporter.fail("[b].txt", str(number))
    assert ("normalizing" in terminal.getvalue()) == shown
    assert f"mixnorm: error: [b].txt: {total - 1}" in terminal.getvalue()
