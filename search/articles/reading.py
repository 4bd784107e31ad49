"""Which files hold articles, and which reader reads them."""

import gzip
import lzma
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import IO, cast

from search.articles.article import Article
from search.articles.ids import article_id
from search.articles.jsonl_reader import read_jsonl
from search.articles.skipped import Skipped
from search.articles.text_reader import read_text
from search.errors import UnreadableArticleError, UsageError

__all__ = ["READERS", "Skipped", "article_files", "read_file"]

# An article is a few kB; a text file of this size is a dump that should be split.
LARGEST_TEXT_FILE = 64 * 1024 * 1024

Reader = Callable[[Path, str], Iterator[Article | Skipped]]


def _read_text_file(path: Path, file_id: str) -> Iterator[Article | Skipped]:
    if path.stat().st_size > LARGEST_TEXT_FILE:
        raise UnreadableArticleError(
            f"it is larger than {LARGEST_TEXT_FILE >> 20} MB: split it into articles"
        )
    yield read_text(file_id, path.read_bytes())


def _read_jsonl_file(path: Path, file_id: str) -> Iterator[Article | Skipped]:
    with path.open("rb") as stream:
        yield from read_jsonl(file_id, stream)


def _read_xz_file(path: Path, file_id: str) -> Iterator[Article | Skipped]:
    with lzma.open(path) as stream:
        yield from read_jsonl(file_id, stream)


def _read_gz_file(path: Path, file_id: str) -> Iterator[Article | Skipped]:
    with gzip.open(path) as stream:
        yield from read_jsonl(file_id, cast(IO[bytes], stream))


READERS: dict[str, Reader] = {
    ".txt": _read_text_file,
    ".text": _read_text_file,
    ".jsonl": _read_jsonl_file,
    ".jsonl.xz": _read_xz_file,
    ".jsonl.gz": _read_gz_file,
}


def read_file(path: Path, seeds: Path) -> Iterator[Article | Skipped]:
    """The articles of a file below seeds; whatever fails becomes a Skipped that says why."""
    relative = PurePosixPath(path.relative_to(seeds))
    shown = os.fsencode(relative).decode("utf-8", "replace")
    try:
        reader = _reader(path)
        for item in reader(path, article_id(relative)):
            yield replace(item, path=shown) if isinstance(item, Skipped) else item
    except UnreadableArticleError as error:
        yield Skipped(shown, str(error))
    except OSError as error:
        yield Skipped(shown, f"it cannot be read: {error.strerror or error}")


def article_files(seeds: Path) -> Iterator[Path]:
    """Every file below seeds that is not hidden, ordered by its relative path with slashes.

    Files without a reader are among them, so that :func:`read_file` can say so, and so are
    folders that cannot be listed. Linked folders are followed once.

    :raises UsageError: when seeds itself cannot be listed
    """
    try:
        entries = _listed(seeds)
    except OSError as error:
        # Answering with no files would make a build empty its index.
        raise UsageError(
            f"the folder {str(seeds)!r} cannot be read ({error.strerror}): name one with articles"
        ) from None
    yield from _below(seeds, entries, {seeds.resolve()})


def _below(folder: Path, entries: list[os.DirEntry[str]], followed: set[Path]) -> Iterator[Path]:
    for entry in entries:
        path = folder / entry.name
        if not _is_folder(entry):
            yield path
        elif not entry.is_symlink() or _is_new(path.resolve(), followed):
            yield from _in_folder(path, followed)


def _in_folder(folder: Path, followed: set[Path]) -> Iterator[Path]:
    try:
        entries = _listed(folder)
    except OSError:
        yield folder
    else:
        yield from _below(folder, entries, followed)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, in the order of the paths of the files in and below it."""
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(shown, key=lambda entry: entry.name + "/" * _is_folder(entry))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or through a closed folder: reading it says so
        return False


def _is_new(target: Path, followed: set[Path]) -> bool:
    """Whether a link leads to where no other leads; if so, it counts as followed from now on."""
    # What overlaps is reached by its own name already, or would be read twice or for ever.
    if any(target.is_relative_to(old) or old.is_relative_to(target) for old in followed):
        return False
    followed.add(target)
    return True


def _ending(path: Path) -> str:
    name = path.name.lower()
    return next((ending for ending in READERS if name.endswith(ending)), path.suffix.lower())


def _reader(path: Path) -> Reader:
    if not _is_unicode(str(path)):
        raise UnreadableArticleError("its name is not UTF-8: rename it")
    mode = path.stat().st_mode
    if path.is_dir():
        os.scandir(path).close()  # raises the reason for which it could not be listed
    if not S_ISREG(mode):  # opening a pipe would wait for ever
        raise UnreadableArticleError("it is not a regular file")
    ending = _ending(path)
    if ending not in READERS:
        kind = f"{ending} files" if ending else "files without an ending"
        known = ", ".join(READERS)
        raise UnreadableArticleError(f"no reader for {kind}; Cuttings reads {known}")
    return READERS[ending]


def _is_unicode(name: str) -> bool:
    return name.isprintable() or not any("\ud800" <= c <= "\udfff" for c in name)
