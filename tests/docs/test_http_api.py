"""The tables of the API's document against the application."""

import re
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from search import Archive, build, open_archive
from search.indexing.generations import build_lock
from search.settings import Settings
from web import create_app
from web.cursors import Cursor, write_cursor
from web.formats.known import SEARCH_FORMATS
from web.openapi.answers import BuildAnswer
from web.parameters import NAMES, SearchParameters, SuggestParameters

SEARCH = "/api/v1/search"
BUILDS = "/api/v1/index/builds"
NOBODY = "opensearch://127.0.0.1:1/articles"


def _names(cell: str) -> list[str]:
    return [part.strip("` ") for part in cell.split(",")]


def _client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def _keys(value: object, before: str = "") -> set[str]:
    """Paths of the innermost keys: "page.next", "results[].id"."""
    if isinstance(value, dict) and value:
        return {k for name, inner in value.items() for k in _keys(inner, f"{before}.{name}")}
    if before == ".results" and isinstance(value, list):
        return {key for inner in value for key in _keys(inner, f"{before}[]")}
    return {before.removeprefix(".")}


def test_the_table_lists_every_parameter_in_order(document: Callable) -> None:
    rows = document("docs/http-api.md").rows("Parameter", "Meaning", "If missing")
    assert tuple(name.strip("`") for name, *_ in rows) == NAMES


def test_a_missing_parameter_has_the_value_in_the_table(document: Callable) -> None:
    rows = document("docs/http-api.md").rows("Parameter", "Meaning", "If missing")
    defaults = {
        field.alias or n: field.default for n, field in SearchParameters.model_fields.items()
    }
    in_words = {"blank": "", "open": None, "all": (), "none": (), "false": False}
    for name, _, missing in rows:
        value = missing.strip("`")
        default = defaults[name.strip("`")]
        assert default == in_words[value] if value in in_words else str(default) == value, name


def test_the_table_of_suggest_lists_its_parameters_and_keys(
    document: Callable, archive: Archive
) -> None:
    rows = document("docs/http-api.md").rows("`suggest` takes", "Meaning", "If missing")
    assert [name.strip("`") for name, *_ in rows] == list(SuggestParameters.model_fields)
    rows = document("docs/http-api.md").rows("`suggest` gives", "Meaning")
    answered = _client(archive).get("/api/v1/suggest?q=flood").json
    assert answered is not None
    assert [*(name.strip("`") for name, _ in rows), "took_ms", "index"] == list(answered)


def test_the_table_of_explanations_lists_every_key(document: Callable, archive: Archive) -> None:
    rows = document("docs/http-api.md").rows("In `explanation`", "Meaning")
    answered = _client(archive).get(f"{SEARCH}?q=flood&explain=true").json
    assert answered is not None
    told = answered["results"][0]["explanation"]
    assert [name for cell, _ in rows for name in _names(cell)] == list(told)


def test_the_table_explains_every_key_of_an_answer(document: Callable, archive: Archive) -> None:
    rows = document("docs/http-api.md").rows("Key", "Meaning")
    named = {name for cell, meaning in rows for name in _names(cell)}
    answered = _keys(_client(archive).get(f"{SEARCH}?q=flood").json)
    # It is explained beside total.value.
    assert answered - {"total.relation"} == named


def test_the_table_explains_every_key_of_a_facet(document: Callable, archive: Archive) -> None:
    rows = document("docs/http-api.md").rows("Key of a facet", "Meaning")
    answer = _client(archive).get(f"{SEARCH}?facet=byline&facet=year&facet=timeline").json
    assert answer
    answered = {
        f"values[].{key}" if name == "values" else name
        for facet in answer["facets"].values()
        for name, inner in facet.items()
        for key in (inner[0] if name == "values" else [name])
    }
    assert answered == {name for cell, _ in rows for name in _names(cell)}


def _kept(index: Path, **values: object) -> FlaskClient:
    """A client of a server with these settings."""
    return create_app(open_archive(index), Settings(index=index, **values)).test_client()


def _with_others(answers: tuple[TestResponse, ...]) -> list[list[str]]:
    """Type and status of each problem, the statuses of one type together."""
    statuses: dict[str, list[str]] = {}
    for answer in answers:
        assert answer.content_type == "application/problem+json"
        statuses.setdefault(f"`{answer.json['type']}`", []).append(str(answer.status_code))
    return [[kind, ", ".join(found)] for kind, found in statuses.items()]


def test_each_problem_in_the_table_comes_with_its_status(
    document: Callable, archive: Archive, index: Path, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    build(tmp_path / "seeds", tmp_path / "damaged")
    (tmp_path / "damaged" / "CURRENT").write_text("999999\n", "ascii")
    here, limited = _client(archive), _kept(index, rate_limit=1)
    limited.get(SEARCH)
    cursor = write_cursor(Cursor("000000-00000000", 2), MultiDict())
    with build_lock(tmp_path):
        busy = _kept(tmp_path, build_token="t").post(BUILDS, headers={"Authorization": "Bearer t"})
    answers = (
        here.get(f"{SEARCH}?sort=size"),
        here.get("/api/v1/articles/no-such"),
        here.get(SEARCH, headers={"Accept": "image/png"}),
        here.get(f"{SEARCH}?cursor={cursor}"),
        limited.get(SEARCH),
        _kept(tmp_path, build_token="t").post(BUILDS),
        here.post(BUILDS),
        busy,
        _client(open_archive(tmp_path / "nowhere")).get(SEARCH),
        _client(open_archive(tmp_path / "damaged")).get(SEARCH),
        _client(open_archive(index, Settings(engine=NOBODY, timeout=0.1))).get(SEARCH),
        _client(open_archive(index, Settings(timeout=1e-9))).get(f"{SEARCH}?q=flood+w/5+warning"),
        here.get("/api/v1/no-such"),
    )
    given = _with_others(answers)
    says = [row[:2] for row in document("docs/http-api.md").rows("Type", "Status", "When")]
    assert given == [*says[:-1], ["`about:blank`", "404"]]


def test_each_format_in_the_table_is_had_by_ending_and_by_accept(
    document: Callable, archive: Archive
) -> None:
    rows = document("docs/http-api.md").rows("Ending", "`Accept`", "What it is")
    for ending, accept, _ in rows:
        mimetype = accept.strip("`")
        assert _client(archive).get(ending.strip("`")).mimetype == mimetype
        assert _client(archive).get(SEARCH, headers={"Accept": mimetype}).mimetype == mimetype
    assert [accept.strip("`") for _, accept, _ in rows] == [f.mimetype for f in SEARCH_FORMATS]


def test_each_figure_in_the_table_is_told_and_no_other(
    document: Callable, archive: Archive
) -> None:
    client = _client(archive)
    client.get(f"{SEARCH}?q=zeppelin")
    told = set(
        re.findall(
            r"^(cuttings_\w+?)(?:_bucket|_sum|_count)?[{ ]", client.get("/metrics").text, re.M
        )
    )
    rows = document("docs/http-api.md").rows("Figure", "What is counted")
    assert {name.strip("`") for name, _ in rows} == told


def test_the_table_names_every_key_of_a_build(document: Callable) -> None:
    rows = document("docs/http-api.md").rows(
        "`POST` or `GET /api/v1/index/builds/ID` gives", "Meaning"
    )
    named = {name.partition(".")[0] for cell, _ in rows for name in _names(cell)}
    assert named == {*BuildAnswer.model_fields}
