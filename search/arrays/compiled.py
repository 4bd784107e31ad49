"""The loops that numpy has no form for, compiled by Numba; kept on disk once they are compiled.

Importing this module takes a second, and the first time ever some more. What it does the numpy
forms (:mod:`search.arrays.bm25`, :mod:`search.arrays.sets`, :mod:`search.arrays.topk`,
:mod:`search.arrays.occurrences`, :mod:`search.arrays.nearness`) do too: those are its oracle in
the tests, and what a single search from the command line runs on. Scores are added up in the same
order, to the last bit.

All is in one file, since Numba does not see that a loop kept on disk calls one of another file
that has changed. Places are unsigned, since of others each index is tried for being negative.
"""

from itertools import product
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Docs = NDArray[np.uint32]
Scores = NDArray[np.float64]
Places = NDArray[np.int64]
Counts = tuple[int, int]
"""How many of the best documents there are, and how many match."""

# Documents that are scored together: their sums stay in the nearest cache. The first windows are
# smaller, so that few documents have to be offered before some of the best are known.
_WINDOW, _FIRST_WINDOW = 2048, 256
# A list that is longer than so many times another is jumped through; a shorter one is read.
_JUMP = 32
_LEAST_SCORE = 5e-324
_ONE = np.uint64(1)

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def best_of_words(
    docs: Docs,
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    places: Places,
    idfs: Scores,
    words: Places,
    times: Scores,
    need: float,
    least: float,
    near: Places,
    reach: int,
    weight: float,
    moving: int,
    best_docs: Docs,
    best_scores: Scores,
) -> Counts:
    """The best documents that have all or some of some words, those first that have them near.

    :param places: int64[table, 3], for each word of a table where its postings begin, where they
        end, and where its positions begin
    :param idfs: float64[table, 2], of the same words: the idf, and what the word counts towards
        ``need``
    :param words: the numbers of the words in the table
    :param times: how many times the score of each counts; empty for once
    :param need: as of :func:`best_of_any`; less than 0 where a document must have all words
    :param moving: how many of the best may change places for nearness

    The others as of :func:`best_of_any` and :func:`add_nearness`.
    """
    starts, ends, gains = _listed(places, idfs, words, times)
    if len(words) == 1:
        held, total = best_of_one(
            docs, weights, norms, allowed, ranks,
            starts[0], ends[0], gains[0], least, best_docs, best_scores,
        )  # fmt: skip
    elif need < 0:
        held, total = best_of_all(
            docs, weights, norms, allowed, ranks,
            starts, ends, gains, least, best_docs, best_scores,
        )  # fmt: skip
    else:
        held, total = best_of_any(
            docs, weights, norms, allowed, ranks,
            starts, ends, gains, idfs[:, 1][words], need, least, best_docs, best_scores,
        )  # fmt: skip
    if len(near):
        first = min(held, moving)
        rank_by_nearness(
            docs, frequencies, positions, norms, ranks, places, idfs,
            near, reach, weight, best_docs[:first], best_scores[:first],
        )  # fmt: skip
    return held, total


@_compiled
def _listed(
    places: Places, idfs: Scores, words: Places, times: Scores
) -> tuple[Places, Places, Scores]:
    """Where the postings of some words begin and end, and what their saturation is worth."""
    starts, ends = np.empty(len(words), np.int64), np.empty(len(words), np.int64)
    gains = np.empty(len(words), np.float64)
    for number in range(len(words)):
        word = words[number]
        starts[number], ends[number] = places[word, 0], places[word, 1]
        gains[number] = (times[number] if len(times) else 1.0) * idfs[word, 0]
    return starts, ends, gains


@_compiled
def best_of_one(
    docs: Docs,
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    start: int,
    end: int,
    gain: float,
    least: float,
    best_docs: Docs,
    best_scores: Scores,
) -> Counts:
    """The best documents of one posting list; parameters as of :func:`best_of_any`."""
    held, bar, total = 0, least, 0
    for at in range(np.uint64(start), np.uint64(end)):
        doc = docs[at]
        if len(allowed):
            if not allowed[doc]:
                continue
            total += 1
        score = gain * _saturation(weights[at], norms[doc])
        if score >= bar:
            held = _offer(doc, score, ranks, best_docs, best_scores, held)
            if held == len(best_docs):
                bar = best_scores[held - 1]
    return held, total if len(allowed) else end - start


