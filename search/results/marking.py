"""Which places of an article are what a query looked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.articles.article import Article
from search.fields import TEXT_FIELDS
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    First,
    Fuzzy,
    Keywords,
    Leaf,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Some,
    Unordered,
    Wildcard,
    Word,
)
from search.results.page import Span, Spans
from search.results.places import FieldPlaces, TextPlaces
from search.results.stretches import Mark, Stretch


class Group(NamedTuple):
    """A place of a whole part of the query: its offsets, and the number of the part."""

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text of an article, with what was looked for.

    :param marks: in order, longer ones first; they may overlap
    :param groups: in order: words by themselves, and those near each other from first to last
    """

    text: str
    marks: tuple[Mark, ...] = ()
    groups: tuple[Group, ...] = ()

    def spans(self, start: int = 0, end: int | None = None) -> Spans:
        """A piece of the text, with what is marked in it as spans of their own."""
        end = len(self.text) if end is None else end
        pieces: list[Span] = []
        done = start
        for mark in self.marks:
            first, last = max(mark.start, done), min(mark.end, end)
            if first >= last:
                continue
            if first > done:
                pieces.append(Span(self.text[done:first]))
            pieces.append(Span(self.text[first:last], match=True))
            done = last
        if done < end:
            pieces.append(Span(self.text[done:end]))
        return tuple(pieces)


Marked = Mapping[str, tuple[MarkedText, ...]]
"""The texts of an article by field: one each, but of captions and bylines as many as there are."""


class Marker:
    """Finds in an article what a query looks for there.

    Words near others are marked where they are near, other words wherever they stand. What a Not
    holds is left out, and so is what nothing may be near of.

    :param tree: as it was searched, without Keywords
    """

    def __init__(self, tree: Node) -> None:
        self._parts = tuple(dict.fromkeys(_parts(tree)))
        found = dict.fromkeys(leaf for _, part in self._parts for leaf in _leaves(part))
        leaves = {leaf: number for number, leaf in enumerate(found)}
        self._fields = {field.name: FieldPlaces(field.name, leaves) for field in TEXT_FIELDS}

    def read(self, article: Article) -> Marked:
        """All texts of an article with what is to be marked in them."""
        texts = [(name, text) for name in self._fields for text in _texts(article, name)]
        stretches = self._stretches(texts)
        marked: dict[str, tuple[MarkedText, ...]] = dict.fromkeys(self._fields, ())
        for (name, text), own in zip(texts, stretches, strict=True):
            marked[name] += (_marked(text, own),)
        return marked

    def _stretches(self, texts: Sequence[tuple[str, str]]) -> list[list[tuple[int, Stretch]]]:
        """For each text the places of the parts in it, each with the number of its part."""
        found: list[list[tuple[int, Stretch]]] = [[] for _ in texts]
        readers = [self._fields[name].read(text) for name, text in texts]
        there = [(own, reader) for own, reader in zip(found, readers, strict=True) if reader]
        for number, (least, part) in enumerate(self._parts):
            find = TextPlaces.shown if least == 1 else TextPlaces.of
            places = [find(reader, part) for _, reader in there]
            if sum(map(len, places)) >= least:
                for (own, _), more in zip(there, places, strict=True):
                    own.extend([(number, place) for place in more])
        return found


def _marked(text: str, stretches: Sequence[tuple[int, Stretch]]) -> MarkedText:
    if not stretches:
        return MarkedText(text)
    marks = {mark for _, stretch in stretches for mark in stretch.marks}
    groups = sorted(Group(place.start, place.end, part) for part, place in stretches)
    in_order = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    return MarkedText(text, tuple(in_order), tuple(groups))


def _texts(article: Article, field: str) -> tuple[str, ...]:
    match field:
        case "captions":
            return article.captions
        case "byline":
            return article.bylines
        case _:
            return (getattr(article, field),)


def _parts(node: Node) -> Iterator[tuple[int, Node]]:
    """The largest parts that have places, each with how many an article must have."""
    match node:
        case And(parts) | Or(parts) | Keywords(parts) | Some(parts):
            for part in parts:
                yield from _parts(part)
        case Boost(part):
            yield from _parts(part)
        case AtLeast(count, part):
            yield count, part
        case Not() | DateRange() | DayOfYear() | Length() | Everything():
            return
        case _:
            yield 1, node


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Near(left, right) | NotNear(left, right):
            yield from _leaves(left)
            yield from _leaves(right)
        case First(part=part):
            yield from _leaves(part)
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            yield node
