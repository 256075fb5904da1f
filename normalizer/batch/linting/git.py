"""Asking git, without changing anything in its repository."""

from __future__ import annotations

import os

from normalizer.errors import UsageError


def call_git(*arguments: str) -> bytes:
    """Return what git writes; raise `UsageError` with its first line of complaint when it fails or is not there."""
    code, out, complaint = _run(arguments)
    if code:
        told = complaint.decode("utf-8", "replace").strip().splitlines() or [f"exit code {code}"]
        message = f"git {arguments[0]}: {told[0]}"
        raise UsageError(message)
    return out


def ask_git(*arguments: str) -> bytes:
    """Return what git writes, nothing when it fails or is not there."""
    try:
        code, out, _ = _run(arguments)
    except UsageError:
        return b""
    return b"" if code else out


def _run(arguments: tuple[str, ...]) -> tuple[int, bytes, bytes]:
    import subprocess

    # Without the lock git does not write down what it has found out about files.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            ["git", *arguments],  # noqa: S607 - whichever git the user has
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        message = "git is not installed"
        raise UsageError(message) from error
    return done.returncode, done.stdout, done.stderr
