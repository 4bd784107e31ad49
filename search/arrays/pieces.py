"""Text as bytes, cut into pieces between blanks, each with a key of three numbers."""

import numpy as np
from numpy.typing import NDArray

LONGEST_KEYED = 24
"""Bytes of a piece that fit into a key."""

OTHER, LETTER, DIGIT, JOINER, COMMA = 0b0000, 0b0001, 0b0011, 0b0100, 0b1000
"""What a byte is to a piece: a piece is a row of letters (or what is no ASCII) and digits, joined
by single joiners, or by a comma between two digits."""

Offsets = NDArray[np.int64]
Keys = tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]

_WORD = 8
_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(_WORD)] + [(1 << 64) - 1], np.uint64)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)

# What is read instead of a mark in three bytes of which the first two are E2 80, by the third.
_PLAIN = np.zeros(256, np.uint8)
_PLAIN[0x99] = ord("'")
_PLAIN[[0x98, 0x9C, 0x9D]] = ord('"')
_PLAIN[0xA6] = ord(".")
_PLAIN[[0x93, 0x94]] = ord(";")
_APOSTROPHE = 0x99
_IN_WORDS = np.array([code >= 128 or chr(code).isalnum() for code in range(256)])


def plain_marks(data: NDArray[np.uint8]) -> None:
    """Replace curly quotes, ellipses and dashes by three plain ones each, in place.

    Three, so that nothing moves. An apostrophe inside a word stays, and hyphens do.

    :param data: UTF-8, the first and the last byte a blank
    """
    first = np.flatnonzero(data[:-2] == 0xE2)
    first = first[data[first + 1] == 0x80]
    marks = data[first + 2]
    others, apostrophes = first[marks != _APOSTROPHE], first[marks == _APOSTROPHE]
    _replace(data, others[_PLAIN[data[others + 2]] > 0])
    inside = _IN_WORDS[data[apostrophes - 1]] & _IN_WORDS[data[apostrophes + 3]]
    doubled = np.diff(apostrophes) == 3
    inside[1:] &= ~doubled
    inside[:-1] &= ~doubled
    _replace(data, apostrophes[~inside])


def _replace(data: NDArray[np.uint8], places: Offsets) -> None:
    plain = _PLAIN[data[places + 2]]
    for byte in range(3):
        data[places + byte] = plain


def cut(kinds: NDArray[np.uint8]) -> tuple[Offsets, Offsets]:
    """Where the pieces of a text begin, and where they end.

    :param kinds: uint8, what each byte is: ``OTHER``, ``LETTER``, ``DIGIT``, ``JOINER`` or
        ``COMMA``; the first and the last have to be ``OTHER``
    """
    inside = (kinds & LETTER).view(np.bool_)
    inside[1:-1] |= (kinds[1:-1] >> 2 & kinds[:-2] & kinds[2:]).view(np.bool_)
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    edges += 1
    return edges[0::2], edges[1::2]


def keys(data: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Keys:
    """The first 24 bytes of each piece as three numbers, so that equal pieces have equal keys.

    :param data: with at least 24 bytes behind the last piece
    """
    # Reading eight bytes from any offset needs a view whose elements overlap.
    words = np.ndarray((len(data) - _WORD + 1,), "<u8", data, strides=(1,))
    lengths = ends - starts
    first = words[starts] & _MASKS[np.minimum(lengths, _WORD)]
    second, third = np.zeros_like(first), np.zeros_like(first)
    for part, begin in ((second, _WORD), (third, 2 * _WORD)):
        longer = np.flatnonzero(lengths > begin)
        rest = np.minimum(lengths[longer] - begin, _WORD)
        part[longer] = words[starts[longer] + begin] & _MASKS[rest]
    return first, second, third


def mixed(keys: Keys) -> NDArray[np.uint64]:
    """One number for each key, spread over all 64 bits, most of all the high ones."""
    total = keys[0] * _MIX[0] ^ (keys[1] * _MIX[1] + (keys[1] >> np.uint64(29)))
    total ^= keys[2] * _MIX[2]
    total ^= total >> np.uint64(32)
    mixed: NDArray[np.uint64] = total * _MIX[0]
    return mixed
