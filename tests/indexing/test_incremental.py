"""A build takes in what changed, and nothing else."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from search import open_archive
from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]
Found = Callable[..., list[str]]


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_a_first_build_takes_in_every_file(write: Write, take_in: TakeIn, found: Found) -> None:
    write("2019/flood.txt", "Flood reaches Mill Street")
    write("wire.jsonl", '{"id": 7, "headline": "Frost"}\n{"headline": "Hail"}\n')
    report = take_in()
    assert counts(report) == (3, 0, 0, 0)
    assert (report.documents, report.skipped) == (3, ())
    assert found() == ["2019/flood", "wire/2", "wire/7"]


def test_where_nothing_changed_the_snapshot_stays(
    write: Write, take_in: TakeIn, index: Path
) -> None:
    write("flood.txt", "Flood")
    first = take_in()
    again = take_in()
    assert again.snapshot == first.snapshot
    assert counts(again) == (0, 0, 0, 1)
    assert len(list((index / "generations").iterdir())) == 1


@pytest.mark.usefixtures("settled")
def test_an_unchanged_file_is_not_read_again(
    write: Write, take_in: TakeIn, reads: list[str]
) -> None:
    for name in ("a", "b", "c"):
        write(f"{name}.txt", name)
    take_in()
    reads.clear()
    write("b.txt", "another")
    take_in()
    assert reads == ["b.txt"]


@pytest.mark.usefixtures("settled")
def test_a_file_that_was_only_touched_is_read_once_and_makes_no_new_snapshot(
    write: Write, take_in: TakeIn, reads: list[str]
) -> None:
    path = write("flood.txt", "Flood")
    first = take_in()
    os.utime(path, (1, 1))
    reads.clear()
    assert take_in().snapshot == first.snapshot
    assert reads == ["flood.txt"]
    take_in()
    assert reads == ["flood.txt"]


def test_a_file_written_again_at_once_with_the_same_size_is_noticed(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("flood.txt", "Flood")
    state = path.stat()
    take_in()
    path.write_text("Frost")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert take_in().changed == 1
    assert found("frost") == ["flood"]


def test_a_changed_file_replaces_its_article(write: Write, take_in: TakeIn, found: Found) -> None:
    write("flood.txt", "Flood")
    write("other.txt", "Other")
    first = take_in()
    write("flood.txt", "Drought follows")
    report = take_in()
    assert counts(report) == (0, 1, 0, 1)
    assert report.snapshot != first.snapshot
    assert (found("flood"), found("drought")) == ([], ["flood"])


def test_a_vanished_file_takes_its_article_along(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("flood.txt", "Flood")
    write("other.txt", "Other")
    take_in()
    path.unlink()
    assert counts(take_in()) == (0, 0, 1, 1)
    assert found() == ["other"]


def test_a_renamed_file_gets_its_new_id(write: Write, take_in: TakeIn, found: Found) -> None:
    path = write("flood.txt", "Flood")
    take_in()
    path.rename(path.with_name("deluge.txt"))
    assert counts(take_in()) == (1, 0, 1, 0)
    assert found("flood") == ["deluge"]


def test_a_file_renamed_to_another_ending_keeps_its_id(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("flood.txt", "Flood")
    take_in()
    path.rename(path.with_name("flood.text"))
    assert take_in().documents == 1
    assert found("flood") == ["flood"]


def test_only_the_changed_line_of_a_file_of_many_articles_is_taken_in(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    lines = [json.dumps({"id": n, "headline": f"Notice {n}"}) for n in range(10)]
    write("wire.jsonl", "\n".join(lines))
    take_in()
    lines[3] = json.dumps({"id": 3, "headline": "Correction"})
    del lines[7]
    lines.append(json.dumps({"id": 11, "headline": "Late notice"}))
    write("wire.jsonl", "\n".join(lines))
    assert counts(take_in()) == (1, 1, 1, 8)
    assert (found("correction"), found("late")) == (["wire/3"], ["wire/11"])


def test_full_takes_everything_in_anew(write: Write, take_in: TakeIn, found: Found) -> None:
    write("flood.txt", "Flood")
    first = take_in()
    report = take_in(full=True)
    assert counts(report) == (1, 0, 0, 0)
    assert report.snapshot != first.snapshot
    assert found() == ["flood"]


def test_a_folder_without_articles_gives_an_archive_that_finds_nothing(
    take_in: TakeIn, index: Path
) -> None:
    report = take_in()
    assert (report.documents, report.skipped) == (0, ())
    archive = open_archive(index)
    for query in ("", "flood", '"a flood"', "fl*", "date:2022", "NOT flood", "byline:lee"):
        assert archive.search(query).total == 0
    assert (archive.rank("flood"), archive.check()) == ([], [])


def test_the_last_article_can_vanish_and_another_come(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("flood.txt", "Flood")
    take_in()
    path.unlink()
    assert take_in().documents == 0
    assert found() == []
    write("frost.txt", "Frost")
    take_in()
    assert found("frost") == ["frost"]


def test_progress_runs_from_none_to_all_files(write: Write, take_in: TakeIn) -> None:
    for name in ("a", "b", "c"):
        write(f"{name}.txt", name)
    told: list[tuple[int, int]] = []
    take_in(progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.usefixtures("unsafe")
def test_an_archive_grown_by_hundreds_of_builds_answers_as_one_built_at_once(
    write: Write, take_in: TakeIn, index: Path
) -> None:
    for number in range(240):
        write(f"{number:03}.txt", f"Notice {number}\n\nThe river rose {'again ' * (number % 7)}")
        take_in()
    grown = open_archive(index)
    answers = [grown.rank(query, limit=1000) for query in ("river", "again", "notice 7")]
    segments = {path.name.partition(".")[0] for path in index.glob("generations/*/MAIN_*.days")}
    assert len(segments) < 20
    take_in(full=True)
    anew = open_archive(index)
    for query, answer in zip(("river", "again", "notice 7"), answers, strict=True):
        expected = anew.rank(query, limit=1000)
        assert [hit[0] for hit in answer] == [hit[0] for hit in expected]
        assert [hit[1] for hit in answer] == pytest.approx([hit[1] for hit in expected])
