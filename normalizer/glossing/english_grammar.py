"""Words of English grammar, by what they let stand behind them."""

from __future__ import annotations

MODALS = frozenset(
    "will would can could may might must should shall cannot can’t can't won’t won't couldn’t couldn't shouldn’t shouldn't".split()
)
BASE_BEFORE = MODALS | frozenset(
    "to do does did don’t don't doesn’t doesn't didn’t didn't let let’s let's please help helps helped".split()
)
HAVE = frozenset("have has had having haven’t haven't hasn’t hasn't hadn’t hadn't i’ve we’ve they’ve".split())
BE = frozenset(
    "is are was were be been being am isn’t isn't aren’t aren't wasn’t wasn't weren’t weren't gets got get".split()
)
LINKING = BE | frozenset(
    "feel feels felt seem seems seemed become becomes became remain remains remained look looks".split()
)
DEGREES = frozenset("very more most so too less least quite rather extremely".split())
SINGULAR_SUBJECTS = frozenset("he she it that this which who".split())
PLURAL_SUBJECTS = frozenset("i you we they these those".split())
OBJECTS = frozenset("me you him her it us them".split())
ARTICLES = frozenset("the a an".split())
DETERMINERS = ARTICLES | frozenset(
    "this that these those my your his her its our their some any no every each such own another other certain".split()
)
PREPOSITIONS = frozenset(
    "of in on for with by from at into about through under over between among against during without within toward towards "
    "across before after while when as than like via per despite upon onto behind beyond".split()
)
PROGRESSIVE = frozenset(
    "keep keeps kept start starts started stop stops stopped avoid avoids avoided enjoy enjoys enjoyed continue finish finishes finished"
    " consider considers considered suggest suggests suggested practice practices practiced quit risk risks resist resists".split()
)
CONNECTIVES = frozenset("and or but when while because if as than that which who to so nor though although".split())
