"""Names alone: *Hangzhou* out of *Hangzhou subprovincial city and capital of Zhejiang province*."""

from __future__ import annotations

import re

_ADMIN = (
    r"city|cities|municipality|province|county|prefecture|district|township|town|village|subdistrict|region|state"
    r"|banner|league|area|zone|territory|ward|borough|suburb|neighborhood"
)
_FEATURES = (
    r"basin|bay|bridge|canal|canyon|cape|cave|church|cliff|desert|falls|garden|gate|gorge|grassland|gulf|harbor|hill"
    r"|hills|island|islands|lake|mausoleum|monastery|mountain|mountains|mountain range|mosque|museum|palace|pagoda"
    r"|park|pass|peak|peninsula|plain|plateau|port|range|reservoir|river|sea|strait|temple|tower|valley|volcano"
    r"|waterfall|shrine|airport|street|road|square|railway|station|stadium|theater|hospital|cemetery|dam|market"
)
_ETHNIC = r"ethnic group|ethnic minority|nationality"
_DROPPED = re.compile(
    r"(?: (?:(?:county|prefecture|province|subprovincial|sub-provincial|sub-prefecture|subprefecture|provincial"
    r"|municipal|district)(?:[- ]level)?"
    r"|special|independent|free|port|harbor|industrial|ancient|former|large|major|second|third|largest))*"
    r" (?:city|municipality|province|state|town and port|city and port)$"
)
"""Levels that English leaves out when it names a place."""

_RAISED = re.compile(
    rf"(?<= )(?:(?:autonomous|special|economic|administrative|development|new|national|scenic|nature|natural) )*"
    rf"(?:{_ADMIN}|{_FEATURES})(?: park| reserve| area| zone| region)?$"
)
_SITUATION = re.compile(r" (?:inner|outer|rural|urban|suburban)(?= district$)")
_LEVEL = re.compile(
    r"(?<=\w)(?: (?:Autonomous|Special))* (?:County|District|Prefecture|Township|Town|Banner|League"
    r"|Village|Subdistrict)$"
)
LEVEL_CHARACTERS = frozenset("县縣区區市州旗盟镇鎮乡鄉村庄莊省府郡道里寨屯")
"""What names of administrative units end with."""
_NO_PLACE_YET = r"\S(?:(?! (?:in|near|at|on|over|off) ).)*?"
_AFTER_LEVEL = re.compile(
    rf"^(?P<name>{_NO_PLACE_YET} (?:{_ADMIN}|County|District|Province|Township|City|Prefecture"
    rf"|Banner|Town|River|{_ETHNIC}))"
    r" (?:in|of|on|near|at|under|around|along|straddling|between|and|to)\b.*$"
)
_AFTER_FEATURE = re.compile(
    rf"^(?P<name>{_NO_PLACE_YET} (?:{_FEATURES}))(?: | \w+ly )(?:in|on|near|at|between|and|along|off|over|around)\b.*$"
)
_PLACE = re.compile(
    r" (?:in|near|at|on|off|over|between|around|outside|inside|along|across)"
    r" (?:the )?(?:(?:(?:north|south|east|west|central|modern|present|present-day|ancient|northeast|northwest"
    r"|southeast|southwest|eastern"
    r"|western|northern|southern|inner|outer|upper|lower|downtown|mid|late|early)\b)|[A-Z0-9]).*$"
)
_WORK = re.compile(
    r"\b(?:novel|film|movie|book|opera|song|poem|play|stories|story|series|album|anime|manga|game|magazine|painting"
    r"|musical|drama|comedy|ballet|collection|anthology|sitcom|show|essay|treatise|romance)\b"
)
_MAKER = re.compile(r"(?<!ed) (?:written |compiled |edited )?by [A-Z].*$")
_CLAUSE = re.compile(
    r" (?:who|which|that|where|used|located|situated|founded|established|forming|occupying|called|built|containing"
    r"|including|deployed|forced|published|written|compiled|held|led|developed|created|centered|bordering|adopted"
    r"|made|set|stretching|joining|linking|covering|running|flowing|rising|is|are|was|were|has|had|enunciated|signed"
    r"|abbr\.|also|aka|or more|between \d|since|until|during|under|ruled|reigned|living)\b.*$"
)
_YEARS = re.compile(r"(?<=\w) (?:c\.? ?|ca\.? ?|from |in )?\d{3,4}(?:s|-\d+)?(?: (?:BC|AD))?(?:,| of| to|$).*$")
_KEPT_AFTER_COMMA = re.compile(r"(?:D\.C\.|Inc|Ltd|Co\b|Corp|LLC|Jr|Sr|S\.A\.|and [A-Z][^,]*$)")
_LIST = re.compile(r"^[^,]*\b(?:of|for|on) [^,]+(?:, [A-Z][^,]*)*,? (?:and|&) [A-Z]")
_EITHER = re.compile(r",? or (?=[A-Z])")
_MAY_END = re.compile(r" (?:of|and|or|the|for|in|on|at|to|a|an|with|from|by)$")
_LEAD = re.compile(r"^(?:name of (?:an? |the )?\w+(?: \w+)?, |nickname for |nickname of )")


