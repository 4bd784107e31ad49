from math import log

import pytest

from bench.plain_bm25 import PlainBM25

ARTICLES = [
    {"id": "a", "headline": "Flood", "body": "the floods of the town"},
    {"id": "b", "headline": "", "body": "the town"},
    {"id": "c", "headline": "", "body": "frost"},
]


def test_articles_with_more_and_rarer_words_come_first() -> None:
    assert PlainBM25(ARTICLES).rank("flooded town") == ["a", "b"]
    assert PlainBM25(ARTICLES).rank("hail") == []


def test_scores_are_those_of_the_textbook() -> None:
    # Lengths 6, 2 and 1 with a mean of 3; "town" stands once in a and in b.
    idf = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = {"a": idf / (1 + 1.2 * (0.25 + 0.75 * 6 / 3)), "b": idf / (1 + 1.2 * (0.25 + 0.5))}
    assert PlainBM25(ARTICLES).scores("town") == pytest.approx(expected)
    twice = {article: 2 * score for article, score in expected.items()}
    assert PlainBM25(ARTICLES).scores("town towns") == pytest.approx(twice)
