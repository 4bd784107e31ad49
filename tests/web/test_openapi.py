"""The API's description of itself, held against what it does."""

import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

from search import open_archive
from search.settings import Settings
from web import create_app
from web.openapi.operations import OPERATIONS
from web.openapi.reading import operations_of
from web.problems import for_programs

DOCUMENT = "/api/v1/openapi.json"
BY_HAND = {"operations.metrics", "reference.openapi"}
bounded = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


NO_COMPRESSION = {"Accept-Encoding": "identity"}


def _document() -> dict[str, Any]:
    app = create_app(open_archive("nowhere"), Settings(rate_limit=0))
    document: dict[str, Any] = app.test_client().get(DOCUMENT).json
    return document


OPERATIONS_BY_PATH = [
    (path, method, operation)
    for path, methods in _document()["paths"].items()
    for method, operation in methods.items()
]
# A feed overlooks what it does not know, as pages do; others have nothing that could be wrong.
STRICT = [
    (path, method)
    for path, method, operation in OPERATIONS_BY_PATH
    if any(p["in"] == "query" for p in operation["parameters"]) and not path.startswith("/feed")
]


@pytest.fixture(scope="module")
def described(index: Path) -> Any:
    """The application as Schemathesis knows it: by its document."""
    app = create_app(open_archive(index), Settings(rate_limit=0))
    return schemathesis.openapi.from_wsgi(DOCUMENT, app)


def can_be_answered(case: Any) -> bool:
    """Leaves out what a schema cannot say: nobody makes a cursor up, and days have an order."""
    query = case.query or {}
    return not query.get("cursor") and not (query.get("from") and query.get("to"))


@pytest.mark.parametrize(("path", "method"), [known[:2] for known in OPERATIONS_BY_PATH])
def test_what_the_document_allows_is_answered_as_it_says(
    described: Any, path: str, method: str
) -> None:
    @bounded
    @given(case=described[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        assume(can_be_answered(case))
        case.call_and_validate(headers=NO_COMPRESSION)

    ask()


@pytest.mark.parametrize(("path", "method"), STRICT)
def test_what_the_document_does_not_allow_is_refused(
    described: Any, path: str, method: str
) -> None:
    @bounded
    @given(case=described[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=NO_COMPRESSION)

    ask()


def test_every_route_for_programs_is_in_the_document(app: Flask) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules() if for_programs(rule.rule)}
    assert served == {*OPERATIONS, *BY_HAND}


def keys(value: Any, before: str = "") -> set[str]:
    """Paths of all keys: "page.next", "results[].id"."""
    found: set[str] = set()
    for name, inner in value.items() if isinstance(value, dict) else ():
        found |= {f"{before}{name}"} | keys(inner, f"{before}{name}.")
    for inner in value if isinstance(value, list) else ():
        found |= keys(inner, f"{before[:-1]}[].")
    return found


@pytest.mark.parametrize(
    ("address", "operation"),
    [
        ("/api/v1/search?q=flood", "api_search"),
        ("/api/v1/articles/2021/mayor-resigns", "api_article"),
        ("/api/v1/index", "api_index"),
        ("/readyz", "operations_ready"),
    ],
)
def test_the_document_names_exactly_the_keys_of_an_answer(
    client: FlaskClient, address: str, operation: str
) -> None:
    document = client.get(DOCUMENT).json
    (shown,) = [shown for shown in operations_of(document) if shown.anchor == operation]
    assert keys(client.get(address).json) == {row.name for row in shown.keys}


def test_the_page_tells_of_every_operation_without_a_script(client: FlaskClient) -> None:
    page = client.get("/api/docs")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    headings = re.findall(r"<h2[^>]*><code>(.+?)</code></h2>", page.text)
    assert headings == [f"{method.upper()} {path}" for path, method, _ in OPERATIONS_BY_PATH]
    assert "<script" not in page.text


def test_the_description_needs_no_index(missing: FlaskClient) -> None:
    assert missing.get(DOCUMENT).status_code == 200
    assert missing.get("/api/docs").status_code == 200
