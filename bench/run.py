"""How quick are Cuttings and its peers on the same articles and queries, in one run?

python -m bench.run --corpus reuters
"""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench.agreement import disagreements, shared_hits, totals
from bench.corpora import CORPORA, SEED, Corpus, prepared
from bench.engines import ENGINES, NotInstalledError
from bench.queries import GROUPS, BenchQuery, queries_for
from bench.timing import COUNT, RANK, ROUNDS, Timings, summary, timed
from bench.worker import Worker

RESULTS = Path(__file__).parent / "results"
_BUILT = "built.json"
_MB = 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 if engines disagree on what is found."""
    options = _options(arguments)
    corpus = prepared(options.corpus, options.limit, options.seed)
    queries = queries_for(corpus)
    _say(f"{corpus.name}: {corpus.articles:,} articles, {corpus.words:,} words")
    results = _measured(corpus, queries, options)
    path = options.out or _results_file(corpus, options.limit)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    _say(f"written: {path}")
    for sentence in results["disagreements"]:
        _say(f"DISAGREE {sentence}")
    return 1 if results["disagreements"] else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA, required=True)
    parser.add_argument("--limit", type=int, help="how many articles at most")
    parser.add_argument("--runs", type=int, default=3, help="query runs, each in new processes")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument(
        "--reuse", action="store_true", help="take indexes built before, where there are any"
    )
    parser.add_argument("--out", type=Path, help="file for the results, as JSON")
    return parser.parse_args(arguments)


def _results_file(corpus: Corpus, limit: int | None) -> Path:
    """In the repository for a whole corpus, beside the corpus for a part of one."""
    return corpus.folder / "results.json" if limit else RESULTS / f"{corpus.name}.json"


def _measured(
    corpus: Corpus, queries: Sequence[BenchQuery], options: argparse.Namespace
) -> dict[str, Any]:
    load_before = os.getloadavg()[0]
    engines = dict(_built(corpus, options.engines, options.reuse))
    runs: list[dict[str, Timings]] = []
    first_answers: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for number in range(options.runs):
        _say(f"query run {number + 1} of {options.runs}")
        with ExitStack() as stack:
            workers = [stack.enter_context(Worker(engine)) for engine in engines]
            for worker in workers:
                first_answers[worker.engine].append(_opened(worker, corpus, queries))
            runs.append(timed(workers, queries, first_run=number == 0))
            for worker in workers:
                engines[worker.engine]["memory"] = worker.memory()
    for engine, told in engines.items():
        told["first_answer"] = _medians(first_answers[engine])
        told["queries"] = _query_times([run[engine] for run in runs])
        told["shared_with_tantivy"] = _shared(runs[0], engine, queries)
    return {
        "corpus": _described(corpus),
        "machine": _machine() | {"load_before": load_before, "load_after": os.getloadavg()[0]},
        "runs": options.runs,
        "rounds": ROUNDS,
        "queries": {group: sum(q.group == group for q in queries) for group in GROUPS},
        "engines": engines,
        "found": totals(runs[0], queries),
        "disagreements": disagreements(runs[0], queries),
    }


def _built(
    corpus: Corpus, engines: Sequence[str], reuse: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each engine with its version and what its build took; those not installed are left out."""
    for engine in engines:
        try:
            with Worker(engine) as worker:
                build = _build(worker, corpus, reuse)
                told = {"version": worker.version, "about": worker.about, "build": build}
        except NotInstalledError as error:
            _say(f"{engine}: skipped: {error}")
        else:
            _say(
                f"{engine} {worker.version}: {build['articles_per_s']:,.0f} articles/s,"
                f" {build['wall_s']:.1f} s, {build['cpu_s']:.1f} s CPU,"
                f" {build['peak_mb']:,.0f} MB, index {build['index_mb']:,.1f} MB"
            )
            yield engine, told


def _build(worker: Worker, corpus: Corpus, reuse: bool) -> dict[str, float]:
    folder = _index(corpus, worker.engine)
    remembered = folder.parent / _BUILT
    if reuse and remembered.exists():
        before: dict[str, float] = json.loads(remembered.read_text("utf-8"))
        return before
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    measured = worker.build(corpus, folder)
    measured["articles_per_s"] = corpus.articles / measured["wall_s"]
    measured["index_mb"] = _size(folder) / _MB
    remembered.write_text(json.dumps(measured), "utf-8")
    return measured


def _index(corpus: Corpus, engine: str) -> Path:
    return corpus.folder / "indexes" / engine / "index"


def _size(folder: Path) -> int:
    """Bytes of all files below, each once though it may be linked twice."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({stat.st_ino: stat.st_size for stat in stats}.values())


def _opened(worker: Worker, corpus: Corpus, queries: Sequence[BenchQuery]) -> dict[str, float]:
    first = next(query for query in queries if query.group == "one medium word")
    took = worker.first_answer(_index(corpus, worker.engine), first)
    worker.warm()
    return took


def _medians(measured: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: median(one[name] for one in measured) for name in measured[0]}


def _query_times(runs: Sequence[Timings]) -> dict[str, dict[str, dict[str, float]]]:
    times: dict[str, dict[str, dict[str, float]]] = {}
    for group in GROUPS:
        for mode in (RANK, COUNT):
            told = summary(runs, group, mode)
            if told is not None:
                times.setdefault(group, {})[mode] = told
    return times


def _shared(
    run: dict[str, Timings], engine: str, queries: Sequence[BenchQuery]
) -> dict[str, float | None]:
    if "tantivy" not in run:
        return {}
    return {group: shared_hits(run[engine], run["tantivy"], queries, group) for group in GROUPS}


def _described(corpus: Corpus) -> dict[str, object]:
    return {
        "name": corpus.name,
        "articles": corpus.articles,
        "text_mb": corpus.text_bytes / _MB,
        "words": corpus.words,
        "seed": corpus.seed,
    }


def _machine() -> dict[str, object]:
    cpus = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in cpus if "model name" in line), "?")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
