"""The same archives on the embedded engine and on a node of a cluster, into docs/scaling.md.

python -m bench.engines_compared
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench.corpora import Corpus, prepared
from bench.memory import Watch, cpu_seconds, resident_mb
from bench.operators import OPERATORS, words_of
from bench.queries import ALL, GROUPS, BenchQuery, queries_for
from bench.tables import filled, table
from bench.timing import COUNT, RANK, TEN, Timings, summary, timed
from bench.worker import Worker

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "scaling.md"
STARTER = PROJECT / "tests" / "cluster" / "nodes.py"
EMBEDDED, CLUSTER = "embedded", "cluster"
HEAP_MB = 1024
MOST_SECONDS = 10
ROUNDS = 3
OF_EACH_OPERATOR = 8
_MB = 1e6
_PATIENT = {"CUTTINGS_TIMEOUT": f"{MOST_SECONDS}", "CUTTINGS_REPLICAS": "0"}


@dataclass(frozen=True, slots=True)
class Node:
    """A cluster of one node.

    :param engine: what the setting takes, without the name of the archive
    :param process: number of its JVM
    """

    engine: str
    process: int

    def environ(self, corpus: Corpus) -> dict[str, str]:
        """The settings that lead to an archive on it."""
        return _PATIENT | {"CUTTINGS_ENGINE": f"{self.engine}/{corpus.name}"}

    def disk_mb(self, corpus: Corpus) -> float:
        """Of all indices of an archive."""
        host = urlsplit(self.engine).netloc
        with urlopen(f"http://{host}/{corpus.name}-*/_stats/store") as answer:
            size: int = json.load(answer)["_all"]["total"]["store"]["size_in_bytes"]
        return size / _MB


@dataclass(frozen=True, slots=True)
class Built:
    """What a first build took.

    :param rate: articles a second
    :param peak_mb: most memory of all processes of the engine meanwhile
    """

    rate: float
    peak_mb: float
    disk_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where the engines differ in what they find."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines_compared", description=__doc__)
    parser.add_argument("--corpora", nargs="+", default=["reuters", "chronam"])
    parser.add_argument("--limit", type=int, help="how many articles of each at most")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    sections, differing = [], []
    with _node() as node:
        for name in options.corpora:
            corpus = prepared(name, options.limit)
            told, differs = _compared(corpus, node)
            print("\n".join([told, *differs]), flush=True)
            sections.append(told)
            differing += differs
    results = "\n\n".join([_machine(load), *sections])
    PAGE.write_text(filled(PAGE.read_text("utf-8"), results), "utf-8")
    return 1 if differing else 0


@contextmanager
def _node() -> Iterator[Node]:
    """A node with nothing on it, which ends with us."""
    command = [sys.executable, str(STARTER), "--nodes", "1", "--heap", str(HEAP_MB), "--java="]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdin and starter.stdout
        try:
            told = json.loads(starter.stdout.readline() or "{}")
            if not told:
                raise SystemExit("the node did not start")
            yield Node(told["engine"], told["processes"][0])
        finally:
            starter.stdin.close()


def _compared(corpus: Corpus, node: Node) -> tuple[str, list[str]]:
    """What is told of a corpus, and of each query on which the engines differ a sentence."""
    queries = [*queries_for(corpus), *_operators(corpus)]
    environs = {EMBEDDED: _PATIENT, CLUSTER: node.environ(corpus)}
    built = {name: _built(corpus, name, environ, node) for name, environ in environs.items()}
    with ExitStack() as stack:
        workers = [
            stack.enter_context(Worker("archive", name, environ))
            for name, environ in environs.items()
        ]
        for worker in workers:
            worker.first_answer(_folder(corpus, worker.engine), queries[0])
            worker.warm()
            worker.rank(queries, TEN)  # the JVM compiles what it has done often enough
        times = timed(workers, queries, first_run=True, most_rounds=ROUNDS)
        cpu = {worker.engine: _cpu_ms(worker, queries_for(corpus), node) for worker in workers}
        memory = {worker.engine: worker.memory()["rss_mb"] for worker in workers}
    memory[CLUSTER] += resident_mb(node.process)[0]
    return _section(corpus, built, memory, cpu, times), _differences(times, queries)


def _cpu_ms(worker: Worker, queries: Sequence[BenchQuery], node: Node) -> float:
    """Processor time of a ranking, of all processes that have a part in it."""
    processes = [worker.process, *([node.process] if worker.engine == CLUSTER else [])]
    before = sum(map(cpu_seconds, processes))
    for _ in range(ROUNDS):
        worker.rank(queries, TEN)
    return (sum(map(cpu_seconds, processes)) - before) / (ROUNDS * len(queries)) * 1000


def _operators(corpus: Corpus) -> list[BenchQuery]:
    words = words_of(corpus)
    return [
        BenchQuery(told, ALL, (query,))
        for told, made in OPERATORS.items()
        for query in sorted({made(*own) for own in words})[:OF_EACH_OPERATOR]
    ]


def _built(corpus: Corpus, name: str, environ: Mapping[str, str], node: Node) -> Built:
    folder = _folder(corpus, name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        worker = stack.enter_context(Worker("archive", name, environ))
        jvm = stack.enter_context(Watch(node.process)) if name == CLUSTER else None
        took = worker.build(corpus, folder)
        disk = node.disk_mb(corpus) if jvm else _size(folder) / _MB
    peak = took["peak_mb"] + (jvm.peak_mb if jvm else 0)
    return Built(corpus.articles / took["wall_s"], peak, disk)


def _folder(corpus: Corpus, name: str) -> Path:
    return corpus.folder / "compared" / name


def _size(folder: Path) -> int:
    """Bytes of all files below, each once though it may be linked twice."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({stat.st_ino: stat.st_size for stat in stats}.values())


