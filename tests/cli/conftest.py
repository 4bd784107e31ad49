"""The command as a shell runs it."""

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

from search.cli import main
from search.settings import Settings

Run = Callable[..., subprocess.CompletedProcess[str]]

_NUMBERS = count(1)
SETTINGS = [name for name in os.environ if name.startswith("CUTTINGS_")]


@pytest.fixture
def environment(tmp_path: Path, engine: Callable[[str], str]) -> dict[str, str]:
    """The environment without settings of whoever runs the tests, but for where an archive goes."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return kept | {"CUTTINGS_ENGINE": engine(f"cli-{next(_NUMBERS)}")}


@pytest.fixture
def shipped(shipped_index: Path, shipped_settings: Settings) -> tuple[str | Path, ...]:
    """The options that lead to the archive of the shipped articles."""
    return ("--index", shipped_index, "--engine", shipped_settings.engine)


def in_a_fork(
    arguments: Sequence[str | bytes | Path], folder: Path, environment: Mapping[str, str]
) -> NoReturn:
    """Be the command: with a folder, an environment and an end of its own."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["cuttings", *map(os.fsdecode, arguments)]
    sys.stdout, sys.stderr = (
        open(1, "w", closefd=False),  # noqa: SIM115
        open(2, "w", closefd=False, errors="backslashreplace"),  # noqa: SIM115
    )
    status: object = 1
    try:
        main()
    except SystemExit as ended:
        status = ended.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 0)


@pytest.fixture
def quick(tmp_path: Path, environment: dict[str, str]) -> Run:
    """As ``cuttings``, in a fork of this process, which need not import everything again."""

    def run(*arguments: str | bytes | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                in_a_fork(arguments, tmp_path, environment | variables)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            out.seek(0)
            err.seek(0)
            texts = (file.read().decode("utf-8", "surrogateescape") for file in (out, err))
            return subprocess.CompletedProcess(arguments, status, *texts)

    return run


@pytest.fixture
def cuttings(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run the command in an empty folder; keywords are variables of its environment."""

    def run(*arguments: str | bytes | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "search", *arguments],
            cwd=tmp_path,
            env=environment | variables,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=60,
            check=False,
        )

    return run
