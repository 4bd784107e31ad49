"""Words of a text that stand one behind the other, or close together in any order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from search.results.sought import ANY_WORD, Occurrence
from search.results.stretches import Mark, Stretch

Words = Sequence[Sequence[Occurrence]]
"""The occurrences of each word that is looked for, by its number."""


def in_a_row(row: Sequence[int], words: Words, leaf: int) -> Iterator[Stretch]:
    """Where the words of a row stand one behind the other; one mark for all of them."""
    if len(row) == 1:
        for position, start, end in words[row[0]]:
            yield Stretch(position, position, False, (Mark(start, end, leaf),))
        return
    rest = [
        (place, {o.position: o for o in words[number]})
        for place, number in enumerate(row)
        if place and number != ANY_WORD
    ]
    for first in words[row[0]]:
        others = [there.get(first.position + place) for place, there in rest]
        found = [other for other in others if other]
        if len(found) == len(others):
            end = max(other.end for other in (first, *found))
            last = first.position + len(row) - 1
            yield Stretch(first.position, last, False, (Mark(first.start, end, leaf),))


def close_together(row: Sequence[int], words: Words, within: int, leaf: int) -> Iterator[Stretch]:
    """The shortest stretch from each word of the row with all others, each marked by itself."""
    there: dict[int, dict[int, Occurrence]] = defaultdict(dict)
    for slot, number in enumerate(row):
        for occurrence in words[number]:
            there[occurrence.position][slot] = occurrence
    positions = sorted(there)
    reach = within + len(row) - 2
    for index, first in enumerate(positions):
        taken: dict[int, int] = {}
        for position in positions[index:]:
            if position > first + reach:
                break
            _seat(position, there, taken, set())
            if len(taken) == len(row):
                marks = sorted(
                    Mark(there[p][slot].start, there[p][slot].end, leaf)
                    for slot, p in taken.items()
                )
                gappy = position - first + 1 > len(row)
                yield Stretch(first, position, gappy, tuple(marks))
                break


def _seat(
    position: int,
    there: dict[int, dict[int, Occurrence]],
    taken: dict[int, int],
    tried: set[int],
) -> bool:
    """Let a position stand for one of its words, others making room (H. Kuhn's method).

    Positions that stand for a word go on doing so, and as many words are taken as can be.
    """
    for slot in there[position]:
        if slot in tried:
            continue
        tried.add(slot)
        if slot not in taken or _seat(taken[slot], there, taken, tried):
            taken[slot] = position
            return True
    return False
