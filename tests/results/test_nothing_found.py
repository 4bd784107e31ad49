"""What is advised where a search finds nothing, or little."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Archive, build, open_archive
from search.errors import QueryTooSlowError
from search.query.parser import parse
from search.results.nothing_found import FEW, Advice, Asked, advise
from search.settings import Settings

ARTICLES = {
    **{
        f"flood-{day}": f"2019-01-{day:02} Flood warning\n\nBy Joan Pellew\n\nThe river rose."
        for day in range(1, 21)
    },
    "committee": "2020-05-01 Planning committee votes\n\nBy Tobias Reeve\n\nOn the bridge.",
    "commitee": "2020-06-01 A misprint\n\nThe commitee was printed so.",
    "mayor": "2021-05-01 Mayor resigns\n\nThe mayor took no bribe, the committee said.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("advice")
    (folder / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (folder / "seeds" / f"{name}.txt").write_text(f"date {text}\n", "utf-8")
    build(folder / "seeds", folder / "index")
    return folder / "index"


@pytest.fixture(scope="module")
def archive(index: Path) -> Archive:
    return open_archive(index)


@pytest.fixture
def advice(archive: Archive) -> Callable[..., Advice]:
    return lambda query, **asked: archive.search(query, **({"match": "all"} | asked)).advice


def spellings(advice: Advice) -> list[tuple[str, int]]:
    return [(spelling.query, spelling.total) for spelling in advice.spellings]


Advised = Callable[..., Advice]


def test_each_part_says_what_is_found_without_it_and_what_it_finds_alone(advice: Advised) -> None:
    told = {part.part: part for part in advice("flood zeppelin -mayor").without}
    assert [(w.query, w.total, w.alone) for w in told.values()] == [
        ("zeppelin -mayor", 0, 20),
        ("flood -mayor", 20, 0),
        ("flood zeppelin", 0, 22),
    ]


def test_each_filter_is_left_out_and_all_of_them(advice: Advised) -> None:
    told = advice("flood", first=date(2021, 1, 1), bylines=["Tobias Reeve"]).without
    assert [(w.parameters, w.total, w.alone) for w in told] == [
        (("q",), 0, 20),
        (("from",), 0, 1),
        (("byline",), 0, 1),
        (("from", "byline"), 20, 0),
    ]


def test_what_is_left_of_a_query_finds_what_is_said(advice: Advised, archive: Archive) -> None:
    query = '"planning committee" (flood OR zeppelin) mayor w/9 bribe'
    told = advice(query).without
    assert told
    for part in told:
        assert archive.search(part.query, match="all").total == part.total
        assert archive.search(part.part, match="all").total == part.alone


def test_a_common_word_is_no_part(advice: Advised) -> None:
    assert [w.part for w in advice("the flood of zeppelins").without] == ["flood", "zeppelins"]


def test_a_single_word_cannot_be_left_out(advice: Advised) -> None:
    assert advice("zeppelin").without == ()


@pytest.mark.parametrize(
    ("query", "spelt"),
    [
        ("warnign", [("warning", 20)]),
        ("floood river", [("flood river", 20)]),
        ("comitteee", [("committee", 2)]),
        ('"planing comittee" votes', [('"planning committee" votes', 1)]),
        ("by:pelew flood", [("by:pellew flood", 20)]),
        ("floood warnign", [("flood warning", 20)]),
        ("mayor w/20 brihe", [("mayor w/20 bribe", 1)]),
        ("floood AND -mayor", [("flood AND -mayor", 20)]),
        ("zeppelin", []),
        ("xx", []),
        ("-floood", []),
    ],
)
def test_a_word_that_no_article_has_gets_the_nearest_that_finds_something(
    advice: Advised, query: str, spelt: list[tuple[str, int]]
) -> None:
    assert spellings(advice(query)) == spelt


def test_a_spelling_names_the_words(advice: Advised) -> None:
    (spelling,) = advice("Floood warnign").spellings
    assert spelling.words == {"floood": "flood", "warnign": "warning"}


def test_a_spelling_that_finds_nothing_either_is_not_offered(advice: Advised) -> None:
    assert spellings(advice("floood resigns")) == []


def test_a_rare_word_gets_one_that_many_more_articles_have(archive: Archive) -> None:
    page = archive.search("floodd OR resigns")
    assert 0 < page.total <= FEW
    assert spellings(page.advice) == [("flood OR resigns", 21)]


def test_where_enough_is_found_nothing_is_advised(advice: Advised) -> None:
    assert advice("flood") == advice("flood floood", match="any") == Advice()


def test_where_only_some_of_the_words_are_found_the_others_are_told(archive: Archive) -> None:
    page = archive.search("flood zeppelin")
    assert page.query.relaxed
    assert [(w.part, w.alone) for w in page.advice.without] == [("flood", 20), ("zeppelin", 0)]
    assert page.advice.any_word == 0


def test_any_of_the_words_is_offered_where_all_were_asked_for(advice: Advised) -> None:
    assert advice("flood mayor").any_word == 21


def test_the_words_of_a_phrase_are_offered_apart(advice: Advised, archive: Archive) -> None:
    told = advice('"warning river"').apart
    assert told is not None
    assert (told.query, told.total) == ("warning river", 20)
    assert archive.search(told.query).total == 20
    assert advice('"warning mayor"').apart is None


def test_advice_ends_with_the_time_of_the_search() -> None:
    def too_slow(_: object) -> int:
        raise QueryTooSlowError(2)

    asked = Asked(parse("floood mayor"), {}, 0, False)
    assert advise(asked, too_slow, None) == Advice()  # type: ignore[arg-type]


def test_a_query_of_very_many_misspelt_words_is_advised_on_in_bounds(archive: Archive) -> None:
    words = " ".join(f"flood{a}{b}" for a in "abcdefgh" for b in "xyz")
    assert len(archive.search(words, match="all").advice.spellings) <= 3


queries = st.lists(
    st.sampled_from(
        ("flood", "floood", "comittee", '"river rose"', "-mayor", "OR", "AND", "w/3", "NOT", "(",
         ")", "by:pelew", "date:2019", "cap(Flood)", "atleast2(", "flo*", "brige~1", "headline:"),
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(queries)
@settings(max_examples=60, deadline=None)
def test_what_is_advised_finds_as_many_articles_as_it_says(archive: Archive, query: str) -> None:
    told = archive.search(query, match="all").advice
    for spelling in told.spellings:
        assert archive.search(spelling.query, match="all").total == spelling.total > 0
    for part in told.without:
        assert archive.search(part.query, match="all").total == part.total


@given(queries)
@settings(max_examples=30, deadline=None)
def test_where_nothing_is_shown_a_search_shows_what_is_advised(
    archive: Archive, query: str
) -> None:
    page = archive.search(query)
    if not page.total:
        for other in (*page.advice.spellings, *page.advice.without):
            assert archive.search(other.query).total == other.total


def test_words_that_no_article_has_together_are_spelt_where_some_are_an_answer(
    archive: Archive,
) -> None:
    assert archive.search("flood resigns", match="all").total == 0
    shown = archive.search("flood resigns").total
    assert spellings(archive.search("floood resigms").advice) == [("flood resigns", shown)]


def test_the_limits_of_the_settings_hold(index: Path) -> None:
    hurried = open_archive(index, Settings(timeout=1e-9))
    with pytest.raises(QueryTooSlowError, match="narrower"):
        hurried.search("flood w/5 warning")
    brief = open_archive(index, Settings(most_expansions=1))
    page = brief.search("comm*")
    assert page.query.notes == (
        '"comm*" stands for 2 words of this archive; the 1 most frequent were looked for',
    )
    assert page.total == 2
