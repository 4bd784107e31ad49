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
# What is in these has the archive's or the client's own words as keys.
TABLES = {"results[].explanation.parts[].occurrences.", "suggestions.spellings[].words."}
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


def can_be_asked(case: Any) -> bool:
    """Leaves out what an address says as a blank, which is as good as nothing."""
    asked = list((case.query or {}).values())
    items = [item for value in asked if isinstance(value, list) for item in value]
    return all(value not in (None, "", [], {}) for value in [*asked, *items])


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
        assume(can_be_asked(case))
        case.call_and_validate(headers=NO_COMPRESSION)

    ask()


def test_every_route_for_programs_is_in_the_document(app: Flask) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules() if for_programs(rule.rule)}
    assert served == {*OPERATIONS, *BY_HAND}


def keys(value: Any, before: str = "") -> set[str]:
    """Paths of all keys: "page.next", "results[].id"; without those that are data."""
    found: set[str] = set()
    if before in TABLES:
        return found
    for name, inner in value.items() if isinstance(value, dict) else ():
        found |= {f"{before}{name}"} | keys(inner, f"{before}{name}.")
    for inner in value if isinstance(value, list) else ():
        found |= keys(inner, f"{before[:-1]}[].")
    return found


@pytest.mark.parametrize(
    ("operation", "addresses"),
    [
        (
            "api_search",
            [
                "/api/v1/search?q=flood&facet=byline&facet=year&facet=timeline",
                "/api/v1/search?q=tasker+mayor&explain=true&broaden=true&recency=90",
                "/api/v1/search?q=flood+notise&from=2020&match=all",
                "/api/v1/search?q=flood+notise&match=all",
                "/api/v1/search?q=%22notice+flood%22",
            ],
        ),
        ("api_similar", ["/api/v1/articles/2021/mayor-resigns/similar"]),
        ("api_suggest", [f"/api/v1/suggest?q={typed}" for typed in ("flo", "by:joan")]),
        ("api_article", ["/api/v1/articles/2021/mayor-resigns"]),
        ("api_index", ["/api/v1/index"]),
        ("operations_ready", ["/readyz"]),
    ],
)
def test_the_document_names_exactly_the_keys_of_the_answers(
    client: FlaskClient, operation: str, addresses: list[str]
) -> None:
    document = client.get(DOCUMENT).json
    (shown,) = [shown for shown in operations_of(document) if shown.anchor == operation]
    answered = set().union(*(keys(client.get(address).json) for address in addresses))
    assert answered == {row.name for row in shown.keys}


def test_the_page_tells_of_every_operation(client: FlaskClient) -> None:
    page = client.get("/api/docs")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    headings = re.findall(r"<h2[^>]*><code>(.+?)</code></h2>", page.text)
    assert headings == [f"{method.upper()} {path}" for path, method, _ in OPERATIONS_BY_PATH]


def test_the_description_needs_no_index(missing: FlaskClient) -> None:
    assert missing.get(DOCUMENT).status_code == 200
    assert missing.get("/api/docs").status_code == 200
