"""Which engine a setting names, and what is said where that is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from search.errors import UsageError
from search.settings import Settings
from search.shelves import open_shelf

CLUSTER = "opensearch://reader:s3cret@127.0.0.1:1/articles"


def test_an_engine_that_is_none_is_told(tmp_path: Path) -> None:
    for engine in ("lucene", "", "Whoosh", "https://u:s3cret@host/articles"):
        with pytest.raises(UsageError, match=r"give whoosh, or .*opensearch://") as wrong:
            open_shelf(tmp_path, Settings(engine=engine))
        assert "s3cret" not in str(wrong.value)


def test_an_address_that_is_wrong_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="It looks like opensearch://"):
        open_shelf(tmp_path, Settings(engine="opensearch://host"))


def test_nothing_is_asked_before_it_is_needed(tmp_path: Path) -> None:
    open_shelf(tmp_path, Settings(engine=CLUSTER))


def test_a_library_that_is_missing_is_told_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("search.engines.opensearch.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(UsageError, match=r"pip install 'cuttings\[opensearch\]'"):
        open_shelf(tmp_path, Settings(engine=CLUSTER))


def test_the_embedded_engine_does_without_the_library(shipped_index: Path) -> None:
    program = (
        "import sys; from search import open_archive; from web import create_app;"
        "print(open_archive(sys.argv[1]).search('flood').total, 'opensearchpy' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(shipped_index)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["20", "False"]
