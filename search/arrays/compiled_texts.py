"""Texts cut into known pieces, new pieces into words, and both into occurrences, by compiled loops.

What they find is what :mod:`search.text.tokens` and :mod:`search.text.sentences` say, which are
their oracle in the tests. Only short pieces in ASCII are cut into words here.

A **table** of strings is three arrays, given one by one: ``slots``, ``text`` and ``starts``.
String i is ``text[starts[i]:starts[i + 1]]``. There has to be room for what is put in. A slot is
two numbers: the string's **key**, and its length above its number and one; the second is 0 where
the slot is free. The key of up to seven bytes is the bytes themselves, so that most strings are
known by their slot alone; that of more is a hash.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from search.arrays.pieces import COMMA, DIGIT, JOINER, LETTER

Bytes = NDArray[np.uint8]
Slots = NDArray[np.uint64]
Places = NDArray[np.int64]
Numbers = NDArray[np.uint32]
Scalar = Any
"""One number or truth value within a loop."""

GOES_ON, MAY_END, ENDS, ENDS_PARAGRAPH = 0, 1, 2, 3
"""What stands before a piece, as in :mod:`search.text.sentences`."""
BEGINS, ABBREVIATES = 1, 2
"""What a piece does in a sentence: whether it may begin one, whether a stop belongs to it."""

LONGEST_PIECE = 1 << 12
"""Bytes of a piece that are cut into words here."""

_DIGIT = DIGIT & ~LETTER
_MOST_JOINED = 8
_LONGEST_ABBREVIATION = 5
_BLANK, _QUOTE, _APOSTROPHE, _COMMA, _HYPHEN, _STOP = map(ord, " \"',-.")
_ROUND, _ROUND_END, _SQUARE, _SQUARE_END, _CALL, _QUESTION, _NEWLINE = map(ord, "()[]!?\n")
_S, _SMALL, _NOT_ASCII = ord("s"), 0x20, 0x80
_SEED, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x9E3779B97F4A7C15)
_ZERO, _ONE, _EIGHT, _BYTE, _HALF, _FULL = map(np.uint64, (0, 1, 8, 8, 32, 64))
_LOW = np.uint64(0xFFFFFFFF)

_compiled = njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def number_strings(
    data: Bytes, edges: Places, numbers: Numbers,
    slots: Slots, text: Bytes, starts: Places, count: int,
) -> int:  # fmt: skip
    """The number of each string in a table; new ones are put in.

    :param edges: string i is ``data[edges[i]:edges[i + 1]]``
    :param numbers: takes the answer
    :param count: how many strings the table has
    :returns: how many it has now
    """
    for i in range(len(edges) - 1):
        start, end = edges[i], edges[i + 1]
        hashed, word = _hash(data, start, end)
        number = _number(hashed, word, data, start, end, slots, text, starts, count)
        count = max(count, number + 1)
        numbers[i] = number
    return count


@_compiled
def fill_slots(slots: Slots, text: Bytes, starts: Places, count: int) -> None:
    """Enter the strings of a table into new slots, all of them free."""
    mask = np.uint64(len(slots) // 2 - 1)
    for number in range(count):
        hashed, word = _hash(text, starts[number], starts[number + 1])
        size = np.uint64(starts[number + 1] - starts[number])
        mixed = _mixed(hashed, word)
        slot = mixed & mask
        while slots[slot + slot + _ONE] != _ZERO:
            slot = (slot + _ONE) & mask
        slots[slot + slot] = word if size < _EIGHT else mixed
        slots[slot + slot + _ONE] = _entry(size, number)


@_compiled
def cut(
    data: Bytes, end: int, kinds: Bytes, state: Places,
    numbers: Numbers, breaks: Bytes, text_ends: Places,
    slots: Slots, text: Bytes, starts: Places, count: int,
) -> int:  # fmt: skip
    """Number the pieces of texts, of which each has a NUL before and behind it.

    :param data: with plain marks (:func:`search.arrays.pieces.plain_marks`)
    :param end: behind the last NUL; if half of the slots are taken it ends before
    :param kinds: what each of the 256 bytes is to a piece, see :func:`search.arrays.pieces.cut`
    :param state: how far it is, changed in place: place in ``data``, end of the piece before or
        place of the NUL behind it, pieces, texts begun
    :param numbers: takes the number of each piece
    :param breaks: takes what stands before each piece
    :param text_ends: takes how many pieces there are before each text, and at the end
    :param count: how many pieces the table has
    :returns: how many it has now
    """
    at, behind = np.uint64(state[0]), np.uint64(state[1])
    pieces, texts = state[2], state[3]
    room, mask = len(slots) // 4, np.uint64(len(slots) // 2 - 1)
    while at < np.uint64(end) and count < room:
        if not kinds[data[at]] & LETTER:
            if data[at] == 0:
                text_ends[texts] = pieces
                texts += 1
                behind = at
            at += _ONE
            continue
        start, hashed, word, shift = at, _SEED, _ZERO, _ZERO
        while True:
            word |= np.uint64(data[at]) << shift
            shift += _BYTE
            if shift == _FULL:
                hashed, word, shift = _mixed(hashed, word), _ZERO, _ZERO
            at += _ONE
            kind = kinds[data[at]]
            if kind & LETTER:
                continue
            if kind == JOINER and kinds[data[at + _ONE]] & LETTER:
                continue
            if kind == COMMA and kinds[data[at - _ONE]] & kinds[data[at + _ONE]] & _DIGIT:
                continue
            break
        # As in _number, here since to call it takes twice as long as to look a piece up.
        size, hashed = at - start, _mixed(hashed, word)
        key = word if size < _EIGHT else hashed
        slot = hashed & mask
        while True:
            entry = slots[slot + slot + _ONE]
            if entry == _ZERO:
                entry = _entry(size, count)
                _put(key, entry, slot, data, start, slots, text, starts, count)
                count += 1
                break
            if slots[slot + slot] == key and entry >> _HALF == size:
                if size < _EIGHT:
                    break
                same, first = _ZERO, np.uint64(starts[(entry & _LOW) - _ONE])
                while same < size and data[start + same] == text[first + same]:
                    same += _ONE
                if same == size:
                    break
            slot = (slot + _ONE) & mask
        numbers[pieces] = (entry & _LOW) - _ONE
        breaks[pieces] = GOES_ON
        if start - behind != _ONE or data[behind] == 0:
            breaks[pieces] = _break_between(data, np.int64(behind), np.int64(start))
        pieces += 1
        behind = at
    state[0], state[1], state[2], state[3] = np.int64(at), np.int64(behind), pieces, texts
    return count


@_compiled
def learn(
    text: Bytes, starts: Places, first: int, last: int, abbreviations: Slots,
    token_starts: Places, widths: Numbers, uses: Bytes,
    token_forms: Numbers, token_places: Numbers, token_capitals: Bytes,
    form_slots: Slots, form_text: Bytes, form_starts: Places, forms: int, form: Bytes,
) -> tuple[int, int]:  # fmt: skip
    """Cut pieces into words.

    :param text: of the pieces, and ``starts``
    :param first: number of the first piece, and ``last`` of the one behind the last
    :param abbreviations: as :func:`pack` packs them
    :param token_starts: where the tokens of each piece begin; that of the first piece is told
    :param widths: takes how many positions each piece takes up
    :param uses: takes what each piece does in a sentence
    :param token_forms: takes the exact form of each token, ``token_places`` its position within
        the piece, ``token_capitals`` how it is printed
    :param forms: how many exact forms their table has
    :param form: scratch, as long as the longest piece
    :returns: the piece before which it ended, because it is long or not in ASCII or might fill
        the table of forms, or else ``last``; and how many forms there are now
    """
    room = len(form_slots) // 4
    for piece in range(first, last):
        start, end = starts[piece], starts[piece + 1]
        if forms + 2 * (end - start) > room or not _is_plain(text, start, end):
            return piece, forms
        token, place, at = token_starts[piece], 0, start
        # The words joined by hyphens up to here: how many, the end of the last, the first token.
        chain, chain_start, chain_end, chain_token, size = 0, start, start, token, 0
        while at < end:
            if not _is_alnum(text[at]):
                at += 1
                continue
            if at != chain_end + 1 or text[chain_end] != _HYPHEN:
                chain, chain_start, chain_token, size = 0, at, token, 0
            stop = _token_end(text, start, at, end)
            written = _write_form(text, at, stop, form, size)
            hashed, word = _hash(form, size, written)
            number = _number(
                hashed, word, form, size, written, form_slots, form_text, form_starts, forms
            )
            forms = max(forms, number + 1)
            token_forms[token], token_places[token] = number, place
            token_capitals[token] = _capitals(text, at, stop)
            token, place, at, chain, chain_end, size = (
                token + 1, place + 1, stop, chain + 1, stop, written,
            )  # fmt: skip
            ends = at + 1 >= end or text[at] != _HYPHEN or not _is_alnum(text[at + 1])
            if ends and 1 < chain <= _MOST_JOINED:
                hashed, word = _hash(form, 0, size)
                number = _number(
                    hashed, word, form, 0, size, form_slots, form_text, form_starts, forms
                )
                forms = max(forms, number + 1)
                # The compound has its place behind the first of its words.
                for other in range(token, chain_token + 1, -1):
                    token_forms[other] = token_forms[other - 1]
                    token_places[other] = token_places[other - 1]
                    token_capitals[other] = token_capitals[other - 1]
                token_forms[chain_token + 1] = number
                token_places[chain_token + 1] = token_places[chain_token]
                token_capitals[chain_token + 1] = _capitals(text, chain_start, chain_end)
                token += 1
        token_starts[piece + 1] = token
        widths[piece] = place
        uses[piece] = _uses(text, start, end, abbreviations)
    return last, forms


@_compiled
def count_tokens(numbers: Numbers, token_starts: Places) -> int:
    """How many tokens some pieces have."""
    total = 0
    for number in numbers:
        total += token_starts[number + 1] - token_starts[number]
    return total


@_compiled
def place(
    numbers: Numbers, breaks: Bytes, text_ends: Places, runs: NDArray[np.int64], first: int,
    sections: Places, text_section: int, gap: int,
    token_starts: Places, widths: Numbers, uses: Bytes,
    token_forms: Numbers, token_places: Numbers, token_capitals: Bytes,
    counts: Places, forms: Numbers, positions: NDArray[np.int32], capitals: Bytes,
    lengths: NDArray[np.uint32],
    sentence_counts: Places, sentences: NDArray[np.int32],
    paragraph_counts: Places, paragraphs: NDArray[np.int32],
) -> tuple[int, int]:  # fmt: skip
    """The occurrences in texts that were cut into pieces.

    :param runs: int64[texts, 2]: document and field of each text
    :param first: number of the first document
    :param sections: of each field
    :param text_section: the section of which sentences and paragraphs are told
    :param gap: positions left free behind each text
    :param token_starts: as of :func:`learn`, with what follows it
    :param counts: takes how many occurrences each text has
    :param forms: takes the form of each occurrence times the sections, and its section;
        ``positions`` and ``capitals`` likewise
    :param lengths: takes the words of each document and field; 0 before
    :param sentence_counts: takes how many each document has; 0 before
    :param sentences: takes the position of the first word of each
    :returns: how many sentences there are, and paragraphs
    """
    at, told_sentences, told_paragraphs = 0, 0, 0
    section_count = sections.max() + 1
    own_doc, own_section, position, last_sentence, last_paragraph = -1, -1, 0, -1, -1
    for run in range(len(runs)):
        doc, field = runs[run, 0], runs[run, 1]
        section = sections[field]
        if doc != own_doc or section != own_section:
            own_doc, own_section, position = doc, section, 0
            last_sentence, last_paragraph = -1, -1
        width, behind = 0, at
        for piece in range(text_ends[run], text_ends[run + 1]):
            width += widths[numbers[piece]]
        lengths[doc - first, field] += width
        end = position + width
        for piece in range(text_ends[run], text_ends[run + 1]):
            number = numbers[piece]
            if section == text_section and position < end:  # behind the last word nothing begins
                marks = breaks[piece]
                begins = marks == ENDS_PARAGRAPH
                if begins and last_paragraph != position:
                    paragraphs[told_paragraphs] = last_paragraph = position
                    told_paragraphs += 1
                    paragraph_counts[doc - first] += 1
                if marks in (ENDS, MAY_END):
                    begins = uses[number] & BEGINS != 0 and (
                        marks == ENDS or uses[numbers[piece - 1]] & ABBREVIATES == 0
                    )
                if begins and last_sentence != position:
                    sentences[told_sentences] = last_sentence = position
                    told_sentences += 1
                    sentence_counts[doc - first] += 1
            for token in range(token_starts[number], token_starts[number + 1]):
                forms[at] = token_forms[token] * section_count + section
                positions[at] = position + token_places[token]
                capitals[at] = token_capitals[token]
                at += 1
            position += widths[number]
        position += gap
        counts[run] = at - behind
    return told_sentences, told_paragraphs


@_compiled
def _number(
    hashed: Scalar, word: Scalar, data: Bytes, start: Scalar, end: Scalar,
    slots: Slots, text: Bytes, starts: Places, count: Scalar,
) -> Scalar:  # fmt: skip
    """The number of a string in a table; a new one gets the next, ``count``.

    :param hashed: of its bytes in eights, and ``word`` those behind, see :func:`_hash`
    """
    size, hashed = np.uint64(end) - np.uint64(start), _mixed(hashed, word)
    key = word if size < _EIGHT else hashed
    mask = np.uint64(len(slots) // 2 - 1)
    slot = hashed & mask
    while slots[slot + slot + _ONE] != _ZERO:
        entry = slots[slot + slot + _ONE]
        if slots[slot + slot] == key and entry >> _HALF == size:
            number = (entry & _LOW) - _ONE
            if size < _EIGHT or _is_same(data, np.uint64(start), text, starts[number], size):
                return np.int64(number)
        slot = (slot + _ONE) & mask
    _put(key, _entry(size, count), slot, data, np.uint64(start), slots, text, starts, count)
    return count


@_compiled
def _put(
    key: Scalar, entry: Scalar, slot: Scalar, data: Bytes, start: Scalar,
    slots: Slots, text: Bytes, starts: Places, count: Scalar,
) -> None:  # fmt: skip
    """Put a string in as number ``count``."""
    size, first = entry >> _HALF, np.uint64(starts[count])
    for at in range(size):
        text[first + at] = data[start + at]
    starts[count + 1] = np.int64(first + size)
    slots[slot + slot], slots[slot + slot + _ONE] = key, entry


@_compiled
def _is_same(data: Bytes, start: Scalar, text: Bytes, first: Scalar, size: Scalar) -> Scalar:
    at = _ZERO
    while at < size and data[start + at] == text[np.uint64(first) + at]:
        at += _ONE
    return at == size


@_compiled
def _hash(data: Bytes, start: Scalar, end: Scalar) -> tuple[np.uint64, np.uint64]:
    """A hash of as many bytes as eight goes into, and the bytes behind as one number."""
    hashed, word, shift = _SEED, _ZERO, _ZERO
    for at in range(start, end):
        word |= np.uint64(data[at]) << shift
        shift += _BYTE
        if shift == _FULL:
            hashed, word, shift = _mixed(hashed, word), _ZERO, _ZERO
    return hashed, word


@_compiled
def _mixed(hashed: Scalar, word: Scalar) -> Scalar:
    product = (hashed ^ word) * _PRIME
    return product ^ product >> _HALF


@_compiled
def _entry(size: Scalar, number: Scalar) -> Scalar:
    return size << _HALF | np.uint64(number + 1)


@_compiled
def _break_between(data: Bytes, behind: Scalar, start: Scalar) -> Scalar:
    """:func:`search.text.sentences.break_between`, of marks that are plain; a NUL parts texts."""
    if data[behind] == 0:
        return ENDS_PARAGRAPH
    if start - behind == 1:
        return GOES_ON
    newline = False
    for at in range(behind, start):
        if data[at] == _NEWLINE:
            if newline:
                return ENDS_PARAGRAPH
            newline = True
        elif data[at] > _BLANK:
            newline = False
    opens = start
    while opens > behind and _opens(data[opens - 1]):
        opens -= 1
    blank = opens
    while blank > behind and data[blank - 1] <= _BLANK:
        blank -= 1
    if blank == opens:
        return GOES_ON
    if blank == behind + 1 and data[behind] == _STOP:
        return MAY_END
    closes = blank
    while closes > behind and _closes(data[closes - 1]):
        closes -= 1
    return ENDS if closes > behind and _stops(data[closes - 1]) else GOES_ON


@_compiled
def _opens(byte: Scalar) -> Scalar:
    return byte in (_QUOTE, _APOSTROPHE, _ROUND, _SQUARE)


@_compiled
def _closes(byte: Scalar) -> Scalar:
    return byte in (_QUOTE, _APOSTROPHE, _ROUND_END, _SQUARE_END)


@_compiled
def _stops(byte: Scalar) -> Scalar:
    return byte in (_STOP, _CALL, _QUESTION)


@_compiled
def _is_plain(text: Bytes, start: Scalar, end: Scalar) -> Scalar:
    at = start
    while at < end and text[at] < _NOT_ASCII:
        at += 1
    return at == end and end - start <= LONGEST_PIECE


@_compiled
def _is_upper(byte: Scalar) -> Scalar:
    return 65 <= byte <= 90


@_compiled
def _is_lower(byte: Scalar) -> Scalar:
    return 97 <= byte <= 122


@_compiled
def _is_letter(byte: Scalar) -> Scalar:
    return _is_upper(byte) or _is_lower(byte)


@_compiled
def _is_digit(byte: Scalar) -> Scalar:
    return 48 <= byte <= 57


@_compiled
def _is_alnum(byte: Scalar) -> Scalar:
    return _is_letter(byte) or _is_digit(byte)


@_compiled
def _token_end(text: Bytes, start: Scalar, at: Scalar, end: Scalar) -> Scalar:
    """Where the token ends that begins in a piece; the alternatives of ``tokens._TOKEN``."""
    if at == start or not _is_alnum(text[at - 1]):
        stop = _initials_end(text, at, end)
        if stop == at:
            stop = _thousands_end(text, at, end)
        if stop > at:
            return stop
    stop = _digits_end(text, at, end)
    decimals = _decimals_end(text, stop, end)
    if stop > at and decimals > stop:
        return _letters_end(text, decimals, end)
    stop = _alnum_end(text, at, end)
    while stop + 1 < end and text[stop] == _APOSTROPHE and _is_alnum(text[stop + 1]):
        stop = _alnum_end(text, stop + 1, end)
    return stop


@_compiled
def _initials_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    """Behind "U.S"; ``at`` where there are none."""
    found, stop = at, at + 1
    if _is_letter(text[at]):
        while stop + 1 < end and text[stop] == _STOP and _is_letter(text[stop + 1]):
            stop += 2
            if stop == end or not _is_alnum(text[stop]):
                found = stop
    return found


@_compiled
def _thousands_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    """Behind "1,250.50m"; ``at`` where there is no such number."""
    found, stop = at, _digits_end(text, at, end)
    if not 1 <= stop - at <= 3:
        return at
    while stop + 3 < end and text[stop] == _COMMA and _digits_end(text, stop + 1, end) >= stop + 4:
        stop += 4
        if stop == end or not _is_digit(text[stop]):
            found = stop
    if found == at:
        return at
    if found + 1 < end and text[found] == _STOP and _is_digit(text[found + 1]):
        found = _digits_end(text, found + 1, end)
    return _letters_end(text, found, end)


@_compiled
def _decimals_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    while at + 1 < end and text[at] == _STOP and _is_digit(text[at + 1]):
        at = _digits_end(text, at + 1, end)
    return at


@_compiled
def _digits_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    while at < end and _is_digit(text[at]):
        at += 1
    return at


@_compiled
def _letters_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    while at < end and _is_letter(text[at]):
        at += 1
    return at


@_compiled
def _alnum_end(text: Bytes, at: Scalar, end: Scalar) -> Scalar:
    while at < end and _is_alnum(text[at]):
        at += 1
    return at


@_compiled
def _without_possessive(text: Bytes, start: Scalar, end: Scalar) -> Scalar:
    """The end of a word without its 's."""
    if end - start > 2 and text[end - 2] == _APOSTROPHE and text[end - 1] | _SMALL == _S:
        return end - 2
    return end


