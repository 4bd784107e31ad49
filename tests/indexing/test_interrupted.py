"""Builds that do not come to their end leave the index as it was."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

from search import build, open_archive
from search.cli import main
from search.errors import BuildRunningError
from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]
Found = Callable[..., list[str]]

MOMENTS = 24
# Holds still at the first file until it gets a line.
WAITING = """
import sys
from search.cli import main
from search.indexing.intake import Intake

take = Intake.take

def wait_and_take(self, path):
    print("ready", flush=True)
    sys.stdin.readline()
    take(self, path)

Intake.take = wait_and_take
sys.argv = ["cuttings", "build", "--seeds", sys.argv[1], "--index", sys.argv[2]]
main()
"""


@pytest.fixture
def changed(write: Write, take_in: TakeIn) -> None:
    """An index of three articles, and seeds that have changed since: one more, one less."""
    write("flood.txt", "Flood")
    gone = write("frost.txt", "Frost")
    write("wire.jsonl", json.dumps({"id": 1, "headline": "Hail"}))
    take_in()
    gone.unlink()
    write("drought.txt", "Drought")
    write("wire.jsonl", json.dumps({"id": 2, "headline": "Sleet"}))


OLD, NEW = ["flood", "frost", "wire/1"], ["drought", "flood", "wire/2"]


def state(index: Path) -> list[str]:
    archive = open_archive(index)
    assert archive.check() == []
    return sorted(article_id for article_id, _ in archive.rank("", limit=100))


def debris(index: Path) -> list[str]:
    """What is in the folder of an index, but for what belongs there."""
    names = {path.name for path in index.iterdir()} - {"CURRENT", "LOCK", "generations"}
    generations = sorted(path.name for path in (index / "generations").iterdir())
    current = (index / "CURRENT").read_text().strip()
    assert generations[-1] == current
    return [*names, *generations[:-2]]


def in_a_process(work: Callable[[], object]) -> int:
    """Run in a process of its own; gives its status, or the number of the signal, negative."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def build_until(seeds: Path, index: Path, calls: int) -> Callable[[], object]:
    """A build that is killed at its so many-th call of a function."""

    def count(_frame: object, event: str, _function: object) -> None:
        nonlocal calls
        calls -= event in ("call", "c_call")
        if calls == 0:
            die()

    def work() -> None:
        sys.setprofile(count)
        build(seeds, index)

    return work


