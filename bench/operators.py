"""What each operator of the query language costs, into docs/performance-operators.md.

python -m bench.operators
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from bench.corpora import Corpus, prepared
from bench.queries import queries_for
from bench.tables import filled, table
from search import Archive, build, open_archive
from search.archive import Match
from search.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "performance-operators.md"
ROUNDS = 5
HEADS = ("Asked", "Queries", "Articles", "first, p50", "first, p99", "again, p50", "again, p99")
_PATIENT = Settings(timeout=60.0)  # a figure is wanted also of what a user would not wait for

Written = Callable[[str, str, str], str]
"""Makes a query of two frequent words, each in 1 to 15% of the articles, and a rarer one."""

OPERATORS: dict[str, Written] = {
    "`flood warning`": lambda a, b, _: f"{a} {b}",
    '`"flood warning"`': lambda a, b, _: f'"{a} {b}"',
    '`"flood warning"~5`': lambda a, b, _: f'"{a} {b}"~5',
    "`flood w/5 warning`": lambda a, b, _: f"{a} w/5 {b}",
    "`flood pre/5 warning`": lambda a, b, _: f"{a} pre/5 {b}",
    "`flood w/s warning`": lambda a, b, _: f"{a} w/s {b}",
    "`flood w/p warning`": lambda a, b, _: f"{a} w/p {b}",
    "`flood NOT w/5 warning`": lambda a, b, _: f"{a} NOT w/5 {b}",
    "`(flood w/20 warning) w/5 bridge`": lambda a, b, c: f"({a} w/20 {b}) w/5 {c}",
    "`atleast3(flood)`": lambda a, _, __: f"atleast3({a})",
    "`first/50(flood w/5 warning)`": lambda a, b, _: f"first/50({a} w/5 {b})",
    "`cap(Flood)`": lambda a, _, __: f"cap({a.capitalize()})",
    "`headline:flood`": lambda a, _, __: f"headline:{a}",
    "`floo*`": lambda a, _, __: f"{a[:4]}*",
    "`*ood`": lambda a, _, __: f"*{a[-3:]}",
    "`bridge~1`": lambda _, __, c: f"{c}~1",
    "`bridge~2`": lambda _, __, c: f"{c}~2",
    "`the w/5 of`": lambda _, __, ___: "the w/5 of",
}
"""Of each operator an example, as it is told, and how its queries are made."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.operators", description=__doc__)
    parser.add_argument("--corpus", default="chronam")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    corpus = prepared(options.corpus, options.limit)
    archive = _opened(corpus)
    words = _words(corpus)
    rows = [
        _row(archive, told, sorted({made(*w) for w in words})) for told, made in OPERATORS.items()
    ]
    rows.append(
        _suggesting(archive, sorted({word[:n] for own in words for word in own for n in (1, 2, 3)}))
    )
    results = table(HEADS, rows)
    PAGE.write_text(filled(PAGE.read_text("utf-8"), results), "utf-8")
    print(results)


def _opened(corpus: Corpus) -> Archive:
    index = corpus.folder / "operators-index"
    build(corpus.seeds, index)
    archive = open_archive(index, _PATIENT)
    archive.warm()
    return archive


def _words(corpus: Corpus) -> list[tuple[str, str, str]]:
    """Two frequent words and one of medium frequency, as the other benchmark draws them."""
    drawn = queries_for(corpus)
    pairs = [query.words for query in drawn if query.group == "two frequent words, any"]
    rarer = [query.words[0] for query in drawn if query.group == "one medium word"]
    return [(a, b, c) for (a, b), c in zip(pairs, rarer, strict=True)]


def _row(archive: Archive, told: str, queries: Sequence[str]) -> list[str]:
    """How long the best ten take to be found, without passages, and how many articles match."""
    first, again = _timed(lambda query: archive.rank(query, 10, Match.ALL), queries)
    found = [archive.search(query, per_page=1, match=Match.ALL).total for query in queries]
    return [told, str(len(queries)), f"{median(found):,.0f}", *_told(first), *_told(again)]


def _suggesting(archive: Archive, beginnings: Sequence[str]) -> list[str]:
    """The same of what is suggested while one to three letters are typed."""
    first, again = _timed(archive.suggest, beginnings)
    return ["suggestions", str(len(beginnings)), "", *_told(first), *_told(again)]


def _timed(ask: Callable[[str], object], queries: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the first answer to each query, and of those that follow."""
    rounds = [[_milliseconds(ask, query) for query in queries] for _ in range(ROUNDS)]
    return rounds[0], [time for times in rounds[1:] for time in times]


def _milliseconds(ask: Callable[[str], object], query: str) -> float:
    started = time.perf_counter()
    ask(query)
    return (time.perf_counter() - started) * 1000


def _told(times: Sequence[float]) -> list[str]:
    p99 = quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0]
    return [f"{median(times):.2f} ms", f"{p99:.2f} ms"]


if __name__ == "__main__":
    main()
