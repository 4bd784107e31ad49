"""Every setting once: its name, default and meaning.

A setting comes from a command's option, else from the environment (``CUTTINGS_SEEDS``), else
from a TOML file (``seeds = "..."``), else from its default here.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from search.errors import UsageError

ENV_PREFIX = "CUTTINGS_"
CONFIG_VARIABLE = "CUTTINGS_CONFIG"
DEFAULT_CONFIG = Path("cuttings.toml")
EMBEDDED = "whoosh"

_PASSWORD = re.compile(r"(?<=://).*@", re.DOTALL)


def without_password(engine: str) -> str:
    """An engine as it may be shown to anyone: without the user and password of its address."""
    return _PASSWORD.sub("(hidden)@", engine)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process; ``describe`` lists them with their help."""

    seeds: Path = field(default=Path("seeds"), metadata={"help": "folder with the article files"})
    index: Path = field(
        default=Path("index"), metadata={"help": "folder that a build writes and a search reads"}
    )
    engine: str = field(
        default=EMBEDDED,
        repr=False,
        metadata={
            "help": "whoosh, or a cluster: opensearch://user:password@host:9200/articles?tls=on",
            "shown": without_password,
        },
    )
    shards: int = field(
        default=1, metadata={"help": "shards of an index on a cluster", "least": 1, "most": 1024}
    )
    replicas: int = field(
        default=1,
        metadata={
            "help": "copies of each shard besides the first, where the cluster has nodes for them"
        },
    )
    refresh: int = field(
        default=0,
        metadata={
            "help": "seconds between refreshes while a cluster takes a build in; 0: one at the end"
        },
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address that the server listens on"})
    port: int = field(
        default=8000,
        metadata={"help": "port that the server listens on; 0 takes a free one", "most": 65_535},
    )
    workers: int = field(default=2, metadata={"help": "server processes", "least": 1})
    threads: int = field(
        default=4,
        metadata={"help": "requests that one server process answers at a time", "least": 1},
    )
    timeout: float = field(
        default=2.0, metadata={"help": "seconds after which a search is given up", "least": 0.1}
    )
    most_expansions: int = field(
        default=1_000,
        metadata={
            "help": "words that brib* or colour~1 may stand for; of more, the most frequent",
            "least": 1,
        },
    )
    proxies: int = field(
        default=0,
        metadata={"help": "proxies in front whose X-Forwarded headers are believed; 0 for none"},
    )
    cors: str = field(
        default="",
        metadata={"help": "origins whose scripts may read the API, with blanks between; * for all"},
    )
    rate_limit: int = field(
        default=6000,
        metadata={"help": "requests a minute that one address may send; 0 for any number"},
    )
    build_token: str = field(
        default="",
        repr=False,
        metadata={"help": "secret of those who may start a build over HTTP; nobody without it"},
    )
    newspaper: str = field(
        default="", metadata={"help": "name of the newspaper, for citations and feeds"}
    )
    k1: float = field(default=1.6, metadata={"help": "BM25F: how soon more of a word adds less"})
    b: float = field(default=0.6, metadata={"help": "BM25F: how much a long article is held back"})
    nearness: float = field(
        default=0.15,
        metadata={"help": "how much words near each other add; 0 for nothing"},
    )
    jobs: int = field(
        default=1,
        metadata={"help": "processes that a build analyses articles in; 0: one for each core"},
    )
    memory: int = field(
        default=512,
        metadata={"help": "MB that a build may take for the articles it holds", "least": 16},
    )
    corpora: Path = field(
        default=Path("../shared"), metadata={"help": "real articles that tests and benchmarks use"}
    )


def describe() -> list[tuple[str, str, str]]:
    """Name, default and help of each setting."""
    return [(f.name, str(f.default), f.metadata["help"]) for f in fields(Settings)]


def shown(settings: Settings) -> list[tuple[str, str]]:
    """Name and value of each setting; of a secret only whether there is one."""
    return [
        (f.name, f.metadata.get("shown", str if f.repr else _hidden)(value))
        for f in fields(settings)
        for value in (getattr(settings, f.name),)
    ]


def _hidden(secret: str) -> str:
    return "(hidden)" if secret else ""


def load_settings(
    options: Mapping[str, object] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force.

    :param options: values that win over all others; None stands for "not given"
    :raises UsageError: a value that its setting cannot take, or a TOML file that is missing,
        unreadable or names an unknown setting
    """
    values: dict[str, Any] = {}
    known = {f.name: f for f in fields(Settings)}
    for source, given in (
        *_from_file(environ, known),
        *(
            (f"{ENV_PREFIX}{n.upper()}", (n, environ.get(f"{ENV_PREFIX}{n.upper()}") or None))
            for n in known
        ),
        *((f"--{n}", (n, v)) for n, v in (options or {}).items()),
    ):
        name, value = given
        if value is not None:
            values[name] = _convert(known[name], value, source)
    return Settings(**values)


def _from_file(
    environ: Mapping[str, str], known: Mapping[str, Field[Any]]
) -> list[tuple[str, tuple[str, object]]]:
    named = environ.get(CONFIG_VARIABLE)
    path = Path(named) if named else DEFAULT_CONFIG
    if not named and not path.exists():
        return []
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"the settings file {path} cannot be read: {error}") from error
    for name in table:
        if name not in known:
            raise UsageError(f"{path} names an unknown setting {name!r}; see: cuttings settings")
    return [(f"{name} in {path}", (name, value)) for name, value in table.items()]


def _convert(setting: Field[Any], value: object, source: str) -> object:
    if not isinstance(setting.default, Path | str):
        return _number(setting, type(setting.default), value, source)
    if not isinstance(value, Path | str) or "\0" in str(value):
        raise UsageError(f"{source} cannot be {value!r}: give a text")
    return _path(value, source) if isinstance(setting.default, Path) else str(value)


def _number(setting: Field[Any], kind: type, value: object, source: str) -> int | float:
    least, most = setting.metadata.get("least", 0), setting.metadata.get("most")
    try:
        number: int | float = kind(str(value))
    except ValueError:
        number = least - 1
    if not least <= number < float("inf") or (most is not None and number > most):
        what = "a whole number" if kind is int else "a number"
        upto = "" if most is None else f" to {most}"
        raise UsageError(f"{source} cannot be {value!r}: give {what} from {least}{upto}")
    return number


def _path(value: str | Path, source: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{source} cannot be {str(value)!r}: nobody is called so here") from error