@_compiled
def best_of_any(
    docs: Docs,
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    starts: Places,
    ends: Places,
    gains: Scores,
    worths: Scores,
    need: float,
    least: float,
    best_docs: Docs,
    best_scores: Scores,
) -> Counts:
    """The best documents that have at least one of some terms, or enough of them.

    :param docs: postings of the segment, rising within a term
    :param weights: of the postings
    :param norms: K of each document
    :param allowed: bool[documents]: which may be found; empty for all
    :param ranks: decides between equal scores, the lower one first
    :param starts: where the postings of each term begin, and ``ends`` where they end
    :param gains: greater than 0, by which the saturation of each term is multiplied
    :param worths: what each term counts towards ``need``
    :param need: what the terms of a document have to be worth together; 0 if one is enough
    :param least: scores below this are of no interest
    :param best_docs: takes the documents, best first, as many as it has room for
    :param best_scores: takes their scores
    """
    # All in one piece: parted into functions, the inner loops took half as long again.
    held, bar, total = 0, max(least, _LEAST_SCORE), 0
    scores = np.zeros(_WINDOW, np.float64)
    worth = np.zeros(_WINDOW if need > 0 else 0, np.float64)
    risen = np.empty(_WINDOW, np.uint16)
    cursors, stops = starts.astype(np.uint64), ends.astype(np.uint64)
    width = _FIRST_WINDOW
    while True:
        first = _next_document(docs, cursors, stops, len(norms))
        if first == len(norms):
            return held, total
        last = first + np.uint64(width)
        rising = np.uint64(0)
        for term in range(len(starts)):
            gain, own_worth = gains[term], worths[term]
            at, stop = cursors[term], stops[term]
            while at < stop:
                doc = np.uint64(docs[at])
                if doc >= last:
                    break
                inner = doc - first
                before = scores[inner]
                after = before + gain * _saturation(weights[at], norms[doc])
                scores[inner] = after
                if need > 0:
                    worth[inner] += own_worth
                # Scores only grow, so that each document passes the bar once.
                if before < bar <= after:
                    risen[rising] = inner
                    rising += _ONE
                at += _ONE
        for number in range(rising):
            inner = np.uint64(risen[number])
            doc = first + inner
            if (need <= 0 or worth[inner] >= need) and (len(allowed) == 0 or allowed[doc]):
                held = _offer(doc, scores[inner], ranks, best_docs, best_scores, held)
        if held == len(best_docs):
            bar = best_scores[held - 1]
        for term in range(len(starts)):
            at, stop = cursors[term], stops[term]
            while at < stop:
                doc = np.uint64(docs[at])
                if doc >= last:
                    break
                inner = doc - first
                match = scores[inner] > 0
                scores[inner] = 0
                if need > 0:
                    match &= worth[inner] >= need
                    worth[inner] = 0
                if len(allowed):
                    match &= allowed[doc]
                total += match
                at += _ONE
            cursors[term] = at
        width = min(2 * width, _WINDOW)


@_compiled
def _next_document(
    docs: Docs, cursors: NDArray[np.uint64], stops: NDArray[np.uint64], none: int
) -> np.uint64:
    """The first document in what is left of the lists; ``none`` if nothing is."""
    first = np.uint64(none)
    for term in range(len(cursors)):
        if cursors[term] < stops[term]:
            first = min(first, np.uint64(docs[cursors[term]]))
    return first


@_compiled
def best_of_all(
    docs: Docs,
    weights: NDArray[np.integer],
    norms: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    ranks: NDArray[np.uint32],
    starts: Places,
    ends: Places,
    gains: Scores,
    least: float,
    best_docs: Docs,
    best_scores: Scores,
) -> Counts:
    """The best documents that have all of some terms; parameters as of :func:`best_of_any`."""
    held, bar, total = 0, least, 0
    places = _common(docs, starts, ends)
    for found in range(places.shape[1]):
        doc = docs[places[0, found]]
        if len(allowed) and not allowed[doc]:
            continue
        total += 1
        score = 0.0
        for term in range(len(starts)):
            score += gains[term] * _saturation(weights[places[term, found]], norms[doc])
        if score >= bar:
            held = _offer(doc, score, ranks, best_docs, best_scores, held)
            if held == len(best_docs):
                bar = best_scores[held - 1]
    return held, total


