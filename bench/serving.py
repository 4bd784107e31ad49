"""How many searches a second does the server answer, and how soon?

python -m bench.serving

The questions are 100 mixed queries on each corpus; nothing of an answer is remembered by the
server. wrk asks as fast as it is answered; for the time of an answer at a steady rate requests are
sent at fixed moments, whether the ones before were answered or not, and each is timed from the
moment at which it should have been sent.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from bench.corpora import Corpus, prepared
from bench.http_load import Asked, Server, flat_out, one_by_one, serving, steadily, tag_of
from bench.queries import queries_for
from bench.tables import filled, table
from search import build
from search.results.facets import FacetName

PAGE = Path(__file__).parent.parent / "docs" / "performance-http.md"
QUERIES = 100
WORKERS = 2
RATE = 200
SECONDS = 10
ROUNDS = 3
_NO_WRK = "this needs wrk: sudo apt-get install wrk"
_WHOLE_PAGE = [("per_page", "10"), *(("facet", str(name)) for name in FacetName)]

Row = tuple[str, str, str, str]
"""What was measured, the figure, and the processor time of one answer: the server's, and that of
whoever asked; blank where not known."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 2 where wrk is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median counts")
    options = parser.parse_args(arguments)
    if not shutil.which("wrk"):
        print(_NO_WRK, file=sys.stderr)
        return 2
    some, many = prepared("reuters"), prepared("chronam")
    indexes = {corpus.name: _index(corpus) for corpus in (some, many)}
    load = os.getloadavg()[0]
    with serving(indexes[some.name], WORKERS) as server:
        rows = _many_readers(server, some, options.seconds, options.rounds)
    with serving(indexes[many.name], WORKERS) as server:
        rows += _one_reader(server, many, options.rounds)
    told = _told((some, many), rows, options, load)
    PAGE.write_text(filled(PAGE.read_text("utf-8"), told), "utf-8")
    print(told)
    return 0


def _index(corpus: Corpus) -> Path:
    index = corpus.folder / "serving-index"
    build(corpus.seeds, index)
    return index


def _queries(corpus: Corpus) -> list[str]:
    queries = queries_for(corpus)
    return [queries[i * len(queries) // QUERIES].text for i in range(QUERIES)]


def _searches(corpus: Corpus, *others: tuple[str, str]) -> list[Asked]:
    texts = _queries(corpus)
    return [Asked(f"/api/v1/search?{urlencode([('q', text), *others])}") for text in texts]


def _pages(corpus: Corpus) -> list[Asked]:
    return [Asked(f"/?{urlencode({'q': text})}") for text in _queries(corpus)]


def _many_readers(server: Server, corpus: Corpus, seconds: int, rounds: int) -> list[Row]:
    searches = _searches(corpus, *_WHOLE_PAGE)
    known = [Asked(search.path, tag_of(server, search.path)) for search in searches]
    flat_out(server, searches, 3)  # both processes have met every query
    kinds = (
        ("searches a second: 10 results with snippets, all facets", searches),
        ("searches a second: 20 results with snippets", _searches(corpus)),
        ("searches a second, as pages for people", _pages(corpus)),
        ("answers a second that the client has (304)", known),
    )
    rows: list[Row] = []
    for name, requests in kinds:
        loads = [flat_out(server, requests, seconds) for _ in range(rounds)]
        rate = median(load.rate for load in loads)
        answering = median(load.server_ms for load in loads)
        asking = median(load.client_ms for load in loads)
        rows.append((name, f"{rate:,.0f}", f"{answering:.2f} ms", f"{asking:.2f} ms"))
    steady = [steadily(server, searches, RATE, seconds) for _ in range(rounds)]
    return rows + _times(f"at {RATE} searches a second", steady)


def _one_reader(server: Server, corpus: Corpus, rounds: int) -> list[Row]:
    rows: list[Row] = []
    searches = _searches(corpus, *_WHOLE_PAGE)
    for name, requests in (("as JSON", searches), ("as a page for people", _pages(corpus))):
        one_by_one(server, requests * WORKERS * 2)  # both processes have met every query
        times = [one_by_one(server, requests) for _ in range(rounds)]
        rows += _times(f"{name}, one at a time, {corpus.articles:,} articles", times)
    return rows


def _times(what: str, rounds: Sequence[Sequence[float]]) -> list[Row]:
    cuts = [quantiles(times, n=100) for times in rounds]
    return [
        (f"{name} {what}", f"{median(c[cut] for c in cuts):.1f} ms", "", "")
        for name, cut in (("median", 49), ("99th percentile", 98))
    ]


def _told(
    corpora: Sequence[Corpus], rows: Sequence[Row], options: argparse.Namespace, load: float
) -> str:
    articles = " and ".join(f"{corpus.articles:,}" for corpus in corpora)
    head = (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {WORKERS} server processes, "
        f"Python {platform.python_version()}, {articles} articles; medians of "
        f"{options.rounds} rounds of {options.seconds} s. Before it began, {load:.1f} processes "
        "were waiting for the processors (load average)."
    )
    heads = ["What", "Figure", "Processor time of the server, each", "of who asks, each"]
    return f"{head}\n\n{table(heads, rows)}"


if __name__ == "__main__":
    sys.exit(main())
