"""Which places of a text are what a query looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.fields import SEARCHED_FIELDS
from search.query.matching import all_of
from search.query.nodes import And, Node, Or, Phrase, Prefix, Word
from search.results.page import Span, Spans
from search.text.folding import fold
from search.text.stems import stem
from search.text.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Place:
    """A match in a text: its offsets, and which leaf of the query it is a match of."""

    start: int
    end: int
    leaf: int


class Marker:
    """Finds the words, phrases and prefixes of a query in text, as far as they are looked for.

    What a Not holds is left out, and so are common words beside others.
    """

    def __init__(self, tree: Node) -> None:
        leaves = list(dict.fromkeys(_positive_leaves(all_of(tree))))
        self._leaves = [(number, leaf.field, _pattern(leaf)) for number, leaf in enumerate(leaves)]

    def places(self, text: str, field: str) -> list[Place]:
        """All matches in a text that stands in this field, in order, longer ones first.

        They may overlap.
        """
        wanted = [
            (number, pattern)
            for number, own, pattern in self._leaves
            if own == field or (own is None and field in SEARCHED_FIELDS)
        ]
        if not wanted:
            return []
        found = tokens(text)
        places = [
            Place(start, end, number)
            for number, pattern in wanted
            for start, end in pattern.find(found)
        ]
        return sorted(places, key=lambda place: (place.start, -place.end))

    def mark(self, text: str, field: str) -> Spans:
        """The whole text, with its matches as spans of their own."""
        return spans(text, self.places(text, field), 0, len(text))


def spans(text: str, places: Sequence[Place], start: int, end: int) -> Spans:
    """A piece of a text, with the matches in it as spans of their own."""
    pieces: list[Span] = []
    done = start
    for place in places:
        first, last = max(place.start, done), min(place.end, end)
        if first >= last:
            continue
        if first > done:
            pieces.append(Span(text[done:first]))
        pieces.append(Span(text[first:last], match=True))
        done = last
    if done < end:
        pieces.append(Span(text[done:end]))
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class _OneWord:
    stem: str

    def find(self, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
        return ((t.start, t.end) for t in found if stem(t.form) == self.stem)


@dataclass(frozen=True, slots=True)
class _Beginning:
    prefix: str

    def find(self, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
        return ((t.start, t.end) for t in found if t.form.startswith(self.prefix))


@dataclass(frozen=True, slots=True)
class _Row:
    """Words one behind the other, as exact forms or by their stems; or written as one word."""

    words: tuple[str, ...]
    joined: str
    exact: bool

    def find(self, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
        read = (lambda t: t.form) if self.exact else (lambda t: stem(t.form))
        parts = [token for token in found if not token.joined]
        forms = [read(token) for token in parts]
        length = len(self.words)
        for first in range(len(parts) - length + 1):
            if forms[first] == self.words[0] and tuple(forms[first : first + length]) == self.words:
                yield parts[first].start, parts[first + length - 1].end
        if self.joined:
            yield from ((t.start, t.end) for t in found if read(t) == self.joined)


def _pattern(leaf: Word | Phrase | Prefix) -> _OneWord | _Beginning | _Row:
    if isinstance(leaf, Prefix):
        return _Beginning(fold(leaf.text))
    exact = isinstance(leaf, Phrase)
    found = tokens(leaf.text)
    read = (lambda form: form) if exact else stem
    words = tuple(read(token.form) for token in found if not token.joined)
    joined = [t.form for t in found if t.joined and t.start == 0 and t.end == found[-1].end]
    if len(words) == 1 and not exact:
        return _OneWord(words[0])
    return _Row(words, read(joined[0]) if joined else "", exact)


def _positive_leaves(node: Node) -> Iterator[Word | Phrase | Prefix]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive_leaves(part)
        case Word() | Phrase() | Prefix():
            yield node
