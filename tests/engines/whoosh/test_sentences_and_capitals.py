"""Sentences, paragraphs and capitals in the index, against what the texts themselves say."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from search.articles.article import Article
from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.columns import Columns, open_columns
from search.engines.whoosh.codec_v1.compaction import form_occurrences
from search.engines.whoosh.writer import read_segments
from search.fields import SEARCHED_FIELDS
from search.text.sentences import paragraph_starts, sentence_starts
from search.text.tokens import capitals, tokens

PIECES = (
    "Mr. The", "J. The", "£5m. The", "the. The", "the. ’’The", "the.’’ The", "the‘J",
    "Mr", "U.S.", "J", "the", "The", "Éire", "éclair", "O'Neill’s", "Joneses’", "co-Op", "£5m",
    "3", "日本", "\u0301", "»", "•", "antidisestablishmentarianism",
    ".", ".", "!", "?", "…", "...", "'", '"', "“", "”", "‘", "’", "’’", "(", "[", ")", "]",
    "-", "–", "—", ",", "_", "/", " ", " ", " ", "  ", "\t", "\n", "\n\n", "\n \n", " " * 9 + "\n",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.text(max_size=20))

Occurrence = tuple[str, int, int, int]
"""Exact form with the letter of its section, document, position, capitals."""


def article(article_id: str) -> SearchStrategy[Article]:
    return st.builds(
        Article,
        id=st.just(article_id),
        headline=TEXTS,
        bylines=st.lists(TEXTS, max_size=2).map(tuple),
        standfirst=TEXTS,
        body=TEXTS,
        captions=st.lists(TEXTS, max_size=3).map(tuple),
    )


@pytest.fixture(scope="session")
def told(oracle: ModuleType) -> "Told":
    return Told(oracle)


class Told:
    """What articles say, told slowly."""

    def __init__(self, oracle: ModuleType) -> None:
        self._oracle = oracle

    def begins(self, article: Article, starts: Callable[[str], list[int]]) -> list[int]:
        """The position of the first word at or behind each start, in all searched fields."""
        found = set()
        for text, origin in self._texts(article, SEARCHED_FIELDS):
            words = [token for token in tokens(text) if not token.joined]
            for start in starts(text):
                found.update([w.position + origin for w in words if w.start >= start][:1])
        return sorted(found)

    def words(self, document: int, article: Article) -> Iterator[Occurrence]:
        for section, fields in (("t", SEARCHED_FIELDS), ("b", ("byline",))):
            for text, origin in self._texts(article, fields):
                for token in tokens(text):
                    printed = capitals(text[token.start : token.end])
                    yield section + token.form, document, origin + token.position, printed

    def _texts(self, article: Article, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The texts of a section, and where in its positions each begins."""
        origin = 0
        for text in (text for field in fields for text in self._oracle.texts(article, field)):
            yield text, origin
            origin += self._oracle.word_count(text) + self._oracle.GAP

    def agrees(self, columns: Columns, articles: dict[int, Article]) -> None:
        """Compare the documents of a segment that have an article with it."""
        words = {document: list(self.words(document, one)) for document, one in articles.items()}
        for starts, positions, rule, numbered in (
            (
                columns.sentence_starts, columns.sentence_positions,
                sentence_starts, columns.sentences_at,
            ),
            (
                columns.paragraph_starts, columns.paragraph_positions,
                paragraph_starts, columns.paragraphs_at,
            ),
        ):  # fmt: skip
            for document, one in articles.items():
                first, last = int(starts[document]), int(starts[document + 1])
                begins = self.begins(one, rule)
                assert positions[first:last].tolist() == begins
                places = np.array([w[2] for w in words[document] if w[0][0] == "t"], np.int64)
                numbers = numbered(np.full(len(places), document), places) - first
                assert numbers.tolist() == [bisect_right(begins, p) - 1 for p in places.tolist()]
        printed = [word for word in _occurrences(columns) if word[1] in articles]
        assert sorted(printed) == sorted(chain(*words.values()))

    def _texts(self, article: Article, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The texts of a section, and where in its positions each begins."""
        origin = 0
        for text in (text for field in fields for text in self._oracle.texts(article, field)):
            yield text, origin
            origin += self._oracle.word_count(text) + self._oracle.GAP


@given(data=st.data())
@settings(deadline=None)
def test_a_new_segment_agrees_with_its_texts(data: st.DataObject, told: Told) -> None:
    articles = data.draw(st.tuples(article("a"), article("b"), article("c")))
    builder = SegmentBuilder(1 << 24)
    for one in articles:
        builder.add(one)
    told.agrees(builder.finish(), dict(enumerate(articles)))


@given(data=st.data())
@settings(deadline=None)
def test_segments_agree_with_their_texts_after_deletions_and_merges(
    data: st.DataObject, told: Told, archives: ModuleType
) -> None:
    several = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=4)
    history = [
        (
            data.draw(several.map(frozenset)),
            data.draw(several.flatmap(lambda ids: st.tuples(*map(article, ids)))),
        )
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    with archives.written(history) as generation:
        for segment in read_segments(generation.folder):
            columns = open_columns(generation.folder, segment.segment_id())
            live = {
                document: generation.articles[name.decode()]
                for document, name in enumerate(columns.ids)
                if not segment.is_deleted(document)
            }
            told.agrees(columns, live)


def _occurrences(columns: Columns) -> list[Occurrence]:
    """Every occurrence of a word in a segment."""
    forms = [columns.forms[number].decode() for number in form_occurrences(columns)]
    docs = np.repeat(columns.docs, columns.frequencies)
    printed = columns.capitals(0, len(forms))
    return list(
        zip(forms, docs.tolist(), columns.positions.tolist(), printed.tolist(), strict=True)
    )
