"""Words typed side by side turned into And and Or: all of them must match, or some, or any.

Common words say nothing about an article. Where other words stand beside them they are left
out, so that "the mayor of the town" finds an article headed "Town's mayor".
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, cast

from search.query.joining import conjunction, disjunction, negation, some
from search.query.nodes import (
    And,
    AtLeast,
    DateRange,
    DayOfYear,
    First,
    Fuzzy,
    Keywords,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Wildcard,
    Word,
)
from search.text.stopwords import STOPWORDS
from search.text.tokens import exact_form

Match = Literal["all", "any", "auto"]
"""How many of the words side by side must match; "auto" is all, and behind those some."""

Join = Callable[[list[Node]], Node]


def all_of(node: Node) -> Node:
    """The tree in which all words typed side by side must match; it has no Keywords."""
    match node:
        case Word() | Wildcard() | Phrase():
            return node
        case Keywords(parts):
            return conjunction(map(all_of, telling(parts)))
        case And(parts):
            return conjunction(map(all_of, parts))
        case Or(parts):
            return disjunction(map(all_of, parts))
        case Not(part):
            return negation(all_of(part))
        case _:
            return node


def any_of(node: Node) -> Node:
    """The tree in which one word of those side by side is enough; it has no Keywords.

    Filters still hold: dates, lengths, bylines, and what is to be left out. It matches all that
    :func:`all_of` does, which is why nothing under a Not changes: there, more would be less.
    What nearness, a count or a phrase holds together is one part, as a word is.
    """
    return _relaxed(node, disjunction)


def some_of(node: Node, share: float) -> Node:
    """Like :func:`any_of`, but those that match must weigh something: see
    :class:`~search.query.nodes.Some`.

    :param share: of the weight of the words side by side, 0 to 1
    """
    return _relaxed(node, lambda parts: some(parts, share))


def bare_words(node: Node) -> tuple[Word, ...] | None:
    """The telling words of what is typed in most cases: words side by side, each once.

    None for a single word, and where there is anything else.
    """
    if not isinstance(node, Keywords) or {*map(type, node.parts)} != {Word}:
        return None
    words = cast(tuple[Word, ...], telling(node.parts))
    several = 1 < len(words) == len({word.text for word in words})
    return words if several and {word.field for word in words} == {None} else None


def can_relax(node: Node) -> bool:
    """Whether :func:`any_of` could match more than :func:`all_of`."""
    match node:
        case Keywords(parts):
            told = telling(parts)
            return sum(not _is_filter(part) for part in told) > 1 or any(map(can_relax, told))
        case And(parts) | Or(parts):
            return any(map(can_relax, parts))
        case _:
            return False


def _relaxed(node: Node, join: Join) -> Node:
    match node:
        case Word():
            return node
        case Keywords(parts):
            return _relaxed_beside_filters(telling(parts), join)
        case And(parts):
            return conjunction(_relaxed(part, join) for part in parts)
        case Or(parts):
            return disjunction(_relaxed(part, join) for part in parts)
        case _:
            return all_of(node)


def _relaxed_beside_filters(parts: tuple[Node, ...], join: Join) -> Node:
    words: list[Node] = []
    filters: list[Node] = []
    for part in parts:
        (filters if _is_filter(part) else words).append(_relaxed(part, join))
    if not filters:
        return join(words)
    return conjunction([join(words), *filters] if words else filters)


def beside_filters(node: Node) -> tuple[Node, Node]:
    """A tree without Keywords in two: what it is about, and the filters that hold besides.

    Either may be Everything.
    """
    parts = node.parts if isinstance(node, And) else (node,)
    wanted = [part for part in parts if not _is_filter(part)]
    return conjunction(wanted), conjunction(part for part in parts if _is_filter(part))


def left_out(node: Node) -> tuple[str, ...]:
    """The common words, as typed and each once, that are not looked for."""
    found: dict[str, None] = {}
    _gather_left_out(node, found)
    return tuple(found)


def _gather_left_out(node: Node, found: dict[str, None]) -> None:
    match node:
        case Keywords(parts):
            told = telling(parts)
            gone = (part for part in parts if isinstance(part, Word) and part not in told)
            found.update((word.text, None) for word in gone)
            for part in parts:
                _gather_left_out(part, found)
        case And(parts) | Or(parts):
            for part in parts:
                _gather_left_out(part, found)
        case Not(part):
            _gather_left_out(part, found)


def telling(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """The parts of Keywords without bare common words, if what stays still looks for something."""
    told = tuple(part for part in parts if not _is_common(part) or _is_acronym(part, parts))
    return parts if all(map(_is_filter, told)) else told


def _is_common(part: Node) -> bool:
    return isinstance(part, Word) and part.field is None and _says_nothing(part.text)


@lru_cache(maxsize=10_000)
def _says_nothing(text: str) -> bool:
    # Initials are never common words: a.m. is not "am".
    return "." not in text and exact_form(text) in STOPWORDS


def _is_acronym(part: Node, parts: tuple[Node, ...]) -> bool:
    """Whether a word is in capitals beside others that are not: "WHO vaccine", "IT jobs"."""
    if not isinstance(part, Word) or len(part.text) < 2 or not part.text.isupper():
        return False
    return any(isinstance(other, Word) and not other.text.isupper() for other in parts)


def _is_filter(part: Node) -> bool:
    """Whether it narrows what is found, without saying what it is about."""
    match part:
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            return part.field == "byline"
        case Not() | DateRange() | DayOfYear() | Length():
            return True
        case Near(left, right) | NotNear(left, right):
            return _is_filter(left) and _is_filter(right)
        case First(_, held) | AtLeast(_, held):
            return _is_filter(held)
        case And(parts) | Or(parts) | Keywords(parts):
            return all(map(_is_filter, parts))
        case _:
            return False
