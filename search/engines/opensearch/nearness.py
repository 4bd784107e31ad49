"""Places of nodes that stand near each other in one field, as far as the cluster can say."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from search.engines.opensearch import spans
from search.engines.opensearch.clauses import NOTHING, Clause, all_of, any_of, none_of, size
from search.engines.opensearch.places import NOWHERE, Forms, Places, leaf_places
from search.engines.opensearch.spans import Span
from search.engines.whoosh.codec_v1.layout import POSITION_GAP
from search.query.nodes import First, Leaf, Near, Node, NotNear, Or, Unit

# Fields with several values: the first words of those behind the first are not told apart.
_OF_MANY_VALUES = ("captions", "byline")


@dataclass(frozen=True, slots=True)
class Placing:
    """Says where nodes stand in one field.

    :param room: clauses that a node may take; with less the cluster says less
    """

    field: str
    forms: Forms
    room: int

    def places(self, node: Node) -> Places:
        """The places of a node."""
        match node:
            case Or(parts):
                return _united([self.places(part) for part in parts])
            case Near(left, right, within, ordered):
                own = self.places(left), self.places(right)
                if isinstance(within, Unit):
                    return self._in_one(*own, within, ordered)
                return self._within(*own, min(within, POSITION_GAP), ordered)
            case NotNear(left, right, within, ordered):
                own = self.places(left), self.places(right)
                return self._not_near(*own, within, ordered)
            case First(count, part):
                return self._first(self.places(part), count)
            case _ if isinstance(node, Leaf):
                return leaf_places(self.field, node, self.forms)
            case _:
                raise TypeError(f"{type(node).__name__} has no places: the parser moves it out")

    def _within(self, left: Places, right: Places, most: int, ordered: bool) -> Places:
        """Both within some words of each other."""
        if NOTHING in (left.perhaps, right.perhaps) or most < 1:
            return NOWHERE
        ends, reach = _ends((left, right)), left.reach + right.reach + most - 1
        exactly = _pairs(left, right, most, ordered)
        found = exactly or spans.pairs(left.spans, right.spans, most, ordered)
        sure = any_of(span.query for span in found)
        if size(sure) > self.room:
            found, sure = (), NOTHING
        elif exactly is not None:
            paired = all(span.pair for span in found)
            return Places(sure, sure, found, False, True, paired, ends, reach)
        farthest = max(most, left.reach, right.reach)
        perhaps = all_of([left.perhaps, right.perhaps, *self._close(left, right, farthest)])
        return Places(sure, perhaps, found, ends=ends, reach=reach)

    def _close(self, left: Places, right: Places, most: float) -> list[Clause]:
        """What holds wherever both are near: that ends of their places are."""
        if most == inf or not left.ends or not right.ends:
            return []
        sides = [spans.one_of(self.field, side.ends) for side in (left, right)]
        near = [span.query for span in spans.pairs(sides[:1], sides[1:], int(most), False)]
        close = any_of(near)
        return [close] if size(close) <= self.room else []

    def _in_one(self, left: Places, right: Places, unit: Unit, ordered: bool) -> Places:
        """Both in one sentence or paragraph."""
        if NOTHING in (left.perhaps, right.perhaps):
            return NOWHERE
        ends = _ends((left, right))
        perhaps = all_of([left.perhaps, right.perhaps])
        if max(1, len(left.ends)) * max(1, len(right.ends)) > self.room // 8:
            return Places(NOTHING, perhaps, ends=ends)
        found = spans.together(self.field, left.spans, right.spans, unit, ordered)
        sure = any_of(found)
        if (
            left.is_complete
            and right.is_complete
            and all(s.source for s in left.spans + right.spans)
        ):
            return Places(sure, sure, ends=ends)
        return Places(sure, perhaps, ends=ends)

    def _not_near(self, left: Places, right: Places, within: int | Unit, ordered: bool) -> Places:
        """The left side without the right one near it."""
        if NOTHING in (left.perhaps, right.perhaps):
            return left
        found: tuple[Span, ...] = ()
        clauses: list[Clause] | None = None
        if left.is_complete and right.is_complete:
            if not isinstance(within, Unit):
                most = min(within, POSITION_GAP)
                before = 0 if ordered else most
                found = tuple(spans.without(own, right.spans, before, most) for own in left.spans)
                clauses = [span.query for span in found]
            elif not ordered:
                clauses = spans.alone(self.field, left.spans, right.spans, within)
        apart = any_of([all_of([left.sure, none_of(right.perhaps)]), *(clauses or [])])
        # A right side that overlaps the left is not near it, but that these cannot know.
        known = clauses and all(span.source for span in left.spans + right.spans)
        overlap = spans.overlapping(self.field, left.spans, right.spans)
        perhaps = any_of([apart, *overlap]) if known else left.perhaps
        if size(perhaps) > self.room:
            apart, found = all_of([left.sure, none_of(right.perhaps)]), ()
            return Places(apart, left.perhaps, ends=left.ends, reach=left.reach)
        return Places(apart, perhaps, found, ends=left.ends, reach=left.reach)

    def _first(self, part: Places, count: int) -> Places:
        """A node among the first words of the field."""
        found = tuple(spans.among_first(span, count) for span in part.spans)
        sure = any_of(span.query for span in found)
        is_one = self.field not in _OF_MANY_VALUES
        perhaps = sure if part.tells and is_one else part.perhaps
        complete = part.is_complete and is_one
        tells = part.tells and is_one
        return Places(sure, perhaps, found, complete, tells, ends=part.ends, reach=part.reach)


def _united(parts: Sequence[Places]) -> Places:
    there = [part for part in parts if part.perhaps != NOTHING]
    if len(there) < 2:
        return there[0] if there else NOWHERE
    exact = all(part.sure is part.perhaps for part in there)
    sure = any_of(part.sure for part in there)
    return Places(
        sure=sure,
        perhaps=sure if exact else any_of(part.perhaps for part in there),
        spans=tuple(span for part in there for span in part.spans),
        is_complete=all(part.is_complete for part in there),
        tells=all(part.tells for part in there),
        is_paired=all(part.is_paired for part in there),
        ends=_ends(there),
        reach=max(part.reach for part in there),
    )


def _pairs(left: Places, right: Places, most: int, ordered: bool) -> tuple[Span, ...] | None:
    """Stretches of which there is one wherever both are near; None where that cannot be said."""
    if left.is_complete and right.is_complete:
        return spans.pairs(left.spans, right.spans, most, ordered)
    if left.is_paired and right.is_complete:
        return tuple(spans.near_pairs(left.spans, right.spans, most, not ordered, True))
    if left.is_complete and right.is_paired:
        return tuple(spans.near_pairs(right.spans, left.spans, most, True, not ordered))
    return None


def _ends(parts: Sequence[Places]) -> tuple[str, ...]:
    """The ends of several; none where those of one are not known."""
    if not all(part.ends for part in parts):
        return ()
    return tuple(dict.fromkeys(end for part in parts for end in part.ends))
