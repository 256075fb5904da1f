"""The report of a run: data for programs, a page for people."""
