"""Tables in the documents that repeat what the code says."""

import re
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

from search.settings import describe


def test_the_table_of_settings_is_that_of_the_code(document: Callable) -> None:
    rows = document("docs/settings.md").rows("Setting", "Default", "Meaning")
    listed = [(name.strip("`"), default.strip("`"), meaning) for name, default, meaning in rows]
    assert listed == describe()


def test_every_direct_dependency_has_its_reason(document: Callable, root: Path) -> None:
    setup = ConfigParser(interpolation=None)
    setup.read(root / "setup.cfg", "utf-8")
    required = [
        *setup["options"]["install_requires"].split("\n"),
        *(line for extra in setup["options.extras_require"].values() for line in extra.split("\n")),
    ]
    declared = {re.split(r"[<>=~!;\[ ]", line)[0] for line in required if line}
    rows = document("docs/dependencies.md").rows("Package", "For", "Why this one")
    assert {name.lower() for name, *_ in rows} == {name.lower() for name in declared}
    assert len(rows) == len(declared)


def test_the_files_in_the_architecture_are_there(document: Callable, root: Path) -> None:
    rows = document("docs/architecture.md").rows("Question", "Look in")
    named = [path for _, cell in rows for path in re.findall(r"`([^`]+)`", cell)]
    assert not [path for path in named if not (root / path).is_file()]


def test_the_import_rules_in_the_architecture_are_those_that_are_checked(
    document: Callable, root: Path
) -> None:
    setup = ConfigParser(interpolation=None)
    setup.read(root / "setup.cfg", "utf-8")
    layers = setup["importlinter:contract:floors"]["layers"].strip()
    assert layers in [block.strip() for block in document("docs/architecture.md").blocks("text")]


def test_the_sample_archive_has_as_many_articles_as_the_documents_say(
    document: Callable, root: Path
) -> None:
    articles = len(list((root / "seeds").rglob("*.txt")))
    assert f"the {articles} invented articles in `seeds/`" in document("README.md").text
    assert f"of the {articles} articles" in document("docs/query-language.md").text
