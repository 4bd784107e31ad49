"""GET /api/v1/suggest."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.engines


def test_words_names_and_headlines_are_offered(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=no&limit=2").json
    assert answer is not None
    assert list(answer) == ["words", "bylines", "headlines", "took_ms", "index"]
    assert answer["words"][0] == {"word": "notice", "query": "notice", "articles": 45}
    assert len(answer["words"]) <= 2
    first, *_ = answer["headlines"]
    assert list(first) == ["id", "url", "headline", "date"]
    assert first["url"] == f"/article/{first['id']}"
    assert client.get(first["url"]).status_code == 200


def test_names_come_with_how_many_articles_they_sign(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=by:pel").json
    assert answer is not None
    assert answer["bylines"] == [{"name": "Joan Pellew", "articles": 2}]
    assert answer["words"] == answer["headlines"] == []


def test_nothing_typed_offers_nothing(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest").json
    assert answer is not None
    assert answer["words"] == answer["bylines"] == answer["headlines"] == []


def test_a_wrong_parameter_is_refused(client: FlaskClient) -> None:
    for query in ("limit=0", "limit=21", "limit=two", "q=a&q=b", "limit=1&limit=2", "page=1"):
        response = client.get(f"/api/v1/suggest?{query}")
        assert response.status_code == 400, query
        assert response.mimetype == "application/problem+json"
