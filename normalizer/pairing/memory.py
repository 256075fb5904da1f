"""What the document itself teaches: a gloss learned once serves the same fragment elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from normalizer.detection.codepoints import has_cjk
from normalizer.pairing.wording import STOPWORDS, WORD, stem_words
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from normalizer.types import Pair, Span

_SURE = 0.8
_NEAR = 30
_MARK = precompile(r"[^\w\s’'-]|[\u3400-\u9fff]")


class Lesson(NamedTuple):
    """A gloss learned, where it stands (code points of the input; None before it), and how sure it is.

    ``place`` is where its fragment stands, ``near`` the words before the gloss that may belong to it.
    """

    text: str
    span: Span | None
    confidence: float
    place: int = -1
    near: str = ""


class Remembered(NamedTuple):
    """What a stream remembers from beyond its window: glosses by folded fragment, and which have been mentioned."""

    glosses: tuple[tuple[str, str, float], ...] = ()
    mentioned: tuple[str, ...] = ()


class DocumentMemory:
    """Glosses learned in one document, by the fragment folded to simplified characters.

    Where the author glosses a fragment in unlike ways, each pair keeps its own words; another
    occurrence takes those of the nearest pair before it, and before the first pair those used
    most often, of several the first.
    """

    def __init__(self, fold: Callable[[str], str], remembered: Remembered | None = None) -> None:
        """Take the folding under which two fragments are the same, and what is remembered from before the text."""
        self.fold = fold
        self.mentioned = remembered.mentioned if remembered else ()
        self._lessons: dict[str, list[Lesson]] = {}
        self._said: dict[str, list[Lesson]] = {}
        self._taught: dict[str, _Taught] = {}
        for fragment, text, confidence in remembered.glosses if remembered else ():
            self._lessons[fragment] = [Lesson(text, None, confidence)]

    def learn(self, text: str, pairs: Iterable[Pair]) -> None:
        """Remember the glosses of pairs; those that are sure enough serve elsewhere."""
        for pair in pairs:
            lesson = Lesson(pair.text, pair.gloss, pair.confidence, pair.fragment.start)
            # Words that hold Chinese themselves, as a table's cell may, would put it back elsewhere.
            folded = self.fold(pair.fragment.text) if pair.text and not has_cjk(pair.text) else ""
            if folded and pair.confidence >= _SURE:
                self._lessons.setdefault(folded, []).append(lesson)
            if folded and (pair.confidence >= _SURE or pair.kind == "brackets after"):
                self._said.setdefault(folded, []).append(lesson._replace(near=_read_near(text, pair)))

    def recall(self, fragment: str, position: int = 0) -> Lesson | None:
        """Return the lesson that serves `fragment` at code point `position` of the input, None if there is none."""
        folded = self.fold(fragment)
        if folded not in self._lessons:
            return None
        taught = self._read(folded)
        earlier = bisect_left(taught.places, position)
        return taught.best[taught.groups[earlier - 1] if earlier else taught.commonest]

    def list_names(self) -> dict[str, str]:
        """Return the names among the glosses, by folded fragment: those whose words have capitals."""
        names = {}
        for fragment in self._lessons:
            words = self.recall(fragment, -1)
            text = words.text if words else ""
            if len(fragment) > 1 and fragment.isalpha() and _is_name(text):
                names[fragment] = text
        return names

    def find_differences(self, spells: Callable[[str, str], bool]) -> list[Notice]:
        """Return a notice for each fragment that the author glosses in unlike ways.

        A reading and a translation do not differ: `spells` tells whether English spells a fragment.
        """
        notices = []
        for fragment, lessons in self._said.items():
            plain = [one for one in lessons if not spells(one.text, fragment)] if len(lessons) > 1 else []
            groups = _group(plain).groups if len(plain) > 1 else ()
            if len(set(groups)) > 1:
                said = [
                    _count([plain[i] for i, own in enumerate(groups) if own == group])
                    for group in dict.fromkeys(groups)
                ]
                place = plain[groups.index(max(groups))].place
                text = f"the author glosses {fragment} in unlike ways: {', '.join(said)}; each pair keeps its own words"
                notices.append(Notice("glosses-differ", text, place, place + len(fragment)))
        return sorted(notices, key=lambda notice: notice.start)

    def _read(self, folded: str) -> _Taught:
        if folded not in self._taught:
            self._taught[folded] = _group(self._lessons[folded])
        return self._taught[folded]


class _Taught(NamedTuple):
    """The lessons on a fragment by place, the group of like wording of each, and what each group teaches.

    ``commonest`` is the group with most lessons, of several the first.
    """

    places: tuple[int, ...]
    groups: tuple[int, ...]
    best: tuple[Lesson, ...]
    commonest: int


def _group(lessons: list[Lesson]) -> _Taught:
    """Sort lessons by place, in place, and put those that share a content word, or all their letters, together."""
    lessons.sort(key=lambda one: one.place)
    owners: dict[str, int] = {}
    groups: list[int] = []
    held: list[list[Lesson]] = []
    for lesson in lessons:
        keys = stem_words(f"{lesson.near} {lesson.text}") | {lesson.text.casefold()}
        group = min((owners[key] for key in keys if key in owners), default=len(held))
        if group == len(held):
            held.append([])
        for key in keys:
            owners.setdefault(key, group)
        held[group].append(lesson)
        groups.append(group)
    best = tuple(max(group, key=lambda one: (one.confidence, -one.place)) for group in held)
    commonest = max(range(len(held)), key=lambda index: (len(held[index]), -index))
    return _Taught(tuple(one.place for one in lessons), tuple(groups), best, commonest)


def _read_near(text: str, pair: Pair) -> str:
    """Return the words right before a gloss in front of its fragment: where such a gloss begins is a guess."""
    before = text[max(0, pair.gloss.start - _NEAR) : pair.gloss.start] if pair.gloss.start < pair.fragment.start else ""
    return _MARK.split(before.partition(" ")[2])[-1]


def _is_name(text: str) -> bool:
    words = [word for word in WORD.findall(text) if word.lower() not in STOPWORDS]
    return bool(words) and all(word[0].isupper() for word in words) and not text.isupper()


def _count(group: Sequence[Lesson]) -> str:
    """Return the commonest wording of a group and how often the group stands in the text."""
    wording = Counter(lesson.text for lesson in group).most_common(1)[0][0]
    return f"“{wording}”" + (f" ({len(group)} times)" if len(group) > 1 else "")
