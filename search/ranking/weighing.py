"""Typed words as an engine is to weigh them: as often as they stand, and near their neighbours."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from search.engines.contract import Pair
from search.query.joining import conjunction, disjunction, some
from search.query.matching import telling
from search.query.nodes import And, Boost, Keywords, Node, Or, Some, Word


def repeated(node: Node) -> Node:
    """The tree in which what stands beside its like counts once, but so many times as much.

    A long question says by repeating a word what it is about.

    :param node: without Keywords
    """
    if not _repeats(node):
        return node
    match node:
        case And(parts):
            return conjunction(_counted(parts))
        case Or(parts):
            return disjunction(_counted(parts))
        case Some(parts, share):
            return some(_counted(parts), share)
        case _:
            return node


def _repeats(node: Node) -> bool:
    match node:
        case Word():
            return False
        case And(parts) | Or(parts) | Some(parts):
            return len(set(parts)) < len(parts) or any(map(_repeats, parts))
        case _:
            return False


def neighbours(node: Node) -> tuple[Pair, ...]:
    """The words that stand side by side in a tree as typed, common words not counted.

    Each pair once. There are none where operators join the words: who writes them says what
    nearness is to count.
    """
    # By their texts, for those have their hashes ready; they stand in no field.
    found: dict[tuple[str, str], Pair] = {}
    _gather_neighbours(node, found)
    return tuple(found.values())


def _gather_neighbours(node: Node, found: dict[tuple[str, str], Pair]) -> None:
    if isinstance(node, Keywords):
        for one, other in pairwise(telling(node.parts)):
            if _is_free(one) and _is_free(other) and one.text != other.text:
                found.setdefault((one.text, other.text), (one, other))
    if isinstance(node, Keywords | And | Or):
        for part in node.parts:
            if not isinstance(part, Word):
                _gather_neighbours(part, found)


def _is_free(node: Node) -> TypeGuard[Word]:
    return isinstance(node, Word) and node.field is None


def _counted(parts: Sequence[Node]) -> list[Node]:
    counts = Counter(map(repeated, parts))
    return [Boost(part, count) if count > 1 else part for part, count in counts.items()]
