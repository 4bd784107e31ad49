"""What an engine has to know of a query tree as a whole."""

from collections.abc import Iterator

from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    First,
    Keywords,
    Leaf,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Some,
)


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node; none below a leaf or a filter."""
    match node:
        case And(several) | Or(several) | Keywords(several) | Some(several):
            return several
        case Near(left, right) | NotNear(left, right):
            return left, right
        case Not(part) | Boost(part) | First(_, part) | AtLeast(_, part):
            return (part,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """All nodes of a tree, each behind those below it."""
    for part in parts(node):
        yield from walk(part)
    yield node


def is_placed(node: Node) -> bool:
    """Whether positions have to be looked at to tell which articles match, and not of leaves."""
    if isinstance(node, Near | NotNear | First | AtLeast):
        return True
    return any(map(is_placed, parts(node)))


def nearness(node: Node) -> int:
    """How deep pairs are nested in pairs: each level may have many more than the one below."""
    deepest = max(map(nearness, parts(node)), default=0)
    return deepest + isinstance(node, Near)


def boosts(node: Node) -> dict[Leaf, float]:
    """The leaves that add to a score, in the order of the tree, and how many times each does.

    None under a Not, none that is only not to be near, and no bylines: those are looked up and
    say nothing about what is written. A leaf counts once, with the greatest of its weights.
    """
    found: dict[Leaf, float] = {}
    for leaf, weight in _boosted(node, 1.0):
        if leaf.field != "byline":
            found[leaf] = max(weight, found.get(leaf, weight))
    return found


def _boosted(node: Node, weight: float) -> Iterator[tuple[Leaf, float]]:
    if isinstance(node, Leaf):
        yield node, weight
        return
    match node:
        case Not():
            return
        case NotNear(left):
            scored: tuple[Node, ...] = (left,)
        case _:
            scored = parts(node)
    own = weight * node.weight if isinstance(node, Boost) else weight
    for part in scored:
        yield from _boosted(part, own)
