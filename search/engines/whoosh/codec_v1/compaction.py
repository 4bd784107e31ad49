"""A segment without its deleted documents."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.packing import narrow, pack_pairs
from search.arrays.ragged import ranges, starts_of
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.stored_articles import ArticlePacker, StoredArticles
from search.engines.whoosh.codec_v1.string_table import string_table


def without_deleted(columns: Columns, live: NDArray[np.bool_]) -> Columns:
    """The columns of the live documents alone, renumbered without gaps.

    Terms, forms and bylines that no longer occur stay in their tables with no postings; a merge
    leaves them out.

    :param live: bool[documents]
    """
    kept = np.flatnonzero(live)
    renumbered = np.cumsum(live, dtype=np.int64) - 1
    keep_posting = live[columns.docs]
    frequencies = columns.frequencies.astype(np.int64)
    keep_occurrence = np.repeat(keep_posting, frequencies)
    capitals = columns.capitals(0, len(columns.positions))
    sentences = _lists_of(columns.sentence_starts, columns.sentence_positions, kept)
    paragraphs = _lists_of(columns.paragraph_starts, columns.paragraph_positions, kept)
    bylines = _lists_of(columns.byline_starts, columns.byline_names, kept)
    return replace(
        columns,
        posting_starts=_starts_after(keep_posting, columns.posting_starts),
        occurrence_starts=_starts_after(keep_occurrence, columns.occurrence_starts),
        docs=renumbered[columns.docs[keep_posting]].astype(np.uint32),
        frequencies=columns.frequencies[keep_posting],
        weights=columns.weights[keep_posting],
        positions=columns.positions[keep_occurrence],
        forms_at=columns.forms_at[keep_occurrence[_has_several_forms(columns)]],
        packed_capitals=pack_pairs(capitals[keep_occurrence]),
        form_counts=_form_counts(columns, keep_occurrence),
        ids=string_table([columns.ids[int(d)] for d in kept]),
        id_order=renumbered[columns.id_order[live[columns.id_order]]].astype(np.uint32),
        days=columns.days[kept],
        lengths=columns.lengths[kept],
        sentence_starts=narrow(sentences[0]),
        sentence_positions=sentences[1],
        paragraph_starts=narrow(paragraphs[0]),
        paragraph_positions=paragraphs[1],
        byline_starts=bylines[0],
        byline_names=bylines[1],
        articles=_articles_of(columns, kept),
    )


def form_occurrences(columns: Columns) -> NDArray[np.int64]:
    """int64[occurrences]: the exact form of each, as its number in ``forms``."""
    order, starts = columns.form_groups
    places = np.repeat(starts[:-1], np.diff(columns.occurrence_starts))
    places[_has_several_forms(columns)] += columns.forms_at
    return order[places]


def _has_several_forms(columns: Columns) -> NDArray[np.bool_]:
    """bool[occurrences]: whether ``forms_at`` tells the form of the occurrence."""
    several = np.diff(columns.forms_at_starts) > 0
    return np.repeat(several, np.diff(columns.occurrence_starts))


def _starts_after(keep: NDArray[np.bool_], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    return starts_of(keep.astype(np.int8))[starts]


def _form_counts(columns: Columns, keep: NDArray[np.bool_]) -> NDArray[np.uint32]:
    forms = form_occurrences(columns)[keep]
    return np.bincount(forms, minlength=len(columns.forms)).astype(np.uint32)


def _lists_of(
    starts: NDArray[np.integer], values: NDArray[Any], kept: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The lists of the live documents: where each begins, and their values."""
    counts: NDArray[np.integer] = np.diff(starts)[kept]
    return starts_of(counts), values[ranges(starts[kept], counts)]


def _articles_of(columns: Columns, kept: NDArray[np.int64]) -> StoredArticles:
    packer = ArticlePacker()
    for part in np.array_split(kept, len(kept) // 1000 + 1):
        packer.extend(columns.articles.packed(part.tolist()))
    return packer.finish()
