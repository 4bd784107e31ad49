"""Nodes joined without waste: no And in an And, no Or in an Or, none with a single part.

What is joined stands in the text where its parts do.
"""

from collections.abc import Iterable, Sequence

from search.query.nodes import And, Everything, Keywords, Node, Not, Or, Some


def conjunction(parts: Iterable[Node]) -> Node:
    """All of the parts, of which Everything asks nothing; of none, Everything."""
    asking = [part for part in parts if not isinstance(part, Everything)]
    return And(_flat(asking, And), at=around(asking)) if len(asking) > 1 else _only(asking)


def disjunction(parts: Iterable[Node]) -> Node:
    """At least one of the parts; of none, Everything."""
    typed = list(parts)
    return Or(_flat(typed, Or), at=around(typed)) if len(typed) > 1 else _only(typed)


def keywords(parts: Sequence[Node]) -> Node:
    """The parts side by side; groups in them stay groups, which matters when any may match."""
    return Keywords(tuple(parts), at=around(parts)) if len(parts) > 1 else _only(parts)


def some(parts: Sequence[Node], share: float) -> Node:
    """Enough of the parts, of those in groups too."""
    return Some(_flat(parts, Some), share, at=around(parts)) if len(parts) > 1 else _only(parts)


def negation(part: Node) -> Node:
    """All but the part; twice, and it is the part again."""
    return part.part if isinstance(part, Not) else Not(part, at=part.at)


def around(parts: Sequence[Node]) -> tuple[int, int] | None:
    """The least stretch of text in which all parts stand that were typed."""
    places = [part.at for part in parts if part.at]
    if not places:
        return None
    return min(places)[0], max(end for _, end in places)


def _flat(parts: Sequence[Node], kind: type[And | Or | Some]) -> tuple[Node, ...]:
    """The parts, and instead of those of a kind what they join."""
    if kind not in map(type, parts):
        return tuple(parts)
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return tuple(flat)


def _only(parts: Sequence[Node]) -> Node:
    return parts[0] if parts else Everything()
