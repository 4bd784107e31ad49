"""What stands near, early or often, in English."""

from search.query.lists import Piece, either
from search.query.nodes import (
    AtLeast,
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
from search.query.telling import Told
from search.query.whereabouts import is_anywhere, is_in_several_fields, own_place
from search.query.wording import quote

_TIMES = {1: "once", 2: "twice"}
_UNITS = {Unit.SENTENCE: "sentence", Unit.PARAGRAPH: "paragraph"}


def joined(node: Node, several: bool) -> Told | str:
    """Something with places, or counted, in words.

    :param several: whether its words are looked for in several fields, so that each says its own
    """
    match node:
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            return quote(node) + (own_place(node) if several else "")
        case Near(left, right) | NotNear(left, right):
            second = joined(right, several) if isinstance(right, Or) else _held(right, several)
            return _held(left, several) + f" {_nearness(node)} " + second
        case First(words, part):
            among = _held(part, is_in_several_fields(part)) + f" {_among_first(words)}"
            # A named field is said of all behind them all, if there is no other.
            is_said = several or is_anywhere(part)
            return among + (own_place(part, " of a field") if is_said else "")
        case AtLeast(count, part):
            return _held(part, several) + f" {_often(count)}"
        case Or(parts):
            return either([Piece("", _held(part, several)) for part in parts])
    raise TypeError(f"{node!r} has no places")


def _held(node: Node, several: bool) -> Told | str:
    text = joined(node, several)
    return text if isinstance(node, Leaf) else "(" + text + ")"


def _nearness(node: Near | NotNear) -> str:
    """What stands between the sides: "within 5 words of", "not in the same sentence before"."""
    return ("not " if isinstance(node, NotNear) else "") + _how_near(node)


def _how_near(node: Near | NotNear) -> str:
    if isinstance(node.within, Unit):
        return f"in the same {_UNITS[node.within]} {'before' if node.ordered else 'as'}"
    if node.within == 1:
        return "directly before" if node.ordered else "next to"
    return f"within {node.within} words {'before' if node.ordered else 'of'}"


def _among_first(words: int) -> str:
    """How early: "among the first 50 words"."""
    return f"among the first {words:,} words" if words > 1 else "as the first word"


def _often(count: int) -> str:
    """How many times at least: "at least 3 times"."""
    return f"at least {_TIMES.get(count, f'{count:,} times')}"
