"""Articles collected in memory until they become the columns of a new segment."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays.inversion import Inverted, invert
from search.arrays.packing import narrow, pack_pairs
from search.arrays.ragged import starts_of
from search.articles.article import Article
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.lexicon import Lexicon
from search.engines.whoosh.codec_v1.stored_articles import ArticlePacker, pack_article
from search.engines.whoosh.codec_v1.string_table import StringTable, string_table

_SECTION_NAMES = sorted(set(layout.SECTIONS.values()))
_FIELD_SECTIONS = np.array([_SECTION_NAMES.index(layout.SECTIONS[name]) for name in layout.FIELDS])
_TEXT_SECTION = _SECTION_NAMES.index(layout.SECTIONS["body"])

# Analysed pieces of text kept from one segment to the next; about 300 bytes each.
_MOST_REMEMBERED = 400_000
_CHARACTERS_A_WORD = 6


@dataclass(frozen=True, slots=True)
class _Words:
    """Every occurrence of a word in the collected articles, in the order of the text.

    :param forms: int64, section and exact form as one number
    :param docs: uint32
    :param fields: uint8, number in ``layout.FIELDS``
    :param positions: int32
    :param capitals: uint8, see :func:`search.text.tokens.capitals`
    """

    forms: NDArray[np.int64]
    docs: NDArray[np.uint32]
    fields: NDArray[np.uint8]
    positions: NDArray[np.int32]
    capitals: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Texts:
    """What the texts of the collected articles come to.

    :param lengths: uint32[documents, fields]: words
    :param sentences: where each document's begin in a row of positions, and the positions
    :param paragraphs: likewise
    """

    words: _Words
    lengths: NDArray[np.uint32]
    sentences: tuple[NDArray[np.integer], NDArray[np.integer]]
    paragraphs: tuple[NDArray[np.integer], NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The terms and forms that occur, and what each section-and-form number became."""

    terms: StringTable
    forms: StringTable
    form_terms: NDArray[np.uint32]
    form_numbers: NDArray[np.integer]
    form_of: NDArray[np.int64]