@_compiled
def _saturation(weight: int, norm: float) -> float:
    """As :func:`search.arrays.bm25.saturation`."""
    frequency = np.float64(weight)
    return frequency / (frequency + norm)


@_compiled
def _offer(
    doc: np.unsignedinteger[Any],
    score: float,
    ranks: NDArray[np.uint32],
    best_docs: Docs,
    best_scores: Scores,
    held: int,
) -> int:
    """Put a document into the list of the best if it belongs there; gives the list's length."""
    count = len(best_docs)
    place = held
    while place > 0 and (
        best_scores[place - 1] < score
        or (best_scores[place - 1] == score and ranks[best_docs[place - 1]] > ranks[doc])
    ):
        place -= 1
    if place == count:
        return held
    last = min(held, count - 1)
    for later in range(last, place, -1):
        best_docs[later] = best_docs[later - 1]
        best_scores[later] = best_scores[later - 1]
    best_docs[place] = doc
    best_scores[place] = score
    return last + 1


@_compiled
def _common(docs: Docs, starts: Places, ends: Places) -> NDArray[np.uint64]:
    """The documents that all of some lists have, by their places.

    :returns: uint64[lists, documents]: where each list has each of the documents, rising
    """
    order = _by_length(starts, ends)
    shortest = order[0]
    wanted = docs[starts[shortest] : ends[shortest]].copy()
    found = len(wanted)
    places = np.empty((len(starts), found), np.uint64)
    for number in range(found):
        places[shortest, number] = starts[shortest] + number
    kept, own = np.empty(found + 1, np.int64), np.empty(found + 1, np.uint64)
    for known in range(1, len(order)):
        term = order[known]
        found = _meet(docs, starts[term], ends[term], wanted[:found], kept, own)
        for number in range(found):
            wanted[number] = wanted[kept[number]]
            for earlier in order[:known]:
                places[earlier, number] = places[earlier, kept[number]]
            places[term, number] = own[number]
    return places[:, :found]


@_compiled
def _by_length(starts: Places, ends: Places) -> Places:
    """The numbers of the lists, the shortest first."""
    order = np.arange(len(starts))
    for number in range(1, len(order)):
        length = ends[number] - starts[number]
        place = number
        while place > 0 and ends[order[place - 1]] - starts[order[place - 1]] > length:
            order[place] = order[place - 1]
            place -= 1
        order[place] = number
    return order


@_compiled
def _meet(
    docs: Docs, start: int, end: int, wanted: Docs, kept: Places, own: NDArray[np.uint64]
) -> int:
    """Look some documents up in a list.

    :param wanted: rising
    :param kept: takes the numbers of those that the list has, and ``own`` where it has them
    :returns: how many that are
    """
    if end - start > _JUMP * len(wanted):
        return _jump(docs, np.uint64(start), np.uint64(end), wanted, kept, own)
    return _read(docs, np.uint64(start), np.uint64(end), wanted, kept, own)


@_compiled
def _jump(
    docs: Docs,
    at: np.uint64,
    end: np.uint64,
    wanted: Docs,
    kept: Places,
    own: NDArray[np.uint64],
) -> int:
    """As :func:`_meet`, for a list much longer than what is wanted."""
    found = 0
    for number in range(len(wanted)):
        at = _seek(docs, at, end, wanted[number])
        if at == end:
            break
        if docs[at] == wanted[number]:
            kept[found], own[found] = number, at
            found += 1
    return found


