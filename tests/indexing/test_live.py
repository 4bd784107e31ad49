"""An open archive while builds run."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from search import archive as front_door
from search import build, open_archive
from search.errors import ArchiveMissingError
from search.indexing import folder_shelf
from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]

PATIENCE = 30


def test_searches_never_fail_while_builds_run_and_see_what_they_added(
    write: Write, take_in: TakeIn, index: Path
) -> None:
    write("0.txt", "Flood")
    take_in()
    archive = open_archive(index)
    builds = 6
    seen: list[list[int]] = [[] for _ in range(3)]
    troubles: list[Exception] = []
    deadline = time.monotonic() + PATIENCE

    def search(totals: list[int]) -> None:
        try:
            while (not totals or totals[-1] <= builds) and time.monotonic() < deadline:
                page = archive.search("flood", per_page=100)
                assert len(page.results) == page.total == page.snapshot.documents
                totals.append(page.total)
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=search, args=(totals,)) for totals in seen]
    for thread in threads:
        thread.start()
    for number in range(1, builds + 1):
        write(f"{number}.txt", "Flood again")
        take_in()
    for thread in threads:
        thread.join()
    assert troubles == []
    for totals in seen:
        assert totals == sorted(totals)
        assert totals[-1] == builds + 1


def test_a_new_snapshot_is_taken_up_within_two_seconds(
    write: Write, take_in: TakeIn, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    clock = SimpleNamespace(monotonic=lambda: now, perf_counter=time.perf_counter)
    monkeypatch.setattr(front_door, "time", clock)
    write("a.txt", "Flood")
    take_in()
    archive = open_archive(index)
    assert archive.search("flood").total == 1
    write("b.txt", "Flood")
    report = take_in()
    now += 2
    page = archive.search("flood")
    assert (page.total, page.snapshot.name) == (2, report.snapshot)


def test_an_archive_that_is_opened_while_two_builds_end_takes_the_newest(
    write: Write, take_in: TakeIn, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("0.txt", "Flood")
    take_in()
    find_out = folder_shelf.current_generation
    builds = iter(range(1, 4))

    def overtaken(folder: Path) -> Path:
        found = find_out(folder)
        for number in builds:
            write(f"{number}.txt", "Flood")
            take_in()
        return found

    monkeypatch.setattr(folder_shelf, "current_generation", overtaken)
    assert open_archive(index).search("flood").total == 4


def test_an_archive_can_be_opened_before_its_first_build(
    write: Write, take_in: TakeIn, index: Path
) -> None:
    archive = open_archive(index)
    with pytest.raises(ArchiveMissingError, match="cuttings build"):
        archive.search("flood")
    write("a.txt", "Flood")
    take_in()
    assert archive.search("flood").total == 1


def test_a_full_build_over_an_open_archive_is_taken_up(
    write: Write, seeds: Path, index: Path
) -> None:
    write("a.txt", "Flood")
    build(seeds, index)
    archive = open_archive(index)
    before = archive.snapshot
    report = build(seeds, index, full=True)
    deadline = time.monotonic() + PATIENCE
    while archive.snapshot == before and time.monotonic() < deadline:
        assert archive.search("flood").total == 1
    assert archive.snapshot.name == report.snapshot
