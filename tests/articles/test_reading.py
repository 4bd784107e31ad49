import gzip
import lzma
import os
from pathlib import Path

import pytest

from search.articles import reading
from search.articles.article import Article
from search.articles.reading import Skipped, article_files, read_file
from search.errors import UsageError


def skipped(path: Path, seeds: Path) -> Skipped:
    (item,) = read_file(path, seeds)
    assert isinstance(item, Skipped)
    return item


def names(seeds: Path) -> list[str]:
    return [path.relative_to(seeds).as_posix() for path in article_files(seeds)]


def test_each_ending_has_its_reader(tmp_path: Path) -> None:
    line = b'{"id": "1", "headline": "Mill"}'
    (tmp_path / "a.txt").write_text("Mill")
    (tmp_path / "b.TEXT").write_text("Mill")
    (tmp_path / "c.jsonl").write_bytes(line)
    (tmp_path / "d.jsonl.xz").write_bytes(lzma.compress(line))
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(line))
    found = [item for path in article_files(tmp_path) for item in read_file(path, tmp_path)]
    assert [item.id for item in found if isinstance(item, Article)] == [
        "a", "b", "c/1", "d/1", "e/1",
    ]  # fmt: skip


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("a/z.txt", "a.txt", "a-b/x.txt", "B.txt", ".hidden/x.txt", "c/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Mill")
    assert names(tmp_path) == ["B.txt", "a-b/x.txt", "a.txt", "a/z.txt"]


def test_linked_folders_are_followed_once(tmp_path: Path) -> None:
    seeds, outside = tmp_path / "seeds", tmp_path / "outside"
    for folder in (seeds / "in", outside):
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text("Mill")
    (outside / "back").symlink_to(outside)
    for name, target in (("l", outside), ("m", outside), ("n", seeds), ("o", tmp_path)):
        (seeds / name).symlink_to(target)
    assert names(seeds) == ["in/x.txt", "l/x.txt"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.docx", ".docx files"), ("README", "files without an ending"), ("a.tar.gz", ".gz files")],
)
def test_a_file_without_a_reader_is_skipped_with_what_would_do(
    tmp_path: Path, name: str, kind: str
) -> None:
    (tmp_path / name).write_text("Mill")
    assert names(tmp_path) == [name]
    reason = f"no reader for {kind}; Cuttings reads .txt, .text, .jsonl, .jsonl.xz, .jsonl.gz"
    assert skipped(tmp_path / name, tmp_path) == Skipped(name, reason)


def test_what_cannot_be_read_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "bad.jsonl.xz").write_bytes(b"no xz at all")
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {path.name: skipped(path, tmp_path).reason for path in article_files(tmp_path)}
    assert reasons["empty.txt"] == "there is no text in it"
    assert reasons["loop.txt"].startswith("it cannot be read: ")
    assert "damaged" in reasons["bad.jsonl.xz"]
    assert reasons["pipe.txt"] == "it is not a regular file"
    assert "No such file" in skipped(tmp_path / "gone.txt", tmp_path).reason


def test_a_bad_line_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n[]\n")
    item = skipped(tmp_path / "a.jsonl", tmp_path)
    assert (item.path, item.place) == ("a.jsonl", "line 2")


def test_a_folder_that_cannot_be_listed_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["closed"]
    assert "Permission denied" in skipped(tmp_path / "closed", tmp_path).reason


def test_a_name_that_is_not_unicode_is_skipped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Mill")
    (path,) = article_files(tmp_path)
    item = skipped(path, tmp_path)
    assert (item.path, item.reason) == ("caf\ufffd.txt", "its name is not UTF-8: rename it")


def test_a_text_file_too_large_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_TEXT_FILE", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"x" * ((1 << 20) + 1))
    assert skipped(tmp_path / "a.txt", tmp_path).reason.startswith("it is larger than 1 MB")


def test_a_missing_seeds_folder_is_an_error_and_no_empty_archive(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(article_files(tmp_path / "gone"))
