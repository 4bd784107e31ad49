"""One search: what is asked, what was found, and what there is to say about it."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from search.engines.contract import Engine, Request, Sort
from search.query.narrowing import Filters
from search.query.nodes import Boost, Node
from search.query.parser import ParsedQuery
from search.query.readback import readback
from search.ranking.broadening import broadened
from search.ranking.explaining import explanations
from search.ranking.ordering import order
from search.ranking.tiers import Match, Ranking, ranking
from search.results.cuts import cut_note
from search.results.facets import FacetName, Facets, facets
from search.results.harvest import Harvest
from search.results.marking import Marker
from search.results.nothing_found import FEW, NO_ADVICE, Advice, Asked, advise
from search.results.page import QueryReading, Result, ResultPage
from search.results.presenting import shown


@dataclass(frozen=True, slots=True)
class Question:
    """A typed query and what stands beside it; for the parameters see ``Archive.search``."""

    text: str
    parsed: ParsedQuery
    filters: Filters
    sort: Sort
    match: Match
    recency: float | None
    broaden: bool
    without: Collection[str]

    def request(self, offset: int, limit: int) -> Request:
        """For an engine, with the tree as typed."""
        tree = self.filters.applied(self.parsed.tree)
        return Request(tree, self.sort, offset, limit, half_life=self.recency)


def ranked(
    engine: Engine,
    request: Request,
    match: Match,
    broaden: bool = False,
    without: Collection[str] = (),
) -> tuple[Ranking, tuple[Boost, ...]]:
    """What a request with a tree as typed finds, and the words that were added to it."""
    if broaden:
        return broadened(engine, request, without)
    return ranking(engine, request, match), ()


def answer(engine: Engine, question: Question, request: Request) -> "Answer":
    """What is found for the request of a question, within its limits.

    :raises QueryTooSlowError: the deadline has passed
    """
    found, added = ranked(engine, request, question.match, question.broaden, question.without)
    return Answer(engine, question, request, found, added)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a question.

    :param request: that was asked of the engine, with the tree as typed
    :param added: words that were looked for too
    """

    engine: Engine
    question: Question
    request: Request
    found: Ranking
    added: tuple[Boost, ...]

    def page(self, explain: bool, facet: Sequence[FacetName], started: float) -> ResultPage:
        """The page that the request is for, ready to be shown.

        :param started: by :func:`time.perf_counter`, when the question was asked
        """
        size = self.request.limit
        return ResultPage(
            query=self._reading(),
            total=self.found.total,
            with_all=self.found.with_all,
            number=self.request.offset // size + 1,
            size=size,
            results=self._results(explain),
            facets=self._facets(facet),
            snapshot=self.engine.snapshot,
            advice=self._advice(),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def harvest(self) -> Harvest:
        """All hits, in the order of the pages."""
        ordering = order(self.engine, self.request, self.found)
        return Harvest(self._reading(), self.found.with_all, self.engine, ordering)

    def _reading(self) -> QueryReading:
        found, question = self.found, self.question
        relaxed = found.with_all == 0 and found.total > 0
        if relaxed or found.with_all is None:
            told = readback(self.request.tree, "any")
        else:
            told = readback(self.request.tree, "auto" if found.with_all < found.total else "all")
        notes = (*question.parsed.notes, *map(cut_note, found.cut))
        return QueryReading(question.text, told, relaxed, notes, self.added)

    def _results(self, explain: bool) -> tuple[Result, ...]:
        found, offset = self.found, self.request.offset
        results = shown(self.engine, found.hits, Marker(found.tree))
        if explain:
            told = explanations(self.engine, self.request, found)
            results = tuple(
                replace(own, explanation=how) for own, how in zip(results, told, strict=True)
            )
        if found.with_all is None:
            return results
        return tuple(
            replace(own, has_all=place < found.with_all)
            for place, own in enumerate(results, offset)
        )

    def _facets(self, asked: Sequence[FacetName]) -> Facets:
        """What is counted is what was found, also where a facet does without its own filter."""

        def narrowed(filters: Filters) -> Node:
            return self.found.wanted(filters.applied(self.question.parsed.tree))

        filters, total = self.question.filters, self.found.total
        return facets(self.engine, self.request, asked, filters, narrowed, total)

    def _advice(self) -> Advice:
        """What to ask instead; within the time of the search."""
        found, question = self.found, self.question
        total = found.total if found.with_all is None else found.with_all
        if total > FEW:
            return NO_ADVICE
        # Where articles with some of the words are shown, those with all are looked for elsewhere.
        wanted = Match.ALL if found.total else question.match

        def count(tree: Node) -> int:
            request = self.request._replace(tree=tree, offset=0, limit=0)
            return ranking(self.engine, request, wanted).total

        may_relax = question.match is not Match.ALL
        asked = Asked(question.parsed, question.filters.named(), total, may_relax)
        return advise(asked, count, self.engine.dictionary)
