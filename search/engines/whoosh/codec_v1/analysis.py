"""Texts turned into occurrences of words, a batch of articles at a time."""

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import ranges, starts_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.analysed import Analysed, Occurrences, Starts
from search.engines.whoosh.codec_v1.lexicon import Lexicon, Pieces
from search.engines.whoosh.codec_v1.vocabulary import SECTION_NAMES

FIELD_SECTIONS = np.array([SECTION_NAMES.index(layout.SECTIONS[name]) for name in layout.FIELDS])
"""int64[fields]: the section of each field."""
TEXT_SECTION = SECTION_NAMES.index(layout.SECTIONS["body"])
"""The section of which sentences and paragraphs are told."""


def analysed(lexicon: Lexicon, texts: list[str], runs: NDArray[np.int64], first: int) -> Analysed:
    """The words of some articles.

    :param runs: int64[texts, 2]: document and field of each text, in their order
    :param first: document number of the first of the articles
    """
    found = lexicon.pieces(texts)
    docs, fields = runs[:, 0], runs[:, 1]
    documents = int(docs[-1]) + 1 - first if len(docs) else 0
    # Where each piece begins, counted over all texts; then the start of its text is moved to
    # where the text begins in its document.
    begins = starts_of(np.frombuffer(lexicon.words, np.uint32)[found.numbers])
    text_ends = begins[np.cumsum(found.counts)]
    text_begins = begins[np.cumsum(found.counts) - found.counts]
    widths = text_ends - text_begins
    shifts = _text_positions(docs, fields, widths) - text_begins
    positions = (begins[:-1] + np.repeat(shifts, found.counts)).astype(np.int32)

    lengths = np.zeros((documents, len(layout.FIELDS)), np.uint32)
    np.add.at(lengths, (docs - first, fields), widths.astype(np.uint32))
    # Behind the last word of a text nothing begins.
    limits = np.where(FIELD_SECTIONS[fields] == TEXT_SECTION, text_ends, 0)
    told = begins[:-1] < np.repeat(limits, found.counts)
    piece_docs = np.repeat(docs - first, found.counts)
    return Analysed(
        words=_words(lexicon, found, runs, positions),
        lengths=lengths,
        sentences=_starts(piece_docs, positions, told & found.sentences, documents),
        paragraphs=_starts(piece_docs, positions, told & found.paragraphs, documents),
    )


def _words(
    lexicon: Lexicon, found: Pieces, runs: NDArray[np.int64], positions: NDArray[np.int32]
) -> Occurrences:
    """The occurrences in the pieces, of which ``positions`` has those of their first words."""
    token_starts = np.frombuffer(lexicon.token_starts, np.uint32)
    firsts = token_starts[found.numbers].astype(np.int64)
    counts = token_starts[found.numbers + 1] - firsts
    token = ranges(firsts, counts)
    text_counts = np.diff(starts_of(counts)[starts_of(found.counts)])
    sections = np.repeat(FIELD_SECTIONS[runs[:, 1]].astype(np.uint32), text_counts)
    forms = np.frombuffer(lexicon.token_forms, np.uint32)[token] * np.uint32(len(SECTION_NAMES))
    places = np.frombuffer(lexicon.token_places, np.uint32)[token].astype(np.int32)
    return Occurrences(
        docs=runs[:, 0].astype(np.uint32),
        fields=runs[:, 1].astype(np.uint8),
        counts=text_counts,
        forms=forms + sections,
        positions=np.repeat(positions, counts) + places,
        capitals=np.frombuffer(lexicon.token_capitals, np.uint8)[token],
    )


def _text_positions(
    docs: NDArray[np.int64], fields: NDArray[np.int64], widths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The position of the first word of each text: behind those before it in its section."""
    ends = np.cumsum(widths + layout.POSITION_GAP)
    begins = ends - widths - layout.POSITION_GAP
    section = docs * len(SECTION_NAMES) + FIELD_SECTIONS[fields]
    first = np.ones(len(docs), bool)
    first[1:] = section[1:] != section[:-1]
    origin = np.maximum.accumulate(np.where(first, np.arange(len(docs)), 0))
    return begins - begins[origin]


def _starts(
    docs: NDArray[np.int64],
    positions: NDArray[np.int32],
    begins: NDArray[np.bool_],
    documents: int,
) -> Starts:
    """Where sentences or paragraphs begin.

    :param docs: of each piece, from 0
    :param positions: of the first word of each piece
    :param begins: whether one begins with the piece
    """
    docs, positions = docs[begins], positions[begins]
    # One without words begins where the next does.
    new = np.ones(len(docs), bool)
    new[1:] = (docs[1:] != docs[:-1]) | (positions[1:] != positions[:-1])
    return Starts(np.bincount(docs[new], minlength=documents), positions[new])
