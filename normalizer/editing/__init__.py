"""Policy and fit: what to do with each fragment, and how its English sits in the sentence."""
