"""Many documents: walking, running, sidecars, checking, restoring, reporting."""
