"""Measurements: language quality on real text, and speed against a plain pipeline."""
