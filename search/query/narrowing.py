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

    def named(self) -> dict[str, Node]:
        """Each by itself, by the name of its parameter."""
        filters: dict[str, Node] = {}
        if self.first:
            filters["from"] = DateRange(self.first, None)
        if self.last:
            filters["to"] = DateRange(None, self.last)
        if self.years:
            filters["year"] = self._any_year()
        if self.bylines:
            filters["byline"] = self._any_byline()
        return filters

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
            yield self._any_year()
        if self.bylines:
            yield self._any_byline()

    def _any_year(self) -> Node:
        return disjunction(DateRange(date(y, 1, 1), date(y, 12, 31)) for y in self.years)

    def _any_byline(self) -> Node:
        return disjunction(Phrase(name, "byline") for name in self.bylines)
