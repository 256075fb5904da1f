from __future__ import annotations

from normalizer.batch.account import Account
from normalizer.batch.ledger import Entry
from normalizer.batch.marks import Mark
from normalizer.batch.reporting import Reporter
from normalizer.batch.tally import Tally

PATHS = [f"{n}.txt" for n in range(50)]


def count(actions):
    tally = Tally()
    tally.actions.update(actions)
    return tally


def test_the_summary_counts_everything(capsys):
    with Reporter(Account(4, {"unknown format: .png": 2, "ignored": 1}), PATHS[:4]) as reporter:
        reporter.finish(count({("replace", "lexicon"): 2, ("drop", "author"): 1}), changed=True)
        reporter.finish(count({("replace", "name"): 1, ("keep", "policy"): 3}), changed=True)
        reporter.finish(Tally(), 2, changed=False)
        reporter.fail("a.txt", "reason")
    reporter.summarize("changed")
    assert (reporter.failed, reporter.changed) == (1, 2)
    assert capsys.readouterr().err == (
        "mixnorm: error: a.txt: reason\n"
        "mixnorm: 4 files, 2 changed; 7 fragments: 3 replaced (lexicon 2, name 1), 1 dropped (author 1), "
        "3 kept (policy 3); 2 records with Chinese without a text in the field; 1 failed; 3 skipped: ignored 1, unknown format 2 (.png 2)\n"
    )


def test_quiet_tells_errors_alone(capsys):
    with Reporter(Account(1, {}), PATHS[:1], quiet=True) as reporter:
        reporter.warn(["careful"])
        reporter.fail("a.txt", "reason")
    reporter.summarize("changed")
    assert capsys.readouterr().err == "mixnorm: error: a.txt: reason\n"


def test_many_documents_are_summarized_in_a_table(capsys):
    with Reporter(Account(50, {}), PATHS) as reporter:
        for _ in PATHS:
            reporter.finish(count({("replace", "lexicon"): 2}), changed=True)
    reporter.summarize("changed", "r/report.html")
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "mixnorm: summary"
    assert ["replaced", "100"] in [line.split() for line in told]
    assert told[-1] == "mixnorm: report: r/report.html"


def test_a_report_is_told_in_the_line_too(capsys):
    with Reporter(Account(1, {}), PATHS[:1]) as reporter:
        reporter.finish(Tally(), changed=False)
    reporter.summarize("changed", "r/report.html")
    assert capsys.readouterr().err == "mixnorm: 1 file, 0 changed; 0 fragments; report: r/report.html\n"


def test_what_was_kept_left_and_done_before_is_told(capsys):
    account = Account(9, {})
    entry = Entry("a", "a.txt", source=Mark(70), changed=True, missed=1, tally=count({("replace", "lexicon"): 2}))
    account.recount([entry, entry._replace(changed=False, tally=None)])
    account.left = 5
    with Reporter(account, PATHS[:7]) as reporter:
        reporter.keep("b.txt", ["first", "second"], count({("keep", "policy"): 1}), 1)
        reporter.finish(Tally(), changed=False)
    reporter.summarize("changed")
    assert (account.total, account.done, account.bytes, account.bytes_now) == (9, 4, 140, 0)
    assert capsys.readouterr().err == (
        "mixnorm: error: b.txt: first; kept as it is\n"
        "mixnorm: error: b.txt: second; kept as it is\n"
        "mixnorm: 9 files, 1 changed; 3 fragments: 2 replaced (lexicon 2), 1 kept (policy 1); 3 records with Chinese "
        "without a text in the field; 2 done before; 5 not treated; 1 failed (1 kept as it is)\n"
    )
