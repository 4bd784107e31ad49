"""A segment without its deleted documents."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

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
    names, starts = _bylines_of(columns, kept)
    return replace(
        columns,
        posting_starts=_starts_after(keep_posting, columns.posting_starts),
        occurrence_starts=_starts_after(keep_occurrence, columns.occurrence_starts),
        docs=renumbered[columns.docs[keep_posting]].astype(np.uint32),
        frequencies=columns.frequencies[keep_posting],
        weights=columns.weights[keep_posting],
        positions=columns.positions[keep_occurrence],
        forms_at=columns.forms_at[keep_occurrence[_has_several_forms(columns)]],
        form_counts=_form_counts(columns, keep_occurrence),
        ids=string_table([columns.ids[int(d)] for d in kept]),
        id_order=renumbered[columns.id_order[live[columns.id_order]]].astype(np.uint32),
        days=columns.days[kept],
        lengths=columns.lengths[kept],
        byline_starts=starts,
        byline_names=names,
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


def _bylines_of(
    columns: Columns, kept: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    counts = np.diff(columns.byline_starts)[kept]
    return columns.byline_names[ranges(columns.byline_starts[kept], counts)], starts_of(counts)


def _articles_of(columns: Columns, kept: NDArray[np.int64]) -> StoredArticles:
    packer = ArticlePacker()
    for part in np.array_split(kept, len(kept) // 1000 + 1):
        packer.extend(columns.articles.packed(part.tolist()))
    return packer.finish()
