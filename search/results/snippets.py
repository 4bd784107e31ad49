"""The passage of an article that shows best why it was found."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.articles.article import Article
from search.results.marking import Marker, Place, spans
from search.results.page import Span, Spans
from search.text.sentences import sentence_starts

LONGEST = 280
_BEFORE, _AFTER = Span("… "), Span(" …")


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    places: Sequence[Place]
    start: int
    end: int

    @property
    def worth(self) -> tuple[int, int]:
        """Different parts of the query first, then matches at all."""
        first = bisect_left(self.places, self.start, key=lambda place: place.start)
        last = bisect_right(self.places, self.end, key=lambda place: place.start)
        inside = [place.leaf for place in self.places[first:last] if place.end <= self.end]
        return len(set(inside)), len(inside)


def snippet(article: Article, marker: Marker) -> Spans:
    """At most about 280 characters; the beginning of the article where nothing is marked."""
    texts = [("standfirst", article.standfirst), ("body", article.body)]
    texts += [("captions", caption) for caption in article.captions]
    passages = [p for field, text in texts if text for p in _passages(text, field, marker)]
    if not passages:
        return ()
    # The first of the best: max keeps the earliest among equals.
    chosen = max(passages, key=lambda passage: passage.worth)
    return _shown(chosen)


def _passages(text: str, field: str, marker: Marker) -> list[_Passage]:
    """For each match the passage that begins with its sentence, or shortly before it."""
    places = marker.places(text, field)
    starts = sentence_starts(text)
    begins = dict.fromkeys(_begin(text, starts, place) for place in places) or {0: None}
    return [_Passage(text, places, begin, _end(text, starts, begin)) for begin in begins]


def _begin(text: str, starts: Sequence[int], place: Place) -> int:
    sentence = starts[bisect_right(starts, place.start) - 1] if starts else 0
    if place.end - sentence <= LONGEST * 2 // 3:
        return sentence
    # The sentence is long: begin at a word some way before the match.
    blank = text.find(" ", max(sentence, place.start - LONGEST // 4), place.start)
    return blank + 1 if blank >= 0 else place.start


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
    text, start, end = passage.text, passage.start, passage.end
    before = (_BEFORE,) if start > 0 else ()
    after = (_AFTER,) if end < len(text) else ()
    shown = spans(text, passage.places, start, end)
    return (*before, *(replace(s, text=s.text.replace("\n\n", " ")) for s in shown), *after)
