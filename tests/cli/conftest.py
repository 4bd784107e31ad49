"""The command as a shell runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SETTINGS = [name for name in os.environ if name.startswith("CUTTINGS_")]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS}


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
