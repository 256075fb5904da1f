from __future__ import annotations

import pytest

from normalizer.lexicon.parsing import parse_line
from normalizer.lexicon.proper_names import cut_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("People's Republic of China", "People's Republic of China"),
        ("Ministry of Foreign Affairs in Qing Dynasty", "Ministry of Foreign Affairs"),
        (
            "Standing Committee of the National People's Congress",
            "Standing Committee of the National People's Congress",
        ),
        ("Organization for Security and Cooperation in Europe", "Organization for Security and Cooperation in Europe"),
        ("University of Oxford", "University of Oxford"),
        ("Tokyo University, Japan", "Tokyo University"),
        ("Fudan University, Shanghai", "Fudan University"),
        ("Delta Air Lines, Inc., airline headquartered in Atlanta", "Delta Air Lines, Inc."),
        ("State Administration of Quality Supervision, Inspection and Quarantine",) * 2,
        ("Emperor Gaozong of Tang, reign name of third Tang emperor", "Emperor Gaozong of Tang"),
        ("Mahathir bin Mohamad, Malaysian politician", "Mahathir bin Mohamad"),
        ("John von Neumann, Hungarian-born American mathematician", "John von Neumann"),
        ("Changsha prefecture-level city and capital of Hunan province in south central China", "Changsha"),
        ("Zhejiang province in east China", "Zhejiang"),
        ("Mengcun Hui autonomous county in Cangzhou, Hebei", "Mengcun Hui Autonomous County"),
        ("Chahar Right Front banner or Caxar Baruun Garyn khoshuu in Ulaanchab", "Chahar Right Front Banner"),
        ("Fuling suburban district of Chongqing municipality", "Fuling District"),
        ("Han dynasty province in Vietnam", "Han dynasty province"),
        ("Drepung monastery, Lhasa, Tibet", "Drepung Monastery"),
        ("Roncheng bay near Weihai on north coast of Shandong", "Roncheng Bay"),
        ("Luding Bridge over Dadu river in Sichuan, built by Kangxi in 1706", "Luding Bridge"),
        ("Haein Temple in South Gyeongsang province of South Korea", "Haein Temple"),
        ("Kyrghiz ethnic group of Xinjiang", "Kyrghiz ethnic group"),
        ("Romance of the Three Kingdoms by Luo Guanzhong, one of the classics", "Romance of the Three Kingdoms"),
        ("Three Murder Cases Solved by Judge Dee, 1949 novel", "Three Murder Cases Solved by Judge Dee"),
        ("the Chinese People's Volunteer Army deployed by China in 1950", "the Chinese People's Volunteer Army"),
        ("Austro-Hungarian Empire 1867-1918", "Austro-Hungarian Empire"),
        ("Kristian or Christian", "Kristian"),
        ("the Baima or White Horse Temple in Luoyang", "the Baima or White Horse Temple"),
        ("World War II", "World War II"),
    ],
)
def test_a_name_stands_alone(raw, name):
    assert cut_name(raw) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("武鳴縣 武鸣县 [Wu3 ming2 xian4] /Wuming county in Nanning 南寧|南宁[Nan2 ning2], Guangxi/", "Wuming County"),
        ("武鳴 武鸣 [Wu3 ming2] /Wuming county in Nanning 南寧|南宁[Nan2 ning2], Guangxi/", "Wuming"),
        ("羅山 罗山 [Luo2 shan1] /Luoshan County in Xinyang 信陽|信阳, Henan/", "Luoshan"),
    ],
)
def test_a_place_is_called_with_its_level_if_the_headword_has_it(line, name):
    assert parse_line(line).senses[0].gloss == name
