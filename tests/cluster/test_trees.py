"""Random trees: the cluster finds, scores and orders as the embedded engine does."""

import random
import time
from collections.abc import Callable
from itertools import pairwise
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.articles.article import Article
from search.engines.contract import Engine, Request, Sort
from search.engines.whoosh.engine import WhooshEngine
from search.errors import QueryTooSlowError
from search.query.matching import all_of, any_of
from search.query.nodes import AtLeast, Fuzzy, Near, Node, Or, Unit, Wildcard, Word
from search.query.parser import parse

pytestmark = pytest.mark.cluster

ARTICLES = 150
ENDS = (" ",) * 6 + (". ", "! ", ".\n\n", ", ")
# Scores of the cluster are float32.
CLOSE = 1e-5

alike = settings(deadline=None, suppress_health_check=list(HealthCheck))


class Both(NamedTuple):
    """The same articles on a cluster and in the embedded engine."""

    cluster: Engine
    embedded: WhooshEngine


def _text(chosen: random.Random, words: tuple[str, ...], most: int) -> str:
    how = (str, str, str, str.capitalize, str.upper)
    count = chosen.randint(0, most)
    return "".join(
        chosen.choice(how)(chosen.choice(words)) + chosen.choice(ENDS) for _ in range(count)
    )


def _articles(archives: ModuleType) -> list[Article]:
    """Articles of few different words, so that words meet; some of very few."""
    chosen = random.Random(6)
    few = ("flood", "run-s", "co-op", "coop", "the", "of")
    return [
        Article(
            id=f"{number:03}",
            headline=_text(chosen, words, 4),
            date=chosen.choice(archives.DAYS),
            bylines=tuple(chosen.sample(archives.NAMES, chosen.randint(0, 2))),
            standfirst=_text(chosen, words, 3),
            body=_text(chosen, words, 12 if number % 3 else 30),
            captions=tuple(_text(chosen, words, 4) for _ in range(chosen.randint(0, 2))),
        )
        for number in range(ARTICLES)
        for words in (few if number % 2 else archives.WORDS,)
    ]


