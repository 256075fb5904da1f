"""Formats: bytes to units of text and back, nothing but the Chinese changed."""
