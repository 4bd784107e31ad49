"""Which articles come first, which follow, and which do not come at all."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import Request, Sort
from search.query.matching import all_of, any_of
from search.query.parser import parse
from search.ranking.tiers import FEW, Match, enough_of, ranking
from search.ranking.weighing import repeated


@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_articles_with_all_words_come_first_and_every_one_is_reached_once(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    history = data.draw(archives.histories())
    words = st.sampled_from((*archives.WORDS, "unheard"))
    typed = parse(" ".join(data.draw(st.lists(words, min_size=1, max_size=5)))).tree
    sort = data.draw(st.sampled_from(Sort))
    with archives.written(history) as generation:
        engine = generation.engine()
        articles = list(generation.articles.values())
        whole = ranking(engine, Request(typed, sort, limit=100), Match.AUTO)
        ids = [hit.id for hit in whole.hits]
        with_all = {a.id for a in articles if oracle.matches(all_of(typed), a, articles)}
        with_any = {a.id for a in articles if oracle.matches(any_of(typed), a, articles)}
        enough = repeated(enough_of(typed))
        wanted = {a.id for a in articles if oracle.matches(enough, a, articles)}
        assert set(ids[: whole.with_all]) == with_all
        assert set(ids) == with_all | wanted
        assert len(ids) == len(set(ids)) == whole.total
        # Whoever types a word that the archive has finds something.
        assert bool(ids) == bool(with_any)
        size = data.draw(st.integers(1, 4))
        pages = [
            ranking(engine, Request(typed, sort, offset, size), Match.AUTO)
            for offset in range(0, len(ids) + 1, size)
        ]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {(page.total, page.with_all) for page in pages} == {(whole.total, whole.with_all)}


def test_where_enough_articles_have_all_words_none_follow(archives: ModuleType) -> None:
    both = [archives.Article(id=f"a{n:02}", body="flood warning") for n in range(FEW)]
    one = [archives.Article(id=f"b{n:02}", body="flood") for n in range(3)]
    typed = parse("flood warning").tree
    with archives.written([(frozenset(), (*both, *one))]) as generation:
        found = ranking(generation.engine(), Request(typed, limit=2), Match.AUTO)
    assert (found.total, found.with_all) == (FEW, FEW)
    with archives.written([(frozenset(), (*both[1:], *one))]) as generation:
        found = ranking(generation.engine(), Request(typed, limit=2), Match.AUTO)
    assert (found.total, found.with_all) == (FEW - 1, FEW - 1)


@pytest.fixture(scope="module")
def council(archives: ModuleType) -> tuple[object, ...]:
    """Fifty articles: all of a council, a few of a mayor, one of a kickback, one of 1990."""
    usual = [archives.Article(id=f"{n:02}", body="the council met") for n in range(45)]
    return (
        *usual,
        *(archives.Article(id=f"m{n}", body="the council and the mayor") for n in range(4)),
        archives.Article(id="k", body="a kickback to the mayor"),
    )


def test_an_article_with_nothing_but_a_word_that_nearly_all_have_does_not_follow(
    archives: ModuleType, council: tuple[object, ...]
) -> None:
    typed = parse("council mayor kickback unheard").tree
    with archives.written([(frozenset(), council)]) as generation:
        found = ranking(generation.engine(), Request(typed, limit=50), Match.AUTO)
    assert found.hits[0].id == "k"
    assert {hit.id for hit in found.hits} == {"k", "m0", "m1", "m2", "m3"}


def test_a_filter_that_leaves_out_all_heavy_words_leaves_the_light_ones(
    archives: ModuleType, council: tuple[object, ...]
) -> None:
    typed = parse("council kickback unheard -mayor").tree
    with archives.written([(frozenset(), council)]) as generation:
        found = ranking(generation.engine(), Request(typed, limit=50), Match.AUTO)
    assert found.total == 45


def test_all_and_any_ask_for_all_and_any(archives: ModuleType, council: tuple[object, ...]) -> None:
    typed = parse("council mayor").tree
    with archives.written([(frozenset(), council)]) as generation:
        engine = generation.engine()
        every = ranking(engine, Request(typed), Match.ALL)
        either = ranking(engine, Request(typed), Match.ANY)
    assert (every.total, every.with_all) == (4, 4)
    assert (either.total, either.with_all) == (50, None)
