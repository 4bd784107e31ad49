"""The generated newspaper is reproducible and has the statistics that it promises."""

import json
import re
from collections import Counter
from itertools import islice

import pytest

from bench.generated import BLOCK, Press, json_lines, press

SMALL_VOCABULARY = 20_000


@pytest.fixture(scope="module")
def paper() -> Press:
    return press(seed=7, size=SMALL_VOCABULARY)


@pytest.fixture(scope="module")
def articles(paper: Press) -> list[dict[str, str]]:
    return [json.loads(line) for line in json_lines(paper, 2_000)]


def test_the_same_seed_makes_the_same_articles(paper: Press) -> None:
    again = press(seed=7, size=SMALL_VOCABULARY)
    assert list(json_lines(paper, 50)) == list(json_lines(again, 50))


def test_another_seed_makes_other_articles(paper: Press) -> None:
    other = press(seed=8, size=SMALL_VOCABULARY)
    assert list(json_lines(paper, 50)) != list(json_lines(other, 50))


def test_a_smaller_paper_is_the_beginning_of_a_larger_one(paper: Press) -> None:
    larger = islice(json_lines(paper, BLOCK + 10), 100)
    assert list(json_lines(paper, 100)) == list(larger)


def test_numbers_go_on_from_block_to_block(paper: Press) -> None:
    ids = [json.loads(line)["id"] for line in json_lines(paper, BLOCK + 2)]
    assert ids == [str(number) for number in range(1, BLOCK + 3)]


def test_words_are_as_unequal_as_in_a_newspaper(articles: list[dict[str, str]]) -> None:
    words = Counter(w for a in articles for w in re.findall(r"\w+", a["body"].lower()))
    total = words.total()
    shares = [count / total for _, count in words.most_common()]
    assert words.most_common(1)[0][0] == "the"
    assert 0.04 < shares[0] < 0.08
    assert 5 < shares[0] / shares[9] < 12
    assert 30 < shares[9] / shares[299] < 120


def test_articles_are_as_long_as_in_a_newspaper(articles: list[dict[str, str]]) -> None:
    lengths = sorted(len(article["body"].split()) for article in articles)
    assert 90 < sum(lengths) / len(lengths) < 130
    assert lengths[len(lengths) // 20] < 60 < 200 < lengths[-len(lengths) // 20]
    assert all(5 <= len(article["headline"].split()) <= 9 for article in articles)
