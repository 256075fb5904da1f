r"""What in the English around tells the language of a Han run: tables of cues with weights.

A *label* names the language of what follows it (``Japanese: 東京``, ``the kanji 漢``). A
*subject* tells what the passage is about (Tokyo, the Joseon court). A *reading* is a
spelling that only one language uses. Weights are in thirds of a label; they were set on
the tuning half of the real rows that ``benchmarks/quality.py`` reads.
"""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    "zh": r"(?:(?:simplified|traditional|mandarin|standard|modern|classical|literary)\s+)?chinese(?:\s+(?:characters?|name|as))?"
    r"|mandarin|cantonese|hanzi|h[àa]nz[ìi]|pinyin|putonghua|shanghainese|hokkien|taiwanese|hakka|minnan|teochew",
    "ja": r"japanese|kanji|ky[ūu]jitai|shinjitai|hiragana|katakana|r[ōo]maji|hepburn|on'?yomi|kun'?yomi|nihongo",
    "ko": r"korean|hanja|hangul|hangeul|hanmun|revised\s+romani[sz]ation|mccune[–\-]reischauer",
    "vi": r"vietnamese|ch[ữu]\s+h[áa]n|ch[ữu]\s+n[ôo]m|h[áa]n\s+t[ựu]|sino-vietnamese|qu[ốo]c\s+ng[ữu]",
}

SUBJECTS: dict[str, str] = {
    "zh": r"china|beijing|peking|shanghai|hong\s*kong|taiwan|taipei|macau|guangdong|sichuan|(?:ming|qing|tang|song|han|yuan|zhou)\s+dynasty"
    r"|confuci\w+|tao(?:ism|ist)|dao(?:ism|ist)|kuomintang|prc|ccp|chinese",
    "ja": r"japan|haiku|karaoke|yakuza|tokyo|t[ōo]ky[ōo]|kyoto|osaka|[ōo]saka|hokkaido|okinawa|shogun(?:ate)?|samurai|shogi|sumo|manga|anime|kabuki|ikebana|shint[ōo]"
    r"|tokugawa|meiji|edo|heian|kamakura|muromachi|sh[ōo]wa|taish[ōo]|aikido|judo|karate|ninja|daimyo|tenn[ōo]|ryukyu|niigata|nagoya|\w+-(?:ku|shi|ken|gun|ji)",
    "ko": r"korea|seoul|joseon|goryeo|silla|baekje|goguryeo|busan|gyeongju|yangban|taekwondo|kim\s+il-?sung|pyongyang|juche|balhae",
    "vi": r"vietnam|viet\s+nam|hanoi|h[àa]\s+n[ộo]i|saigon|hu[ếe]|annam|dai\s+viet|đại\s+việt|nguy[ễe]n|tr[ầa]n|[lL]ê\s+d\w+|tonkin|cochinchina",
}

READINGS: dict[str, str] = {
    # Letters of quốc ngữ that pinyin never uses.
    "vi": r"\b\w*[ơưđăĐƠƯĂạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỊỈĨỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸẠẢ]\w*",
    # Long vowels of Hepburn on syllables that pinyin does not have, and what only a Japanese word ends in.
    "ja": r"\b[a-zōū]*(?:(?:[kgsztdnhr]|ch|sh|j|y|[kgnhbpmr]y)ō|(?:[kgnhbpmr]y|ch)ū|tsū|kyou|ryou)[a-zōū]*\b"
    r"|\b[a-z]+-(?:sama|sensei|hito|maru)\b",
    "ko": r"\b(?:(?=\w*-[a-z])\w*(?:eo|yeo)\w*-\w+|\w+-(?:dong|myeon|eup)|\w{2,}(?:gung|saeng\w*|ryeong|jeong|seong))\b",
}

# Three syllables or more of plain rōmaji; also English words fall into it, so it only tips a balance.
ROMAJI: dict[str, str] = {
    "ja": r"\b(?:(?:[kgsztdnhbpmyrw]?[aiueo]|j[auio]|sh[aiuo]|ch[aiuo]|tsu|fu|[kgnhbpmr]y[auo])n?(?:(?<=[aiueo])(?:kk|tt|ss|pp|tch)(?=[aiueo]))?){3,}\b"
}

WEIGHTS = {"label": 3.0, "subject": 1.0, "reading": 2.0, "romaji": 0.3}

_GROUPS = {"label": LABELS, "subject": SUBJECTS, "reading": READINGS, "romaji": ROMAJI}
_PATTERNS: list[tuple[str, str, re.Pattern[str]]] = []
NEEDED: dict[tuple[str, str], tuple[str, ...]] = {
    ("zh", "label"): tuple("chinese mandarin cantonese hanz hànz pinyin putonghua shanghainese hokkien taiwanese hakka minnan teochew".split()),
    ("ja", "label"): tuple("japanese kanji jitai hiragana katakana maji hepburn yomi nihongo".split()),
    ("ko", "label"): tuple("korean hanja hangul hangeul hanmun romani reischauer".split()),
    ("vi", "label"): tuple("vietnamese chữ chu hán han quốc quoc".split()),
    ("zh", "subject"): tuple("china beijing peking shanghai hong taiwan taipei macau guangdong sichuan dynasty confuci tao dao kuomintang prc ccp chinese".split()),
    ("ja", "subject"): tuple(
        "japan haiku karaoke yakuza tok tōk kyoto osaka ōsaka hokkaido okinawa shogun samurai shogi sumo manga anime kabuki ikebana shint meiji edo heian kamakura"
        " muromachi showa shōwa taish aikido judo karate ninja daimyo tenn ryukyu niigata nagoya -ku -shi -ken -gun -ji".split()
    ),
    ("ko", "subject"): tuple("korea seoul joseon goryeo silla baekje goguryeo busan gyeongju yangban taekwondo kim pyongyang juche balhae".split()),
    ("vi", "subject"): tuple("viet noi nội saigon huế annam dai đại nguy tran trần lê tonkin cochinchina".split()),
    ("vi", "reading"): tuple("ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ"),
    ("ja", "reading"): ("ō", "ū", "kyou", "ryou", "-sama", "-sensei", "-hito", "-maru"),
    ("ko", "reading"): ("eo", "-dong", "-myeon", "-eup", "gung", "saeng"),
}  # fmt: skip
"""What a text must hold, case folded, for a table to find anything in it: looking for these is far cheaper."""


def find_cues(text: str) -> list[tuple[int, int, str, str]]:
    """Return ``(start, end, language, sort)`` of every cue in `text`, sorted by place.

    >>> find_cues("the kanji 漢")
    [(4, 9, 'ja', 'label')]
    """
    if not _PATTERNS:
        _PATTERNS.extend(
            (
                language,
                sort,
                re.compile(pattern if sort in ("reading", "romaji") else rf"\b(?:{pattern})\b", re.IGNORECASE),
            )
            for sort, table in _GROUPS.items()
            for language, pattern in table.items()
        )
    folded = text.casefold()
    found = [
        (match.start(), match.end(), language, sort)
        for language, sort, pattern in _PATTERNS
        if any(part in folded for part in NEEDED.get((language, sort), ("",)))
        for match in pattern.finditer(text)
    ]
    return sorted(found)
