"""The analysis of texts by compiled loops; finds what :mod:`.lexicon` and :mod:`.analysis` find."""

from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray

from search.arrays import compiled_texts as loops
from search.arrays.pieces import plain_marks
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.analysed import Analysed, Occurrences, Starts
from search.engines.whoosh.codec_v1.analysis import FIELD_SECTIONS, TEXT_SECTION
from search.engines.whoosh.codec_v1.lexicon import KINDS
from search.engines.whoosh.codec_v1.string_table import StringTable
from search.engines.whoosh.codec_v1.vocabulary import Vocabulary
from search.text.sentences import ABBREVIATIONS, is_abbreviation, may_begin
from search.text.tokens import capitals, tokens

_KINDS = np.frombuffer(KINDS, np.uint8)
# Behind the last text: a piece is read to the second byte behind it.
_PADDING = b"\0  "
_DASHES_AND_QUOTES = b"\xe2\x80"
_ABBREVIATIONS = np.array(
    sorted(int.from_bytes(word.encode(), "little") for word in ABBREVIATIONS), np.uint64
)
_FEWEST_SLOTS = 1 << 16


class _Strings:
    """A table of strings that grows; see :mod:`search.arrays.compiled_texts`."""

    def __init__(self) -> None:
        self.count = 0
        self._slots = np.zeros(2 * _FEWEST_SLOTS, np.uint64)
        self._text = np.empty(_FEWEST_SLOTS, np.uint8)
        self._starts = np.zeros(_FEWEST_SLOTS, np.int64)

    @property
    def arrays(self) -> tuple[NDArray[np.uint64], NDArray[np.uint8], NDArray[np.int64]]:
        return self._slots, self._text, self._starts

    def reserve(self, strings: int, size: int) -> None:
        """Make room for so many more strings of so many bytes, but for their slots."""
        used = int(self._starts[self.count])
        self._text = _grown(self._text, used, size)
        self._starts = _grown(self._starts, self.count + 1, strings)

    def grow(self) -> None:
        """Have more slots."""
        self._slots = np.zeros(4 * len(self._slots), np.uint64)
        loops.fill_slots(*self.arrays, self.count)

    def numbers(self, strings: list[bytes]) -> NDArray[np.uint32]:
        """The number of each string; new ones are put in."""
        edges = np.zeros(len(strings) + 1, np.int64)
        np.cumsum([len(string) for string in strings], out=edges[1:])
        self.reserve(len(strings), int(edges[-1]))
        while (self.count + len(strings)) * 4 > len(self._slots):
            self.grow()
        found = np.empty(len(strings), np.uint32)
        data = np.frombuffer(b"".join(strings), np.uint8)
        self.count = loops.number_strings(data, edges, found, *self.arrays, self.count)
        return found

    def after(self, first: int) -> list[bytes]:
        """The strings from a number on."""
        return self.table().strings(first, self.count)

    def table(self) -> StringTable:
        starts = self._starts[: self.count + 1]
        return StringTable(self._text[: starts[-1]], starts)


