"""Which words of the archive a wildcard or a fuzzy word stands for."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.arrays import edits, globs
from search.engines.contract import Expansion
from search.engines.whoosh.analysis import glob_of, whole_form
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.leaves import Forms, section_of
from search.engines.whoosh.trees import walk
from search.query.nodes import Fuzzy, Node, Wildcard

Expanding = Wildcard | Fuzzy

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
    glob = glob_of(leaf.text) if isinstance(leaf, Wildcard) else ""
    start = glob[: min(map(f"{glob}*?".index, "*?"))]
    own = columns.forms.with_prefix(section + start.encode())
    if glob == f"{start}*":
        return np.arange(own.start, own.stop)
    text, begins, ends = _characters(columns, own, len(section))
    if isinstance(leaf, Wildcard):
        return own.start + globs.matching(text, begins, ends, glob)
    return own.start + edits.within(text, begins, ends, whole_form(leaf.text), leaf.edits)


def _characters(
    columns: Columns, own: range, skipped: int
) -> tuple[globs.Text, NDArray[np.int64], NDArray[np.int64]]:
    """The characters of some forms without the bytes of their section.

    :returns: the characters, where each form begins in them, and where it ends
    """
    table = columns.forms
    starts = table.starts[own.start : own.stop + 1].astype(np.int64)
    data = table.data[starts[0] : starts[-1]]
    starts -= starts[0]
    text: globs.Text = data
    if len(data) and data.max() >= 128:
        text = np.frombuffer(data.tobytes().decode().encode("utf-32-le"), np.uint32)
        characters = np.cumsum(data >> 6 != _CONTINUATION)
        starts[1:] = characters[starts[1:] - 1]
    return text, starts[:-1] + skipped, starts[1:]


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
