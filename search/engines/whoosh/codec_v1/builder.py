"""Articles collected in memory until they become the columns of a new segment."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays.packing import narrow
from search.arrays.ragged import starts_of
from search.articles.article import Article
from search.engines.whoosh.codec_v1.analysed import Analysed, Starts
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.inverted import joined
from search.engines.whoosh.codec_v1.methods import NUMPY, Method
from search.engines.whoosh.codec_v1.stored_articles import ArticlePacker, pack_article
from search.engines.whoosh.codec_v1.string_table import StringTable, string_table
from search.engines.whoosh.codec_v1.vocabulary import SECTION_NAMES, segment_dictionary

_BYTES_AN_ARTICLE = 700
_EMPTY = 200
# The share of the memory that analysed words may take up from one segment to the next.
_REMEMBERED = 1 / 4


class SegmentBuilder:
    """Takes articles and gives the columns of a segment that holds them.

    :param memory: bytes that collecting articles and making their columns may take
    :ivar is_full: whether more articles would take more
    """

    def __init__(self, memory: int, method: Method = NUMPY) -> None:
        self._memory = memory
        self._method = method
        self._words = method.words()
        self._start()

    def __len__(self) -> int:
        return len(self._ids) + len(self._batch)

    def add(self, article: Article) -> None:
        """Collect an article; its document number is the count of those before."""
        self.extend((article,))

    def extend(self, articles: Iterable[Article]) -> None:
        """Collect articles, in their order."""
        for article in articles:
            self._batch.append(article)
            self._size += size_of(article)
            if self._size >= self._method.batch:
                self._analyse()

    def finish(self) -> Columns:
        """The collected articles as columns; the builder is empty again."""
        columns = self._columns()
        if len(self._words) * self._method.bytes_a_form > self._memory * _REMEMBERED:
            self._words = self._method.words()
        self._start()
        return columns

    def _start(self) -> None:
        self.is_full = False
        self._word_count = 0
        self._analysed: list[Analysed] = []
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._bylines: list[tuple[str, ...]] = []
        self._packer = ArticlePacker()
        self._start_batch()

    def _start_batch(self) -> None:
        self._batch: list[Article] = []
        self._size = 0

    def _analyse(self) -> None:
        """Turn the articles of the batch into numbers."""
        articles, first = self._batch, len(self._ids)
        texts, runs = _texts(articles, first)
        batch = self._method.analysed(self._words, texts, runs, first)
        self._analysed.append(batch)
        self._word_count += len(batch.words.forms)
        self._ids += [article.id.encode() for article in articles]
        self._days += [article.date.toordinal() if article.date else 0 for article in articles]
        self._bylines += [article.bylines for article in articles]
        self._packer.extend(map(pack_article, articles))
        size = (
            self._word_count * self._method.bytes_a_word
            + len(self._words) * self._method.bytes_a_form
            + len(self._ids) * _BYTES_AN_ARTICLE
            + self._packer.size * 2
        )
        self.is_full = size >= self._memory
        self._start_batch()

    def _columns(self) -> Columns:
        self._analyse()
        batches = self._analysed
        vocabulary = self._words.vocabulary()
        occurs = np.zeros(len(SECTION_NAMES) * len(vocabulary.forms), bool)
        for batch in batches:
            occurs[batch.words.forms] = True
        dictionary = segment_dictionary(vocabulary, occurs)
        postings = self._method.inverted([batch.words for batch in batches], dictionary)
        byline_starts, byline_names, names = _name_columns(self._bylines)
        sentence_starts, sentence_positions = _start_columns([b.sentences for b in batches])
        paragraph_starts, paragraph_positions = _start_columns([b.paragraphs for b in batches])
        ids = self._ids
        return Columns(
            **postings._asdict(),
            terms=dictionary.terms,
            forms=dictionary.forms,
            form_terms=dictionary.form_terms,
            form_numbers=dictionary.form_numbers,
            ids=string_table(ids),
            id_order=np.array(sorted(range(len(ids)), key=ids.__getitem__), np.uint32),
            days=np.array(self._days, np.int32),
            lengths=joined(batch.lengths for batch in batches),
            sentence_starts=sentence_starts,
            sentence_positions=sentence_positions,
            paragraph_starts=paragraph_starts,
            paragraph_positions=paragraph_positions,
            byline_starts=byline_starts,
            byline_names=byline_names,
            names=names,
            articles=self._packer.finish(),
        )


def size_of(article: Article) -> int:
    """About how many bytes an article takes in memory."""
    others = sum(map(len, article.captions)) + sum(map(len, article.bylines))
    return _EMPTY + len(article.headline) + len(article.standfirst) + len(article.body) + others


def _texts(articles: Sequence[Article], first: int) -> tuple[list[str], NDArray[np.int64]]:
    """All texts in the order of the fields.

    :returns: the texts, and int64[texts, 2]: the document and the field of each
    """
    texts = [
        text
        for a in articles
        for text in (a.headline, a.standfirst, a.body, *a.captions, *a.bylines)
    ]
    fields = [b"\0\1\2" + b"\3" * len(a.captions) + b"\4" * len(a.bylines) for a in articles]
    docs = np.arange(first, first + len(articles))
    runs = np.empty((len(texts), 2), np.int64)
    runs[:, 0] = np.repeat(docs, [len(own) for own in fields])
    runs[:, 1] = np.frombuffer(b"".join(fields), np.uint8)
    return texts, runs


def _start_columns(batches: list[Starts]) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    counts = joined(batch.counts for batch in batches)
    return narrow(starts_of(counts)), narrow(joined(batch.positions for batch in batches))


def _name_columns(
    bylines: list[tuple[str, ...]],
) -> tuple[NDArray[np.int64], NDArray[np.uint32], StringTable]:
    names = sorted({name.encode() for entry in bylines for name in entry})
    number = {name: i for i, name in enumerate(names)}
    numbers = [number[name.encode()] for entry in bylines for name in entry]
    starts = starts_of(np.array([len(entry) for entry in bylines], np.int64))
    return starts, np.array(numbers, np.uint32), string_table(names)
