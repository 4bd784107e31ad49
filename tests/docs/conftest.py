"""What the documents say, and a place to try it in: articles, an index of them, a server."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from search import Archive, open_archive

ROOT = Path(__file__).resolve().parents[2]
SHOWN_ADDRESS = "http://127.0.0.1:8000"
BIN = Path(sys.executable).parent  # not resolved: beside python in .venv stands cuttings

# For machines without curl: as much of it as the documents use.
CURL = f"""#!{sys.executable}
import sys
from urllib.error import HTTPError
from urllib.request import urlopen
(silent, address) = sys.argv[1:]
assert silent == "-s"
try:
    answer = urlopen(address)
except HTTPError as error:
    answer = error
sys.stdout.buffer.write(answer.read())
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A command as a document has it, with what it prints; "" where that is left out."""

    command: str
    output: str


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file.

    :param name: its path from the top of the project
    """

    name: str

    @property
    def path(self) -> Path:
        return ROOT / self.name

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def blocks(self, language: str) -> list[str]:
        """The fenced blocks of a language."""
        fence = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
        return fence.findall(self.text)

    def examples(self) -> list[Example]:
        """The lines of the console blocks that begin with a prompt, and those that follow."""
        found = []
        for block in self.blocks("console"):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append(Example(command, output.strip("\n")))
        return found

    def rows(self, *columns: str) -> list[list[str]]:
        """The rows of all tables that have these columns."""
        rows: list[list[str]] = []
        inside = False
        for line in self.text.splitlines():
            cells = _cells(line)
            if not cells:
                inside = False
            elif cells == list(columns):
                inside = True
            elif inside and not set("".join(cells)) <= set("-: "):
                rows.append(cells)
        assert rows, f"{self.name} has no table with the columns {columns}"
        return rows


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    cells = re.split(r"(?<!\\)\|", line)[1:-1]
    return [cell.strip().replace(r"\|", "|") for cell in cells]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    """A document by its path from the top of the project."""
    return Document


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it: articles in seeds/ and, unlike a user's, nothing of ours."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "reuters").mkdir()
    (folder / "reuters" / "one.jsonl").write_text('{"headline": "COCOA REVIEW"}\n', "utf-8")
    return folder


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user without settings, and with a curl of some kind."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CUTTINGS_")}
    kept["PATH"] = f"{BIN}{os.pathsep}{kept['PATH']}"  # a python3 that is not too old
    if not shutil.which("curl"):
        curl = tmp_path_factory.mktemp("bin") / "curl"
        curl.write_text(CURL, "utf-8")
        curl.chmod(0o755)
        kept["PATH"] = f"{curl.parent}{os.pathsep}{kept['PATH']}"
    return kept


@pytest.fixture(scope="session")
def index(workspace: Path, environment: dict[str, str]) -> Path:
    """The index of the workspace, built by the command."""
    subprocess.run([BIN / "cuttings", "build"], cwd=workspace, env=environment, check=True)
    return workspace / "index"


@pytest.fixture(scope="session")
def archive(index: Path) -> Archive:
    return open_archive(index)


def _first_line(command: str, workspace: Path, environment: dict[str, str]) -> Iterator[str]:
    """What a server says when it is ready, on a free port; it runs until asked for more."""
    env = environment | {"CUTTINGS_PORT": "0", "CUTTINGS_WORKERS": "1"}
    with subprocess.Popen(
        shlex.split(command), cwd=workspace, env=env, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        try:
            yield server.stdout.readline()
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def address(index: Path, workspace: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of a server of the workspace."""
    for said in _first_line(f"{BIN}/cuttings serve", workspace, environment):
        assert said, "the server did not start; its own words are in the captured stderr"
        yield said.split()[-1]


@pytest.fixture
def run(
    index: Path, workspace: Path, environment: dict[str, str], address: str
) -> Callable[[str], str]:
    """Run a command of a document; gives all that it prints.

    The server of the documents is that of the test. Make is asked what it would do.
    """

    def run(command: str) -> str:
        command = re.sub(r"^make\b", f"make -n -C {shlex.quote(str(ROOT))}", command)
        command = command.replace(".venv/bin", str(BIN)).replace(SHOWN_ADDRESS, address)
        if "cuttings serve" in command:
            said = "".join(_first_line(command, workspace, environment))
            assert said, f"{command} does not start"
            return said
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=workspace,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command} ended with {done.returncode}: {done.stdout}"
        assert done.stdout, f"{command} prints nothing"
        return done.stdout

    return run