def calls_of(seeds: Path, index: Path) -> int:
    """How many calls of functions a build takes."""
    calls = 0

    def count(_frame: object, event: str, _function: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        build(seeds, index)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.usefixtures("changed")
def test_a_build_killed_at_any_moment_leaves_a_whole_index(
    seeds: Path, index: Path, tmp_path: Path
) -> None:
    shutil.copytree(index, tmp_path / "copy")
    shutil.copytree(index, tmp_path / "again")
    calls_of(seeds, tmp_path / "copy")  # what is worked out once and remembered
    calls = calls_of(seeds, tmp_path / "again")
    killed = 0
    outcomes = []
    for moment in range(MOMENTS):
        own = tmp_path / f"index{moment}"
        shutil.copytree(index, own)
        # Later moments lie closer together: there the files are written and switched.
        at = int(calls * (1 - ((MOMENTS - moment) / (MOMENTS + 1)) ** 2))
        killed += in_a_process(build_until(seeds, own, at)) == -signal.SIGKILL
        outcomes.append(state(own))
        assert outcomes[-1] in (OLD, NEW)
        assert build(seeds, own).documents == 3
        assert (state(own), debris(own)) == (NEW, [])
    assert OLD in outcomes
    assert killed > MOMENTS / 2  # the last ones may come too late


@pytest.mark.parametrize(
    ("owner", "name"),
    [(os, "fsync"), (os, "link"), (os, "replace"), (shutil, "copyfile"), (shutil, "rmtree")],
)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.usefixtures("changed")
def test_a_build_killed_while_it_switches_leaves_a_whole_index(
    seeds: Path, index: Path, owner: ModuleType, name: str, when: str, write: Write, take_in: TakeIn
) -> None:
    take_in()
    write("snow.txt", "Snow")

    def work() -> None:
        original = getattr(owner, name)

        def deadly(*args: Any, **options: Any) -> NoReturn:
            if when == "after":
                original(*args, **options)
            die()

        setattr(owner, name, deadly)
        build(seeds, index)

    in_a_process(work)
    assert state(index) in (NEW, sorted([*NEW, "snow"]))
    take_in()
    assert (state(index), debris(index)) == (sorted([*NEW, "snow"]), [])


@pytest.mark.usefixtures("changed")
def test_a_first_build_that_was_killed_is_no_index_and_the_next_one_works(
    seeds: Path, tmp_path: Path
) -> None:
    index = tmp_path / "first"
    work = lambda: build(seeds, index, progress=lambda done, of: die() if done == 2 else None)  # noqa: E731
    assert in_a_process(work) == -signal.SIGKILL
    assert not (index / "CURRENT").exists()
    build(seeds, index)
    assert (state(index), debris(index)) == (NEW, [])


@pytest.mark.usefixtures("changed")
def test_an_interrupted_build_leaves_the_index_and_no_debris(take_in: TakeIn, index: Path) -> None:
    def interrupt(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(progress=interrupt)
    assert (state(index), debris(index)) == (OLD, [])
    take_in()
    assert state(index) == NEW


@contextmanager
def waiting_build(seeds: Path, index: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WAITING, str(seeds), str(index)]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, text=True, **pipes) as process:
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


@pytest.mark.usefixtures("changed")
def test_ctrl_c_ends_a_build_with_one_line(seeds: Path, index: Path) -> None:
    with waiting_build(seeds, index) as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said.strip() == "cuttings: interrupted; the index is as it was"
    assert (state(index), debris(index)) == (OLD, [])


@pytest.mark.usefixtures("changed")
def test_of_two_builds_at_once_the_second_says_so_and_leaves(
    seeds: Path, index: Path, take_in: TakeIn
) -> None:
    with waiting_build(seeds, index) as process:
        with pytest.raises(BuildRunningError, match="another build is running"):
            take_in()
        command = [sys.executable, "-m", "search", "build", "--seeds", seeds, "--index", index]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert second.returncode == 2
        assert second.stderr.startswith("cuttings: another build is running in ")
        assert second.stderr.count("\n") == 1
        assert state(index) == OLD
        process.communicate("\n" * 10)
    assert process.returncode == 0
    assert state(index) == NEW


def write_nothing_more(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The disk is full as soon as a file whose name has this in it is opened for writing."""
    opened = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if name in path.name and "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return opened(path, mode, *args, **options)

    monkeypatch.setattr(Path, "open", full)


@pytest.mark.parametrize("name", ["MAIN_", "postings", "archive.json", "CURRENT.new"])
@pytest.mark.usefixtures("changed")
def test_a_full_disk_leaves_the_index_and_is_said_in_one_line(
    seeds: Path,
    index: Path,
    take_in: TakeIn,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["cuttings", "build", "--seeds", str(seeds), "--index", str(index)]
    with monkeypatch.context() as full:
        write_nothing_more(full, name)
        full.setattr(sys, "argv", command)
        full.setattr(signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert "No space left on device" in said and said.count("\n") == 1
    assert (state(index), debris(index)) == (OLD, [])
    take_in()
    assert state(index) == NEW


@pytest.mark.usefixtures("changed")
def test_a_disk_that_is_full_for_the_manifest_is_no_damage(
    take_in: TakeIn, index: Path, tmp_path: Path, write: Write
) -> None:
    write("many.jsonl", "\n".join(json.dumps({"headline": f"Notice {n}"}) for n in range(3000)))
    said = tmp_path / "said"

    def work() -> None:
        import resource  # noqa: PLC0415

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        try:
            take_in()
        except OSError as error:
            said.write_text(f"{error.filename}: {error.strerror}")

    in_a_process(work)
    assert "disk" in said.read_text() or "too large" in said.read_text()
    assert (state(index), debris(index)) == (OLD, [])
