"""Chinese verbs of many uses whose English goes by the object behind them: 打 basketball, 打 a taxi."""

from __future__ import annotations

from functools import lru_cache

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import Slot

_TABLE = """
打|play|basketball football tennis ball badminton volleyball ping-pong chess cards mahjong game games golf
打|take|taxi cab car
打|make|phone call calls
打|fight|war battle enemy enemies
打|get|shot injection vaccine
开|drive|truck car bus vehicle tractor van
开|hold|meeting meetings conference party seminar
开|open|door doors window account shop store restaurant company account box bottle
开|turn on|light lights lamp tv television computer machine radio
开|write|prescription receipt invoice
看|read|book books newspaper newspapers magazine novel article report
看|watch|film movie tv television match game show video videos
看|see|doctor dentist
上|go to|school university college work bed
上|attend|class classes lesson lessons
上|get on|bus train plane car
下|place|order orders bet
下|get off|bus train plane
发|send|email emails message messages letter text
发|pay|wages salary salaries bonus
发|issue|notice notices passport visa invoice
做|do|homework research exercise exercises business housework work
做|make|decision decisions plan plans money cake dinner
弹|play|piano guitar
拉|play|violin cello erhu
拍|take|photo photos picture pictures
拍|shoot|film movie video scene
写|write|letter letters book books essay report
坐|take|bus train taxi subway plane ferry
骑|ride|bike bicycle horse motorcycle
穿|wear|clothes coat shirt dress shoes uniform
戴|wear|hat glasses mask ring helmet
交|pay|tax taxes fee fees rent fine
交|hand in|homework paper papers report
交|make|friend friends
带|bring|food gift gifts friends umbrella
抓|catch|thief thieves fish criminal criminals
办|hold|exhibition event events party
办|handle|affairs business formalities
办|apply for|visa passport card
取|withdraw|money cash
取|collect|parcel package ticket tickets
存|deposit|money cash
点|order|food dish dishes coffee
收|receive|letter letters gift gifts money payment
放|set off|fireworks firecrackers
放|fly|kite kites
讲|tell|story stories joke jokes
讲|speak|english chinese mandarin cantonese french japanese
过|spend|holiday weekend holidays
过|celebrate|birthday christmas festival
过|cross|road street river bridge border
犯|make|mistake mistakes error errors
犯|commit|crime crimes
吃|take|medicine pills pill
吃|eat|food lunch dinner breakfast rice noodles meat
喝|drink|water tea coffee beer wine
"""

_VERBS: dict[str, dict[str, str]] = {}
for _line in _TABLE.strip().splitlines():
    _verb, _english, _objects = _line.split("|")
    _VERBS.setdefault(_verb, {}).update(dict.fromkeys(_objects.split(" "), _english))

_OBJECT = precompile(r" ?((?:[A-Za-z'’-]+ ?){1,4})")
_PASSED = frozenset(
    "a an the my his her your our their some any new old this that these those more many two three big small".split()
)


@lru_cache(maxsize=512)
def find_verb(folded: str, slot: Slot) -> str:
    """Return the English of a verb for the object that stands behind it, nothing where the table has none.

    >>> from normalizer.types import Slot
    >>> find_verb("打", Slot("She had to ", " a taxi home")), find_verb("打", Slot("They ", " each other"))
    ('take', '')
    """
    objects = _VERBS.get(folded)
    match = _OBJECT.match(slot.after) if objects else None
    if objects is None or match is None:
        return ""
    for word in match[1].lower().split():
        if word in objects:
            return objects[word]
        if word not in _PASSED:
            return ""
    return ""
