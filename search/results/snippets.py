"""The passage of an article that shows best why it was found."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from search.results.marking import Group, Marked, MarkedText
from search.results.page import Span, Spans
from search.results.stretches import Mark
from search.text.sentences import sentence_starts

LONGEST = 280
_BEFORE, _AFTER = Span("… "), Span(" …")

_Place = TypeVar("_Place", Group, Mark)


class _Passage(NamedTuple):
    marked: MarkedText
    start: int
    end: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """Different parts of the query that stand in it whole, then different words, then all."""
        groups = {group.part for group in self._inside(self.marked.groups)}
        leaves = [mark.leaf for mark in self._inside(self.marked.marks)]
        return len(groups), len(set(leaves)), len(leaves)

    def _inside(self, places: Sequence[_Place]) -> list[_Place]:
        first = bisect_left(places, self.start, key=lambda place: place.start)
        last = bisect_right(places, self.end, key=lambda place: place.start)
        return [place for place in places[first:last] if place.end <= self.end]


def snippet(marked: Marked) -> Spans:
    """At most about 280 characters; the beginning of the article where nothing is marked."""
    texts = [text for field in ("standfirst", "body", "captions") for text in marked[field]]
    texts = [marked for marked in texts if marked.text]
    if not texts:
        return ()
    passages = [passage for marked in texts for passage in _passages(marked)]
    passages = passages or [_beginning(texts[0])]
    # The first of the best: max keeps the earliest among equals.
    best = max(passages, key=lambda passage: passage.worth) if len(passages) > 1 else passages[0]
    return _shown(best)


def _beginning(marked: MarkedText) -> _Passage:
    return _Passage(marked, 0, _end(marked.text, sentence_starts(marked.text), 0))


def _passages(marked: MarkedText) -> list[_Passage]:
    """For each mark the passage that begins with its sentence, or shortly before it."""
    if not marked.marks:
        return []
    text, starts = marked.text, sentence_starts(marked.text)
    begins = dict.fromkeys(_begin(text, starts, mark) for mark in marked.marks)
    return [_Passage(marked, begin, _end(text, starts, begin)) for begin in begins]


def _begin(text: str, starts: Sequence[int], mark: Mark) -> int:
    sentence = starts[bisect_right(starts, mark.start) - 1] if starts else 0
    if mark.end - sentence <= LONGEST * 2 // 3:
        return sentence
    # The sentence is long: begin at a word some way before the match.
    blank = text.find(" ", max(sentence, mark.start - LONGEST // 4), mark.start)
    return blank + 1 if blank >= 0 else mark.start


def _end(text: str, starts: Sequence[int], begin: int) -> int:
    """The end of the text or of a sentence within reach, or else of a word."""
    reach = begin + LONGEST
    if len(text) <= reach:
        return len(text)
    sentence = starts[bisect_right(starts, reach) - 1] if starts else 0
    if sentence - begin >= LONGEST // 2:
        return len(text[:sentence].rstrip())
    word = text.rfind(" ", begin + 1, reach)
    return word if word > begin else reach


def _shown(passage: _Passage) -> Spans:
    marked, start, end = passage.marked, passage.start, passage.end
    before = (_BEFORE,) if start > 0 else ()
    after = (_AFTER,) if end < len(marked.text) else ()
    shown = marked.spans(start, end)
    return (*before, *(Span(s.text.replace("\n\n", " "), s.match) for s in shown), *after)