@_compiled
def _write_form(text: Bytes, start: Scalar, end: Scalar, form: Bytes, size: Scalar) -> Scalar:
    """Put the exact form of a word behind the first ``size`` bytes of ``form``; its end there."""
    left_out = _COMMA if _is_digit(text[start]) else _STOP
    for at in range(start, _without_possessive(text, start, end)):
        byte = text[at]
        if byte != _APOSTROPHE and byte != left_out:
            form[size] = byte | _SMALL if _is_upper(byte) else byte
            size += 1
    return size


@_compiled
def _capitals(text: Bytes, start: Scalar, end: Scalar) -> Scalar:
    """:func:`search.text.tokens.capitals`."""
    letters, upper, first = 0, 0, False
    for at in range(start, _without_possessive(text, start, end)):
        if _is_letter(text[at]):
            letters += 1
            if _is_upper(text[at]):
                upper += 1
                first = first or letters == 1
    if upper == 0:
        return 0
    if upper == 1 and first:
        return 1
    return 2 if upper == letters else 3


@_compiled
def _uses(text: Bytes, start: Scalar, end: Scalar, abbreviations: Slots) -> Scalar:
    begins = 0 if _is_lower(text[start]) else BEGINS
    return begins | ABBREVIATES if _is_abbreviation(text, start, end, abbreviations) else begins


@_compiled
def _is_abbreviation(text: Bytes, start: Scalar, end: Scalar, abbreviations: Slots) -> Scalar:
    """:func:`search.text.sentences.is_abbreviation`."""
    last = end
    while last > start and _is_letter(text[last - 1]):
        last -= 1
    if end - last == 1:
        if last == start:
            return True
        inside = text[last - 1] == _APOSTROPHE and last - 1 > start and _is_alnum(text[last - 2])
        return not inside and not _is_digit(text[last - 1])
    if not 1 <= end - last <= _LONGEST_ABBREVIATION:
        return False
    own = _ZERO
    for at in range(end - 1, last - 1, -1):
        own = own << np.uint64(8) | np.uint64(text[at] | _SMALL)
    known = False
    for packed in abbreviations:
        known = known or packed == own
    return known
