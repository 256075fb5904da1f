"""The words that numbers go with: months, currencies, measures, what ordinals count."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()
CURRENCIES = {
    "元": "yuan", "块": "yuan", "块钱": "yuan", "人民币": "yuan", "圆": "yuan", "美元": "US dollars", "美金": "US dollars",
    "欧元": "euros", "日元": "yen", "港元": "Hong Kong dollars", "港币": "Hong Kong dollars", "英镑": "pounds", "韩元": "won",
    "新台币": "New Taiwan dollars", "台币": "New Taiwan dollars", "卢布": "rubles", "卢比": "rupees", "澳元": "Australian dollars",
    "加元": "Canadian dollars", "新元": "Singapore dollars", "瑞郎": "Swiss francs", "法郎": "francs", "角": "jiao", "分钱": "fen",
}  # fmt: skip
VAGUE = {
    "十几": "more than ten", "几十": "dozens of", "几百": "hundreds of", "几千": "thousands of", "几万": "tens of thousands of",
    "数十": "dozens of", "数百": "hundreds of", "数千": "thousands of", "数万": "tens of thousands of", "上百": "more than a hundred",
    "上千": "more than a thousand", "上万": "more than ten thousand", "成千上万": "thousands of", "几十万": "hundreds of thousands of",
    "几百万": "millions of", "数百万": "millions of", "数十万": "hundreds of thousands of", "两三": "two or three", "三四": "three or four",
    "三五": "three to five", "四五": "four or five", "五六": "five or six", "六七": "six or seven", "七八": "seven or eight", "八九": "eight or nine",
}  # fmt: skip
"""Numbers that tell about how many."""

MEASURES = {
    "公里": "kilometers", "千米": "kilometers", "米": "meters", "厘米": "centimeters", "毫米": "millimeters", "公斤": "kilograms",
    "千克": "kilograms", "斤": "jin", "克": "grams", "吨": "tons", "升": "liters", "毫升": "milliliters", "亩": "mu", "公顷": "hectares",
    "平方米": "square meters", "平方公里": "square kilometers", "立方米": "cubic meters", "度": "degrees", "千瓦": "kilowatts",
    "千瓦时": "kilowatt-hours", "小时": "hours", "分钟": "minutes", "秒": "seconds", "秒钟": "seconds", "天": "days", "周": "weeks",
    "星期": "weeks", "个月": "months", "年": "years", "岁": "years old", "倍": "times", "人": "people", "名": "", "个": "", "位": "",
    "家": "", "种": "kinds of", "项": "", "次": "times", "里": "li", "英里": "miles", "英尺": "feet", "英寸": "inches", "层": "floors",
    "页": "pages", "世纪": "centuries", "个小时": "hours", "日": "days", "兆瓦": "megawatts", "摄氏度": "degrees Celsius",
}  # fmt: skip
ORDINAL_NOUNS = {
    "季度": ("{o} quarter", True), "季": ("season {n}", False), "条": ("Article {n}", False), "章": ("Chapter {n}", False),
    "节": ("Section {n}", False), "款": ("paragraph {n}", False), "页": ("page {n}", False), "回": ("Chapter {n}", False),
    "届": ("{o}", True), "次": ("{o} time", True), "名": ("{o} place", True), "代": ("{o} generation", True),
    "号": ("No. {n}", False), "集": ("episode {n}", False), "卷": ("volume {n}", False), "期": ("phase {n}", False),
    "个": ("{o}", True), "位": ("{o}", True), "天": ("{o} day", True), "年": ("{o} year", True), "部": ("{o}", True),
    "": ("{o}", True),
}  # fmt: skip

NUMBERED_NOUNS = {
    "路": "Route",
    "路公交车": "Bus",
    "号线": "Line",
    "号楼": "Building",
    "号门": "Gate",
    "号厅": "Hall",
    "号馆": "Hall",
    "号院": "Courtyard",
    "号文件": "Document No.",
}
"""Nouns that a number names."""
SINGULARS = {
    "feet": "foot",
    "inches": "inch",
    "people": "person",
    "kinds of": "kind of",
    "centuries": "century",
    "years old": "year old",
    "degrees Celsius": "degree Celsius",
    "": "",
}
"""Measures whose singular is not the plural without its s."""
