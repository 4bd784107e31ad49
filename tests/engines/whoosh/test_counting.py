"""The engine counts what a scan of all articles counts."""

from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from search.engines.counts import BylineCount, CountRequest, Period
from search.query.nodes import Everything, Phrase, Word


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_every_count_is_what_a_scan_counts(
    data: DataObject, archives: ModuleType, oracle: ModuleType, counted: ModuleType
) -> None:
    history = data.draw(archives.histories())
    days = st.sampled_from(archives.DAYS)
    requests = st.builds(
        CountRequest,
        tree=archives.trees(),
        period=st.none() | st.sampled_from(Period),
        most_periods=st.sampled_from([0, 1, 2, 20, 400, 20_000]),
        first=days,
        last=days,
        bylines=st.integers(0, 4),
        names=st.lists(st.sampled_from((*archives.NAMES, "joan", "Nobody")), max_size=3).map(tuple),
    )

    def words(article: archives.Article) -> int:
        return sum(oracle.length(article, field) for field in oracle.SEARCHED_FIELDS)

    def signed(name: str, article: archives.Article) -> bool:
        return oracle.matches(Phrase(name, "byline"), article)

    with archives.written(history) as generation:
        engine = generation.engine()
        articles = list(generation.articles.values())
        asked = data.draw(st.lists(requests, min_size=1, max_size=3))
        expected = [
            counted.counts(
                request,
                articles,
                lambda a, r=request: oracle.matches(r.tree, a, articles),
                words,
                signed,
            )
            for request in asked
        ]
        assert engine.count(asked) == expected


def test_counts_add_up_over_several_segments(
    archives: ModuleType, oracle: ModuleType, counted: ModuleType
) -> None:
    with archives.written(archives.large_history(seed=7)) as generation:
        articles = list(generation.articles.values())
        request = CountRequest(Word("flood"), Period.YEAR, most_periods=100)
        (counts,) = generation.engine().count([request])
        dated = [a for a in articles if oracle.matches(request.tree, a) and a.date]
        assert counts.total - counts.undated == len(dated)
        assert [p.matching for p in counts.periods] == [
            sum(a.date.year == p.first.year for a in dated) for p in counts.periods
        ]
        assert sum(p.held for p in counts.periods) == sum(a.date is not None for a in articles)


def test_somebody_printed_twice_over_one_article_signed_it_once(archives: ModuleType) -> None:
    twice = archives.Article(id="a", body="flood", bylines=("PA", "PA"))
    with archives.written([(frozenset(), (twice,))]) as generation:
        (counts,) = generation.engine().count([CountRequest(Everything(), bylines=5)])
        assert counts.bylines == (BylineCount("PA", 1),)


def test_an_empty_archive_counts_nothing(archives: ModuleType) -> None:
    with archives.written([(frozenset(), ())]) as generation:
        request = CountRequest(Everything(), most_periods=10, bylines=5)
        (counts,) = generation.engine().count([request])
        assert (counts.total, counts.undated, counts.periods, counts.bylines) == (0, 0, (), ())
