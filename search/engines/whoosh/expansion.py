"""Which words of the archive a wildcard or a fuzzy word stands for."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays import edits, globs
from search.arrays.ragged import ranges, starts_of
from search.engines.contract import Expansion
from search.engines.whoosh.analysis import whole_form
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.leaves import Forms, section_of
from search.engines.whoosh.trees import walk
from search.query.nodes import Fuzzy, Node, Wildcard
from search.text.tokens import glob_form

Expanding = Wildcard | Fuzzy
Ints = NDArray[np.int64]

_ASCII = 128
_CONTINUATION = 0b10
"""The two highest bits of a byte of UTF-8 that begins no character."""


def expand(
    tree: Node, segments: Sequence[Columns], most: int, deadline: Deadline
) -> tuple[list[dict[Expanding, Forms]], tuple[Expansion, ...]]:
    """The forms that each wildcard and fuzzy word of a tree stands for.

    :param most: how many at most, the most frequent over all segments, equally frequent ones in
        the order of their letters
    :returns: for each segment and leaf the numbers of the forms in it, rising; and the leaves that
        stand for more
    :raises QueryTooSlowError: the deadline has passed
    """
    found: list[dict[Expanding, Forms]] = [{} for _ in segments]
    cut = []
    for leaf in dict.fromkeys(node for node in walk(tree) if isinstance(node, Wildcard | Fuzzy)):
        deadline.check()
        own = [forms_of(columns, leaf) for columns in segments]
        if sum(map(len, own)) > most:
            words, own = _most_frequent(segments, own, most)
            if words > most:
                cut.append(Expansion(leaf, words, most))
        for forms, numbers in zip(found, own, strict=True):
            forms[leaf] = numbers
    return found, tuple(cut)


def forms_of(columns: Columns, leaf: Expanding) -> Forms:
    """The forms of one segment that a leaf stands for, however many, rising."""
    section = section_of(leaf)
    if isinstance(leaf, Fuzzy):
        return _close(columns, section, whole_form(leaf.text), leaf.edits)
    glob = glob_form(leaf.text)
    start = re.split("[*?]", glob)[0]
    own = columns.forms.with_prefix(section + start.encode())
    if glob == f"{start}*":
        return np.arange(own.start, own.stop)
    return own.start + _matching(columns, own, len(section), glob)


def _close(columns: Columns, section: bytes, word: str, most: int) -> Forms:
    """The forms that so few edits make of a word."""
    own = columns.forms.with_prefix(section)
    letters = columns.form_letters[own.start : own.stop]
    some = own.start + edits.alike(letters, section.decode() + word, most)
    return some[edits.within(*_characters(columns, some, len(section)), word, most)]


def _matching(columns: Columns, own: range, skipped: int, glob: str) -> Forms:
    """Which of some forms a pattern matches, by their number among these."""
    starts = columns.forms.starts[own.start : own.stop + 1].astype(np.int64)
    text = columns.forms.data[starts[0] : starts[-1]]
    starts -= starts[0]
    found = globs.matching(text, starts[:-1] + skipped, starts[1:], glob.encode())
    # A question mark stands for one character, which may be several bytes.
    wide = np.flatnonzero(text >= _ASCII) if "?" in glob else np.empty(0, np.int64)
    if not len(wide):
        return found
    others = np.unique(np.searchsorted(starts, wide, "right") - 1)
    told = globs.matching(
        *_characters(columns, own.start + others, skipped), [ord(c) for c in glob]
    )
    return np.union1d(np.setdiff1d(found, others), others[told])


def _characters(columns: Columns, forms: Forms, skipped: int) -> tuple[globs.Text, Ints, Ints]:
    """The characters of some forms without the bytes of their section.

    :returns: the characters, where each form begins in them, and where it ends
    """
    first = columns.forms.starts[forms].astype(np.int64) + skipped
    lengths = columns.forms.starts[forms + 1].astype(np.int64) - first
    text = columns.forms.data[ranges(first, lengths)]
    starts = starts_of(lengths)
    if not len(text) or text.max() < _ASCII:
        return text, starts[:-1], starts[1:]
    characters = starts_of(text >> 6 != _CONTINUATION)
    decoded = np.frombuffer(text.tobytes().decode().encode("utf-32-le"), np.uint32)
    return decoded, characters[starts[:-1]], characters[starts[1:]]


def _most_frequent(
    segments: Sequence[Columns], own: Sequence[Forms], most: int
) -> tuple[int, list[Forms]]:
    """How many different forms there are, and in each segment those that are taken."""
    if len(segments) == 1:
        forms, counts = own[0], segments[0].form_counts[own[0]]
        order = np.argsort(-counts.astype(np.int64), kind="stable")
        return len(forms), [np.sort(forms[order[:most]])]
    names = [[columns.forms[number] for number in numbers.tolist()]
             for columns, numbers in zip(segments, own, strict=True)]  # fmt: skip
    totals: Counter[bytes] = Counter()
    for columns, numbers, texts in zip(segments, own, names, strict=True):
        for text, count in zip(texts, columns.form_counts[numbers].tolist(), strict=True):
            totals[text] += count
    taken = set(sorted(totals, key=lambda text: (-totals[text], text))[:most])
    kept = [np.array([text in taken for text in texts], bool) for texts in names]
    return len(totals), [numbers[keep] for numbers, keep in zip(own, kept, strict=True)]
