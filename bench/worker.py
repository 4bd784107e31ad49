"""One engine in a process of its own; the clock runs inside, the pipe is not measured."""

import multiprocessing
import os
import resource
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from bench.articles import read_articles
from bench.corpora import Corpus
from bench.engines import Adapter, NotInstalledError, load
from bench.engines.adapter import Hits
from bench.memory import Watch, resident_mb
from bench.queries import BenchQuery

_CONTEXT = multiprocessing.get_context("spawn")  # nothing inherited from engines run before
_PATIENCE = 5.0

Seconds = float
Answer = TypeVar("Answer")


class WorkerError(Exception):
    """What went wrong in a worker, with its traceback as text."""


class Worker:
    """A process with one engine loaded, used as a context manager.

    :param name: in the results; that of the engine if None
    :param environ: variables that the process has beside its parent's
    :raises NotInstalledError: on entering, if the packages of the engine are missing
    """

    def __init__(
        self, engine: str, name: str | None = None, environ: Mapping[str, str] | None = None
    ) -> None:
        self.engine = name or engine
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_serve, args=(theirs, engine, environ or {}), daemon=False
        )

    def __enter__(self) -> "Worker":
        self._process.start()
        try:
            self.version, self.about = self._answer()
        except BaseException:
            self._process.join()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.send(None)
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    @property
    def process(self) -> int:
        """Its number."""
        return self._process.pid or 0

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        """Build into an empty folder; wall and CPU seconds, peak memory of the process tree."""
        with Watch(self.process) as watch:
            wall, cpu = self._call("build", corpus, folder)
        return {"wall_s": wall, "cpu_s": cpu, "peak_mb": watch.peak_mb}

    def first_answer(self, folder: Path, query: BenchQuery) -> dict[str, float]:
        """Open the index and answer one query, after imports; wall and CPU milliseconds."""
        wall, cpu = self._call("first_answer", folder, query)
        return {"wall_ms": wall * 1000, "cpu_ms": cpu * 1000}

    def warm(self) -> None:
        self._call("warm")

    def understands(self, query: BenchQuery) -> bool:
        return bool(self._call("understands", query))

    def rank(self, queries: Sequence[BenchQuery], k: int) -> list[tuple[Seconds, Hits]]:
        """Put the queries one behind the other; the seconds and hits of each."""
        answers: list[tuple[Seconds, Hits]] = self._call("rank", queries, k)
        return answers

    def rank_and_count(self, queries: Sequence[BenchQuery], k: int) -> list[tuple[Seconds, int]]:
        """The same with exact totals; the seconds and total of each."""
        answers: list[tuple[Seconds, int]] = self._call("rank_and_count", queries, k)
        return answers

    def memory(self) -> dict[str, float]:
        """MB now resident, and how much of it is not files mapped from disk."""
        everything, own = resident_mb(self.process)
        return {"rss_mb": everything, "own_mb": own}

    def _call(self, *request: object) -> Any:
        self._pipe.send(request)
        return self._answer()

    def _answer(self) -> Any:
        try:
            answer = self._pipe.recv()
        except EOFError:
            raise WorkerError(f"{self.engine}: the process died") from None
        if isinstance(answer, NotInstalledError):
            raise answer
        if isinstance(answer, WorkerError):
            raise answer
        return answer


class _Doing:
    """What a worker can be asked, by name."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter

    def build(self, corpus: Corpus, folder: Path) -> tuple[Seconds, Seconds]:
        cpu, wall = _cpu_seconds(), time.perf_counter()
        self._adapter.build(corpus.seeds, read_articles(corpus.path), folder)
        return time.perf_counter() - wall, _cpu_seconds() - cpu

    def first_answer(self, folder: Path, query: BenchQuery) -> tuple[Seconds, Seconds]:
        cpu, wall = _cpu_seconds(), time.perf_counter()
        self._adapter.open(folder)
        self._adapter.rank(query, 10)
        return time.perf_counter() - wall, _cpu_seconds() - cpu

    def warm(self) -> None:
        self._adapter.warm()

    def understands(self, query: BenchQuery) -> bool:
        return self._adapter.understands(query)

    def rank(self, queries: Sequence[BenchQuery], k: int) -> list[tuple[Seconds, Hits]]:
        self._wake(queries[0])
        return [_clocked(self._adapter.rank, query, k) for query in queries]

    def rank_and_count(self, queries: Sequence[BenchQuery], k: int) -> list[tuple[Seconds, int]]:
        self._wake(queries[0])
        answers = (_clocked(self._adapter.rank_and_count, query, k) for query in queries)
        return [(seconds, total) for seconds, (_, total) in answers]

    def _wake(self, query: BenchQuery) -> None:
        """Answer once off the clock: the first answer after a wait costs any engine 0.2 ms more."""
        self._adapter.rank(query, 1)


def _clocked(
    ask: Callable[[BenchQuery, int], Answer], query: BenchQuery, k: int
) -> tuple[Seconds, Answer]:
    started = time.perf_counter()
    answer = ask(query, k)
    return time.perf_counter() - started, answer


def _serve(pipe: Connection, engine: str, environ: Mapping[str, str]) -> None:
    os.environ.update(environ)
    try:
        adapter = load(engine)
    except NotInstalledError as error:
        pipe.send(error)
        return
    pipe.send((adapter.version, adapter.about))
    doing = _Doing(adapter)
    while (request := pipe.recv()) is not None:
        name, *arguments = request
        pipe.send(_outcome(getattr(doing, name), arguments))


def _outcome(do: Callable[..., object], arguments: list[object]) -> object:
    try:
        return do(*arguments)
    except Exception:  # goes to the parent, which shows it
        return WorkerError(traceback.format_exc())


def _cpu_seconds() -> float:
    """CPU time of this process with its threads, and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)