@pytest.fixture(scope="module")
def both(cluster: Any, archives: ModuleType, histories: ModuleType) -> Any:
    articles = _articles(archives)
    half = articles[: ARTICLES // 2]
    # Half of them come twice: what is deleted counts for nothing.
    history = [(frozenset(), half), (frozenset(), articles)]
    with (
        histories.written(cluster, history) as engine,
        archives.written([(gone, tuple(added)) for gone, added in history]) as generation,
    ):
        yield Both(engine, generation.engine())


def _answers_alike(both: Both, request: Request) -> None:
    found, expected = both.cluster.search(request), both.embedded.search(request)
    assert found.total == expected.total
    assert sorted(found.ids) == sorted(expected.ids)
    scores = dict(expected.hits)
    # Those of patterns and of words in any order are exact for the first hundred by score.
    if request.sort is Sort.RELEVANCE and len(found.ids) <= 100:
        assert found.scores == pytest.approx([scores[own] for own in found.ids], rel=CLOSE)


@given(data=st.data())
@settings(alike, max_examples=150)
def test_every_tree_finds_what_the_embedded_engine_finds(
    data: st.DataObject, archives: ModuleType, both: Both
) -> None:
    tree = data.draw(archives.trees())
    sort = data.draw(st.sampled_from(Sort))
    _answers_alike(both, Request(tree, sort, limit=ARTICLES))


@given(data=st.data())
@settings(alike, max_examples=100)
def test_every_nearness_finds_what_the_embedded_engine_finds(
    data: st.DataObject, archives: ModuleType, both: Both
) -> None:
    tree = data.draw(archives.dense_trees())
    _answers_alike(both, Request(AtLeast(data.draw(st.integers(1, 4)), tree), limit=ARTICLES))


@given(data=st.data())
@settings(alike, max_examples=100)
def test_words_are_ordered_as_by_the_embedded_engine(
    data: st.DataObject, archives: ModuleType, both: Both
) -> None:
    words = tuple(Word(own) for own in data.draw(st.permutations(archives.WORDS))[:3])
    request = Request(
        Or(words),
        offset=data.draw(st.integers(0, 60)),
        limit=data.draw(st.integers(1, 40)),
        neighbours=data.draw(st.sampled_from([(), tuple(pairwise(words))])),
        half_life=data.draw(st.sampled_from([None, 1.0, 1000.0])),
    )
    found, expected = both.cluster.search(request), both.embedded.search(request)
    assert found.total == expected.total
    assert found.scores == pytest.approx(expected.scores, rel=CLOSE)
    swapped = [
        own
        for own, other, score in zip(found.ids, expected.ids, expected.scores, strict=True)
        if own != other and list(expected.scores).count(pytest.approx(score, rel=CLOSE)) < 2
    ]
    # At the edge of a page the other of two equal ones stands on the next.
    assert [own for own in swapped if own not in (found.ids[0], found.ids[-1])] == []


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", ["flood coop", "flo*", "flood w/3 of", "date:2019", '"co op"~3'])
def test_every_hit_is_on_one_page_and_in_the_order_of_all(
    text: str, sort: Sort, both: Both
) -> None:
    pair = Word("flood"), Word("coop")
    request = Request(any_of(parse(text).tree), sort, limit=7, neighbours=(pair,))
    whole = both.cluster.order(request)
    pages = [
        hit
        for offset in range(0, len(whole), 7)
        for hit in both.cluster.search(request._replace(offset=offset)).hits
    ]
    assert len(pages) == len({hit.id for hit in pages}) == len(whole) > 7
    assert whole.hits(0, len(whole)) == tuple(pages)
    assert whole.hits(len(whole) - 3, len(whole) + 5) == tuple(pages[-3:])
    assert {hit.id for hit in pages} == set(both.embedded.search(request._replace(limit=200)).ids)


def test_all_hits_are_reached_however_few_the_cluster_gives_at_once(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(Word("flood"), Sort.OLDEST, limit=200)
    expected = both.embedded.search(request).ids
    monkeypatch.setattr("search.engines.opensearch.ordering.AT_ONCE", 9)
    monkeypatch.setattr("search.engines.opensearch.engine.AT_ONCE", 9)
    monkeypatch.setattr("search.engines.opensearch.matching._TOGETHER", 7)
    assert both.cluster.search(request).ids == expected
    page = request._replace(offset=40, limit=5)
    assert both.cluster.search(page).ids == expected[40:45]
    near = Request(Near(Near(Word("the"), Word("of"), Unit.SENTENCE), Word("flood"), 4), limit=200)
    assert sorted(both.cluster.search(near).ids) == sorted(both.embedded.search(near).ids)


def test_scores_are_explained_as_by_the_embedded_engine(both: Both) -> None:
    pair = Word("flood"), Word("council")
    tree = any_of(parse('flood council "co-op" flo* headline:the').tree)
    request = Request(tree, limit=12, neighbours=(pair,), half_life=500.0)
    ids = both.embedded.search(request).ids
    assert both.cluster.explain(request, ids, ids[:5]) == both.embedded.explain(
        request, ids, ids[:5]
    )
    assert both.cluster.explain(request, ["nobody"]) == []


def test_articles_and_frequencies_are_those_of_the_embedded_engine(both: Both) -> None:
    ids = ["003", "nobody", "001", "003"]
    assert both.cluster.articles(ids) == both.embedded.articles(ids)
    words = [Word("flood"), Word("co-op"), Word("unheard"), Word("Łódź")]
    assert both.cluster.frequencies(words) == both.embedded.frequencies(words)


@pytest.mark.parametrize("most", [1, 2, 4])
def test_of_more_words_than_are_allowed_the_same_are_taken(most: int, both: Both) -> None:
    for leaf in (Wildcard("*o*"), Wildcard("*", "byline"), Fuzzy("flod", 2)):
        request = Request(leaf, limit=ARTICLES, most_expansions=most)
        found, expected = both.cluster.search(request), both.embedded.search(request)
        assert found.cut == expected.cut
        assert found.cut or most > 2
        assert sorted(found.ids) == sorted(expected.ids)


def test_a_search_past_its_deadline_is_given_up(both: Both) -> None:
    late = time.monotonic() - 1
    for text in ("flood", "flo* w/3 *un*", "flood w/s of w/3 the"):
        with pytest.raises(QueryTooSlowError):
            both.cluster.search(Request(all_of(parse(text).tree), deadline=late))


def test_it_is_told_how_long_all_of_a_search_could_take(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object) -> None:
        raise QueryTooSlowError(0.1)

    monkeypatch.setattr("search.engines.opensearch.index.Index.search", give_up)
    with pytest.raises(QueryTooSlowError, match=r"after (49|50)"):
        both.cluster.search(Request(Word("told"), deadline=time.monotonic() + 50))


@given(text=st.text(max_size=60) | st.text('ab "*?~()-:/w35sp^', max_size=40))
@settings(alike, max_examples=100)
def test_no_typed_text_is_refused_by_the_cluster(text: str, both: Both) -> None:
    tree = all_of(parse(text).tree)
    assert both.cluster.search(Request(tree)).total == both.embedded.search(Request(tree)).total


LARGE: dict[str, Callable[[], Node]] = {
    "many words": lambda: Or(tuple(Word(f"w{number}") for number in range(900))),
    "many phrases": lambda: any_of(parse('"co op flood of" OR ' * 80 + "the").tree),
    "many pairs": lambda: any_of(parse("(flood w/3 of) OR (run w/s coop) OR " * 30 + "the").tree),
    "many letters": lambda: Near(Wildcard("*"), Wildcard("*o*"), 3),
    "deep": lambda: all_of(parse("(flood OR (of AND " * 60 + "the" + "))" * 60).tree),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_query_is_answered_too(name: str, both: Both) -> None:
    request = Request(LARGE[name](), limit=ARTICLES)
    assert sorted(both.cluster.search(request).ids) == sorted(both.embedded.search(request).ids)