@_compiled
def _seek(docs: Docs, low: np.uint64, end: np.uint64, doc: np.unsignedinteger[Any]) -> np.uint64:
    """The first place from ``low`` that is not before a document."""
    # Strides that double find the place in few steps, near or far.
    stride = _ONE
    while low + stride < end and docs[low + stride] < doc:
        low += stride
        stride += stride
    high = min(low + stride, end)
    while low < high:
        middle = (low + high) // np.uint64(2)
        if docs[middle] < doc:
            low = middle + _ONE
        else:
            high = middle
    return low


@_compiled
def _read(
    docs: Docs,
    at: np.uint64,
    end: np.uint64,
    wanted: Docs,
    kept: Places,
    own: NDArray[np.uint64],
) -> int:
    """As :func:`_meet`, without a branch that could be guessed wrong at each posting.

    The wanted documents of a window are marked, and the postings of the window look for marks.
    """
    marks = np.zeros(_WINDOW, np.uint16)
    found = np.uint64(0)
    number = 0
    while number < len(wanted):
        first, before = np.uint64(wanted[number]), number
        last = first + np.uint64(_WINDOW)
        while number < len(wanted) and wanted[number] < last:
            marks[np.uint64(wanted[number]) - first] = number - before + 1
            number += 1
        at = _seek(docs, at, end, first)
        while at < end:
            doc = np.uint64(docs[at])
            if doc >= last:
                break
            mark = marks[doc - first]
            kept[found], own[found] = before + mark - 1, at
            found += np.uint64(mark > 0)
            at += _ONE
        for doc in wanted[before:number]:
            marks[np.uint64(doc) - first] = 0
    return int(found)


@_compiled
def row_keys(
    docs: Docs,
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    forms_at: NDArray[np.integer],
    posting_starts: Places,
    occurrence_starts: Places,
    form_starts: Places,
    terms: Places,
    forms: Places,
) -> NDArray[np.int64]:
    """Where words stand one behind the other, as
    :func:`search.engines.whoosh.gathering.row_keys`.

    :param posting_starts: where the postings of each term of the segment begin
    :param occurrence_starts: where the positions of each term begin
    :param form_starts: where the forms of each term begin in ``forms_at``
    :param terms: of the words
    :param forms: the number that the form of each word has to have, -1 for any; says nothing where
        a term has no forms in ``forms_at``, being of one form only
    :returns: int64, the occurrences of the first word of each row
    """
    at, ends = posting_starts[terms], posting_starts[terms + 1]
    places = _common(docs, at, ends).astype(np.int64)
    words, documents = places.shape
    low = occurrence_starts[terms]
    # The form of an occurrence stands so far from where its position does.
    offsets = form_starts[terms] - low
    told = np.where(form_starts[terms] < form_starts[terms + 1], forms, -1)
    high = low.copy()
    most = 0
    for place in places[0]:
        most += frequencies[place]
    found = np.empty(most, np.int64)
    held = 0
    for number in range(documents):
        for word in range(words):
            place = places[word, number]
            low[word] = high[word] + _sum(frequencies[at[word] : place])
            high[word] = low[word] + frequencies[place]
            at[word] = place + 1
        doc = np.int64(docs[places[0, number]])
        for own in range(low[0], high[0]):
            if told[0] >= 0 and forms_at[offsets[0] + own] != told[0]:
                continue
            key = (doc << 32) | np.int64(positions[own])
            # A compound and its first part may be forms of one term: that is one place.
            if held and found[held - 1] == key:
                continue
            if _goes_on(positions, forms_at, offsets, told, low, high, own):
                found[held] = key
                held += 1
    return found[:held]


@_compiled
def _sum(values: NDArray[np.integer]) -> int:
    total = 0
    for value in values:
        total += int(value)
    return total


@_compiled
def _goes_on(
    positions: NDArray[np.integer],
    forms_at: NDArray[np.integer],
    offsets: Places,
    forms: Places,
    low: Places,
    high: Places,
    own: int,
) -> bool:
    """Whether the other words of a row stand behind an occurrence of the first.

    :param low: where the positions of each word in the document begin; moved up, in place, as far
        as those can be passed over that are asked for afterwards
    :param high: where they end
    """
    for word in range(1, len(low)):
        target = np.int64(positions[own]) + word
        while low[word] < high[word] and positions[low[word]] < target:
            low[word] += 1
        other = low[word]
        while True:
            if other == high[word] or positions[other] != target:
                return False
            if forms[word] < 0 or forms_at[offsets[word] + other] == forms[word]:
                break
            other += 1
    return True


