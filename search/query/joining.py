"""Nodes joined without waste: no And in an And, no Or in an Or, none with a single part."""

from collections.abc import Iterable, Sequence

from search.query.nodes import And, Everything, Keywords, Node, Not, Or


def conjunction(parts: Iterable[Node]) -> Node:
    """All of the parts, of which Everything asks nothing; of none, Everything."""
    flat: list[Node] = []
    for part in parts:
        if not isinstance(part, Everything):
            flat.extend(part.parts if isinstance(part, And) else (part,))
    return And(tuple(flat)) if len(flat) > 1 else _only(flat)


def disjunction(parts: Iterable[Node]) -> Node:
    """At least one of the parts; of none, Everything."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    return Or(tuple(flat)) if len(flat) > 1 else _only(flat)


def keywords(parts: Sequence[Node]) -> Node:
    """The parts side by side; groups in them stay groups, which matters when any may match."""
    return Keywords(tuple(parts)) if len(parts) > 1 else _only(parts)


def negation(part: Node) -> Node:
    """All but the part; twice, and it is the part again."""
    return part.part if isinstance(part, Not) else Not(part)


def _only(parts: Sequence[Node]) -> Node:
    return parts[0] if parts else Everything()
