"""All hits of a search, to be taken home rather than looked through."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.engines.contract import Engine, Ordering, Snapshot
from search.results.page import QueryReading, Result
from search.results.presenting import unmarked_result

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Harvest:
    """The hits in their order; they stay those of one snapshot, also when a build comes between.

    What it holds is the order, a few bytes a hit; the articles are read as they are asked for.

    :param with_all: how many of the hits, the first, have all words typed side by side; None where
        the search did not ask that
    """

    query: QueryReading
    with_all: int | None
    engine: Engine
    ordering: Ordering

    @property
    def snapshot(self) -> Snapshot:
        """Which state of the archive the hits are from."""
        return self.engine.snapshot

    @property
    def total(self) -> int:
        """How many hits there are."""
        return len(self.ordering)

    def results(self) -> Iterator[Result]:
        """Every hit once, without marks and snippets."""
        for start in range(0, self.total, _BATCH):
            hits = self.ordering.hits(start, start + _BATCH)
            articles = self.engine.articles([hit.id for hit in hits])
            for place, (article, hit) in enumerate(zip(articles, hits, strict=True), start):
                has_all = None if self.with_all is None else place < self.with_all
                yield unmarked_result(article, hit, has_all)
