"""Why a hit stands where it does."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search import Archive, build, open_archive
from search.engines.contract import Explanation, LeafScore
from search.query.nodes import Phrase, Word
from search.results.explanation import headline_score, length_score, sentences

QUERIES = (
    "flood", "flood warning sirens", "mayor w/5 bribe", '"flood warning" OR brib*', "flod~1 tamble",
    "tasker zeppelin", "bridge date:2022", "the mayor of the town", "first/20(council) -election",
    "flood flood warning",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "asked",
    [{}, {"match": "any"}, {"sort": "oldest"}, {"recency": 300}, {"broaden": True}, {"page": 2}],
)
def test_the_numbers_of_an_explanation_add_up_to_the_score(
    shipped_archive: Archive, query: str, asked: dict[str, object]
) -> None:
    page = shipped_archive.search(query, per_page=15, explain=True, **asked)
    for result in page.results:
        told = result.explanation
        assert told is not None
        parts = [leaf.score for leaf in told.leaves] + [score for _, score in told.others]
        assert sum(parts) == pytest.approx(result.score, rel=1e-9)
        assert told.score == pytest.approx(result.score, rel=1e-9)


def test_nothing_is_explained_that_was_not_asked_for(shipped_archive: Archive) -> None:
    assert all(r.explanation is None for r in shipped_archive.search("flood").results)


@pytest.fixture
def explanation(tmp_path: Path) -> Callable[..., Explanation]:
    """Of the only article that has what is looked for."""

    def explanation(query: str, headline: str, body: str, **asked: object) -> Explanation:
        (tmp_path / "seeds").mkdir()
        others = {f"other-{number}": "date 2020-01-01 Nothing\n\nHere.\n" for number in range(9)}
        for name, text in (others | {"one": f"date 2019-01-01 {headline}\n\n{body}\n"}).items():
            (tmp_path / "seeds" / f"{name}.txt").write_text(text, "utf-8")
        build(tmp_path / "seeds", tmp_path / "index")
        page = open_archive(tmp_path / "index").search(query, explain=True, **asked)
        told = page.results[0].explanation
        assert told is not None
        return told

    return explanation


def test_an_explanation_is_told_in_sentences(explanation: Callable[..., Explanation]) -> None:
    told = explanation("flood warning zeppelin", "Flood", "A flood and flood warnings. " * 2)
    added = [f"{leaf.score:.2f}" for leaf in told.leaves]
    assert sentences(told) == (
        '"flood" stands once in the headline and 4 times in the body; 1 of 10 articles has it. '
        f"That adds {added[0]}.",
        f'"warning" stands twice in the body; 1 of 10 articles has it. That adds {added[1]}.',
        '"zeppelin" does not occur and adds nothing.',
        "A word in the headline counts as 4 in the body: "
        f"{headline_score(told):.2f} of this is because of the headline.",
        "At 11 words the article is longer than the average: "
        f"that takes {-length_score(told):.2f}.",
        f"That words of the query stand near each other adds {told.others[0][1]:.2f}.",
        f"Together that is {told.score:.2f}.",
    )


def test_age_is_told_where_it_matters(explanation: Callable[..., Explanation]) -> None:
    told = explanation("flood", "Flood", "A flood.", recency=365)
    days = (date(2020, 1, 1) - date(2019, 1, 1)).days
    assert told.others == (("recency", pytest.approx(-told.leaves[0].score * days / (365 + days))),)
    assert "Its age takes " in sentences(told)[-2]


def test_without_words_there_is_nothing_to_add_up(shipped_archive: Archive) -> None:
    told = shipped_archive.search("date:2022", explain=True).results[0].explanation
    assert told is not None
    assert sentences(told) == ("Nothing but filters was asked, which add no score.",)


def made(**changed: object) -> Explanation:
    leaf = LeafScore(Word("flood"), 5, 1.5, 1.0, {"headline": 1, "body": 2}, 6, 0.8, 1.2)
    values: dict[str, object] = {
        "id": "a", "leaves": (leaf,), "articles": 64, "words": 100, "length": 120, "mean": 240.0,
        "k1": 1.2, "b": 0.75, "norm": 1.5,
    }  # fmt: skip
    return Explanation(**values | changed)


def test_what_the_headline_did_is_the_score_less_what_it_would_be_without() -> None:
    assert headline_score(made()) == pytest.approx(1.2 - 1.5 * 2 / (2 + 1.5))


def test_what_the_length_did_is_the_score_less_that_of_an_average_article() -> None:
    assert length_score(made()) == pytest.approx(1.2 - 1.5 * 6 / (6 + 1.2))


def test_a_boosted_phrase_says_how_often_it_counts() -> None:
    leaf = LeafScore(Phrase("to be", "body"), 2, 1.5, 2.0, {"body": 1}, 1, 0.5, 1.5)
    assert sentences(made(leaves=(leaf,)))[0] == (
        'body:"to be" stands once in the body; 2 of 64 articles have it. '
        "That, counted 2 times, adds 1.50."
    )