@_compiled
def phrase_postings(
    docs: Docs,
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    forms_at: NDArray[np.integer],
    posting_starts: Places,
    occurrence_starts: Places,
    form_starts: Places,
    terms: Places,
    forms: Places,
    field_starts: Places,
    first_field: int,
    field_weights: Places,
) -> tuple[Docs, NDArray[np.uint32]]:
    """The documents with a phrase, and what the fields weigh together in which it stands.

    Parameters as of :func:`row_keys` and :func:`weights_by_document`.
    """
    keys = row_keys(
        docs, frequencies, positions, forms_at,
        posting_starts, occurrence_starts, form_starts, terms, forms,
    )  # fmt: skip
    return weights_by_document(keys, field_starts, first_field, field_weights)


@_compiled
def weights_by_document(
    keys: Places, field_starts: Places, first_field: int, field_weights: Places
) -> tuple[Docs, NDArray[np.uint32]]:
    """The documents of some occurrences, and what their fields weigh together in each.

    :param keys: see :mod:`search.arrays.occurrences`
    :param field_starts: int64[documents, fields]: position of the first word of each field
    :param first_field: of those that share their positions; the others follow it
    :param field_weights: of each field that shares them; 0 for one that does not count
    :returns: documents with a weight greater than 0, and the weights
    """
    docs, weights = np.empty(len(keys), np.uint32), np.empty(len(keys), np.uint32)
    held = 0
    for key in keys:
        doc, position = key >> 32, key & 0xFFFFFFFF
        field = len(field_weights) - 1
        while field > 0 and position < field_starts[doc, first_field + field]:
            field -= 1
        if field_weights[field] == 0:
            continue
        if held == 0 or docs[held - 1] != doc:
            docs[held], weights[held] = doc, 0
            held += 1
        weights[held - 1] += field_weights[field]
    return docs[:held], weights[:held]


@_compiled
def rank_by_nearness(
    docs: Docs,
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    norms: NDArray[np.float32],
    ranks: NDArray[np.uint32],
    places: Places,
    idfs: Scores,
    near: Places,
    reach: int,
    weight: float,
    best_docs: Docs,
    best_scores: Scores,
) -> None:
    """Put the best documents in their order anew, with what pairs of words add to their scores.

    :param ranks: decides between equal scores, the lower one first
    :param weight: by which what is added is multiplied
    :param best_docs: the documents, and ``best_scores`` their scores; changed in place

    The others as of :func:`add_nearness`.
    """
    order = np.argsort(best_docs)
    scored, scores = best_docs[order], best_scores[order]
    added = np.zeros(len(order), np.float64)
    add_nearness(docs, frequencies, positions, norms, places, idfs, near, reach, scored, added)
    held = 0
    for number in range(len(order)):
        score = scores[number] + weight * added[number]
        held = _offer(scored[number], score, ranks, best_docs, best_scores, held)


@_compiled
def add_nearness(
    docs: Docs,
    frequencies: NDArray[np.integer],
    positions: NDArray[np.integer],
    norms: NDArray[np.float32],
    places: Places,
    idfs: Scores,
    near: Places,
    reach: int,
    scored: Docs,
    added: Scores,
) -> None:
    """What pairs of words add to the scores of a few documents, see :mod:`search.arrays.nearness`.

    :param places: of the words of a table, and ``idfs``: as of :func:`best_of_words`
    :param near: numbers in the table: of the left word of each pair, and behind it of the right
    :param reach: how many words apart is near
    :param scored: the documents, rising
    :param added: of each of them; is added to
    """
    few = len(scored)
    low, high = np.zeros((len(near), few), np.uint64), np.zeros((len(near), few), np.uint64)
    own = np.arange(len(near))
    for side in range(len(near)):
        for earlier in range(side):
            if near[earlier] == near[side]:
                own[side] = earlier
                break
        if own[side] == side:
            _places_in(docs, frequencies, places[near[side]], scored, low[side], high[side])
    for side in range(0, len(near), 2):
        left, right = own[side], own[side + 1]
        gain = idfs[near[side], 0] + idfs[near[side + 1], 0]
        for number in range(few):
            count = _count_near(
                positions, low[left, number], high[left, number],
                low[right, number], high[right, number], reach,
            )  # fmt: skip
            if count:
                added[number] += gain * _saturation(count, norms[scored[number]])


