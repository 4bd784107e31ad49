"""A tree read back in plain English, so that people see how their query was understood."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from search.query.lists import Piece, any_of_these, either, listed
from search.query.matching import Match, all_of, can_relax, left_out, some_of
from search.query.nearness import joined
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    First,
    Fuzzy,
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
from search.query.periods import day_of_year, period
from search.query.telling import Mark, Span, Told, join
from search.query.whereabouts import is_byline, is_in_several_fields, place
from search.query.wording import length, quote

_WITH, _BY, _DATED, _MIXED = "with", "by", "dated", ""

Text = Told | str

_Part = tuple[Node, Mark]


def readback(tree: Node, match: Match = "all") -> str:
    """What is searched for, as in 'Articles with "flood" in the headline, by "barnett"'.

    :param match: how many of the words typed side by side have to match
    """
    return str(told(tree, match))


def told(tree: Node, match: Match = "all") -> Told:
    """The sentence of :func:`readback` with what need not hold, or is not looked for, marked."""
    relaxed = match != "all" and can_relax(tree)
    reader = _Reader(match if relaxed else "all")
    said = [reader.sentence(some_of(tree, 0.0) if relaxed else all_of(tree))]
    if relaxed and match == "auto":
        said.append(", then those with some of these words")
    if common := left_out(tree):
        said.append(f" (common word{'s' if len(common) > 1 else ''} left out: ")
        said.append(join([Told((Span(word, Mark.DROPPED),)) for word in common], ", "))
        said.append(")")
    return join(said)


class _Sides(NamedTuple):
    """The parts of a conjunction: what an article must have, and what it must not have."""

    held: list[Piece]
    denied: list[Piece]


class _Reader:
    """Says nodes, each once: saying a part twice on every level would double the time a level."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._alternatives = any_of_these if match == "any" else either

    def sentence(self, tree: Node) -> Text:
        if isinstance(tree, Everything):
            return "All articles"
        sides = self._sides(tree.parts if isinstance(tree, And) else (tree,))
        if not sides.held:
            return "All articles " + _without(sides.denied)
        return "Articles " + _clause(sides)

    def _sides(self, parts: Sequence[Node]) -> _Sides:
        asked = list(self._of_conjunction(parts))
        return _Sides(
            self._said([part for part in asked if not isinstance(part[0], Not)]),
            self._said([(part.part, mark) for part, mark in asked if isinstance(part, Not)]),
        )

    def _of_conjunction(self, parts: Sequence[Node]) -> Iterator[_Part]:
        """The parts, with those of a relaxed group among them where all are asked for first."""
        for part in parts:
            if isinstance(part, Some) and self._match == "auto":
                yield from ((inner, Mark.RELAXED) for inner in part.parts)
            else:
                yield part, Mark.PLAIN

    def _of_alternatives(self, parts: Sequence[Node]) -> Iterator[_Part]:
        """The parts, with those of a relaxed group among them where any is enough."""
        for part in parts:
            if isinstance(part, Some) and self._match == "any":
                yield from ((inner, Mark.RELAXED) for inner, _ in self._of_alternatives(part.parts))
            elif isinstance(part, Or):
                yield from self._of_alternatives(part.parts)
            else:
                yield part, Mark.PLAIN

    def _said(self, parts: Sequence[_Part]) -> list[Piece]:
        # "Anywhere" is said only beside a word that is looked for in one field: there, "mayor"
        # and "flood" in the headline could otherwise be heard as both in the headline.
        elsewhere = " anywhere" if any(place(part) for part, _ in parts) else ""
        said = []
        for part, mark in parts:
            said.append(_marked(self._say(part, elsewhere), mark))
        return said

    def _say(self, node: Node, elsewhere: str) -> Piece:
        match node:
            case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
                where = place(node) or ("" if is_byline(node) else elsewhere)
                return Piece(_lead(node), quote(node) + where)
            case Near() | NotNear() | First() | AtLeast():
                return self._say_joined(node, elsewhere)
            case DateRange(first, last):
                return Piece(_DATED, period(first, last))
            case DayOfYear(month, day):
                return Piece(_DATED, day_of_year(month, day))
            case Length():
                return Piece(_MIXED, length(node))
            case Or(parts):
                return self._say_alternatives(parts)
            case Some() if self._match == "any":
                return self._say_alternatives((node,))
            case And(parts):
                return self._say_both(self._sides(parts))
            case Some():
                return self._say_both(self._sides((node,)))
            case Not(part):
                return Piece(_MIXED, _without(self._said([(part, Mark.PLAIN)])))
            case Boost(part):
                return self._say(part, elsewhere)
            case _:
                return Piece(_WITH, "anything")

    def _say_joined(self, node: Near | NotNear | First | AtLeast, elsewhere: str) -> Piece:
        several = is_in_several_fields(node)
        if isinstance(node, First):
            elsewhere = ""  # it says itself that it is any field of which the words are the first
        where = "" if several or is_byline(node) else place(node) or elsewhere
        return Piece(_lead(node), joined(node, several) + where, is_joined=True)

    def _say_alternatives(self, parts: Sequence[Node]) -> Piece:
        asked = list(self._of_alternatives(parts))
        where = _shared_place([part for part, _ in asked])
        said = self._quoted(asked) if where else self._said(asked)
        if _alike(said):
            return Piece(said[0].lead, self._alternatives(said) + where, is_list=True)
        return Piece(_MIXED, either([piece.led() for piece in said]), is_list=True)

    def _quoted(self, leaves: Sequence[_Part]) -> list[Piece]:
        """What is looked for in one place, which is said behind them all."""
        return [
            _marked(Piece(_WITH, quote(leaf)), mark)
            for leaf, mark in leaves
            if isinstance(leaf, Leaf)
        ]

    def _say_both(self, sides: _Sides) -> Piece:
        held, denied = sides
        if not held:
            return Piece(_MIXED, "(" + _without(denied) + ")")
        if denied or not _alike(held):
            return Piece(_MIXED, "(" + _clause(sides) + ")")
        both = "both " if len(held) == 2 else "all of "
        return Piece(held[0].lead, both + listed(held, "and"), is_list=True)


def _shared_place(parts: Sequence[Node]) -> str:
    """The one field of running text of parts that are words of some kind, or ""."""
    places = {place(part) if isinstance(part, Leaf) else "" for part in parts}
    return places.pop() if len(places) == 1 else ""


def _lead(node: Node) -> str:
    return _BY if is_byline(node) else _WITH


def _marked(piece: Piece, mark: Mark) -> Piece:
    return piece if mark is Mark.PLAIN else replace(piece, text=join([piece.text]).marked(mark))


def _clause(sides: _Sides) -> Text:
    """Sorted by how they are led in, and what is denied last."""
    said: list[Text] = []
    for lead in (_WITH, _MIXED, _BY, _DATED):
        if pieces := [piece for piece in sides.held if piece.lead == lead]:
            said.append(Piece(lead, listed(pieces, "and")).led().text)
    if sides.denied:
        denied = [piece if piece.lead == _WITH else piece.led() for piece in sides.denied]
        said.append("but not " + listed(denied, "or"))
    return join(said, ", ")


def _without(denied: Sequence[Piece]) -> Text:
    words = [piece for piece in denied if piece.lead == _WITH]
    others = [Piece(_MIXED, "not " + piece.led().text) for piece in denied if piece.lead != _WITH]
    first = [Piece(_MIXED, "without " + listed(words, "or"))] if words else []
    return listed(first + others, "and")


def _alike(said: Sequence[Piece]) -> bool:
    return said[0].lead != _MIXED and len({piece.lead for piece in said}) == 1
