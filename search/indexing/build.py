"""From the files in ``seeds`` to the next generation of the index."""

import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

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
from search.indexing.manifest import Manifest
from search.indexing.report import BuildReport

Progress = Callable[[int, int], None]


def build_index(
    seeds: Path,
    index: Path,
    backend: Backend,
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
    """
    started = time.monotonic()
    if not seeds.is_dir():
        raise UsageError(f"there is no folder {seeds}: put article files there, or give --seeds")
    with build_lock(index):
        base = None if full else _base(index, backend)
        folder = next_generation(index)
        try:
            report = _write(seeds, folder, base, backend, progress, started)
            if report.snapshot.startswith(folder.name):
                switch_to(index, folder)
        except sqlite3.DatabaseError as error:
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
    progress: Progress | None,
    started: float,
) -> BuildReport:
    """Write the generation; one that differs in nothing from its base is left without a name."""
    manifest = Manifest(folder, base)
    writer = backend.open_writer(folder, base)
    intake = Intake(seeds, manifest, writer)
    paths = list(article_files(seeds))
    present = {file_name(path, seeds) for path in paths}
    for name in manifest.paths():
        if name not in present:
            intake.forget(name)
    for done, path in enumerate(paths):
        if progress is not None:
            progress(done, len(paths))
        intake.take(path)
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


def _remove_unless_current(index: Path, folder: Path) -> None:
    try:
        in_use = current_generation(index) == folder
    except (ArchiveMissingError, ArchiveDamagedError):
        in_use = False
    if not in_use:
        shutil.rmtree(folder, ignore_errors=True)
