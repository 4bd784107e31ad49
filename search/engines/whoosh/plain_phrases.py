"""Phrases of plain words, which the compiled loops find in one call a segment."""

from collections.abc import Sequence
from types import ModuleType

import numpy as np

from search.engines.whoosh.analysis import written
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.leaves import TEXT
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.postings import COUNTED, LeafPostings
from search.query.nodes import Node, Phrase

Form = tuple[int, int] | None
"""Of an exact form in a segment its term, and its number among the forms of the term or, where
the term has no others, -1; None where the segment does not have it."""

# A form takes about 200 bytes.
_MOST_FORMS = 20_000


class KnownForms(dict[str, tuple[Form, ...]]):
    """Exact forms as each segment has them, looked up when they are first met."""

    def __init__(self, segments: Sequence[Columns]) -> None:
        super().__init__()
        self._segments = segments

    def __missing__(self, form: str) -> tuple[Form, ...]:
        if len(self) >= _MOST_FORMS:
            self.clear()
        self[form] = found = tuple(_form(columns, form) for columns in self._segments)
        return found


def plain_phrase(node: Node) -> tuple[str, ...] | None:
    """The exact forms of a phrase that stand one right behind the other in any searched field;
    None for what is more than that, or a single word."""
    if not isinstance(node, Phrase) or node.field is not None or node.as_written:
        return None
    text = written(node.text)
    if len(text.parts) < 2 or text.joined or text.offsets[-1] >= len(text.parts):
        return None
    return text.parts


def phrase_postings(
    kernels: ModuleType, segment: OpenSegment, forms: Sequence[Form]
) -> LeafPostings:
    """The postings of a phrase in documents that are not deleted."""
    columns = segment.columns
    known = [form for form in forms if form]
    if len(known) < len(forms):
        return LeafPostings(columns.docs[:0], columns.weights[:0])
    docs, weights = kernels.phrase_postings(
        columns.docs, columns.frequencies, columns.positions, columns.forms_at,
        columns.posting_starts, columns.occurrence_starts, columns.forms_at_starts,
        np.array([term for term, _ in known]), np.array([number for _, number in known]),
        columns.field_starts, *COUNTED[None],
    )  # fmt: skip
    if segment.live is None:
        return LeafPostings(docs, weights)
    alive = segment.live[docs]
    return LeafPostings(docs[alive], weights[alive])


def _form(columns: Columns, form: str) -> Form:
    found = columns.forms.find(TEXT + form.encode())
    if found is None:
        return None
    term = int(columns.form_terms[found])
    several = columns.forms_at_starts[term] < columns.forms_at_starts[term + 1]
    return term, int(columns.form_numbers[found]) if several else -1
