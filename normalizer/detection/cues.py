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
    "ja": r"japan|tokyo|t[ōo]ky[ōo]|kyoto|osaka|[ōo]saka|hokkaido|okinawa|shogun(?:ate)?|samurai|shogi|sumo|manga|anime|kabuki|ikebana|shint[ōo]"
    r"|tokugawa|meiji|edo|heian|kamakura|muromachi|sh[ōo]wa|taish[ōo]|aikido|judo|karate|ninja|daimyo|tenn[ōo]|ryukyu|niigata|nagoya|\w+-(?:ku|shi|ken|gun|ji)",
    "ko": r"korea|seoul|joseon|goryeo|silla|baekje|goguryeo|busan|gyeongju|yangban|taekwondo|kim\s+il-?sung|pyongyang|juche|balhae",
    "vi": r"vietnam|viet\s+nam|hanoi|h[àa]\s+n[ộo]i|saigon|hu[ếe]|annam|dai\s+viet|đại\s+việt|nguy[ễe]n|tr[ầa]n|[lL]ê\s+d\w+|tonkin|cochinchina",
}

READINGS: dict[str, str] = {
    # Letters of quốc ngữ that pinyin never uses.
    "vi": r"\b\w*[ơưđăĐƠƯĂạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỊỈĨỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸẠẢ]\w*",
    # Syllables that end a Japanese word and no Chinese one, and Hepburn long vowels before a consonant that pinyin cannot end on.
    "ja": r"\b(?!\w*(?:zh|x|q|[nr]g\b))[a-z]*(?:[kstnhmr]y[ōūou]|sh[ōū]|ch[ōū]|j[ōū]|tsu|[kgsztdnhbpmr]{1,2}[ōū])[a-zōū]*\b"
    r"|\b[a-z]+-(?:san|sama|sensei|hito|maru)\b",
    "ko": r"\b(?:\w*(?:eo|eu|yeo|ae)\w*-\w+|\w+-(?:dong|gun|gu|ri|myeon|eup))\b",
}

WEIGHTS = {"label": 3.0, "subject": 1.0, "reading": 2.0}

_GROUPS = {"label": LABELS, "subject": SUBJECTS, "reading": READINGS}
_PATTERNS: list[tuple[str, str, re.Pattern[str]]] = []

JAPANESE_FORMS = frozenset(
    "亜悪圧囲壱隠栄営駅円縁塩応桜価壊懐絵拡覚楽巻歓観顔帰気亀偽犠拠挙郷暁駆勲薫恵掲渓経継軽鶏撃剣圏検権顕験厳広鉱黒済砕斎剤雑桟賛歯児実釈収従渋獣縦粛処奨焼乗壌嬢浄畳譲醸粋酔穂髄瀬斉摂専"
    "戦繊銭捜巣総荘騒増臓蔵続対帯沢択単団弾遅鋳庁聴勅鉄転伝闘読縄悩拝発髪抜払仏辺舗豊槙毎満黙薬訳様謡揺頼覧竜両猟緑隣塁涙齢歴労録駄辻峠畑込枠働榊匂喰雫噺躾糀笹椛凪鰯栃匁籾図痩撹聡溌巌寛"
    "仮勧穏焔輌楡挿県桝皐竃暦糸穣産蝋売醗唖鴎繋掻関殻渇醤錬蛍鼈覇渉曁徳繍歩舎戻"
)
"""Forms of the Japanese reform of 1946 (and characters made in Japan) that neither Chinese script uses."""


def find_cues(text: str) -> list[tuple[int, int, str, str]]:
    """Return ``(start, end, language, sort)`` of every cue in `text`, sorted by place.

    >>> find_cues("the kanji 漢")
    [(4, 9, 'ja', 'label')]
    """
    if not _PATTERNS:
        _PATTERNS.extend(
            (language, sort, re.compile(pattern if sort == "reading" else rf"\b(?:{pattern})\b", re.IGNORECASE))
            for sort, table in _GROUPS.items()
            for language, pattern in table.items()
        )
    found = [
        (match.start(), match.end(), language, sort)
        for language, sort, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    return sorted(found)
