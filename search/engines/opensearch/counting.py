"""Counting all articles that match, on the cluster: at most two calls for any requests."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from search.engines.counts import CountRequest, Counts
from search.engines.opensearch.census import Census
from search.engines.opensearch.index import Body, Index
from search.engines.opensearch.tally import Tally
from search.query.nodes import Node, Phrase

QueryOf = Callable[[Node, int, float], Body]
"""Gives a query whose matches are exactly those of a tree, by at most so many expansions of each
wildcard and fuzzy word, before a deadline."""

_Asked = tuple[Node, int, float]


class Counting:
    """Counts in one snapshot.

    :param census: of the snapshot; asked for once it is needed
    """

    def __init__(self, articles: Index, census: Callable[[], Census], query_of: QueryOf) -> None:
        self._articles = articles
        self._census = census
        self._query_of = query_of

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        """The numbers that each request asks for.

        :raises QueryTooSlowError: the deadline has passed
        """
        asked = {own: _asked(own) for own in requests}
        late = self._seconds_of_census()
        deadline = min((own.deadline for own in requests), default=0) + late
        by_tree: dict[_Asked, list[CountRequest]] = defaultdict(list)
        for request, tree in asked.items():
            by_tree[tree].append(request)
        tallies = {tree: self._tally(tree, own, late) for tree, own in by_tree.items()}
        for questions in (Tally.at_once, Tally.then):
            self._ask(tallies.values(), questions, deadline)
        return [tallies[asked[own]].counts(own) for own in requests]

    def _seconds_of_census(self) -> float:
        """What the first count of a snapshot takes longer: that is not the time of the search."""
        started = time.monotonic()
        self._census()
        return time.monotonic() - started

    def _tally(self, asked: _Asked, requests: Sequence[CountRequest], late: float) -> Tally:
        tree, most_expansions, deadline = asked
        end = deadline + late

        def signed(name: str) -> Body:
            return self._query_of(Phrase(name, "byline"), most_expansions, end)

        query = self._query_of(tree, most_expansions, end)
        return Tally(query, requests, self._census(), signed)

    def _ask(
        self, tallies: Iterable[Tally], questions: Callable[[Tally], list[Body]], deadline: float
    ) -> None:
        asked = [(tally, body) for tally in tallies for body in questions(tally)]
        answers = self._articles.search([body for _, body in asked], deadline)
        for (tally, _), answer in zip(asked, answers, strict=True):
            tally.add(answer)


def _asked(request: CountRequest) -> _Asked:
    return request.tree, request.most_expansions, request.deadline
