"""Capitalized names that tell what a passage is about: places, courts and families of four countries.

Only names that English text does not write for anything else; a country's name alone is weak
evidence, and these are no stronger: they tip the balance for a run that is set apart.
"""

from __future__ import annotations

from normalizer.patterns import precompile

_NAMES = {
    "ja": "Aichi Akita Aomori Chiba Ehime Fukui Fukuoka Fukushima Gifu Gunma Hiroshima Hyogo Hyōgo Ibaraki"
    " Ishikawa Iwate Kagawa Kagoshima"
    " Kanagawa Kochi Kōchi Kumamoto Miyagi Miyazaki Nagano Nagasaki Nara Oita Ōita Okayama Saitama Shiga Shimane"
    " Shizuoka Tochigi"
    " Tokushima Tottori Toyama Wakayama Yamagata Yamaguchi Yamanashi Honshu Honshū Kyushu Kyūshū Shikoku Sapporo"
    " Sendai Yokohama Kobe Kōbe"
    " Kawasaki Hamamatsu Kanazawa Nikko Nikkō Kansai Kanto Kantō Tohoku Tōhoku Hokuriku Ginza Shinjuku Shibuya"
    " Asakusa Akihabara Shikotan"
    " Azuchi Momoyama Asuka Jomon Jōmon Yayoi Sengoku Ashikaga Fujiwara Minamoto Hojo Hōjō Toyotomi Hideyoshi"
    " Nobunaga Ieyasu Heisei"
    " Reiwa Bakumatsu Genroku Nichiren Shingon Tendai Jodo Jōdo Kokugo Keio Keiō Waseda Ainu Noh Bunraku Kabuki"
    " Aikido Judo Kendo",
    "ko": "Incheon Daegu Daejeon Gwangju Suwon Ulsan Gyeonggi Jeolla Jeollanam Gangwon Chungcheong Gyeongsang"
    " Kaesong Kaesŏng Jeju Cheju Choson"
    " Chosŏn Chosun Koryo Koryŏ Koguryo Koguryŏ Paekche Sejong Hangul Hangeul Hanbok Kimchi Chaebol Pansori"
    " Hallyu ROK DPRK Jeonju Gyeongbokgung"
    " P'yŏngyang Pyeongyang Cheonan Andong Dangun Tangun Hyundai Samguk",
    "vi": "Haiphong Hải Đà Nẵng Huế Thăng Champa Lê Lý Trần Trịnh Mạc Đinh Ngô Hồ Việt Cochinchina Annamese"
    " Mekong Vietminh",
    "zh": "Nanjing Nanking Tianjin Chongqing Wuhan Guangzhou Canton Shenzhen Hangzhou Suzhou Xi'an Xi’an Chengdu"
    " Fujian Zhejiang Jiangsu Hubei Hunan"
    " Henan Hebei Shandong Shanxi Shaanxi Yunnan Guizhou Gansu Qinghai Xinjiang Tibet Manchuria Harbin Kaohsiung"
    " Tainan Hainan Kowloon Cantonese"
    " Qin Kangxi Qianlong Kublai Zedong Tiananmen Weibo WeChat Xiaohongshu",
}  # fmt: skip
_LANGUAGE = {name: language for language, names in _NAMES.items() for name in names.split()}
# What begins with a class of letters is found faster than what begins with the edge of a word.
_CAPITALIZED = precompile(r"[A-ZĐÀ-ÞŌŪ](?<!\w[A-ZĐÀ-ÞŌŪ])[^\W\d_]+(?:['’][^\W\d_]+)?")


def find_names(text: str) -> list[tuple[int, int, str, str]]:
    """Return ``(start, end, language, "subject")`` of every known name in `text`.

    >>> find_names("a temple in Kamakura, near Yokohama")
    [(27, 35, 'ja', 'subject')]
    """
    matches = ((match, _LANGUAGE.get(match.group())) for match in _CAPITALIZED.finditer(text))
    return [(match.start(), match.end(), language, "subject") for match, language in matches if language]
