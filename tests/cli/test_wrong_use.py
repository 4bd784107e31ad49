"""Whatever goes wrong is one line and a status, never a traceback."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def said(ended: subprocess.CompletedProcess[str], status: int) -> str:
    """The one line on stderr of a command that ended so."""
    assert ended.returncode == status, ended.stderr
    assert ended.stderr.startswith("cuttings: ") and ended.stderr.endswith("\n")
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr.removeprefix("cuttings: ").strip()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["find", "x", "--limit", "0"], 2),
        (["check"], 3),
        (["show", b"caf\xe9"], 3),
        (["find", "x", "--engine", "opensearch://127.0.0.1:1/articles"], 3),
    ],
)
def test_a_new_process_ends_so_too(
    cuttings: Run, arguments: list[str | bytes], status: int
) -> None:
    said(cuttings(*arguments), status)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["find", "x", "--limit", "0"], "--limit"),
        (["find", "x", "--limit", "9" * 30], "--limit"),
        (["find", "x", "--limit", "ten"], "--limit"),
        (["find", "x", "--from", "yesterday"], "'yesterday' is no date"),
        (["find", "x", "--to", "2022-02-30"], "'2022-02-30' is no date"),
        (["find", "x", "--sort", "best"], "--sort"),
        (["find", "x", "--match", "some"], "--match"),
        (["bogus"], "bogus"),
        (["find", "--bogus"], "--bogus"),
        (["show"], "ID"),
        ([], "Missing command"),
        (["serve", "--port", "65536"], "65536"),
        (["serve", "--workers", "0"], "--workers"),
        (["find", "x", "--engine", "lucene"], "no engine 'lucene'"),
        (["build", "--engine", "opensearch://u:p@host"], "looks like opensearch://"),
        (["serve", "--engine", "opensearch://host/A"], "name of small letters"),
        (["build", "--seeds", "gone"], "gone"),
        (["build", "--seeds", "file"], "file"),
        (["build", "--index", "file"], "file"),
        (["find", "x", "--index", "file"], "file"),
    ],
)
def test_wrong_use_is_status_two(
    quick: Run, tmp_path: Path, arguments: list[str], names: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "seeds").mkdir()
    assert names in said(quick(*arguments), 2)


@pytest.mark.parametrize(
    "variables",
    [
        {"CUTTINGS_PORT": "abc"},
        {"CUTTINGS_SEEDS": "file"},
        {"CUTTINGS_CONFIG": "gone.toml"},
        {"CUTTINGS_CONFIG": "file"},
        {"CUTTINGS_INDEX": "~nobody-is-called-so"},
    ],
)
def test_a_wrong_variable_is_status_two(
    quick: Run, tmp_path: Path, variables: dict[str, str]
) -> None:
    (tmp_path / "file").write_text("port = \n[")
    assert next(iter(variables.values())) in said(quick("build", **variables), 2)


@pytest.mark.parametrize("content", ["colour = 1", 'port = "abc"', "workers = 0", "port ="])
def test_a_wrong_settings_file_is_status_two(quick: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "cuttings.toml").write_text(content)
    assert "cuttings.toml" in said(quick("settings"), 2)


@pytest.mark.parametrize("command", [["find", "x"], ["show", "x"], ["check"]])
def test_a_missing_index_is_status_three_and_says_how_to_make_one(
    quick: Run, command: list[str]
) -> None:
    assert said(quick(*command), 3).endswith("make one with: cuttings build")


def test_an_index_that_is_a_file_is_status_three(quick: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "seeds").mkdir()
    assert "file" in said(quick("find", "x", CUTTINGS_INDEX="file"), 3)
    assert "file" in said(quick("build", CUTTINGS_INDEX="file"), 3)


def test_a_damaged_index_is_status_three_and_says_how_to_mend_it(
    quick: Run, tmp_path: Path, shipped_index: Path, shipped_seeds: Path
) -> None:
    shutil.copytree(shipped_index, tmp_path / "index")
    (days,) = tmp_path.glob("index/generations/*/MAIN_*.days")
    whole = days.read_bytes()
    days.write_bytes(bytes((*whole[:-1], whole[-1] ^ 1)))
    assert said(quick("check"), 3).endswith("mend it with: cuttings build --full")
    days.write_bytes(whole[:-1])
    assert "cut short" in said(quick("find", "mayor"), 3)
    (description,) = tmp_path.glob("index/generations/*/archive.json")
    description.write_text("{")
    assert "archive.json" in said(quick("build", "--seeds", shipped_seeds), 3)
    assert quick("build", "--full", "--seeds", shipped_seeds).returncode == 0
    assert quick("check").returncode == 0


@pytest.mark.parametrize(
    "query",
    [
        b"caf\xe9",
        b"caf\xe9*",
        b"\xff\xfe",
        b"--byline=caf\xe9",
        "((((" * 3000,
        "mayor " * 20_000,
        "\x1b[31m",
    ],
)
def test_any_bytes_are_a_query(quick: Run, shipped_index: Path, query: str | bytes) -> None:
    ended = quick("find", query, "--index", shipped_index)
    assert ended.returncode in (0, 1)
    assert "Traceback" not in ended.stderr and "\x1b" not in ended.stdout
    if ended.returncode == 1:
        said(ended, 1)


@pytest.mark.parametrize("argument", [b"caf\xe9", "\x07", "../../etc/passwd", "a" * 100_000])
def test_any_bytes_are_an_id_that_is_not_there(
    quick: Run, shipped_index: Path, argument: str | bytes
) -> None:
    assert "no article has the id" in said(quick("show", argument, "--index", shipped_index), 1)


@pytest.mark.parametrize("option", ["--index", "--seeds"])
def test_a_folder_whose_name_is_no_text_is_told(quick: Run, option: str) -> None:
    ended = quick("build", option, b"caf\xe9/gone")
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 2


def test_a_query_that_begins_with_a_minus_is_told_where_it_goes(quick: Run) -> None:
    ended = quick("find", "-flood")
    assert ended.returncode == 2 and "goes behind --" in str(ended.stderr)
