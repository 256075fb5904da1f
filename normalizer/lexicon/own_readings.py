"""Names of the dictionary that are best written as they are read."""

from __future__ import annotations

from normalizer.lexicon.readings import join_name, plain_syllables
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import Sense

_JOINS = frozenset("of and the de la van von in on for to du".split())


def name_sense(sense: Sense, pinyin: str) -> Sense:
    """Return a sense of a proper name without the description that the dictionary put in its place or behind it.

    *Ancient place name* becomes the reading, *Xue Rengui great Tang dynasty general* is cut
    to the name that is the reading.

    >>> from normalizer.types import Sense
    >>> name_sense(Sense("ancient place name", "ancient place name"), "Gai1 xia4").gloss
    'Gaixia'
    >>> name_sense(Sense("", "Xue Rengui great Tang dynasty general"), "Xue1 Ren2 gui4").gloss
    'Xue Rengui'
    """
    if sense.kind != "gloss" or not sense.gloss or "fig." in sense.labels:
        return sense
    words = sense.gloss.split(" ")
    syllables = plain_syllables(pinyin)
    if words[0][:1].islower() and len(words) > 1 and words[0] != "the":
        return sense._replace(gloss=join_name(syllables), alternatives=(), pos="name")
    reading = "".join(syllables)
    for count in range(1, len(words)):
        name = "".join(c for c in "".join(words[:count]).lower() if c.isalpha())
        if name == reading and words[count][:1].islower() and words[count] not in _JOINS:
            return sense._replace(gloss=" ".join(words[:count]), pos="name")
    return sense