class CompiledLexicon:
    """What :class:`.lexicon.Lexicon` is, for compiled loops."""

    def __init__(self) -> None:
        self._pieces = _Strings()
        self._forms = _Strings()
        self._stems = _Strings()
        self._stem = Stemmer.Stemmer("english", 0).stemWords
        self._form_stems = np.empty(0, np.uint32)
        self._learnt = 0
        self._scratch = np.empty(loops.LONGEST_PIECE, np.uint8)
        self._widths = np.empty(0, np.uint32)
        self._uses = np.empty(0, np.uint8)
        self._token_starts = np.zeros(1, np.int64)
        self._token_forms = np.empty(0, np.uint32)
        self._token_places = np.empty(0, np.uint32)
        self._token_capitals = np.empty(0, np.uint8)

    def __len__(self) -> int:
        """How many exact forms it knows."""
        return self._forms.count

    def vocabulary(self) -> Vocabulary:
        """All forms and stems that it knows."""
        stems = self._form_stems[: self._forms.count]
        return Vocabulary(self._forms.table(), self._stems.table(), stems)

    def analysed(self, texts: list[str], runs: NDArray[np.int64], first: int) -> Analysed:
        """The words of some articles; see :func:`.analysis.analysed`."""
        data = _laid_out(texts)
        numbers = np.empty(len(data) // 2, np.uint32)
        breaks = np.empty(len(data) // 2, np.uint8)
        text_ends = np.empty(len(texts) + 2, np.int64)
        pieces = self._cut(data, numbers, breaks, text_ends)
        self._learn()
        return self._placed(numbers[:pieces], breaks[:pieces], text_ends, runs, first)

    def _cut(
        self,
        data: NDArray[np.uint8],
        numbers: NDArray[np.uint32],
        breaks: NDArray[np.uint8],
        text_ends: NDArray[np.int64],
    ) -> int:
        """Number the pieces; gives how many there are."""
        self._pieces.reserve(len(numbers), len(data))
        state = np.zeros(4, np.int64)
        end = len(data) - len(_PADDING) + 1
        while state[0] < end:
            self._pieces.count = loops.cut(
                data, end, _KINDS, state, numbers, breaks, text_ends,
                *self._pieces.arrays, self._pieces.count,
            )  # fmt: skip
            if state[0] < end:
                self._pieces.grow()
        return int(state[2])

    def _learn(self) -> None:
        """Cut the pieces that are new into words."""
        _, text, starts = self._pieces.arrays
        last, known = self._pieces.count, self._forms.count
        while self._learnt < last:
            self._make_room(last, int(starts[last] - starts[self._learnt]))
            self._learnt, self._forms.count = loops.learn(
                text, starts, self._learnt, last, _ABBREVIATIONS,
                self._token_starts, self._widths, self._uses,
                self._token_forms, self._token_places, self._token_capitals,
                *self._forms.arrays, self._forms.count, self._scratch,
            )  # fmt: skip
            if self._learnt < last:
                self._learn_one(text[starts[self._learnt] : starts[self._learnt + 1]].tobytes())
        self._stem_forms(known)

    def _learn_one(self, piece: bytes) -> None:
        """Cut a piece into words that is long, or not in ASCII, or behind which slots are few."""
        text = piece.decode("utf-8", "replace")
        found = tokens(text)
        first = int(self._token_starts[self._learnt])
        last = first + len(found)
        self._token_forms[first:last] = self._forms.numbers([t.form.encode() for t in found])
        self._token_places[first:last] = [t.position for t in found]
        self._token_capitals[first:last] = [capitals(text[t.start : t.end]) for t in found]
        self._token_starts[self._learnt + 1] = last
        self._widths[self._learnt] = max([t.position for t in found], default=-1) + 1
        self._uses[self._learnt] = loops.BEGINS * may_begin(
            text
        ) + loops.ABBREVIATES * is_abbreviation(text)
        self._learnt += 1

    def _make_room(self, pieces: int, size: int) -> None:
        """Have room for so many pieces, of which the new ones have so many bytes."""
        # A piece has no more words than bytes, and fewer compounds than words.
        tokens_behind, known = 2 * size, self._learnt
        used = int(self._token_starts[known])
        self._forms.reserve(tokens_behind, tokens_behind)
        self._token_forms = _grown(self._token_forms, used, tokens_behind)
        self._token_places = _grown(self._token_places, used, tokens_behind)
        self._token_capitals = _grown(self._token_capitals, used, tokens_behind)
        self._token_starts = _grown(self._token_starts, known + 1, pieces - known)
        self._widths = _grown(self._widths, known, pieces - known)
        self._uses = _grown(self._uses, known, pieces - known)

    def _stem_forms(self, known: int) -> None:
        """Note the stems of the forms from a number on."""
        new = self._forms.after(known)
        self._form_stems = _grown(self._form_stems, known, len(new))
        self._form_stems[known : known + len(new)] = self._stems.numbers(self._stem(new))

    def _placed(
        self,
        numbers: NDArray[np.uint32],
        breaks: NDArray[np.uint8],
        text_ends: NDArray[np.int64],
        runs: NDArray[np.int64],
        first: int,
    ) -> Analysed:
        count = loops.count_tokens(numbers, self._token_starts)
        documents = int(runs[-1, 0]) + 1 - first if len(runs) else 0
        words = Occurrences(
            docs=runs[:, 0].astype(np.uint32),
            fields=runs[:, 1].astype(np.uint8),
            counts=np.empty(len(runs), np.int64),
            forms=np.empty(count, np.uint32),
            positions=np.empty(count, np.int32),
            capitals=np.empty(count, np.uint8),
        )
        lengths = np.zeros((documents, len(layout.FIELDS)), np.uint32)
        counts = np.zeros((2, documents), np.int64)
        starts = np.empty((2, len(numbers)), np.int32)
        sentences, paragraphs = loops.place(
            numbers, breaks, text_ends, runs, first,
            FIELD_SECTIONS, TEXT_SECTION, layout.POSITION_GAP,
            self._token_starts, self._widths, self._uses,
            self._token_forms, self._token_places, self._token_capitals,
            words.counts, words.forms, words.positions, words.capitals,
            lengths, counts[0], starts[0], counts[1], starts[1],
        )  # fmt: skip
        return Analysed(
            words,
            lengths,
            Starts(counts[0], starts[0, :sentences].copy()),
            Starts(counts[1], starts[1, :paragraphs].copy()),
        )


def _laid_out(texts: list[str]) -> NDArray[np.uint8]:
    """The texts as UTF-8 with plain marks, each with a NUL before and behind it."""
    joined = "\0".join(["", *texts])
    if joined.count("\0") > len(texts):
        joined = "\0".join(["", *(text.replace("\0", " ") for text in texts)])
    encoded = joined.encode("utf-8", "replace") + _PADDING
    data = np.frombuffer(bytearray(encoded), np.uint8)
    if _DASHES_AND_QUOTES in encoded:
        plain_marks(data)
    return data


def _grown(array: NDArray[Any], used: int, more: int) -> NDArray[Any]:
    """The array with room for more elements behind those used; a larger one if need be."""
    if used + more <= len(array):
        return array
    larger = np.empty(max(used + more, 2 * len(array)), array.dtype)
    larger[:used] = array[:used]
    return larger
