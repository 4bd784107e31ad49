"""Whether the engines find about the same, so that none is quick by finding nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean, median

from bench.queries import BenchQuery
from bench.timing import Timings

# Stemmers and tokens differ: what one joins with a frequent word, another keeps apart.
_LEAST, _MOST = 0.75, 1.33


def totals(runs: Mapping[str, Timings], queries: Sequence[BenchQuery]) -> dict[str, dict[str, int]]:
    """Class -> engine -> articles found by all its queries together."""
    found: dict[str, dict[str, int]] = {}
    for engine, run in runs.items():
        for query in queries:
            if query in run.totals:
                group = found.setdefault(query.group, {})
                group[engine] = group.get(engine, 0) + run.totals[query]
    return found


def disagreements(runs: Mapping[str, Timings], queries: Sequence[BenchQuery]) -> list[str]:
    """A sentence for each engine that finds far more or fewer articles than most do.

    It is judged by the middle one of the queries of a class: in a single query a stemmer may well
    join a rare word with a frequent one.
    """
    ratios: dict[tuple[str, str], list[float]] = defaultdict(list)
    for query in queries:
        found = {name: run.totals[query] for name, run in runs.items() if query in run.totals}
        for engine, total in found.items():
            ratios[query.group, engine].append(total / max(1, median(found.values())))
    return [
        f"{group}: {engine} finds {median(own):.2f} times as many articles as most"
        for (group, engine), own in ratios.items()
        if not _LEAST <= median(own) <= _MOST
    ]


def shared_hits(
    run: Timings, other: Timings, queries: Sequence[BenchQuery], group: str
) -> float | None:
    """The part of the first ten that two engines have in common, on average over a class."""
    pairs = [
        (set(run.best[q]), set(other.best[q]))
        for q in queries
        if q.group == group and run.best.get(q) and other.best.get(q)
    ]
    if not pairs:
        return None
    return fmean(len(own & others) / min(len(own), len(others)) for own, others in pairs)
