"""The report as data, which ``report.schema.json`` describes."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from normalizer.batch.summary import group_skipped
from normalizer.errors import LexiconError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from normalizer.batch.account import Account
    from normalizer.config import NormalizerConfig

REPORT_VERSION = 1
"""Version of the report's form; raised only when an old reader would be wrong."""

KIND = "mixnorm-report"


class Facts(NamedTuple):
    """What the command was: its name, the program's version, settings, how documents were read, how many processes.

    ``reading`` holds the flags that say how documents are read and written as they were given, empty for the
    usual ones. ``engines`` are the counts of translation engines, where some were named.
    """

    command: str
    program: str
    config: NormalizerConfig
    reading: dict[str, str]
    jobs: int
    engines: dict[str, Any] | None = None


def build_report(account: Account, facts: Facts) -> dict[str, Any]:
    """Return the report of a run.

    All of it but ``run`` is the same for any number of processes, and for a run that was taken up again.
    """
    started = datetime.fromtimestamp(account.started, timezone.utc)
    failures = [{"path": path, "reason": reason} for path, reason in account.failures]
    return {
        "kind": KIND,
        "version": REPORT_VERSION,
        "command": facts.command,
        "program": facts.program,
        "lexicon": _describe_lexicon(facts.config.lexicon),
        "config": json.loads(json.dumps(facts.config._asdict())),
        "reading": facts.reading,
        "files": {
            "total": account.total,
            "changed": account.changed,
            "unchanged": account.unchanged,
            "failed": account.failed,
            "kept": account.kept,
            "left": account.left,
        },
        "bytes": account.bytes,
        "missed": account.missed,
        "skipped": [
            {"reason": reason, "detail": detail, "count": count}
            for reason, details in group_skipped(account.skipped).items()
            for detail, count in details.items()
        ],
        "failures": failures,
        "failures_cut": len(failures) < account.failed,
        "tally": account.tally.to_dict(),
        "run": {
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(account.seconds, 3),
            "jobs": facts.jobs,
            "earlier": account.earlier,
            "bytes": account.bytes_now,
            **({"translation": facts.engines} if facts.engines else {}),
        },
    }


def _describe_lexicon(path: str) -> dict[str, str | int] | None:
    from normalizer.lexicon.index import open_lexicon

    try:
        metadata = open_lexicon(path).metadata
    except LexiconError:
        # No document asked for it, or there would be no report.
        return None
    return {"date": str(metadata["date"]), "entries": int(metadata["entries"])}
