"""What the cluster can say of a node: which articles surely match it, and which perhaps."""

from collections.abc import Sequence
from typing import NamedTuple

from search.engines.opensearch.clauses import NOTHING, Clause, all_of, any_of, none_of


class Bounds(NamedTuple):
    """Two clauses between which the matches of a node lie.

    :param sure: each document that matches it matches the node
    :param perhaps: each document that matches the node matches it; the very same object where the
        cluster can say it exactly
    """

    sure: Clause
    perhaps: Clause

    @property
    def is_exact(self) -> bool:
        """Whether the cluster can say it without anybody reading."""
        return self.sure is self.perhaps


def exactly(clause: Clause) -> Bounds:
    """What the cluster can say."""
    return Bounds(clause, clause)


def possibly(clause: Clause) -> Bounds:
    """Of what matches a clause has to be read whether it matches."""
    return exactly(clause) if clause == NOTHING else Bounds(NOTHING, clause)


def every(parts: Sequence[Bounds]) -> Bounds:
    """The bounds of what all parts match."""
    sure = all_of(part.sure for part in parts)
    if all(part.is_exact for part in parts):
        return exactly(sure)
    return Bounds(sure, all_of(part.perhaps for part in parts))


def some(parts: Sequence[Bounds]) -> Bounds:
    """The bounds of what at least one part matches."""
    sure = any_of(part.sure for part in parts)
    if all(part.is_exact for part in parts):
        return exactly(sure)
    return Bounds(sure, any_of(part.perhaps for part in parts))


def no(part: Bounds) -> Bounds:
    """The bounds of what a part does not match."""
    if part.is_exact:
        return exactly(none_of(part.sure))
    return Bounds(none_of(part.perhaps), none_of(part.sure))