class SegmentBuilder:
    """Takes articles and gives the columns of a segment that holds them.

    :ivar word_count: about how many words were collected, for who has to keep within memory
    """

    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._start()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def word_count(self) -> int:
        return self._characters // _CHARACTERS_A_WORD

    def add(self, article: Article) -> None:
        """Collect an article; its document number is the count of those before."""
        document = len(self._ids)
        self._collect(document, 0, (article.headline,))
        self._collect(document, 1, (article.standfirst,))
        self._collect(document, 2, (article.body,))
        self._collect(document, 3, article.captions)
        self._collect(document, 4, article.bylines)
        self._ids.append(article.id.encode())
        self._days.append(article.date.toordinal() if article.date else 0)
        self._bylines.append(article.bylines)
        self._packer.add(pack_article(article))

    def finish(self) -> Columns:
        """The collected articles as columns; the builder is empty again."""
        columns = self._columns()
        if len(self._lexicon) > _MOST_REMEMBERED:
            self._lexicon = Lexicon()
        self._start()
        return columns

    def _start(self) -> None:
        self._texts: list[str] = []
        self._characters = 0
        self._runs = array("I")
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._bylines: list[tuple[str, ...]] = []
        self._packer = ArticlePacker()

    def _collect(self, document: int, field: int, values: Sequence[str]) -> None:
        for value in values:
            self._texts.append(value)
            self._runs.extend((document, field))
            self._characters += len(value)

    def _columns(self) -> Columns:
        texts = self._analysed()
        words = texts.words
        dictionary = self._dictionary(words)
        form_at = dictionary.form_of[words.forms]
        inverted = invert(dictionary.form_terms[form_at], words.docs, len(dictionary.terms))
        byline_starts, byline_names, names = _name_columns(self._bylines)
        ids = self._ids
        return Columns(
            terms=dictionary.terms,
            posting_starts=inverted.posting_starts,
            occurrence_starts=inverted.occurrence_starts,
            docs=inverted.docs,
            frequencies=narrow(inverted.frequencies),
            weights=narrow(_weights(inverted, words.fields)),
            positions=narrow(words.positions)[inverted.order],
            forms_at=_forms_at(dictionary, inverted, form_at),
            packed_capitals=pack_pairs(words.capitals[inverted.order]),
            forms=dictionary.forms,
            form_terms=dictionary.form_terms,
            form_numbers=dictionary.form_numbers,
            form_counts=np.bincount(form_at, minlength=len(dictionary.forms)).astype(np.uint32),
            ids=string_table(ids),
            id_order=np.array(sorted(range(len(ids)), key=ids.__getitem__), np.uint32),
            days=np.array(self._days, np.int32),
            lengths=texts.lengths,
            sentence_starts=texts.sentences[0],
            sentence_positions=texts.sentences[1],
            paragraph_starts=texts.paragraphs[0],
            paragraph_positions=texts.paragraphs[1],
            byline_starts=byline_starts,
            byline_names=byline_names,
            names=names,
            articles=self._packer.finish(),
        )

    def _analysed(self) -> _Texts:
        lexicon = self._lexicon
        found = lexicon.pieces(self._texts)
        runs = np.frombuffer(self._runs, np.uint32).reshape(-1, 2).astype(np.int64)

        # Where each piece begins, counted over all runs; then the start of its run is moved to
        # where the run begins in its document.
        piece_starts = starts_of(np.frombuffer(lexicon.words, np.uint32)[found.numbers])
        run_ends = np.cumsum(found.counts)
        run_starts = piece_starts[run_ends - found.counts]
        run_widths = piece_starts[run_ends] - run_starts
        run_of_piece = np.repeat(np.arange(len(runs), dtype=np.int32), found.counts)
        shift = _run_positions(runs, run_widths) - run_starts
        positions = (piece_starts[:-1] + shift[run_of_piece]).astype(np.int32)

        lengths = np.zeros((len(self._ids), len(layout.FIELDS)), np.uint32)
        np.add.at(lengths, (runs[:, 0], runs[:, 1]), run_widths.astype(np.uint32))
        # Behind the last word of a run nothing begins.
        has_words = piece_starts[:-1] < piece_starts[run_ends][run_of_piece]
        told = has_words & (_FIELD_SECTIONS[runs[:, 1]] == _TEXT_SECTION)[run_of_piece]
        docs = runs[:, 0][run_of_piece]
        documents = len(self._ids)
        return _Texts(
            words=self._words(found.numbers, runs, run_of_piece, positions),
            lengths=lengths,
            sentences=_starts(docs, positions, told & found.sentences, documents),
            paragraphs=_starts(docs, positions, told & found.paragraphs, documents),
        )

    def _words(
        self,
        pieces: NDArray[np.int32],
        runs: NDArray[np.int64],
        run_of_piece: NDArray[np.int32],
        piece_positions: NDArray[np.int32],
    ) -> _Words:
        """The occurrences in the pieces."""
        lexicon = self._lexicon
        token_starts = np.frombuffer(lexicon.token_starts, np.uint32).astype(np.int32)
        counts = np.diff(token_starts)[pieces]
        piece = np.repeat(np.arange(len(pieces), dtype=np.int32), counts)
        firsts = token_starts[pieces] - (np.cumsum(counts, dtype=np.int32) - counts)
        token = firsts[piece] + np.arange(len(piece), dtype=np.int32)
        run = run_of_piece[piece]
        section_forms = _FIELD_SECTIONS[runs[:, 1]] * len(lexicon.forms)
        places = np.frombuffer(lexicon.token_places, np.uint32)[token].astype(np.int32)
        return _Words(
            forms=np.frombuffer(lexicon.token_forms, np.uint32)[token] + section_forms[run],
            docs=runs[:, 0].astype(np.uint32)[run],
            fields=runs[:, 1].astype(np.uint8)[run],
            positions=piece_positions[piece] + places,
            capitals=np.frombuffer(lexicon.token_capitals, np.uint8)[token],
        )

    def _dictionary(self, words: _Words) -> _Dictionary:
        """The forms that occur, sorted, and the sorted terms that they are inflections of."""
        lexicon = self._lexicon
        occurs = np.zeros(len(_SECTION_NAMES) * len(lexicon.forms), bool)
        occurs[words.forms] = True
        used = np.flatnonzero(occurs)
        form_names, stem_names = list(lexicon.forms), list(lexicon.stems)
        sections, forms = np.divmod(used, max(len(form_names), 1))
        stems = np.frombuffer(lexicon.form_stems, np.uint32)[forms]
        keys = [_SECTION_NAMES[s] for s in sections.tolist()]
        form_keys = [k + form_names[f].encode() for k, f in zip(keys, forms.tolist(), strict=True)]
        term_keys = [k + stem_names[s].encode() for k, s in zip(keys, stems.tolist(), strict=True)]

        terms = sorted(set(term_keys))
        number = {key: i for i, key in enumerate(terms)}
        order = sorted(range(len(used)), key=form_keys.__getitem__)
        form_of = np.zeros(len(occurs), np.int64)
        form_of[used[order]] = np.arange(len(used))
        form_terms = np.array([number[term_keys[i]] for i in order], np.uint32)
        return _Dictionary(
            terms=string_table(terms),
            forms=string_table([form_keys[i] for i in order]),
            form_terms=form_terms,
            form_numbers=narrow(number_within(form_terms, len(terms))),
            form_of=form_of,
        )


