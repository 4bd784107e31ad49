"""A build as a process of its own, which tells in a file how far it is.

It runs on when whoever started it ends. Below the folder of the index it keeps::

    builds/LOCK        held by the process as long as it lives
    builds/<id>.json   what the build said last; those of the last 20 builds stay
"""

import fcntl
import json
import os
import re
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from search.archive import build
from search.errors import BuildRunningError, CuttingsError
from search.indexing.generations import build_lock
from search.indexing.report import BuildReport
from search.settings import load_settings

FOLDER = "builds"
_LOCK = "LOCK"
_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
_KEPT = 20
_EVERY = 0.5
_DIED = "the build ended before it was done; the index is as it was, and the server's log says more"


class State(StrEnum):
    """How a build stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """What a build says of itself.

    :param done: files that were looked at, of so many
    :param started_at: ISO 8601 with a time zone; "" for ``ended_at`` while it runs
    :param detail: what went wrong, "" if nothing
    :param documents: articles that the index now holds; this and what follows is 0 or "" before
        the end
    """

    id: str
    state: State
    started_at: str
    ended_at: str = ""
    done: int = 0
    of: int = 0
    detail: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: int = 0
    documents: int = 0
    snapshot: str = ""


def start_build(seeds: Path, index: Path, *, full: bool = False) -> BuildStatus:
    """Let a process of its own build the index.

    :raises BuildRunningError: a build of this index is running, whoever started it
    """
    with _held(index) as lock:
        with build_lock(index):
            pass  # else the process would find it taken, and nobody would be told at once
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        status = BuildStatus(name, State.RUNNING, _now())
        _write(index, status)
        _drop_old(index)
        command = [
            sys.executable,
            "-m",
            "search.jobs",
            name,
            str(seeds),
            str(index),
            str(int(full)),
        ]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=(lock,), start_new_session=True
        )
        threading.Thread(target=process.wait, name="build", daemon=True).start()
    return status


def build_status(index: Path, build_id: str) -> BuildStatus | None:
    """How a build stands, None where none of that id was started here."""
    path = index / FOLDER / f"{build_id}.json"
    if not _ID.fullmatch(build_id) or not path.exists():
        return None
    alive = is_building(index)  # looked up first: what ends now has written its end
    status = _read(path)
    if status.state is State.RUNNING and not alive:
        return replace(status, state=State.FAILED, detail=_DIED)
    return status


def is_building(index: Path) -> bool:
    """Whether the process of a build is alive."""
    try:
        with _held(index):
            return False
    except BuildRunningError:
        return True


@contextmanager
def _held(index: Path) -> Iterator[int]:
    """The lock of the process, as an open file that a child may inherit and so hold on to."""
    (index / FOLDER).mkdir(parents=True, exist_ok=True)
    lock = os.open(index / FOLDER / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield lock
    except BlockingIOError as error:
        raise BuildRunningError(f"a build is running in {index}") from error
    finally:
        os.close(lock)


def _run(build_id: str, seeds: Path, index: Path, full: bool) -> None:
    """Build, and write down what comes of it."""
    status = _read(index / FOLDER / f"{build_id}.json")
    written_at = 0.0

    def progress(done: int, of: int) -> None:
        nonlocal status, written_at
        status = replace(status, done=done, of=of)
        if time.monotonic() - written_at >= _EVERY:
            written_at = time.monotonic()
            _write(index, status)

    try:
        report = build(seeds, index, full=full, progress=progress, settings=load_settings())
    except (CuttingsError, OSError) as error:
        _write(index, replace(status, state=State.FAILED, ended_at=_now(), detail=str(error)))
    else:
        _write(index, _finished(status, report))


def _finished(status: BuildStatus, report: BuildReport) -> BuildStatus:
    return replace(
        status,
        state=State.DONE,
        ended_at=_now(),
        added=report.added,
        changed=report.changed,
        removed=report.removed,
        unchanged=report.unchanged,
        skipped=len(report.skipped),
        documents=report.documents,
        snapshot=report.snapshot,
    )


def _read(path: Path) -> BuildStatus:
    values = json.loads(path.read_text("utf-8"))
    return BuildStatus(**values | {"state": State(values["state"])})


def _write(index: Path, status: BuildStatus) -> None:
    """Replace the file in one step, so that nobody reads half of it."""
    path = index / FOLDER / f"{status.id}.json"
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps(asdict(status)), "utf-8")
    aside.replace(path)


def _drop_old(index: Path) -> None:
    for path in sorted((index / FOLDER).glob("*.json"))[:-_KEPT]:
        path.unlink()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    _name, _seeds, _index, _full = sys.argv[1:]
    _run(_name, Path(_seeds), Path(_index), _full == "1")
