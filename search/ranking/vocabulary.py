"""The words of articles, by how much they say about what the articles are about."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from search.articles.article import Article
from search.engines.contract import Engine
from search.fields import TEXT_FIELDS
from search.query.nodes import Word
from search.text.stems import stem
from search.text.stopwords import STOPWORDS
from search.text.tokens import piece_tokens

# Of the words of the articles so many, the heaviest, are looked up in the archive.
_CANDIDATES = 100
# A word that more articles have is about nothing, and one that no other has finds nothing else.
_MOST_ARTICLES = 0.1
_FEWEST_ARTICLES = 2
_COMMON_STEMS = frozenset(map(stem, STOPWORDS))


@dataclass(frozen=True, slots=True)
class Told:
    """A word of some articles.

    :param word: the most frequent of its inflections there
    :param share: of the text of the articles, each word counted with the weight of its field
    :param articles: how many of the archive have it
    """

    word: Word
    share: float
    articles: int

    @property
    def stem(self) -> str:
        return stem(self.word.text)


def vocabulary(
    engine: Engine,
    articles: Sequence[tuple[Article, float]],
    limit: int,
    deadline: float = inf,
) -> list[Told]:
    """The words that make up most of the articles, without common ones, the heaviest first.

    :param articles: each with what it counts
    :param limit: words at most
    :param deadline: as of :class:`~search.engines.contract.Request`
    :raises QueryTooSlowError: the deadline has passed
    """
    shares: defaultdict[str, float] = defaultdict(float)
    forms: Counter[tuple[str, str]] = Counter()
    for article, weight in articles:
        own = _forms(article)
        words = own.total()
        for form, times in own.items():
            root = stem(form)
            shares[root] += weight * times / words
            forms[root, form] += times
    heaviest = sorted(shares, key=lambda root: (-shares[root], root))
    chosen = [root for root in heaviest if _says_something(root)][:_CANDIDATES]
    printed = _printed(forms)
    looked_up = [Word(printed[root]) for root in chosen]
    counts = engine.frequencies(looked_up, deadline)
    told = [
        Told(word, shares[root], count)
        for root, word, count in zip(chosen, looked_up, counts, strict=True)
    ]
    most = _MOST_ARTICLES * engine.snapshot.documents
    return [own for own in told if _FEWEST_ARTICLES <= own.articles <= most][:limit]


def _forms(article: Article) -> Counter[str]:
    """How often the text of an article has each exact form, with the weight of its field."""
    found = Counter[str]()
    for field in TEXT_FIELDS:
        if field.searched:
            held = getattr(article, field.name)
            text = held if isinstance(held, str) else " ".join(held)
            for piece, times in Counter(text.split()).items():
                for token in piece_tokens(piece):
                    found[token.form] += times * field.weight
    return found


def _says_something(root: str) -> bool:
    return root not in _COMMON_STEMS and len(root) > 1 and not root.isdigit()


def _printed(forms: Counter[tuple[str, str]]) -> dict[str, str]:
    """For each stem its most frequent form; of several the first by its letters."""
    best: dict[str, str] = {}
    for root, form in sorted(forms, key=lambda pair: (-forms[pair], pair)):
        best.setdefault(root, form)
    return best
