"""The places of a query's nodes in the texts of one field; :mod:`search.query.nodes` defines them.

Each text is read by itself: two of them stand further apart than a query can reach.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from search.fields import SEARCHED_FIELDS
from search.query.nodes import (
    First,
    Fuzzy,
    Leaf,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unit,
    Unordered,
    Wildcard,
    Word,
)
from search.results.rows import Words, close_together, in_a_row
from search.results.sought import Rows, Sought
from search.results.stretches import NearInUnit, NearInWords, Order, Stretch, distinct, joined
from search.text.sentences import paragraph_starts, sentence_starts


class FieldPlaces:
    """Finds the places of nodes in the texts of a field.

    :param leaves: all leaves of the query, each with its number
    """

    def __init__(self, field: str, leaves: Mapping[Leaf, int]) -> None:
        self._field = field
        self._sought = Sought()
        self._leaves = {
            leaf: (number, self._sought.rows(leaf))
            for leaf, number in leaves.items()
            if leaf.field == field or (leaf.field is None and field in SEARCHED_FIELDS)
        }

    def read(self, text: str) -> "TextPlaces | None":
        """The places in a text; None where nothing that is looked for stands in it."""
        words = self._sought.occurrences(text) if self._leaves and text else []
        return TextPlaces(text, words, self._leaves, self._field == "byline") if words else None


class TextPlaces(NamedTuple):
    """Finds the places of nodes in one text.

    :param words: those that are looked for, see :meth:`~search.results.sought.Sought.occurrences`
    :param leaves: the number of each leaf of this field, and what it looks for
    :param is_name: a byline, which is one sentence whatever stands in it
    """

    text: str
    words: Words
    leaves: Mapping[Leaf, tuple[int, Rows]]
    is_name: bool

    def of(self, node: Node) -> list[Stretch]:
        """The places of a node, each once, in order; none where it is not one that has places."""
        match node:
            case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
                return distinct(self._leaf(node))
            case Or(parts):
                return distinct(place for part in parts for place in self.of(part))
            case First(words, part):
                return [place for place in self.of(part) if place.last < words]
            case Near(left, right):
                others = self._near(node, right, _order(node))
                return distinct(
                    joined(place, other) for place in self.of(left) for other in others.near(place)
                )
            case NotNear(left, right):
                others = self._near(node, right, _order(node))
                return [place for place in self.of(left) if not any(others.near(place))]
            case _:
                return []

    def shown(self, node: Node) -> list[Stretch]:
        """Some places of a node, with all words that stand in any of them.

        Two words that are everywhere are near each other in more ways than can be told.
        """
        if not isinstance(node, Near):
            return self.of(node)
        behind = self._near(node, node.right, _order(node))
        before = self._near(node, node.left, Order(-_order(node)))
        lefts = ((place, next(behind.near(place), None)) for place in self.of(node.left))
        rights = ((place, next(before.near(place), None)) for place in self.of(node.right))
        return distinct(joined(place, other) for place, other in chain(lefts, rights) if other)

    def _leaf(self, leaf: Leaf) -> Iterator[Stretch]:
        number, (rows, within) = self.leaves.get(leaf, (0, Rows(())))
        begun: set[int] = set()
        for row in rows:
            if within is not None:
                yield from close_together(row, self.words, within, number)
                continue
            # Where a compound and its parts stand, they do as the parts.
            found = [p for p in in_a_row(row, self.words, number) if p.first not in begun]
            begun.update(place.first for place in found)
            yield from found

    def _near(self, node: Near | NotNear, side: Node, order: Order) -> NearInWords | NearInUnit:
        """Finds the places of a side that are near."""
        places = self.of(side)
        if isinstance(node.within, int):
            return NearInWords(places, node.within, order)
        find_starts = sentence_starts if node.within is Unit.SENTENCE else paragraph_starts
        starts = [] if self.is_name else find_starts(self.text)
        return NearInUnit(places, starts, order)


def _order(node: Near | NotNear) -> Order:
    return Order.BEHIND if node.ordered else Order.ANYWHERE
