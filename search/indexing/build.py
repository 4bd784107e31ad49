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
from search.engines.contract import Backend, Snapshot
from search.errors import ArchiveDamagedError, ArchiveMissingError, UsageError
from search.indexing.description import Description, read_description, write_description
from search.indexing.generations import (
    build_lock,
    current_generation,
    next_generation,
    switch_to,
)
from search.indexing.intake import Intake, file_name
from search.indexing.manifest import Manifest, hand_back
from search.indexing.report import BuildReport
from search.settings import Settings

Progress = Callable[[int, int], None]

_TROUBLES_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def build_index(
    seeds: Path,
    index: Path,
    backend: Backend,
    settings: Settings,
    *,
    full: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the files in ``seeds``.

    :param full: take every file in anew, also over an index that is damaged
    :param progress: called with how many files are done, and how many there are
    :raises UsageError: there is no such folder of seeds
    :raises BuildRunningError: another build of this index is running
    :raises ArchiveDamagedError: the index in use cannot be built on
    :raises OSError: the disk is full or the like; the index is as it was
    """
    started = time.monotonic()
    if not seeds.is_dir():
        raise UsageError(f"there is no folder {seeds}: put article files there, or give --seeds")
    with build_lock(index):
        base = None if full else _base(index, backend)
        folder = next_generation(index)
        try:
            report = _write(seeds, folder, base, backend, settings, progress, started)
            if report.snapshot.startswith(folder.name):
                switch_to(index, folder)
            elif base is not None:
                hand_back(folder, base)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _TROUBLES_OF_THE_DISK:
                raise OSError(errno.EIO, str(error), str(folder)) from error
            raise ArchiveDamagedError(
                f"the manifest in {base} is damaged ({error}); mend it with: cuttings build --full"
            ) from error
        finally:
            _remove_unless_current(index, folder)
    return report


def _base(index: Path, backend: Backend) -> Path | None:
    """The generation to build on; None where there is none, or one of another format."""
    try:
        folder = current_generation(index)
    except ArchiveMissingError:
        return None
    return folder if read_description(folder).format == backend.format else None


def _write(
    seeds: Path,
    folder: Path,
    base: Path | None,
    backend: Backend,
    settings: Settings,
    progress: Progress | None,
    started: float,
) -> BuildReport:
    """Write the generation; one that differs in nothing from its base is left without a name."""
    manifest = Manifest(folder, base)
    writer = backend.open_writer(folder, base, settings)
    intake = Intake(seeds, manifest, writer)
    with closing(writer):
        _take_in(seeds, manifest, intake, progress)
        if base is not None and not intake.dirty:
            snapshot = read_description(base).snapshot
        else:
            name = f"{folder.name}-{secrets.token_hex(4)}"
            snapshot = Snapshot(name, writer.commit(), datetime.now(UTC).replace(microsecond=0))
            write_description(folder, Description(snapshot, backend.format))
    counts = intake.counts
    report = BuildReport(
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
        unchanged=snapshot.documents - counts.added - counts.changed,
        documents=snapshot.documents,
        skipped=tuple(manifest.skipped()),
        snapshot=snapshot.name,
        seconds=time.monotonic() - started,
    )
    manifest.close()
    return report


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
