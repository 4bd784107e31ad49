"""Operators on real newswire, against a scan of its text."""

import lzma
import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from search.articles.article import Article
from search.articles.jsonl_reader import read_jsonl
from search.engines.contract import Engine, Request
from search.query.nodes import (
    AtLeast,
    First,
    Fuzzy,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unit,
    Unordered,
    Wildcard,
    Word,
)
from search.text.tokens import tokens

pytestmark = pytest.mark.engines

EVERY, QUERIES = 100, 100


@pytest.fixture(scope="module")
def articles(corpora: Path) -> list[Article]:
    """Every hundredth article of a year of Reuters."""
    with lzma.open(corpora / "corpora" / "reuters21578.jsonl.xz") as stream:
        found = islice(read_jsonl("reuters", stream), 0, None, EVERY)
        return [article for article in found if isinstance(article, Article)]


class Drawn:
    """Random queries from the words of articles: those near each other in one often meet again."""

    def __init__(self, articles: list[Article], seed: int) -> None:
        self._articles = [a for a in articles if len(tokens(a.body)) > 20]
        self._chosen = random.Random(seed)

    def tree(self) -> Node:
        draw = self._chosen
        body = draw.choice(self._articles).body
        words = [body[t.start : t.end] for t in tokens(body) if not t.joined]
        start = draw.randrange(len(words) - 12)
        a, b, c = (Word(draw.choice(words[start : start + 12])) for _ in range(3))
        within = draw.choice([1, 3, 10, Unit.SENTENCE, Unit.PARAGRAPH])
        ordered = draw.random() < 0.3
        stem = a.text[:4]
        return draw.choice(
            (
                Near(a, b, within, ordered),
                NotNear(a, b, within, ordered),
                Near(Or((a, c)), b, within),
                Near(Near(a, b, within), c, 5),
                NotNear(Near(a, c, 8), b, within),
                First(draw.randint(1, 30), Near(a, b, within)),
                AtLeast(2, Or((a, b))),
                Phrase(" ".join(words[start : start + 3]), as_written=draw.random() < 0.5),
                Phrase(f"{words[start]} * {words[start + 2]}"),
                Unordered(f"{words[start + 2]} {words[start]} {words[start + 4]}", 4),
                Near(Wildcard(f"{stem}*"), Wildcard(f"*{b.text[-3:]}"), within),
                Near(Fuzzy(a.text, 1), b, within),
            )
        )


def test_random_operators_find_what_a_scan_finds(
    articles: list[Article], opened: Callable[..., Engine], oracle: ModuleType
) -> None:
    engine = opened("reuters", articles)
    drawn = Drawn(articles, seed=11)
    total = 0
    for _ in range(QUERIES):
        tree = drawn.tree()
        request = Request(tree, limit=len(articles), most_expansions=10**6)
        found = {hit.id for hit in engine.search(request).hits}
        assert found == {a.id for a in articles if oracle.matches(tree, a)}, str(tree)
        total += len(found)
    assert total > QUERIES
