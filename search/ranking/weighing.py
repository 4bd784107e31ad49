"""Typed words as an engine is to weigh them: as often as they stand, and near their neighbours."""

from collections import Counter
from collections.abc import Iterable, Sequence
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
    match node:
        case And(parts):
            return conjunction(_counted(parts))
        case Or(parts):
            return disjunction(_counted(parts))
        case Some(parts, share):
            return some(_counted(parts), share)
        case _:
            return node


def neighbours(node: Node) -> tuple[Pair, ...]:
    """The words that stand side by side in a tree as typed, common words not counted.

    Each pair once. There are none where operators join the words: who writes them says what
    nearness is to count.
    """
    return tuple(dict.fromkeys(_neighbours(node)))


def _neighbours(node: Node) -> Iterable[Pair]:
    match node:
        case Keywords(parts):
            for one, other in pairwise(telling(parts)):
                if _is_free(one) and _is_free(other) and one != other:
                    yield one, other
    match node:
        case Keywords(parts) | And(parts) | Or(parts):
            for part in parts:
                yield from _neighbours(part)


def _is_free(node: Node) -> TypeGuard[Word]:
    return isinstance(node, Word) and node.field is None


def _counted(parts: Sequence[Node]) -> list[Node]:
    counts = Counter(map(repeated, parts))
    return [Boost(part, count) if count > 1 else part for part, count in counts.items()]