def cut_name(text: str, headword: str = "") -> str:
    """Return the name that begins `text`, what explains it cut off, small levels raised to capitals.

    The level is left out if it is none of the `headword`: 武鸣 is *Wuming*, 武鸣县 *Wuming County*.

    >>> cut_name("Wuming county in Nanning, Guangxi"), cut_name("Wuming county in Nanning, Guangxi", "武鸣")
    ('Wuming County', 'Wuming')
    >>> cut_name("Anshun prefecture-level city in Guizhou"), cut_name("Bank of China")
    ('Anshun', 'Bank of China')
    >>> cut_name("State Administration of Quality Supervision, Inspection and Quarantine")
    'State Administration of Quality Supervision, Inspection and Quarantine'
    """
    work = _WORK.search(text) is not None
    name = _cut_commas(_LEAD.sub("", text))
    name = re.split(r"\s+[-–—]\s+|—", name, maxsplit=1)[0]
    if not work:
        name = _cut_place(name)
    name = _cut_end(_MAKER.sub("", name) if name.count(" ") > 2 else name)  # noqa: PLR2004 - three words at least
    name = _choose_first(name)
    stem = _DROPPED.sub("", name)
    if stem != name:
        return stem if stem.rpartition(" ")[2][:1].isupper() else name
    name = _RAISED.sub(lambda match: match[0].title(), _SITUATION.sub("", name))
    return name if not headword or headword[-1] in LEVEL_CHARACTERS else _LEVEL.sub("", name)


def _cut_commas(text: str) -> str:
    """Cut at the first comma that no list and no *Inc.* needs."""
    colon = re.match(r"^([^:]+): (?=[a-z])", text)
    if colon:
        text = colon[1]
    head, comma, rest = text.partition(", ")
    if not comma:
        return text
    if _KEPT_AFTER_COMMA.match(rest):
        return f"{head}, {rest.partition(', ')[0]}"
    match = _LIST.match(text)
    if match and rest[:1].isupper():
        end = text.find(", ", match.end())
        return text if end < 0 else text[:end]
    return head


def _cut_place(name: str) -> str:
    for pattern in (_AFTER_LEVEL, _AFTER_FEATURE):
        match = pattern.match(name)
        if match and match["name"][:1].isupper():
            return match["name"]
    cut = name if re.search(r" for [A-Z]", name) else _PLACE.sub("", name)
    return cut if cut[:1].isupper() or cut.startswith("the ") else name


def _cut_end(name: str) -> str:
    """Cut clauses and years off, unless next to nothing would be left."""
    for pattern in (_CLAUSE, _YEARS):
        cut = pattern.sub("", name)
        while _MAY_END.search(cut):
            cut = _MAY_END.sub("", cut)
        if cut and cut not in ("the", "The"):
            name = cut
    return name


def _choose_first(name: str) -> str:
    """Return the first of two names (*Xiamen or Amoy*), but not half a name (*the Mukden or Manchurian Incident*)."""
    first, *others = _EITHER.split(name, maxsplit=1)
    if others and not (first.startswith("the ") and first.count(" ") == 1):
        return first
    return name
