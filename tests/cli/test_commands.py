"""What each command prints and answers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from search.settings import describe

Run = Callable[..., subprocess.CompletedProcess[str]]
Options = tuple[str | Path, ...]


@pytest.mark.engines
def test_a_folder_of_articles_is_built_searched_shown_and_checked(
    cuttings: Run, shipped_seeds: Path
) -> None:
    built = cuttings("build", "--seeds", shipped_seeds)
    assert (built.returncode, built.stderr) == (0, "")
    assert "64 articles in the archive: 64 added, 0 changed, 0 removed, 0 unchanged" in built.stdout
    again = cuttings("build", "--seeds", shipped_seeds)
    assert "0 added, 0 changed, 0 removed, 64 unchanged, 0 skipped" in again.stdout
    found = cuttings("find", "mayor", "bribe", "--limit", "1")
    assert (found.returncode, found.stderr) == (0, "")
    lines = found.stdout.splitlines()
    assert lines[0] == (
        'Articles with "mayor" and "bribe", then those with some of these words: 24 articles'
    )
    assert lines[1] == "10 articles with all of these words, then some."
    assert lines[3].startswith("  1. ")
    shown = cuttings("show", lines[4].rpartition(" · ")[2])
    assert shown.returncode == 0
    assert lines[3].removeprefix("  1. ") in shown.stdout
    checked = cuttings("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("The index is whole: 64 articles, snapshot ")


@pytest.mark.engines
def test_json_is_what_the_api_answers(cuttings: Run, shipped: Options) -> None:
    found = json.loads(cuttings("find", "--json", "mayor bribe", *shipped).stdout)
    assert list(found) == ["query", "total", "results", "suggestions", "index"]
    assert found["total"] == {"value": 24, "relation": "eq", "with_all_words": 10}
    assert found["index"]["documents"] == 64
    assert datetime.fromisoformat(found["index"]["built_at"]).tzinfo
    first = found["results"][0]
    assert {"text": "bribe", "match": True} in first["snippet"]
    shown = cuttings("show", "--json", first["id"], *shipped)
    assert json.loads(shown.stdout)["headline"] == first["headline"]


@pytest.mark.engines
def test_explain_says_why_an_article_is_here(quick: Run, shipped: Options) -> None:
    found = quick("find", "bribe", "--explain", "--limit", "1", *shipped)
    assert '     - "bribe" stands ' in found.stdout
    assert "     - Together that is " in found.stdout


@pytest.mark.engines
def test_nothing_found_says_what_to_try(quick: Run, shipped: Options) -> None:
    found = quick("find", "mayr zeppelin", "--match", "all", *shipped)
    assert "Without zeppelin: " in found.stdout
    assert "zeppelin alone: 0 articles" in found.stdout
    found = quick("find", "mayr", *shipped)
    assert "Did you mean: mayor (22 articles)" in found.stdout


@pytest.mark.engines
def test_options_narrow_and_sort(quick: Run, shipped: Options) -> None:
    found = quick(
        "find", "bribe", "--from", "2022", "--to", "2023-06", "--byline", "reeve",
        "--sort", "oldest", "--match", "all", "--json", *shipped,
    )  # fmt: skip
    dates = [result["date"] for result in json.loads(found.stdout)["results"]]
    assert dates and dates == sorted(dates)
    assert all("2022" <= date < "2023-07" for date in dates)


@pytest.mark.engines
def test_nothing_found_has_a_status_of_its_own(quick: Run, shipped: Options) -> None:
    found = quick("find", "zzz", *shipped)
    assert found.returncode == 1
    assert found.stdout == 'Articles with "zzz": 0 articles\n'
    assert found.stderr == 'cuttings: nothing found: Articles with "zzz"\n'
    as_json = quick("find", "zzz", "--json", *shipped)
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout)["results"] == []
    shown = quick("show", "zzz", *shipped)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr == "cuttings: no article has the id 'zzz'\n"


@pytest.mark.engines
def test_skipped_files_are_named_before_the_figures(quick: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "bad.txt").touch()
    (tmp_path / "seeds" / "wire.jsonl").write_text('{"title": "A"}\n{"\n')
    built = quick("build")
    assert built.returncode == 0
    bad, line, figures = built.stdout.splitlines()
    assert bad == "skipped bad.txt: there is no text in it"
    assert line.startswith("skipped wire.jsonl, line 2: it is not JSON")
    assert figures.startswith("1 article in the archive: 1 added")


def test_help_names_every_command_and_option(quick: Run) -> None:
    told = quick("--help")
    assert (told.returncode, told.stderr) == (0, "")
    for command in ("build", "find", "show", "check", "serve", "settings"):
        assert f"\n  {command} " in told.stdout
    assert "--limit" in quick("find", "-h").stdout
    assert quick("--version").stdout.startswith("cuttings, version ")


def test_the_script_is_the_same_command(environment: dict[str, str], tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("cuttings")
    told = subprocess.run(
        [script, "settings"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    for name, default, meaning in describe():
        assert (
            f"CUTTINGS_{name.upper()}={default}\n    {meaning} (default: {default or 'none'})"
            in told.stdout
        )


def test_an_option_wins_over_the_environment_over_the_file(
    quick: Run, shipped_index: Path, tmp_path: Path
) -> None:
    gone, whole = str(tmp_path / "gone"), str(shipped_index)
    (tmp_path / "cuttings.toml").write_text(f'index = "{whole}"\n')
    assert quick("check").returncode == 0
    assert quick("check", CUTTINGS_INDEX=gone).returncode == 3
    assert quick("check", "--index", whole, CUTTINGS_INDEX=gone).returncode == 0
    (tmp_path / "other.toml").write_text(f'index = "{gone}"\n')
    assert quick("check", CUTTINGS_CONFIG="other.toml").returncode == 3
    assert f"CUTTINGS_INDEX={gone}\n" in quick("settings", CUTTINGS_INDEX=gone).stdout


@pytest.mark.parametrize(
    "variables", [{"LANG": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_any_locale_will_do(cuttings: Run, shipped: Options, variables: dict[str, str]) -> None:
    found = cuttings("find", "£40,000 bribe", *shipped, **variables)
    assert (found.returncode, found.stderr) == (0, "")


def test_an_encoding_without_a_letter_shows_a_question_mark(
    cuttings: Run, shipped: Options
) -> None:
    found = cuttings("find", "—bribe", *shipped, PYTHONIOENCODING="latin-1")
    assert (found.returncode, found.stderr) == (0, "")
    assert "?" in found.stdout and "…" not in found.stdout


def test_whoever_has_read_enough_closes_the_pipe_without_a_word(
    shipped: Options, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "search", "find", "the", "--limit", "1000", "--json"]
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as closed:  # noqa: PTH123
        ended = subprocess.run(
            [*command, *shipped],
            env=environment, stdout=closed, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert ended.stderr == b""
