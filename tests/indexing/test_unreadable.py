"""What cannot be read is named, and takes nothing else down with it."""

import gzip
import lzma
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]
Found = Callable[..., list[str]]


def told(report: BuildReport) -> list[str]:
    return [f"{s.path} {s.place}".strip() for s in report.skipped]


def close_files(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Nobody may open a file of that name; taking its permission away would not bind root."""
    opened = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)


def close_folders(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if not isinstance(path, int) and Path(path).name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_bad_file_is_named_and_the_others_are_taken_in(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    write("bad.txt", "")
    write("good.txt", "Good")
    write("page.docx", "Word")
    write("wire.jsonl", '{"id": 1, "headline": "Frost"}\n{"id": \n{"id": 3, "headline": "Hail"}')
    report = take_in()
    assert told(report) == ["bad.txt", "page.docx", "wire.jsonl line 2"]
    assert found() == ["good", "wire/1", "wire/3"]


def test_a_bad_file_stays_reported_until_it_is_mended(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    write("bad.txt", "")
    first = take_in()
    again = take_in()
    assert told(first) == told(again) == ["bad.txt"]
    assert again.snapshot == first.snapshot
    write("other.txt", "Other")
    assert told(take_in()) == ["bad.txt"]
    write("bad.txt", "Mended")
    assert told(take_in()) == []
    assert found("mended") == ["bad"]


def test_a_bad_file_that_vanishes_is_no_longer_reported(write: Write, take_in: TakeIn) -> None:
    path = write("bad.txt", "")
    take_in()
    path.unlink()
    assert told(take_in()) == []
    assert told(take_in()) == []


def test_a_file_that_may_not_be_read_any_more_keeps_its_article(
    write: Write, take_in: TakeIn, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("flood.txt", "Flood")
    write("other.txt", "Other")
    take_in()
    write("flood.txt", "Changed")
    with monkeypatch.context() as closed:
        close_files(closed, "flood.txt")
        for _ in range(2):
            report = take_in()
            assert told(report) == ["flood.txt"]
            assert "Permission denied" in report.skipped[0].reason
            assert found("flood") == ["flood"]
    report = take_in()
    assert (told(report), report.changed, found("changed")) == ([], 1, ["flood"])


@pytest.mark.parametrize(("ending", "pack"), [("xz", lzma.compress), ("gz", gzip.compress)])
def test_a_damaged_archive_file_keeps_the_articles_last_read_from_it(
    seeds: Path, take_in: TakeIn, found: Found, ending: str, pack: Callable[[bytes], bytes]
) -> None:
    lines = b"".join(b'{"id": %d, "headline": "Notice %d"}\n' % (n, n * n) for n in range(4000))
    path = seeds / f"wire.jsonl.{ending}"
    path.write_bytes(pack(lines))
    assert take_in().documents == 4000
    path.write_bytes(pack(lines)[:-3000])
    report = take_in()
    assert len(report.skipped) == 1 and "damaged" in report.skipped[0].reason
    assert (report.documents, report.removed) == (4000, 0)
    path.write_bytes(pack(lines[: lines.index(b"\n") + 1]))
    report = take_in()
    assert (told(report), found()) == ([], ["wire/0"])


def test_a_file_that_became_no_article_keeps_the_one_last_read_from_it(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("flood.txt", "Flood")
    take_in()
    path.write_bytes(bytes(range(256)) * 8)
    report = take_in()
    assert (told(report), report.removed, found("flood")) == (["flood.txt"], 0, ["flood"])
    path.unlink()
    assert (take_in().removed, found()) == (1, [])


def test_a_line_that_was_spoilt_takes_its_article_out(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    write("wire.jsonl", '{"id": 1, "headline": "Frost"}\n{"id": 2, "headline": "Hail"}')
    take_in()
    write("wire.jsonl", '{"id": 1, "headline": "Frost"}\n{"id": 2, "head')
    report = take_in()
    assert (told(report), found()) == (["wire.jsonl line 2"], ["wire/1"])


def test_a_folder_that_cannot_be_listed_keeps_its_articles(
    write: Write, take_in: TakeIn, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("2019/january/flood.txt", "Flood")
    write("2020/frost.txt", "Frost")
    take_in()
    with monkeypatch.context() as closed:
        close_folders(closed, "2019")
        for _ in range(2):
            report = take_in()
            assert (told(report), report.documents) == (["2019"], 2)
            assert found("flood") == ["2019/january/flood"]
    assert told(take_in()) == []
    assert found() == ["2019/january/flood", "2020/frost"]


def test_a_linked_folder_that_leads_nowhere_keeps_its_articles(
    write: Write, take_in: TakeIn, found: Found, seeds: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "flood.txt").write_text("Flood")
    (seeds / "mounted").symlink_to(disk)
    take_in()
    disk.rename(tmp_path / "unplugged")
    report = take_in()
    assert (told(report), found()) == (["mounted"], ["mounted/flood"])


def test_a_folder_that_became_a_file_lets_its_articles_go(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    path = write("2019/flood.txt", "Flood")
    take_in()
    path.unlink()
    path.parent.rmdir()
    write("2019", "a note")
    take_in()
    assert found() == []


@pytest.mark.usefixtures("settled")
def test_a_bad_file_is_not_read_again_while_it_is_the_same(
    write: Write, take_in: TakeIn, reads: list[str]
) -> None:
    write("bad.txt", "")
    write("twice.jsonl", '{"id": 1, "headline": "Frost"}\n{"id": 1, "headline": "Hail"}')
    take_in()
    reads.clear()
    assert len(take_in().skipped) == 2
    assert reads == []
