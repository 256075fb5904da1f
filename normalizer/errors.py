"""One exception tree, each with the exit code of the command.

::

    MixnormError (1)
    ├── InputError (1)        a text or file that cannot be read as it should
    │   └── EncodingError (1) not the encoding it claims; names the byte
    ├── LexiconError (1)      the compiled lexicon is missing, damaged or of another version
    ├── RestoreError (1)      the clean text or its sidecar is not the one that was written
    └── UsageError (2)        wrong use
        └── ConfigError (2)   a setting that does not exist or has no such value
"""

from __future__ import annotations


class MixnormError(Exception):
    """Base of every error that this package raises on purpose."""

    exit_code = 1


class InputError(MixnormError):
    """A text or file that cannot be read as it should."""


class EncodingError(InputError):
    """A file that is not in the encoding it should be in; the message names the byte."""


class LexiconError(MixnormError):
    """The compiled lexicon is missing, damaged or of another version."""


class RestoreError(MixnormError):
    """A clean text or its sidecar is not the one that was written."""


class UsageError(MixnormError):
    """Wrong use of the command or the library."""

    exit_code = 2


class ConfigError(UsageError):
    """A setting that does not exist, or a value that it cannot take."""
