"""The texts of articles as the terms that a cluster is sent: those of the embedded engine.

The embedded engine's lexicon cuts the texts and analyses each distinct piece once; what a piece
comes to is written once too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import starts_of
from search.articles.article import Article
from search.engines.opensearch.layout import (
    AGAIN,
    CAPITALS,
    FORM,
    PARAGRAPH_BEGINS,
    PARAGRAPH_ENDS,
    SENTENCE_BEGINS,
    SENTENCE_ENDS,
    STACK,
    STEM,
    term,
)
from search.engines.whoosh.codec_v1.lexicon import Lexicon, Pieces
from search.fields import TEXT_FIELDS

# What a remembered piece takes in bytes, as measured, where tables have just doubled; and the share
# of the memory that all may take.
_BYTES_A_PIECE = 700
_REMEMBERED = 1 / 2

_FIELDS = {field.name: field for field in TEXT_FIELDS}
_BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Text:
    """One text, cut.

    :param words: positions that it takes up
    :param places: its terms by position, with a blank between two positions
    :param pieces: number of each of its pieces that has words
    """

    words: int
    places: str
    pieces: list[int]


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """What an article comes to.

    :param places: of each field the terms of its texts by position
    :param stems: of the words of all searched fields, as often as the fields weigh
    :param forms: exact forms of the searched fields, however long, and how often each occurs
    :param byline_forms: likewise of the bylines
    :param length: words, bylines not counted
    :param weighted_length: the same, each counted with the weight of its field
    """

    places: Mapping[str, list[str]]
    stems: str
    forms: Counter[str]
    byline_forms: Counter[str]
    length: int
    weighted_length: int


class Analyser:
    """Turns articles into terms.

    :param memory: bytes that it may keep from one call to the next
    """

    def __init__(self, memory: int) -> None:
        self._most_pieces = int(memory * _REMEMBERED) // _BYTES_A_PIECE
        self._forget()

    def terms(self, articles: Sequence[Article]) -> list[ArticleTerms]:
        """What each of the articles comes to; many at a time are quicker."""
        if len(self._lexicon) > self._most_pieces:
            self._forget()
        texts = [text for article in articles for _, text in _texts(article)]
        bylines = [field == _BYLINE for article in articles for field, _ in _texts(article)]
        cut = iter(self._cut(texts, np.array(bylines, bool)))
        return [self._of_article(article, cut) for article in articles]

    def _forget(self) -> None:
        self._lexicon = Lexicon()
        self._stems: list[str] = []
        self._piece_places: list[str] = []
        self._piece_stems: list[str] = []
        self._piece_forms: list[tuple[str, ...]] = []

    def _of_article(self, article: Article, cut: Iterator[Text]) -> ArticleTerms:
        places: dict[str, list[str]] = {name: [] for name in _FIELDS}
        stems: list[str] = []
        pieces: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
        length = weighted = 0
        for name, _ in _texts(article):
            text, field = next(cut), _FIELDS[name]
            places[name].append(text.places)
            pieces[field.searched].update(text.pieces)
            if field.searched:
                stems += [self._piece_stems[piece] for piece in text.pieces] * field.weight
                length += text.words
                weighted += text.words * field.weight
        forms, byline_forms = self._counted(pieces[True]), self._counted(pieces[False])
        return ArticleTerms(places, " ".join(stems), forms, byline_forms, length, weighted)

    def _counted(self, pieces: Counter[int]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for piece, count in pieces.items():
            for form in self._piece_forms[piece]:
                counts[form] += count
        return counts

    def _cut(self, texts: list[str], bylines: NDArray[np.bool_]) -> list[Text]:
        """The texts cut; a byline is one sentence, whatever its marks are."""
        found = self._lexicon.pieces(texts)
        self._learn()
        text_of = np.repeat(np.arange(len(texts)), found.counts)
        words = np.frombuffer(self._lexicon.words, np.uint32)[found.numbers]
        kept = np.flatnonzero(words)
        numbers, text_of, words = found.numbers[kept].tolist(), text_of[kept], words[kept]
        places = [self._piece_places[number] for number in numbers]
        _mark(places, found, kept, text_of, bylines)
        counts = np.bincount(text_of, minlength=len(texts))
        sums = np.bincount(text_of, words, len(texts)).astype(np.int64).tolist()
        return [
            Text(total, " ".join(places[start:end]), numbers[start:end])
            for total, (start, end) in zip(sums, pairwise(starts_of(counts).tolist()), strict=True)
        ]

    def _learn(self) -> None:
        """Write what the pieces that are new come to."""
        lexicon = self._lexicon
        self._stems += map(term, lexicon.stem_names[len(self._stems) :])
        for piece in range(len(self._piece_places), len(lexicon)):
            self._learn_piece(lexicon.token_starts[piece], lexicon.token_starts[piece + 1])

    def _learn_piece(self, first: int, last: int) -> None:
        lexicon = self._lexicon
        forms = [lexicon.form_names[form] for form in lexicon.token_forms[first:last]]
        places: dict[int, list[str]] = {}
        stems: dict[int, list[str]] = {}
        for number, form in enumerate(forms, first):
            exact = term(form)
            stem = self._stems[lexicon.form_stems[lexicon.token_forms[number]]]
            place = lexicon.token_places[number]
            at = places.setdefault(place, [])
            at += ((AGAIN if STEM + stem in at else STEM) + stem, FORM + exact)
            printed = CAPITALS[lexicon.token_capitals[number]]
            if printed:
                at.append(printed + exact)
            stems.setdefault(place, []).append(stem)
        self._piece_places.append(_stacked(places))
        self._piece_stems.append(_stacked(stems))
        self._piece_forms.append(tuple(forms))


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """Each text of an article with its field."""
    yield "headline", article.headline
    yield "standfirst", article.standfirst
    yield "body", article.body
    yield from (("captions", caption) for caption in article.captions)
    yield from ((_BYLINE, byline) for byline in article.bylines)


def _stacked(terms: Mapping[int, list[str]]) -> str:
    """Terms by position as they are sent."""
    return " ".join(STACK.join(terms[place]) for place in sorted(terms))


def _mark(
    places: list[str],
    found: Pieces,
    kept: NDArray[np.int64],
    text_of: NDArray[np.int64],
    bylines: NDArray[np.bool_],
) -> None:
    """Put in where sentences and paragraphs begin and end, in place.

    :param places: what the pieces with words come to
    :param kept: their numbers among all pieces
    :param text_of: the text of each
    """
    for begins, first, last in (
        (found.sentences, SENTENCE_BEGINS, SENTENCE_ENDS),
        (found.paragraphs, PARAGRAPH_BEGINS, PARAGRAPH_ENDS),
    ):
        # A piece without words hands on what begins with it to the next.
        stretch = np.cumsum(begins)[kept]
        stretch[bylines[text_of]] = 0
        new = np.ones(len(kept) + 1, bool)
        new[1:-1] = (np.diff(stretch) != 0) | (np.diff(text_of) != 0)
        for place in np.flatnonzero(new[:-1]).tolist():
            places[place] = f"{first}{STACK}{places[place]}"
        for place in np.flatnonzero(new[1:]).tolist():
            places[place] = f"{places[place]}{STACK}{last}"
