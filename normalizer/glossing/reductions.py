"""The rules that join neighbouring chunks of a phrase into larger ones, in their order."""

from __future__ import annotations

from normalizer.glossing.headed_phrases import join_headed
from normalizer.glossing.noun_phrases import (
    join_bodies,
    join_compounds,
    join_degrees,
    join_lists,
    join_locations,
    join_measures,
    join_owners,
)
from normalizer.glossing.verb_phrases import join_aspects, join_negations, join_verbs, join_voices, turn_adverbs

REDUCTIONS = (
    join_bodies, join_headed, join_measures, join_degrees, turn_adverbs, join_negations, join_aspects, join_compounds,
    join_owners, join_compounds, join_lists, join_locations, join_voices, join_verbs, join_owners, join_lists,
)  # fmt: skip
"""In the order in which they are applied; nouns may meet anew once owners or verbs are joined."""
