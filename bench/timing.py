"""The queries, put to all engines in turn.

An engine answers the queries of a class in a row before the next one does: put query by query,
each would wake up with its caches cold, which costs a query of 30 microseconds more than one of
200 and so flatters the slower.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, quantiles

from bench.queries import BenchQuery
from bench.worker import Worker

TEN = 10
ROUNDS = 5
_TRIED = 4  # queries of a class by which an engine is judged quick or slow
_SLOW = 2.0  # seconds a class and round: it takes one round
_TOO_SLOW = 15.0  # it takes that round in the first run alone

RANK, COUNT = "rank", "rank_and_count"


@dataclass(slots=True)
class Timings:
    """What one run measured for one engine.

    :ivar seconds: (class, RANK or COUNT) -> for each round the seconds of its queries
    :ivar totals: query -> articles found
    :ivar best: query -> numbers of the first ten
    """

    seconds: dict[tuple[str, str], list[list[float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    totals: dict[BenchQuery, int] = field(default_factory=dict)
    best: dict[BenchQuery, list[int]] = field(default_factory=dict)

    def take(self, worker: Worker, queries: Sequence[BenchQuery], mode: str) -> None:
        """Put the queries of one class to the engine and keep what came."""
        if mode == RANK:
            ranked = worker.rank(queries, TEN)
            seconds = [took for took, _ in ranked]
            self.best |= {
                q: [n for n, _ in hits] for q, (_, hits) in zip(queries, ranked, strict=True)
            }
        else:
            counted = worker.rank_and_count(queries, TEN)
            seconds = [took for took, _ in counted]
            self.totals |= {q: total for q, (_, total) in zip(queries, counted, strict=True)}
        self.seconds[queries[0].group, mode].append(seconds)


def timed(
    workers: Sequence[Worker],
    queries: Sequence[BenchQuery],
    first_run: bool,
    most_rounds: int = ROUNDS,
) -> dict[str, Timings]:
    """One run: the queries of each class, for several rounds, in one engine after the other."""
    found = {worker.engine: Timings() for worker in workers}
    for group in dict.fromkeys(query.group for query in queries):
        own = [query for query in queries if query.group == group]
        able = [worker for worker in workers if worker.understands(own[0])]
        rounds = {worker.engine: _rounds(worker, own, first_run) for worker in able}
        for number in range(most_rounds):
            taking = [worker for worker in able if number < rounds[worker.engine]]
            for worker in taking if number % 2 == 0 else reversed(taking):
                found[worker.engine].take(worker, own, RANK)
                found[worker.engine].take(worker, own, COUNT)
    return found


def _rounds(worker: Worker, queries: Sequence[BenchQuery], first_run: bool) -> int:
    """Warm an engine up with a class, and say for how many rounds it is quick enough."""
    tried = worker.rank(queries[:_TRIED], TEN)
    expected = median(seconds for seconds, _ in tried) * len(queries)
    if expected > _TOO_SLOW:
        return int(first_run)
    if expected > _SLOW:
        return 1
    worker.rank(queries, TEN)
    worker.rank_and_count(queries, TEN)
    return ROUNDS


def summary(runs: Sequence[Timings], group: str, mode: str) -> dict[str, float] | None:
    """Milliseconds of a class: mean, p50 and p99 of each run, and of these the medians.

    A query's time is the median of its rounds, so that what another process took of the machine
    meanwhile is left out; p99 alone is over every single answer, and has it in.
    """
    measured = [run.seconds[group, mode] for run in runs if (group, mode) in run.seconds]
    if not measured:
        return None
    typical = [[median(times) for times in zip(*rounds, strict=True)] for rounds in measured]
    return {
        "mean": median(map(fmean, typical)) * 1000,
        "p50": median(map(median, typical)) * 1000,
        "p99": median(_p99([t for times in rounds for t in times]) for rounds in measured) * 1000,
        "runs": len(measured),
    }


def _p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[98]
