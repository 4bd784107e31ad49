"""A tree read back in plain English, so that people see how their query was understood."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from search.query.lists import Piece, any_of_these, either, listed
from search.query.matching import Match, all_of, any_of, left_out
from search.query.nodes import And, DateRange, Everything, Node, Not, Or, Phrase, Wildcard, Word
from search.query.periods import period
from search.query.wording import leaves, place, quote

_WITH, _BY, _DATED, _MIXED = "with", "by", "dated", ""


def readback(tree: Node, match: Match = "all") -> str:
    """What is searched for, as in 'Articles with "flood" in the headline, by "barnett"'.

    :param match: whether all or any of the words typed side by side have to match
    """
    if match == "any":
        told = _Reader(any_of_these).sentence(any_of(tree))
    else:
        told = _Reader(either).sentence(all_of(tree))
    common = left_out(tree)
    if not common:
        return told
    return f"{told} (common word{'s' if len(common) > 1 else ''} left out: {', '.join(common)})"


class _Sides(NamedTuple):
    """The parts of a conjunction: what an article must have, and what it must not have."""

    held: list[Piece]
    denied: list[Piece]


class _Reader:
    """Says nodes; how alternatives of one kind are listed depends on what has to match.

    Each node is said once: saying a part twice on every level would double the time a level.
    """

    def __init__(self, alternatives: Callable[[Sequence[Piece]], str]) -> None:
        self._alternatives = alternatives

    def sentence(self, tree: Node) -> str:
        if isinstance(tree, Everything):
            return "All articles"
        sides = self._sides(tree.parts if isinstance(tree, And) else (tree,))
        if not sides.held:
            return f"All articles {_without(sides.denied)}"
        return f"Articles {_clause(sides)}"

    def _sides(self, parts: Sequence[Node]) -> _Sides:
        return _Sides(
            self._said([part for part in parts if not isinstance(part, Not)]),
            self._said([part.part for part in parts if isinstance(part, Not)]),
        )

    def _said(self, parts: Sequence[Node]) -> list[Piece]:
        # "Anywhere" is said only beside a word that is looked for in one field: there, "mayor"
        # and "flood" in the headline could otherwise be heard as both in the headline.
        elsewhere = " anywhere" if any(map(place, parts)) else ""
        said = []
        for part in parts:
            said.append(self._say(part, elsewhere))
        return said

    def _say(self, node: Node, elsewhere: str) -> Piece:
        match node:
            case Word() | Wildcard() | Phrase() if node.field == "byline":
                return Piece(_BY, quote(node))
            case Word() | Wildcard() | Phrase():
                return Piece(_WITH, quote(node) + (place(node) or elsewhere))
            case DateRange(first, last):
                return Piece(_DATED, period(first, last))
            case Or(parts):
                return self._say_either(node, parts)
            case And(parts):
                return self._say_both(self._sides(parts))
            case Not(part):
                return Piece(_MIXED, _without(self._said([part])))
            case _:
                return Piece(_WITH, "anything")

    def _say_either(self, node: Or, parts: Sequence[Node]) -> Piece:
        if where := place(node):
            quoted = [Piece(_WITH, quote(leaf)) for leaf in leaves(parts)]
            return Piece(_WITH, self._alternatives(quoted) + where, is_list=True)
        said = self._said(parts)
        if _alike(said):
            return Piece(said[0].lead, self._alternatives(said), is_list=True)
        return Piece(_MIXED, either([piece.led() for piece in said]), is_list=True)

    def _say_both(self, sides: _Sides) -> Piece:
        held, denied = sides
        if not held:
            return Piece(_MIXED, f"({_without(denied)})")
        if denied or not _alike(held):
            return Piece(_MIXED, f"({_clause(sides)})")
        both = "both" if len(held) == 2 else "all of"
        return Piece(held[0].lead, f"{both} {listed(held, 'and')}", is_list=True)


def _clause(sides: _Sides) -> str:
    """Sorted by how they are led in, and what is denied last."""
    said = []
    for lead in (_WITH, _MIXED, _BY, _DATED):
        if pieces := [piece for piece in sides.held if piece.lead == lead]:
            said.append(str(Piece(lead, listed(pieces, "and"))))
    if sides.denied:
        denied = [piece if piece.lead == _WITH else piece.led() for piece in sides.denied]
        said.append(f"but not {listed(denied, 'or')}")
    return ", ".join(said)


def _without(denied: Sequence[Piece]) -> str:
    words = [piece for piece in denied if piece.lead == _WITH]
    others = [Piece(_MIXED, f"not {piece}") for piece in denied if piece.lead != _WITH]
    first = [Piece(_MIXED, f"without {listed(words, 'or')}")] if words else []
    return listed(first + others, "and")


def _alike(said: Sequence[Piece]) -> bool:
    return said[0].lead != _MIXED and len({piece.lead for piece in said}) == 1
