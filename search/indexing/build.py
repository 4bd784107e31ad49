"""From the files in ``seeds`` to the next generation of the index."""

import errno
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from search.articles.reading import article_files
from search.engines.contract import Base, Shelf, Snapshot, Writer
from search.errors import (
    ArchiveDamagedError,
    ArchiveMissingError,
    ClusterAwayError,
    ClusterRefusedError,
    UsageError,
)
from search.indexing.description import Description, read_description, write_description
from search.indexing.generations import (
    build_lock,
    current_generation,
    next_generation,
    switch_to,
)
from search.indexing.intake import Counts, Intake, file_name
from search.indexing.manifest import Manifest, hand_back
from search.indexing.report import BuildReport

Progress = Callable[[int, int], None]

_TROUBLES_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def build_index(
    seeds: Path,
    index: Path,
    shelf: Shelf,
    *,
    full: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the files in ``seeds``.

    :param shelf: where the index keeps its generations
    :param full: take every file in anew, also over an index that is damaged
    :param progress: called with how many files are done, and how many there are
    :raises UsageError: there is no such folder of seeds
    :raises BuildRunningError: another build of this index is running
    :raises ArchiveDamagedError: the index in use cannot be built on
    :raises ClusterAwayError: the cluster cannot take it now; the index is as it was
    :raises OSError: the disk is full or the like; the index is as it was
    """
    started = time.monotonic()
    if not seeds.is_dir():
        raise UsageError(f"there is no folder {seeds}: put article files there, or give --seeds")
    with build_lock(index):
        base = None if full else _base(index, shelf)
        folder = next_generation(index)
        try:
            report = _build(seeds, index, folder, base, shelf, progress, started)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _TROUBLES_OF_THE_DISK:
                raise OSError(errno.EIO, str(error), str(folder)) from error
            raise ArchiveDamagedError(
                f"the manifest in {base.folder if base else folder} is damaged ({error}); "
                "mend it with: cuttings build --full"
            ) from error
        except ClusterAwayError as error:
            raise ClusterAwayError(f"{error}; the index is as it was: try again later") from error
        except ClusterRefusedError as error:
            raise ClusterRefusedError(f"{error}; the index is as it was", error.status) from error
        finally:
            _remove_unless_current(index, folder)
    return report


def _base(index: Path, shelf: Shelf) -> Base | None:
    """The generation to build on; None where there is none, or one of another format."""
    try:
        folder = current_generation(index)
    except ArchiveMissingError:
        return None
    description = read_description(folder)
    base = Base(folder, description.snapshot)
    return base if description.format == shelf.format and shelf.has(base) else None


def _build(
    seeds: Path,
    index: Path,
    folder: Path,
    base: Base | None,
    shelf: Shelf,
    progress: Progress | None,
    started: float,
) -> BuildReport:
    """Write the generation and use it; one that differs in nothing from its base is given up."""
    name = f"{folder.name}-{secrets.token_hex(4)}"
    manifest = Manifest(folder, base.folder if base else None)
    with closing(shelf.open_writer(folder, name, base)) as writer:
        intake = Intake(seeds, manifest, writer)
        _take_in(seeds, manifest, intake, progress)
        if base is not None and not intake.dirty:
            snapshot = base.snapshot
        else:
            documents = _committed(writer, manifest, intake.counts)
            snapshot = Snapshot(name, documents, datetime.now(UTC).replace(microsecond=0))
            write_description(folder, Description(snapshot, shelf.format))
        report = _report(snapshot, intake.counts, manifest, started)
        manifest.close()
        if snapshot.name == name:
            writer.publish(snapshot, report.skipped)
            switch_to(index, folder)
        elif base is not None:
            hand_back(folder, base.folder)
    return report


def _committed(writer: Writer, manifest: Manifest, counts: Counts) -> int:
    """Have all written; gives the number of articles, which is that of the manifest.

    :raises ArchiveDamagedError: it is not
    """
    documents = writer.commit()
    for refused in writer.refused:
        manifest.refuse(refused.id, refused.reason)
        if refused.replaced:
            counts.changed -= 1
            counts.removed += 1
        else:
            counts.added -= 1
    if documents != len(manifest):
        raise ArchiveDamagedError(
            f"of {len(manifest)} articles {documents} were written; the index is as it was: "
            "make it anew with: cuttings build --full"
        )
    return documents


def _report(snapshot: Snapshot, counts: Counts, manifest: Manifest, started: float) -> BuildReport:
    return BuildReport(
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
        unchanged=snapshot.documents - counts.added - counts.changed,
        documents=snapshot.documents,
        skipped=tuple(manifest.skipped()),
        snapshot=snapshot.name,
        seconds=time.monotonic() - started,
    )


def _take_in(seeds: Path, manifest: Manifest, intake: Intake, progress: Progress | None) -> None:
    """Go through the files: those that vanished first, and last those that wait for an id."""
    names = {path: file_name(path, seeds) for path in article_files(seeds)}
    present = set(names.values())
    for name in manifest.paths():
        if name not in present and not _is_out_of_sight(name, seeds, present):
            intake.forget(name)
    waiting = manifest.waiting()
    for done, path in enumerate(sorted(names, key=lambda path: names[path] in waiting)):
        if progress is not None:
            progress(done, len(names))
        intake.take(path)
    if progress is not None:
        progress(len(names), len(names))


def _is_out_of_sight(name: str, seeds: Path, present: set[str]) -> bool:
    """Whether a folder above a file is there, but could not be listed."""
    above = (folder for folder in PurePosixPath(name).parents if str(folder) in present)
    return any(_is_no_file(seeds / folder) for folder in above)


def _is_no_file(path: Path) -> bool:
    try:
        return not S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _remove_unless_current(index: Path, folder: Path) -> None:
    try:
        in_use = current_generation(index) == folder
    except (ArchiveMissingError, ArchiveDamagedError):
        in_use = False
    if not in_use:
        shutil.rmtree(folder, ignore_errors=True)