def _differences(times: Mapping[str, Timings], queries: Sequence[BenchQuery]) -> list[str]:
    one, other = times[EMBEDDED], times[CLUSTER]
    return [
        f"DIFFER {query.text!r}: {one.totals[query]} and {other.totals[query]} articles"
        for query in queries
        if one.totals[query] != other.totals[query]
    ] + [
        f"DIFFER {query.text!r}: the ten best"
        for query in queries
        if one.best[query] != other.best[query]
    ]


def _machine(load: float) -> str:
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}; one node with a heap of {HEAP_MB} MB on the same machine. "
        f"Before it began, {load:.1f} processes were waiting for the processors (load average)."
    )


def _section(
    corpus: Corpus,
    built: Mapping[str, Built],
    memory: Mapping[str, float],
    cpu: Mapping[str, float],
    times: Mapping[str, Timings],
) -> str:
    one, other = built[EMBEDDED], built[CLUSTER]
    facts = [
        ["articles a second, first build", f"{one.rate:,.0f}", f"{other.rate:,.0f}"],
        ["memory while building, MB", f"{one.peak_mb:,.0f}", f"{other.peak_mb:,.0f}"],
        ["memory while searching, MB", f"{memory[EMBEDDED]:,.0f}", f"{memory[CLUSTER]:,.0f}"],
        ["processor time of a ranking, ms", f"{cpu[EMBEDDED]:.2f}", f"{cpu[CLUSTER]:.2f}"],
        [
            "on disk, bytes an article",
            *(f"{b.disk_mb * _MB / corpus.articles:,.0f}" for b in (one, other)),
        ],
    ]
    return "\n\n".join(
        [
            f"### {corpus.name.capitalize()}: {corpus.articles:,} articles",
            table(["", EMBEDDED, CLUSTER], facts),
            table(
                ["Milliseconds, mean", "Articles found", *_heads("ten best"), *_heads("page")],
                (_row(group, times) for group in (*GROUPS, *OPERATORS)),
            ),
        ]
    )


def _heads(what: str) -> list[str]:
    return [f"{what}, {EMBEDDED}", f"{what}, {CLUSTER}", "times"]


def _row(group: str, times: Mapping[str, Timings]) -> list[str]:
    totals = [total for query, total in times[EMBEDDED].totals.items() if query.group == group]
    cells = []
    for mode in (RANK, COUNT):
        means = [_mean(times[name], group, mode) for name in (EMBEDDED, CLUSTER)]
        cells += [*map(_milliseconds, means), f"{means[1] / means[0]:,.1f}"]
    return [group, f"{fmean(totals):,.0f}", *cells]


def _milliseconds(mean: float) -> str:
    return f"{mean:.2f}" if mean < 10 else f"{mean:,.0f}"


def _mean(times: Timings, group: str, mode: str) -> float:
    told = summary([times], group, mode)
    assert told is not None
    return told["mean"]


if __name__ == "__main__":
    sys.exit(main())
