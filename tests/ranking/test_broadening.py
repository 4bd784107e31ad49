"""A query broadened by the words of the best articles."""

from types import ModuleType

import pytest

from search.engines.contract import Request
from search.query.parser import parse
from search.ranking.broadening import MIX, broadened
from search.ranking.similarity import similar


@pytest.fixture(scope="module")
def articles(archives: ModuleType) -> tuple[object, ...]:
    """A bribe is told of in two articles that speak of a tender, and two more speak of it."""

    def article(name: str, body: str) -> object:
        return archives.Article(id=name, body=body)

    return (
        article("a", "mayor bribe tender tender contract"),
        article("b", "mayor bribes for a tender"),
        article("c", "the tender was reopened"),
        article("d", "a tender for gas"),
        *(article(f"x{n:02}", "frost and snow on the hills") for n in range(40)),
    )


def test_words_of_the_best_articles_find_more(
    archives: ModuleType, articles: tuple[object, ...]
) -> None:
    with archives.written([(frozenset(), articles)]) as generation:
        engine = generation.engine()
        found, added = broadened(engine, Request(parse("bribes").tree))
        assert [hit.id for hit in found.hits][:2] == ["a", "b"]
        assert {hit.id for hit in found.hits} == {"a", "b", "c", "d"}
        assert {str(word) for word in added} == {"tender", "mayor"}
        # One word was typed; what was added and the word itself share MIX / (1 - MIX).
        assert 0 < sum(word.weight for word in added) < MIX / (1 - MIX)
        assert added[0].weight >= added[1].weight


def test_a_word_taken_back_is_not_looked_for(
    archives: ModuleType, articles: tuple[object, ...]
) -> None:
    with archives.written([(frozenset(), articles)]) as generation:
        engine = generation.engine()
        found, added = broadened(engine, Request(parse("bribes").tree), ["Tenders"])
        assert [str(word) for word in added] == ["mayor"]
        assert {hit.id for hit in found.hits} == {"a", "b"}


def test_filters_hold_for_what_is_added(archives: ModuleType, articles: tuple[object, ...]) -> None:
    with archives.written([(frozenset(), articles)]) as generation:
        found, added = broadened(generation.engine(), Request(parse("bribes -gas").tree))
    assert {hit.id for hit in found.hits} == {"a", "b", "c"}
    assert added


@pytest.mark.parametrize("typed", ["", "-flood", "unheard", "words:>3", "by:pellew"])
def test_where_nothing_is_asked_or_found_nothing_is_added(
    archives: ModuleType, articles: tuple[object, ...], typed: str
) -> None:
    with archives.written([(frozenset(), articles)]) as generation:
        _, added = broadened(generation.engine(), Request(parse(typed).tree))
    assert added == ()


def test_similar_articles_share_the_words_that_few_have(
    archives: ModuleType, articles: tuple[object, ...]
) -> None:
    with archives.written([(frozenset(), articles)]) as generation:
        engine = generation.engine()
        (article,) = engine.articles(["a"])
        found = similar(engine, article, 10)
        assert found[0].id == "b"
        assert {hit.id for hit in found} == {"b", "c", "d"}
        assert [hit.id for hit in similar(engine, article, 1)] == ["b"]


def test_an_article_of_words_that_no_other_has_is_like_none(archives: ModuleType) -> None:
    alone = archives.Article(id="a", body="zeppelin")
    with archives.written([(frozenset(), (alone,))]) as generation:
        assert similar(generation.engine(), alone, 10) == ()
