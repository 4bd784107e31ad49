"""The tables of the API's document against the application."""

from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from search import Archive, build, open_archive
from search.settings import Settings
from web import create_app
from web.parameters import NAMES, SearchParameters, SuggestParameters

SEARCH = "/api/v1/search"


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


def test_each_problem_in_the_table_comes_with_its_status(
    document: Callable, archive: Archive, index: Path, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    build(tmp_path / "seeds", tmp_path / "damaged")
    (tmp_path / "damaged" / "CURRENT").write_text("999999\n", "ascii")
    here = _client(archive)
    answers = (
        here.get(f"{SEARCH}?sort=size"),
        here.get("/api/v1/articles/no-such"),
        _client(open_archive(tmp_path / "nowhere")).get(SEARCH),
        _client(open_archive(tmp_path / "damaged")).get(SEARCH),
        _client(open_archive(index, Settings(timeout=1e-9))).get(f"{SEARCH}?q=flood+w/5+warning"),
        here.get("/api/v1/no-such"),
    )
    given = [[f"`{a.json['type']}`", str(a.status_code)] for a in answers if a.json]
    says = [row[:2] for row in document("docs/http-api.md").rows("Type", "Status", "When")]
    assert given == [*says[:-1], ["`about:blank`", "404"]]
    assert all(a.content_type == "application/problem+json" for a in answers)
