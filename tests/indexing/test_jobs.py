"""Builds in several processes come to the same as builds in one."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import build, open_archive
from search.engines.whoosh import segment_workers, writer
from search.engines.whoosh.segment_workers import SegmentWorkers
from search.errors import WorkerDiedError
from search.indexing.report import BuildReport
from search.settings import Settings

Write = Callable[[str, str], Path]

QUERIES = ("", "flood", '"the flood of"', "flo*", "by:marsh", "flood -council", "1987", "Council")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for a few articles, and get few at a time."""
    monkeypatch.setattr(writer, "_LARGE", 600)
    monkeypatch.setattr(segment_workers, "_TURN", 2)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes of builds, as they are started."""
    processes: list[subprocess.Popen[bytes]] = []
    start = SegmentWorkers.__init__

    def starting(self: SegmentWorkers, *arguments: object) -> None:
        start(self, *arguments)
        processes.extend(self._processes)

    monkeypatch.setattr(SegmentWorkers, "__init__", starting)
    return processes


@pytest.fixture
def some(write: Write) -> None:
    """Articles in two files, with an id that is there twice and a line that is no article."""
    lines = [
        json.dumps({"id": n, "headline": f"Flood {n}", "body": f"The flood of {n % 7}. " * (n % 5)})
        for n in range(40)
    ]
    write("wire.jsonl", "\n".join([*lines, "{", lines[0]]))
    write("wire/3.txt", "Another three")
    write("council.txt", "Council meets\n\nBy Jo Marsh\n\nThe council met in 1987.")


def in_processes(seeds: Path, index: Path, jobs: int = 2, **options: bool) -> BuildReport:
    return build(seeds, index, settings=Settings(jobs=jobs), **options)


def answers(index: Path) -> Iterator[tuple[int, list[str], list[float]]]:
    archive = open_archive(index)
    assert archive.check() == []
    for query in QUERIES:
        page = archive.search(query, per_page=100)
        ids = [hit.id for hit in page.results]
        yield page.total, ids, [pytest.approx(hit.score) for hit in page.results]


def told(report: BuildReport) -> tuple[object, ...]:
    counts = (report.added, report.changed, report.removed, report.unchanged, report.documents)
    return (*counts, report.skipped)


@pytest.mark.usefixtures("some")
def test_a_build_in_processes_reports_and_finds_the_same(
    seeds: Path, tmp_path: Path, started: list["subprocess.Popen[bytes]"], write: Write
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    assert told(in_processes(seeds, one, jobs=1)) == told(in_processes(seeds, several, jobs=3))
    assert len(started) == 3
    assert list(answers(several)) == list(answers(one))
    lines = [json.dumps({"id": n, "headline": f"Flood {n}", "body": "Anew"}) for n in range(30, 50)]
    write("wire.jsonl", "\n".join(lines))
    assert told(in_processes(seeds, one, jobs=1)) == told(in_processes(seeds, several, jobs=3))
    assert list(answers(several)) == list(answers(one))
    assert [process.poll() for process in started] == [0] * 6


def test_a_small_build_starts_no_processes(
    seeds: Path, index: Path, write: Write, started: list["subprocess.Popen[bytes]"]
) -> None:
    write("flood.txt", "Flood")
    assert in_processes(seeds, index).documents == 1
    assert started == []


@pytest.mark.usefixtures("some")
def test_a_worker_that_dies_ends_the_build_and_leaves_the_index_as_it_was(
    seeds: Path, index: Path, monkeypatch: pytest.MonkeyPatch, write: Write,
    started: list["subprocess.Popen[bytes]"],
) -> None:  # fmt: skip
    write("council.txt", "Council meets again")
    in_processes(seeds, index, jobs=1)
    before = list(answers(index))
    finish = SegmentWorkers.finish

    def killed(self: SegmentWorkers) -> object:
        self._processes[-1].kill()
        self._processes[-1].wait()
        return finish(self)

    monkeypatch.setattr(SegmentWorkers, "finish", killed)
    with pytest.raises(WorkerDiedError, match=r"signal 9.*--jobs"):
        in_processes(seeds, index, full=True)
    assert [process.poll() is not None for process in started] == [True, True]
    assert list(answers(index)) == before
    assert [path.name for path in (index / "generations").iterdir()] == ["000001"]


@pytest.mark.usefixtures("some")
def test_a_worker_that_cannot_write_says_why(
    seeds: Path, index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    start = SegmentWorkers.__init__
    monkeypatch.setattr(
        SegmentWorkers,
        "__init__",
        lambda self, count, _, memory: start(self, count, tmp_path / "nowhere", memory),
    )
    with pytest.raises(OSError, match=r"nowhere.*No such file"):
        in_processes(seeds, index)
    assert not (index / "CURRENT").exists()


def test_a_worker_whose_build_was_killed_writes_nothing(tmp_path: Path) -> None:
    line = b'["a","Flood",null,[],"","",[]]\n'
    command = [sys.executable, "-P", "-c", segment_workers._WORKER, str(tmp_path), str(1 << 24)]
    ended = subprocess.run(command, input=line * 3, capture_output=True, check=True)
    assert (ended.stdout, list(tmp_path.iterdir())) == (b"", [])