def _forms_at(
    dictionary: _Dictionary, inverted: Inverted, form_at: NDArray[np.int64]
) -> NDArray[np.integer]:
    several = np.bincount(dictionary.form_terms, minlength=len(dictionary.terms)) > 1
    told = np.repeat(several, np.diff(inverted.occurrence_starts))
    return dictionary.form_numbers[form_at[inverted.order[told]]]


def number_within(groups: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """For each element how many before it are of the same group (0 to ``count`` - 1)."""
    order = np.argsort(groups, kind="stable")
    starts = starts_of(np.bincount(groups, minlength=count))
    numbers = np.empty(len(groups), np.int64)
    numbers[order] = np.arange(len(groups)) - starts[groups[order]]
    return numbers


def _run_positions(runs: NDArray[np.int64], widths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The position of the first word of each run: behind the runs before it in its section."""
    ends = np.cumsum(widths + layout.POSITION_GAP)
    begins = ends - widths - layout.POSITION_GAP
    section = runs[:, 0] * len(_SECTION_NAMES) + _FIELD_SECTIONS[runs[:, 1]]
    first = np.ones(len(runs), bool)
    first[1:] = section[1:] != section[:-1]
    origin = np.maximum.accumulate(np.where(first, np.arange(len(runs)), 0))
    return begins - begins[origin]


def _starts(
    docs: NDArray[np.int64],
    positions: NDArray[np.int32],
    begins: NDArray[np.bool_],
    documents: int,
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Where sentences or paragraphs begin, and where those of each document do.

    :param docs: of each piece
    :param positions: of the first word of each piece
    :param begins: whether one begins with the piece
    """
    docs, positions = docs[begins], positions[begins]
    # One without words begins where the next does.
    new = np.ones(len(docs), bool)
    new[1:] = (docs[1:] != docs[:-1]) | (positions[1:] != positions[:-1])
    starts = starts_of(np.bincount(docs[new], minlength=documents))
    return narrow(starts), narrow(positions[new])


def _weights(inverted: Inverted, fields: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each posting its occurrences, each counted with the weight of its field."""
    if not len(inverted.order):
        return np.zeros(0, np.int64)
    firsts = np.cumsum(inverted.frequencies) - inverted.frequencies
    weights = FIELD_WEIGHTS.astype(np.uint32)[fields[inverted.order]]
    return np.add.reduceat(weights, firsts).astype(np.int64)


def _name_columns(
    bylines: list[tuple[str, ...]],
) -> tuple[NDArray[np.int64], NDArray[np.uint32], StringTable]:
    names = sorted({name.encode() for entry in bylines for name in entry})
    number = {name: i for i, name in enumerate(names)}
    numbers = [number[name.encode()] for entry in bylines for name in entry]
    starts = starts_of(np.array([len(entry) for entry in bylines], np.int64))
    return starts, np.array(numbers, np.uint32), string_table(names)
