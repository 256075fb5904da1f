"""``python -m normalizer`` is the command ``mixnorm``."""

from __future__ import annotations

import sys

from normalizer.cli import main

if __name__ == "__main__":
    sys.exit(main())
