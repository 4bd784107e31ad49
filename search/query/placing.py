"""Nearness, counts and first words asked of anything that can be typed.

Only what has places can be near, be counted, or stand at the beginning. Words do, and phrases,
and what OR or nearness makes of them. What AND and NOT make filters articles instead; here such
parts are taken out, or their words are joined by nearness, as close as can be to what was meant.
"""

from collections.abc import Callable
from dataclasses import dataclass

from search.query.joining import around, conjunction, disjunction, keywords, negation
from search.query.nodes import (
    And,
    AtLeast,
    Everything,
    First,
    Fuzzy,
    Keywords,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Wildcard,
    Within,
    Word,
)
from search.query.operators import Relation

_JOINED = "only single things can be near; those side by side were read as near each other"
_MOVED = "a date, a length or a count has no place in the text; read as standing beside"
_LEFT_OUT = "what only filters articles cannot be near as one of several; left out there"
_NOTHING = "nothing was named that has to be there; read without nearness"

Note = Callable[[str], None]


def near(left: Node, right: Node, relation: Relation, note: Note) -> Node:
    """Two things joined by a relation; beside them what has no place in the text.

    :param note: is told each thing that is read otherwise than typed
    """
    first, second = (_operand(side, relation.within, note) for side in (left, right))
    beside = [*first.beside, *second.beside]
    if beside:
        note(_MOVED)
    return conjunction([_joined(first, second, relation, note), *beside])


@dataclass(frozen=True, slots=True)
class _Operand:
    """A side of a relation, taken apart.

    :param place: what has places; None where nothing has
    :param without: what has places and must not be near; only where ``place`` is None
    :param beside: filters
    """

    place: Node | None = None
    without: Node | None = None
    beside: tuple[Node, ...] = ()


def _joined(left: _Operand, right: _Operand, relation: Relation, note: Note) -> Node:
    if left.place and right.place:
        return _related(left.place, right.place, relation)
    if left.place and right.without:
        turned = Relation(relation.within, relation.ordered, not relation.denied)
        return _related(left.place, right.without, turned)
    if right.place and left.without:
        # Only what follows can be told from what comes before; so both count.
        unordered = Relation(relation.within, ordered=False, denied=not relation.denied)
        return _related(right.place, left.without, unordered)
    places = [side.place for side in (left, right) if side.place]
    denied = [negation(side.without) for side in (left, right) if side.without]
    if denied:
        note(_NOTHING)
    return conjunction([*places, *denied])


def _related(left: Node, right: Node, relation: Relation) -> Near | NotNear:
    kind = NotNear if relation.denied else Near
    return kind(left, right, relation.within, relation.ordered, at=around((left, right)))


def _operand(node: Node, within: Within, note: Note) -> _Operand:
    match node:
        case _ if is_placed(node):
            return _Operand(node)
        case Or(parts):
            return _alternatives([_operand(part, within, note) for part in parts], note)
        case And(parts) | Keywords(parts):
            return _together([_operand(part, within, note) for part in parts], within, note)
        case Not(part):
            return _denied(node, _operand(part, within, note), note)
        case AtLeast(_, part):
            return _Operand(part, beside=(node,))
        case Everything():
            return _Operand()
        case _:
            return _Operand(beside=(node,))


def _together(parts: list[_Operand], within: Within, note: Note) -> _Operand:
    places = [part.place for part in parts if part.place]
    without = [part.without for part in parts if part.without]
    beside = tuple(node for part in parts for node in part.beside)
    if not places:
        return _Operand(None, disjunction(without) if without else None, beside)
    if len(places) > 1:
        note(_JOINED)
    place = _all_near(places, Relation(within, ordered=False))
    for other in without:
        place = _related(place, other, Relation(within, ordered=False, denied=True))
    return _Operand(place, None, beside)


def _all_near(places: list[Node], relation: Relation) -> Node:
    """Halved, and not one after the other, so that many places do not make a deep tree."""
    if len(places) == 1:
        return places[0]
    middle = (len(places) + 1) // 2
    left, right = (_all_near(half, relation) for half in (places[:middle], places[middle:]))
    return _related(left, right, relation)


def _alternatives(parts: list[_Operand], note: Note) -> _Operand:
    if any(part.beside or part.without for part in parts):
        note(_LEFT_OUT)
    places = [part.place for part in parts if part.place]
    return _Operand(disjunction(places) if places else None)


def _denied(node: Not, part: _Operand, note: Note) -> _Operand:
    if part.place and part.beside:
        note(_LEFT_OUT)
    if part.place:
        return _Operand(without=part.place)
    return _Operand(beside=(node,) if part.beside else ())


def among_first(words: int, node: Node) -> Node:
    """The node where its places are among the first words; what filters articles stays."""

    def held(part: Node) -> Node:
        if isinstance(part, AtLeast):
            return AtLeast(part.count, held(part.part), at=part.at)
        return First(words, part, at=part.at)

    return _spread(node, held)


def at_least(count: int, node: Node) -> Node:
    """The node where each thing in it that has places has so many; OR adds them up."""

    def held(part: Node) -> Node:
        if isinstance(part, AtLeast):
            return AtLeast(max(count, part.count), part.part, at=part.at)
        return AtLeast(count, part, at=part.at)

    return _spread(node, held)


def _spread(node: Node, held: Callable[[Node], Node]) -> Node:
    """A function put around each part of a tree that has places, as large as can be.

    "Among the first 50 words" may be said of each part of an And instead of the whole.
    """
    match node:
        case _ if is_placed(node) or isinstance(node, AtLeast):
            return held(node)
        case And(parts):
            return conjunction(_spread(part, held) for part in parts)
        case Or(parts):
            return disjunction(_spread(part, held) for part in parts)
        case Keywords(parts):
            return keywords([_spread(part, held) for part in parts])
        case Not(part):
            return negation(_spread(part, held))
        case _:
            return node


def is_placed(node: Node) -> bool:
    """Whether a node has places in the text."""
    match node:
        case Or(parts):
            return all(map(is_placed, parts))
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            return True
        case _:
            return isinstance(node, Near | NotNear | First)
