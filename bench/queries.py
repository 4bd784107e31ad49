"""The queries: drawn with a seed from the corpus's own words, by how many articles have them.

Common words ("the", "about") are never drawn: Cuttings leaves them out of a query that has other
words, and would have less to do than its peers.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from bench.articles import read_articles
from bench.corpora import Corpus
from search.text.stems import stem
from search.text.stopwords import STOPWORDS

ALL, ANY, PHRASE = "all", "any", "phrase"

FREQUENT = (0.01, 0.15)  # share of the articles that have a word with this stem
MEDIUM = (0.0005, 0.005)
MIXED = (0.001, 0.10)
PHRASED = (0.0005, 0.15)
QUERIES = 32  # of each class
_SAMPLE = 50_000  # first articles that are counted
_VERSION = 1

_WORD = re.compile(r"(?<![^\W_])[a-z]{3,14}(?![^\W_]|['’-])")
_PAIR = re.compile(r"(?<![\w'’-])([a-z]{3,14}) (?=([a-z]{3,14})(?![\w'’-]))")
_COMMON_STEMS = frozenset(map(stem, STOPWORDS))


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """One query; every engine makes its own form of it.

    :param group: the class it belongs to
    :param match: ALL or ANY of the words, or all of them as a PHRASE
    """

    group: str
    match: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is typed: the words side by side, a phrase between quotes."""
        words = " ".join(self.words)
        return f'"{words}"' if self.match == PHRASE else words


@dataclass(frozen=True, slots=True)
class _Words:
    """What the queries are drawn from.

    :param share: word -> part of the articles that have its stem; one word a stem
    :param articles: words of some articles, each in the order in which they first come
    :param pairs: two words that stand side by side in at least two articles
    """

    share: dict[str, float]
    articles: list[tuple[str, ...]]
    pairs: list[tuple[str, str]]

    def within(self, band: tuple[float, float]) -> list[str]:
        return [word for word, share in self.share.items() if band[0] <= share <= band[1]]


def queries_for(corpus: Corpus) -> list[BenchQuery]:
    """The queries of a corpus, the same at each call, remembered in the corpus's folder."""
    path = corpus.folder / f"queries-v{_VERSION}.json"
    if not path.exists():
        made = [asdict(query) for query in _made(corpus)]
        path.write_text(json.dumps(made), "utf-8")
    found = json.loads(path.read_text("utf-8"))
    return [BenchQuery(q["group"], q["match"], tuple(q["words"])) for q in found]


def _made(corpus: Corpus) -> Iterator[BenchQuery]:
    words = _counted(corpus.path)
    rng = np.random.default_rng([corpus.seed, 5])
    for group, match, draw in _CLASSES:
        chosen: dict[tuple[str, ...], None] = {}
        for _ in range(100 * QUERIES):
            if len(chosen) < QUERIES and (drawn := draw(words, rng)):
                chosen[drawn] = None
        yield from (BenchQuery(group, match, found) for found in chosen)


def _counted(path: Path) -> _Words:
    stems: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: Counter[tuple[str, str]] = Counter()
    articles = []
    count = 0
    for article in islice(read_articles(path), _SAMPLE):
        count += 1
        text = article.text.lower()
        words = dict.fromkeys(_WORD.findall(text))
        by_stem = {stem(word): word for word in words}
        stems.update(by_stem.keys())
        for root, word in by_stem.items():
            forms[root][word] += 1
        pairs.update(set(_PAIR.findall(text)))
        if count % 10 == 0:
            articles.append(tuple(words))
    share = {
        forms[root].most_common(1)[0][0]: number / count
        for root, number in stems.items()
        if root not in _COMMON_STEMS and number > 1
    }
    return _Words(share, articles, [pair for pair, number in pairs.items() if number > 1])


Draw = Callable[[_Words, np.random.Generator], tuple[str, ...]]


def _independent(count: int, band: tuple[float, float]) -> Draw:
    """Words that need not stand in one article."""

    def draw(words: _Words, rng: np.random.Generator) -> tuple[str, ...]:
        choice = words.within(band)
        return tuple(str(w) for w in rng.choice(choice, min(count, len(choice)), replace=False))

    return draw


def _together(count: int, band: tuple[float, float]) -> Draw:
    """Words of one article."""

    def draw(words: _Words, rng: np.random.Generator) -> tuple[str, ...]:
        article = words.articles[rng.integers(len(words.articles))]
        choice = [w for w in article if band[0] <= words.share.get(w, 0) <= band[1]]
        if len(choice) < count:
            return ()
        return tuple(str(w) for w in rng.choice(choice, count, replace=False))

    return draw


def _phrase(words: _Words, rng: np.random.Generator) -> tuple[str, ...]:
    pair = words.pairs[rng.integers(len(words.pairs))]
    told = all(PHRASED[0] <= words.share.get(word, 0) <= PHRASED[1] for word in pair)
    return pair if told and pair[0] != pair[1] else ()


_CLASSES: tuple[tuple[str, str, Draw], ...] = (
    ("one frequent word", ALL, _independent(1, FREQUENT)),
    ("one medium word", ALL, _independent(1, MEDIUM)),
    ("two words, all", ALL, _together(2, MIXED)),
    ("two frequent words, any", ANY, _independent(2, FREQUENT)),
    ("three words, any", ANY, _together(3, MIXED)),
    ("eight words, any", ANY, _together(8, MIXED)),
    ("phrase of two words", PHRASE, _phrase),
)
GROUPS = tuple(group for group, _, _ in _CLASSES)
