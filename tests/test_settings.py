"""Where settings come from, and that the docs tell them as they are."""

import re
from pathlib import Path

import pytest

from search.errors import UsageError
from search.settings import Settings, describe, load_settings, shown

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a cuttings.toml."""
    monkeypatch.chdir(tmp_path)


def test_the_table_in_the_docs_lists_every_setting_as_it_is() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (?:`(.+?)`)? \| (.+?) \|$", DOCS.read_text("utf-8"), re.MULTILINE
    )
    assert rows == describe()


def test_without_any_source_the_defaults_hold() -> None:
    assert load_settings({}, {}) == Settings()


def test_an_option_wins_over_the_environment_over_the_file_over_the_default() -> None:
    Path("cuttings.toml").write_text('port = 1\nhost = "file"\nseeds = "file"\n')
    environ = {"CUTTINGS_PORT": "2", "CUTTINGS_HOST": "environ"}
    loaded = load_settings({"port": 3, "index": None}, environ)
    assert (loaded.port, loaded.host, loaded.seeds) == (3, "environ", Path("file"))
    assert loaded.index == Settings().index


def test_the_environment_may_name_another_file() -> None:
    Path("cuttings.toml").write_text("port = 1\n")
    Path("other.toml").write_text("port = 2\n")
    assert load_settings({}, {"CUTTINGS_CONFIG": "other.toml"}).port == 2


def test_an_empty_variable_is_as_none_at_all() -> None:
    assert load_settings({}, {"CUTTINGS_INDEX": "", "CUTTINGS_PORT": ""}) == Settings()


def test_a_path_may_begin_at_home() -> None:
    assert load_settings({}, {"CUTTINGS_SEEDS": "~/seeds"}).seeds == Path.home() / "seeds"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "80.5"),
        ("WORKERS", "0"),
        ("THREADS", "0"),
        ("K1", "nan"),
        ("B", "inf"),
        ("INDEX", "~nobody-is-called-so/index"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_where_it_stands(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"CUTTINGS_{name} cannot be '{re.escape(value)}': .+"):
        load_settings({}, {f"CUTTINGS_{name}": value})


@pytest.mark.parametrize(
    "line",
    [
        'port = "abc"',
        "port = true",
        "port = 1.5",
        "seeds = 3",
        'seeds = ["a"]',
        'index = "a\\u0000"',
    ],
)
def test_a_wrong_value_in_a_file_is_named_with_the_file(line: str) -> None:
    Path("cuttings.toml").write_text(line)
    with pytest.raises(UsageError, match=f"{line.split()[0]} in cuttings.toml cannot be"):
        load_settings({}, {})


@pytest.mark.parametrize("content", [b"port = ", b"\xff", b"color = 1", b"[port]\nport = 1"])
def test_a_file_that_cannot_be_used_is_named(content: bytes) -> None:
    Path("cuttings.toml").write_bytes(content)
    with pytest.raises(UsageError, match="cuttings"):
        load_settings({}, {})


def test_a_file_that_was_asked_for_must_be_there() -> None:
    with pytest.raises(UsageError, match=r"gone\.toml cannot be read"):
        load_settings({}, {"CUTTINGS_CONFIG": "gone.toml"})
    Path("cuttings.toml").mkdir()
    with pytest.raises(UsageError, match=r"cuttings\.toml cannot be read"):
        load_settings({}, {})


def test_a_secret_is_not_shown() -> None:
    loaded = load_settings({}, {"CUTTINGS_BUILD_TOKEN": "open sesame"})
    assert dict(shown(loaded))["build_token"] == "(hidden)"
    assert dict(shown(Settings()))["build_token"] == ""
    assert "sesame" not in repr(loaded) + str(shown(loaded))
