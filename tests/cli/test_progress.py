"""What is seen of a build while it runs."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def on_a_terminal(arguments: list[str], folder: Path, environment: dict[str, str]) -> str:
    """All that a command shows on a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "search", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment | {"TERM": "xterm"}, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # so Linux says that the other end was closed
            pass
        os.close(ours)
    assert process.returncode == 0
    return shown.decode()


def test_a_terminal_shows_a_bar_that_is_full_and_ended_before_the_report(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "seeds").mkdir()
    for number in range(30):
        (tmp_path / "seeds" / f"{number}.txt").write_text("Flood")
    shown = on_a_terminal(["build"], tmp_path, environment)
    bar, _, report = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", shown).rstrip().rpartition("\r\n")
    assert bar.rpartition("\r")[2].split() == ["[####################################]", "30/30"]
    assert report.startswith("30 articles in the archive: 30 added")


def test_a_terminal_shows_an_empty_folder_too(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "seeds").mkdir()
    assert "0 articles in the archive" in on_a_terminal(["build"], tmp_path, environment)


def test_elsewhere_there_is_a_line_for_every_thousand_files(quick: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for number in range(2100):
        (tmp_path / "seeds" / f"{number}.txt").touch()
    built = quick("build")
    assert built.stderr == "1,000 of 2,100 files\n2,000 of 2,100 files\n"
    assert built.stdout.count("\n") == 2101


def test_matches_are_bold_on_a_terminal_alone(
    quick: Run, tmp_path: Path, environment: dict[str, str], shipped_index: Path
) -> None:
    arguments = ["find", "bribe", "--limit", "1", "--index", str(shipped_index)]
    assert "\x1b[1mbribe\x1b[0m" in on_a_terminal(arguments, tmp_path, environment)
    assert "\x1b" not in quick(*arguments).stdout
