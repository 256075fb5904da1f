"""Tests of the benchmarks: their metrics, not their figures."""
