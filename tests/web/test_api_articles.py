"""GET /api/v1/articles/<id>."""

from flask.testing import FlaskClient


def test_an_article_comes_whole(client: FlaskClient) -> None:
    (result,) = client.get("/api/v1/search?q=tasker").json["results"]
    article = client.get(f"/api/v1/articles/{result['id']}").json
    assert list(article) == [
        "id",
        "url",
        "headline",
        "date",
        "byline",
        "bylines",
        "standfirst",
        "body",
        "captions",
        "index",
    ]
    assert article["id"] == result["id"]
    assert article["url"] == result["url"]
    assert article["headline"] == "Mayor Roland Tasker resigns"
    assert article["date"] == "2021-03-18"
    assert article["bylines"] == ["Joan Pellew"]
    assert article["body"].count("\n\n") == 1
    assert article["body"].endswith("""& <b>"my family's"</b>.""")
    assert article["captions"] == []
    assert article["index"]["documents"] == 48


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/2021/no-such")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert response.json["type"] == "urn:problem-type:cuttings:article"
    assert "2021/no-such" in response.json["detail"]


def test_an_article_takes_no_parameters(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/2021/no-such?q=flood")
    assert response.status_code == 400
    assert response.json["parameter"] == "q"


def test_an_id_is_never_rewritten(client: FlaskClient) -> None:
    assert client.get("/api/v1/articles/2021//no-such").status_code == 404
