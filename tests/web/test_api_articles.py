"""GET /api/v1/articles/<id>."""

from pathlib import Path

from flask.testing import FlaskClient

from search import build, open_archive
from search.settings import Settings
from web import create_app


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


def test_similar_articles_are_others_and_at_most_so_many(shipped: FlaskClient) -> None:
    answer = shipped.get("/api/v1/articles/2021/mayor-resigns/similar?limit=3").json
    assert list(answer) == ["results", "index"]
    assert len(answer["results"]) == 3
    assert "2021/mayor-resigns" not in {result["id"] for result in answer["results"]}
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_similar_to_no_article_is_not_found(client: FlaskClient) -> None:
    assert client.get("/api/v1/articles/2021/no-such/similar").status_code == 404


def test_too_many_similar_articles_are_refused(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/2021/mayor-resigns/similar?limit=21")
    assert (response.status_code, response.json["parameter"]) == (400, "limit")


def test_an_article_is_shown_though_there_is_no_time_for_others_like_it(index: Path) -> None:
    impatient = open_archive(index, Settings(timeout=1e-9))
    client = create_app(impatient, Settings(rate_limit=0)).test_client()
    page = client.get("/article/2021/mayor-resigns")
    assert page.status_code == 200
    assert "There was no time to look for similar articles." in page.text
    response = client.get("/api/v1/articles/2021/mayor-resigns/similar")
    assert response.status_code == 503
    assert response.json["type"] == "urn:problem-type:cuttings:slow"


def test_an_article_whose_id_ends_like_the_list_is_still_reached(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "more.jsonl").write_text('{"id": "similar", "title": "Key"}', "utf-8")
    build(tmp_path / "seeds", tmp_path / "index")
    client = create_app(open_archive(tmp_path / "index")).test_client()
    assert client.get("/api/v1/articles/more/similar").json["headline"] == "Key"


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
