"""A cluster behind TLS and a password."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest

from search import build, open_archive
from search.errors import CuttingsError
from search.settings import Settings


@pytest.fixture
def authority(guard: ModuleType, tmp_path: Path) -> tuple[Path, Path]:
    return guard.certificate(tmp_path)


@pytest.fixture
def gate(cluster: Any, guard: ModuleType, authority: tuple[Path, Path]) -> Iterator[str]:
    """Host and port of a gate in front of a node."""
    with guard.guarding(cluster.nodes[0].url, *authority) as gate:
        yield gate


@pytest.fixture
def credentials(guard: ModuleType) -> str:
    """As they stand in an address."""
    return f"{guard.USER}:{quote(guard.PASSWORD, safe='')}"


@pytest.fixture
def alias(cluster_url: str) -> str:
    return cluster_url.rpartition("/")[2]


@pytest.mark.usefixtures("notices")
def test_an_archive_is_built_and_searched_through_tls_with_a_password(
    gate: str, credentials: str, alias: str, authority: tuple[Path, Path], seeds: Path, index: Path
) -> None:
    settings = Settings(engine=f"opensearch://{credentials}@{gate}/{alias}?tls={authority[0]}")
    report = build(seeds, index, settings=settings)
    archive = open_archive(index, settings)
    assert archive.search("flood").total == report.documents > 0


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("opensearch://{credentials}@{gate}/{alias}?tls=on", "certificate"),
        ("opensearch://{credentials}@{gate}/{alias}", "tls"),
        ("opensearch://reader:guess@{gate}/{alias}?tls={authority}", "password"),
        ("opensearch://{gate}/{alias}?tls={authority}", "password"),
    ],
    ids=["an unknown authority", "no TLS", "a wrong password", "no password"],
)
def test_what_is_wrong_with_the_way_in_is_said_without_the_password(
    form: str, why: str, gate: str, credentials: str, alias: str,
    authority: tuple[Path, Path], seeds: Path, index: Path,
) -> None:  # fmt: skip
    engine = form.format(credentials=credentials, gate=gate, alias=alias, authority=authority[0])
    with pytest.raises(CuttingsError, match=f"(?i){why}") as refused:
        build(seeds, index, settings=Settings(engine=engine))
    secret = credentials.partition(":")[2]
    assert secret not in str(refused.value) and "guess" not in str(refused.value)
