"""Every command and every line of Python in the documents does what stands below it."""

import doctest
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/http-api.md", "docs/settings.md")
WITH_PYTHON = ("README.md", "docs/index-format.md")

# What differs from build to build and from run to run.
CHANGING = (
    (r"\d+\.\d s\b", "0.0 s"),
    (r"\b\d{6}-[0-9a-f]{8}\b", "000001-00000000"),
    (r'("built_at": )"[^"]*"', r'\1""'),
    (r'("(?:took_ms|score|idf|saturation|headline|mean|norm)": )-?\d[\d.e-]*', r"\g<1>0"),
)


def _settled(text: str) -> str:
    for pattern, stand_in in CHANGING:
        text = re.sub(pattern, stand_in, text)
    return text.strip()


def _agrees(shown: str, printed: str) -> bool:
    """Whether a text is as shown; an ellipsis stands for anything."""
    pattern = re.escape(_settled(shown)).replace("…", r"[\s\S]*?")
    return re.fullmatch(pattern, _settled(printed)) is not None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_runs_and_prints_what_the_document_shows(
    name: str, document: Callable, run: Callable[[str], str]
) -> None:
    examples = document(name).examples()
    assert examples
    for example in examples:
        printed = run(example.command)
        if example.output:
            assert _agrees(example.output, printed), f"$ {example.command}\n{printed}"


@pytest.mark.parametrize("name", WITH_PYTHON)
def test_every_line_of_python_gives_what_the_document_shows(
    name: str,
    document: Callable,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(index.parent)
    session = "\n".join(document(name).blocks("pycon"))
    assert session
    parsed = doctest.DocTestParser().get_doctest(session, {}, name, name, 0)
    outcome = doctest.DocTestRunner(verbose=False).run(parsed)
    assert outcome.failed == 0, capsys.readouterr().out


def test_no_document_with_commands_or_python_is_left_out(document: Callable, root: Path) -> None:
    names = [path.relative_to(root).as_posix() for path in root.glob("docs/**/*.md")]
    names += [path.name for path in root.glob("*.md")]
    with_commands = {name for name in names if document(name).blocks("console")}
    with_python = {name for name in names if document(name).blocks("pycon")}
    assert (with_commands, with_python) == ({*DOCUMENTS}, {*WITH_PYTHON})


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("find", "bribe"), 0),
        (("find", "zeppelin"), 1),
        (("show", "no/such"), 1),
        (("find", "bribe", "--sort", "size"), 2),
        (("check", "--index", "nowhere"), 3),
    ],
)
def test_the_command_ends_with_the_status_in_the_readme(
    arguments: tuple[str, ...], status: int, index: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "search", *arguments]
    done = subprocess.run(command, cwd=index.parent, env=environment, check=False)
    assert done.returncode == status
