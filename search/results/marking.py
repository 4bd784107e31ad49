"""Which places of a text are what a query looked for."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.fields import TEXT_FIELDS
from search.query.matching import all_of
from search.query.nodes import And, Node, Or, Phrase, Wildcard, Word
from search.results.page import Span, Spans
from search.text.folding import fold
from search.text.stems import stem
from search.text.tokens import piece_tokens, tokens

_PIECE = re.compile(r"\S+")


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
        leaves = dict.fromkeys(_positive_leaves(all_of(tree)))
        patterns = [(leaf.field, _pattern(leaf, number)) for number, leaf in enumerate(leaves)]
        self._fields = {
            field.name: _Field([p for own, p in patterns if own in (field.name, default)])
            for field in TEXT_FIELDS
            for default in [None if field.searched else field.name]
        }

    def places(self, text: str, field: str) -> list[Place]:
        """All matches in a text that stands in this field, in order, longer ones first.

        They may overlap.
        """
        places = self._fields[field].places(text)
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
class _Pattern:
    """What a leaf looks like in a text.

    :param is_word: whether a single exact form is a match; None where none can be
    :param row: words that stand one behind the other; empty where the leaf is a single word
    :param read: an exact form as it stands in ``row``
    """

    leaf: int
    is_word: Callable[[str], bool] | None
    row: tuple[str, ...]
    read: Callable[[str], str]


class _Matches(dict[str, tuple[Place, ...]]):
    """The matches of single words in a piece between blanks, worked out when it is first met."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        super().__init__()
        self._patterns = [(p.leaf, p.is_word) for p in patterns if p.is_word]

    def __missing__(self, piece: str) -> tuple[Place, ...]:
        places = self[piece] = tuple(
            Place(token.start, token.end, leaf)
            for token in piece_tokens(piece)
            for leaf, is_word in self._patterns
            if is_word(token.form)
        )
        return places


class _Field:
    """The patterns that are looked for in one field."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._patterns = patterns
        self._rows = [pattern for pattern in patterns if pattern.row]
        self._matches = _Matches(patterns)

    def places(self, text: str) -> list[Place]:
        if not self._patterns:
            return []
        pieces = [(found.start(), found[0]) for found in _PIECE.finditer(text)]
        places = [
            Place(place.start + start, place.end + start, place.leaf)
            for start, piece in pieces
            for place in self._matches[piece]
        ]
        if self._rows:
            words = _words(pieces)
            places += [place for pattern in self._rows for place in _rows(pattern, words)]
        return places


def _words(pieces: Sequence[tuple[int, str]]) -> list[tuple[str, int, int]]:
    """The words of a text, compounds apart: exact form, offset of its start and of its end."""
    return [
        (token.form, token.start + start, token.end + start)
        for start, piece in pieces
        for token in piece_tokens(piece)
        if not token.joined
    ]


def _rows(pattern: _Pattern, words: Sequence[tuple[str, int, int]]) -> Iterator[Place]:
    forms = [pattern.read(form) for form, _, _ in words]
    length = len(pattern.row)
    for first, form in enumerate(forms):
        if form == pattern.row[0] and tuple(forms[first : first + length]) == pattern.row:
            yield Place(words[first][1], words[first + length - 1][2], pattern.leaf)


def _pattern(leaf: Word | Phrase | Wildcard, number: int) -> _Pattern:
    if isinstance(leaf, Wildcard):
        prefix = fold(leaf.text.rstrip("*"))
        return _Pattern(number, lambda form: form.startswith(prefix), (), stem)
    read = _as_it_is if isinstance(leaf, Phrase) else stem
    found = tokens(leaf.text)
    row = tuple(read(token.form) for token in found if not token.joined)
    whole = {read(t.form) for t in found if t.start == 0 and t.end == found[-1].end}
    is_word = (lambda form: read(form) in whole) if whole else None
    return _Pattern(number, is_word, row if len(row) > 1 else (), read)


def _as_it_is(form: str) -> str:
    return form


def _positive_leaves(node: Node) -> Iterator[Word | Phrase | Wildcard]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _positive_leaves(part)
        case Word() | Phrase() | Wildcard():
            yield node
