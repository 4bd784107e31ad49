"""Whatever is typed, the answer is an answer or a refusal."""

from urllib.parse import quote

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = ("q", "from", "to", "byline", "sort", "page", "per_page", "match", "utm_source", "Q")
TYPED = st.lists(
    st.sampled_from(['"', "(", ")", "-", "*", ":", "AND", "OR", "NOT", "date:", "..", "flood", " "])
    | st.text(max_size=8)
).map("".join)
VALUES = TYPED | st.sampled_from(
    [
        "",
        "0",
        "1",
        "99999999999999999999",
        "newest",
        "any",
        "2021",
        "2021-02-30",
        "1/1/2020",
        "0000",
    ]
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)
often = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@often
@given(q=TYPED)
def test_any_query_is_answered(app: Flask, q: str) -> None:
    client = app.test_client()
    assert client.get("/api/v1/search", query_string={"q": q}).status_code == 200
    assert client.get("/", query_string={"q": q}).status_code == 200


@often
@given(pairs=PAIRS)
def test_any_parameters_are_answered_or_refused(app: Flask, pairs: list[tuple[str, str]]) -> None:
    client = app.test_client()
    assert client.get("/api/v1/search", query_string=pairs).status_code in (200, 400)
    assert client.get("/", query_string=pairs).status_code in (200, 400)


@often
@given(path=st.text(max_size=20), q=TYPED)
def test_any_article_is_there_or_not(app: Flask, path: str, q: str) -> None:
    client = app.test_client()
    for start in ("/api/v1/articles/", "/article/"):
        assert client.get(f"{start}x{quote(path)}", query_string={"q": q}).status_code in (400, 404)


@often
@given(raw=st.binary(max_size=30))
def test_bytes_that_are_no_text_are_answered_or_refused(app: Flask, raw: bytes) -> None:
    query = "".join(f"%{byte:02x}" for byte in raw)
    for path in ("/", "/api/v1/search"):
        assert app.test_client().get(f"{path}?q={query}").status_code == 200
        assert app.test_client().get(f"{path}?from={query}").status_code in (200, 400)
