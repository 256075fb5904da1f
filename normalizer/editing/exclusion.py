"""Families of English nouns that exclude each other: none is ever a free translation of another of its line.

Word vectors take such words for near ones (*summer* and *winter* stand in the same sentences),
so what they cannot tell is listed. No line holds two words that could mean the same thing, or
a word that could stand for the whole line.
"""

from __future__ import annotations

FAMILIES = tuple(
    frozenset(line.split())
    for line in """
spring summer autumn winter
morning noon evening midnight
monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
north south east west
red blue green yellow black white purple orange brown
one two three four five six seven eight nine ten hundred thousand
elephant panda horse cow pig sheep goat dog cat tiger lion monkey rabbit snake wolf fox chicken duck camel donkey whale
apple pear orange banana grape peach watermelon strawberry lemon mango
rice wheat cotton oil coal salt sugar tea coffee milk beer wine tobacco silk steel copper gold silver iron wood
father mother brother sister son daughter uncle aunt grandfather grandmother husband wife
teacher doctor nurse engineer farmer soldier lawyer driver cook priest journalist accountant fisherman carpenter
school hospital bank temple church museum library airport prison cinema restaurant factory
car bicycle train aeroplane airplane ship motorcycle bus helicopter
piano violin guitar flute drum
mathematics physics chemistry biology history geography philosophy music medicine
war economy education religion agriculture sport tourism taxation medicine culture science transport fishing
mountain river lake desert forest island valley
rain snow wind fog thunder
eye ear nose mouth hand foot knee stomach heart lung liver
friend enemy
success failure
victory defeat
war peace
life death
import export
income expenditure
profit loss
supply demand
birth death
city countryside
freedom slavery
truth lie
left right
past future
love hatred
wealth poverty
strength weakness
buyer seller
boy girl
man woman
""".strip().splitlines()
)


def exclude_each_other(first: str, second: str) -> bool:
    """Tell whether two English nouns, in the singular and lower case, cannot mean the same thing.

    >>> exclude_each_other("panda", "elephant"), exclude_each_other("panda", "animal")
    (True, False)
    >>> exclude_each_other("economy", "war"), exclude_each_other("house", "building")
    (True, False)
    """
    return first != second and any(first in family and second in family for family in FAMILIES)
