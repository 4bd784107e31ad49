"""What a generation was built from: every file with its state, every article with its digest."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from search.articles.ids import article_id as id_of_file
from search.articles.skipped import Skipped
from search.errors import ArchiveDamagedError

FILE_NAME = "manifest.sqlite"

# The digest column of an article says what was indexed; `seen` is the last build that met it.
_TABLES = """
create table files (
    number integer primary key, path text not null unique,
    size integer, mtime integer, ctime integer, inode integer, digest text
);
create table articles (
    id text primary key, file integer not null, digest blob not null, seen integer not null
) without rowid;
create table skipped (path text not null, place text not null, reason text not null);
create index skipped_by_path on skipped (path);
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells that a file is still the same without reading it, and what it held.

    :param digest: of all its bytes; "" stands for "read it again next time"
    """

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: str

    def same_stat(self, other: "FileState") -> bool:
        return (self.size, self.mtime_ns, self.ctime_ns, self.inode) == (
            other.size, other.mtime_ns, other.ctime_ns, other.inode,
        )  # fmt: skip


class Manifest:
    """The manifest of the generation that is being written.

    :param folder: of the new generation
    :param base: folder of the generation that it builds on, None for an empty manifest
    :raises ArchiveDamagedError: the base has no manifest
    """

    def __init__(self, folder: Path, base: Path | None) -> None:
        path = folder / FILE_NAME
        if base is not None:
            _copy(base / FILE_NAME, path)
        # Durability comes from the switch to the finished generation, not from each statement.
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("pragma journal_mode = off; pragma synchronous = off")
        if base is None:
            self._db.executescript(_TABLES)
        self._db.execute("begin")
        (before,) = self._db.execute("pragma user_version").fetchone()
        self._build = before + 1
        self._last = ("", -1)

    def file(self, path: str) -> FileState | None:
        """The state of a file when it was last taken in."""
        row = self._db.execute(
            "select size, mtime, ctime, inode, digest from files where path = ?", (path,)
        ).fetchone()
        return FileState(*row) if row else None

    def paths(self) -> Iterator[str]:
        """All files known."""
        return (path for (path,) in self._db.execute("select path from files").fetchall())

    def waiting(self) -> set[str]:
        """The files that are to be read again though they may not have changed."""
        return {path for (path,) in self._db.execute("select path from files where digest = ''")}

    def record_file(self, path: str, state: FileState) -> None:
        self._db.execute(
            "update files set size = ?, mtime = ?, ctime = ?, inode = ?, digest = ?"
            " where number = ?",
            (
                state.size, state.mtime_ns, state.ctime_ns, state.inode, state.digest,
                self._number(path),
            ),
        )  # fmt: skip

    def forget_file(self, path: str) -> list[str]:
        """Drop a file that vanished; gives the ids of the articles that it held."""
        self.clear_skipped(path)
        ids = self.drop_unseen(path)
        self._db.execute("delete from files where number = ?", (self._number(path),))
        self._last = ("", -1)
        return ids

    def claim(self, article_id: str, path: str, digest: bytes) -> bool:
        """Record an article if there is none of its id yet; gives whether that is so."""
        new = self._db.execute(
            "insert or ignore into articles values (?, ?, ?, ?)",
            (article_id, self._number(path), digest, self._build),
        )
        return new.rowcount == 1

    def article(self, article_id: str) -> tuple[str, bytes, bool]:
        """The file and digest of an article, and whether this build has met it already."""
        row = self._db.execute(
            "select path, articles.digest, seen from articles join files on file = number"
            " where id = ?",
            (article_id,),
        ).fetchone()
        return row[0], row[1], row[2] == self._build

    def record_article(self, article_id: str, path: str, digest: bytes) -> None:
        self._db.execute(
            "insert or replace into articles values (?, ?, ?, ?)",
            (article_id, self._number(path), digest, self._build),
        )

    def refuse(self, article_id: str, reason: str) -> None:
        """Count an article as skipped, which this build met and the engine would not take."""
        path, _, _ = self.article(article_id)
        self._db.execute("delete from articles where id = ?", (article_id,))
        self.record_skipped(Skipped(path, reason, f"article {article_id}"))

    def __len__(self) -> int:
        """How many articles there are."""
        (count,) = self._db.execute("select count(*) from articles").fetchone()
        return int(count)

    def drop_unseen(self, path: str) -> list[str]:
        """Drop the articles of a file that this build did not meet in it; gives their ids."""
        # The ids of a file's articles begin with its own: no index of the files is needed.
        first = id_of_file(PurePosixPath(path))
        ids = self._db.execute(
            "delete from articles where id >= ? and id < ? and file = ? and seen < ? returning id",
            (first, f"{first}0", self._number(path), self._build),
        )
        return [article_id for (article_id,) in ids.fetchall()]

    def clear_skipped(self, path: str) -> list[Skipped]:
        """Forget what could not be read in a file, and give it."""
        rows = self._db.execute(
            "delete from skipped where path = ? returning path, reason, place", (path,)
        )
        return [Skipped(*row) for row in rows.fetchall()]

    def record_skipped(self, skipped: Skipped) -> None:
        self._db.execute(
            "insert into skipped values (?, ?, ?)", (skipped.path, skipped.place, skipped.reason)
        )

    def skipped(self) -> list[Skipped]:
        """What could not be read, over all builds so far, by path."""
        rows = self._db.execute("select path, place, reason from skipped order by path, rowid")
        return [Skipped(path, reason, place) for path, place, reason in rows]

    def _number(self, path: str) -> int:
        """The number of a file, which is given one if it has none."""
        # One file after the other is taken in, and many have many articles.
        if self._last[0] != path:
            self._db.execute("insert or ignore into files (path) values (?)", (path,))
            row = self._db.execute("select number from files where path = ?", (path,)).fetchone()
            self._last = path, int(row[0])
        return self._last[1]

    def close(self) -> None:
        self._db.execute(f"pragma user_version = {self._build}")
        self._db.execute("commit")
        self._db.close()


def read_skipped(folder: Path) -> tuple[Skipped, ...]:
    """What could not be read, by path, of a generation that may be in use.

    :raises ArchiveDamagedError: the manifest cannot be read
    """
    path = folder / FILE_NAME
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("select path, reason, place from skipped order by path, rowid")
            return tuple(Skipped(*row) for row in rows)
    except sqlite3.DatabaseError as error:
        raise ArchiveDamagedError(
            f"{path} is damaged ({error}); mend it with: cuttings build --full"
        ) from error


def check_manifest(folder: Path) -> list[str]:
    """Look through the manifest of a generation; a sentence if it is damaged."""
    path = folder / FILE_NAME
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.execute("select count(*) from files, articles, skipped where false")
            (found,) = db.execute("pragma quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        return []
    return [f"{path} is damaged ({found}); mend it with: cuttings build --full"]


def hand_back(folder: Path, base: Path) -> None:
    """Give a generation that stays in use the newer states of its files.

    Without them, files that were only touched would be read at every build.
    """
    path = folder / FILE_NAME
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(base / FILE_NAME)


def _copy(base: Path, path: Path) -> None:
    try:
        shutil.copyfile(base, path)
    except FileNotFoundError as error:
        raise ArchiveDamagedError(
            f"{base} is missing; mend it with: cuttings build --full"
        ) from error