@_compiled
def _places_in(
    docs: Docs,
    frequencies: NDArray[np.integer],
    place: Places,
    scored: Docs,
    low: NDArray[np.uint64],
    high: NDArray[np.uint64],
) -> None:
    """Where the positions of a word begin in each of some documents, and where they end.

    :param place: of the word, a row of ``places``
    :param scored: rising
    :param low: takes the beginnings, and ``high`` the ends; unchanged where there are none
    """
    at, end, occurrence = np.uint64(place[0]), np.uint64(place[1]), np.uint64(place[2])
    for number in range(len(scored)):
        found = _seek(docs, at, end, scored[number])
        occurrence += np.uint64(_sum(frequencies[at:found]))
        at = found
        if at == end:
            return
        if docs[at] == scored[number]:
            low[number] = occurrence
            high[number] = occurrence + np.uint64(frequencies[at])


@_compiled
def _count_near(
    positions: NDArray[np.integer],
    low: np.uint64,
    high: np.uint64,
    behind: np.uint64,
    end: np.uint64,
    reach: int,
) -> int:
    """How often two words stand near each other in one document.

    :param low: where the positions of the left word begin, and ``high`` where they end
    :param behind: where the positions of the right word begin, and ``end`` where they end
    """
    count, first = 0, behind
    for own in range(low, high):
        # A compound and its first part may be forms of one term: that is one place.
        if own > low and positions[own] == positions[own - _ONE]:
            continue
        here = np.int64(positions[own])
        while behind < end and positions[behind] < here:
            behind += _ONE
        before = behind
        while behind < end and positions[behind] == here:
            behind += _ONE
        ahead = np.int64(positions[behind]) - here if behind < end else reach + 1
        if ahead <= reach or (before > first and here - positions[before - _ONE] <= reach):
            count += 2 if ahead == 1 else 1
    return count


def warm() -> None:
    """Run each loop once on next to nothing, for the types that segments have."""
    docs, zeros, ones = np.zeros(1, np.uint32), np.zeros(1, np.int64), np.ones(1, np.int64)
    norms, allowed, near = np.ones(1, np.float32), np.ones(1, np.bool_), np.zeros(2, np.int64)
    best = np.empty(1, np.uint32), np.empty(1, np.float64)
    table = np.array([[0, 1, 0]]), np.ones((1, 2))
    mapped, rising = _read_only(docs.copy()), _read_only(np.arange(2))
    # A weight is never less than the frequency: its type is not the narrower one.
    for kinds in product(((1, 1), (2, 1), (2, 2)), (2, 4)):
        (weight, frequency), position = kinds
        weights, frequencies, positions = (
            _read_only(np.ones(1, f"u{width}")) for width in (weight, frequency, position)
        )
        best_of_words(
            mapped, weights, norms, allowed, docs, frequencies, positions, *table,
            zeros, np.ones(1), 0.0, 0.0, near, 1, 1.0, 1, *best,
        )  # fmt: skip
        placed = mapped, frequencies, positions
        rank_by_nearness(*placed, norms, docs, *table, near, 1, 1.0, docs.copy(), np.ones(1))
        add_nearness(*placed, norms, *table, near, 1, docs, np.ones(1))
        row = _read_only(np.ones(1, np.uint8)), rising, rising, np.arange(2), zeros, zeros - 1
        row_keys(*placed, *row)
        phrase_postings(*placed, *row, np.zeros((1, 1), np.int64), 0, ones)
    found = weights_by_document(zeros, np.zeros((1, 1), np.int64), 0, ones)
    best_of_one(*found, norms, allowed, docs, 0, 1, 1.0, 0.0, *best)


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    """As arrays mapped from files are, which Numba compiles for as a type of their own."""
    values.flags.writeable = False
    return values
