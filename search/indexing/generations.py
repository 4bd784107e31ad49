"""The folders of an index: one for each generation, and the name of the one in use.

    index/CURRENT                   the name of the generation that searches read
    index/LOCK                      held by the build that runs
    index/generations/000007/       one whole index with its manifest

Once in use, nothing of a generation changes, but for a manifest that takes the place of another.
A build writes a new generation aside and then replaces CURRENT in one step, so that whoever
dies at whatever moment leaves CURRENT naming a whole generation. The one before is kept until the
next build, for searchers that are still opening it.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.errors import ArchiveDamagedError, ArchiveMissingError, BuildRunningError

CURRENT = "CURRENT"
LOCK = "LOCK"
GENERATIONS = "generations"
_NAME = re.compile(r"\d{6,}")


def current_generation(index: Path) -> Path:
    """The folder of the generation in use.

    :raises ArchiveMissingError: nothing was ever built there
    :raises ArchiveDamagedError: the folder that CURRENT names is not there
    """
    try:
        name = (index / CURRENT).read_text("ascii").strip()
    except FileNotFoundError as error:
        raise ArchiveMissingError(
            f"there is no index in {index}; make one with: cuttings build"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveDamagedError(
            f"{index / CURRENT} cannot be read ({error}); mend it with: cuttings build --full"
        ) from error
    folder = generation_folder(index, name)
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise ArchiveDamagedError(
            f"{index / CURRENT} names {name!r}, which is not there; "
            "mend it with: cuttings build --full"
        )
    return folder


def generation_folder(index: Path, name: str) -> Path:
    """The folder of a generation."""
    return index / GENERATIONS / name


@contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Hold the index for one build; the system lets go of it when the process ends.

    :raises BuildRunningError: another process holds it
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunningError(
                f"another build is running in {index}; try again when it has ended"
            ) from error
        yield


def next_generation(index: Path) -> Path:
    """A new empty folder for the next generation; leftovers of killed builds are removed first.

    To be called by the holder of the lock.
    """
    folders = index / GENERATIONS
    folders.mkdir(exist_ok=True)
    current = _current_name(index)
    names = [path.name for path in folders.iterdir() if _NAME.fullmatch(path.name)]
    before = max((name for name in names if name < current), default="")
    _drop_all_but(folders, before, current)
    folder = folders / f"{max(map(int, names), default=0) + 1:06d}"
    folder.mkdir()
    return folder


def switch_to(index: Path, generation: Path) -> None:
    """Make a finished generation the one in use, safely on disk, and drop all but the last two."""
    before = _current_name(index)
    _sync_tree(generation)
    _sync_folder(generation.parent)
    aside = index / f"{CURRENT}.new"
    with aside.open("w", encoding="ascii") as file:
        file.write(f"{generation.name}\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(index / CURRENT)
    _sync_folder(index)
    _drop_all_but(generation.parent, before, generation.name)


def _drop_all_but(folders: Path, before: str, current: str) -> None:
    for path in folders.iterdir():
        if path.name not in (before, current):
            shutil.rmtree(path, ignore_errors=True)


def _current_name(index: Path) -> str:
    try:
        return current_generation(index).name
    except (ArchiveMissingError, ArchiveDamagedError):
        return ""


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
