"""What narrows a search beside the typed text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from search.query.joining import conjunction, disjunction
from search.query.nodes import DateRange, Node, Phrase


@dataclass(frozen=True, slots=True)
class Filters:
    """Each that is not blank has to hold.

    :param first: no article before this day, nor an undated one
    :param last: no article after this day, nor an undated one
    :param years: only articles of one of these years
    :param bylines: only articles signed by one of these names
    """

    first: date | None = None
    last: date | None = None
    years: tuple[int, ...] = ()
    bylines: tuple[str, ...] = ()

    def applied(self, tree: Node) -> Node:
        """The tree narrowed by all of them."""
        return conjunction([tree, *self._nodes()])

    def by(self, *names: str) -> "Filters":
        """The same, but for articles signed by one of these names, or by whomever."""
        return replace(self, bylines=names)

    def of_any_year(self) -> "Filters":
        """The same without the years."""
        return replace(self, years=())

    def _nodes(self) -> Iterator[Node]:
        if self.first or self.last:
            yield DateRange(self.first, self.last)
        if self.years:
            yield disjunction(DateRange(date(y, 1, 1), date(y, 12, 31)) for y in self.years)
        if self.bylines:
            yield disjunction(Phrase(name, "byline") for name in self.bylines)
