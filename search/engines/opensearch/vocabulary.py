"""The words and names of an archive with their counts, as articles come and go."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from search.articles.article import Article
from search.engines.opensearch.bulk import Action, drop, put
from search.engines.opensearch.indices import Indices
from search.engines.opensearch.layout import Kind, shortened, term, word_id
from search.engines.opensearch.tokens import ArticleTerms

# Words that are counted in memory, some 200 bytes each, before they are added to the others.
_MOST_IN_MEMORY = 250_000
# Words whose counts are asked for at a time.
_BATCH = 1_000


class Change(NamedTuple):
    """By how much the counts of a word or name differ from those of the snapshot before."""

    kind: Kind
    text: str
    articles: int
    occurrences: int


class Vocabulary:
    """Adds up what articles bring and take; what is more than a little lies in a file."""

    def __init__(self) -> None:
        # SQLite keeps a database without a name in a file of its own only once it is large.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(
            "create table words (kind text, text text, articles integer, occurrences integer,"
            " primary key (kind, text)) without rowid"
        )
        self._counts = _no_counts()

    def add(self, article: Article, terms: ArticleTerms) -> None:
        """Count the words of an article that comes."""
        self._count(article, terms, 1)

    def take(self, article: Article, terms: ArticleTerms) -> None:
        """Count the words of an article that goes."""
        self._count(article, terms, -1)

    def changes(self) -> Iterator[Change]:
        """What has changed by now, in the order of the letters."""
        self._spill()
        rows = self._db.execute(
            "select kind, text, articles, occurrences from words"
            " where articles <> 0 or occurrences <> 0"
        )
        return (Change(Kind(kind), *others) for kind, *others in rows)

    def close(self) -> None:
        self._db.close()

    def _count(self, article: Article, terms: ArticleTerms, sign: int) -> None:
        for kind, counts in (
            (Kind.FORM, terms.forms),
            (Kind.BYLINE_FORM, terms.byline_forms),
            (Kind.NAME, dict.fromkeys(article.bylines, 1)),
        ):
            for text, occurrences in counts.items():
                own = self._counts[kind, text]
                own[0] += sign
                own[1] += sign * occurrences
        if len(self._counts) > _MOST_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        self._db.execute("begin")
        self._db.executemany(
            "insert into words values (?, ?, ?, ?) on conflict do update set"
            " articles = articles + excluded.articles,"
            " occurrences = occurrences + excluded.occurrences",
            ((kind, text, *counts) for (kind, text), counts in sorted(self._counts.items())),
        )
        self._db.execute("commit")
        self._counts = _no_counts()


def new_words(index: str, changes: Iterable[Change]) -> Iterator[Action]:
    """What writes the words of a new archive into an empty index."""
    return (put(index, _id(change), _document(change)) for change in changes)


def changed_words(indices: Indices, index: str, changes: Iterable[Change]) -> Iterator[Action]:
    """What brings the words of an index up to date."""
    changes = iter(changes)
    while batch := list(islice(changes, _BATCH)):
        known = indices.documents(index, [_id(change) for change in batch])
        for change, old in zip(batch, known, strict=True):
            before = old or {"articles": 0, "occurrences": 0}
            now = change._replace(
                articles=change.articles + before["articles"],
                occurrences=change.occurrences + before["occurrences"],
            )
            if now.articles > 0:
                yield put(index, _id(now), _document(now))
            elif old:
                yield drop(index, _id(now))


def _no_counts() -> defaultdict[tuple[Kind, str], list[int]]:
    return defaultdict(lambda: [0, 0])


def _text(change: Change) -> str:
    """The word or name as the index has it."""
    return shortened(change.text) if change.kind is Kind.NAME else term(change.text)


def _id(change: Change) -> str:
    return word_id(change.kind, _text(change))


def _document(change: Change) -> dict[str, Any]:
    text = _text(change)
    whole = {} if text == change.text else {"whole": change.text, "long": True}
    counts = {"articles": change.articles, "occurrences": change.occurrences}
    return {"kind": change.kind, "text": text, **counts, **whole}
