"""Articles collected in memory until they become the columns of a new segment."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.inversion import Inverted, invert
from search.arrays.packing import narrow, pack_pairs
from search.arrays.ragged import starts_of
from search.articles.article import Article
from search.engines.whoosh.codec_v1.analysis import SECTION_NAMES, Analysed, Starts, analysed
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.lexicon import Lexicon
from search.engines.whoosh.codec_v1.stored_articles import ArticlePacker, pack_article
from search.engines.whoosh.codec_v1.string_table import StringTable, string_table

# Characters that are analysed together: what that takes stays small enough for the processor's
# cache, and the texts need not be kept.
_BATCH = 1 << 19
# Bytes that are in use at most when the columns are made, as measured.
_BYTES_A_WORD = 56
_BYTES_A_FORM = 700
_BYTES_AN_ARTICLE = 700
# The share of the memory that analysed words may take up from one segment to the next.
_REMEMBERED = 1 / 4


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The terms and forms that occur, and what each section-and-form number became."""

    terms: StringTable
    forms: StringTable
    form_terms: NDArray[np.uint32]
    form_numbers: NDArray[np.integer]
    form_of: NDArray[np.uint32]


class SegmentBuilder:
    """Takes articles and gives the columns of a segment that holds them.

    :param memory: bytes that collecting articles and making their columns may take
    :ivar is_full: whether more articles would take more
    """

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._lexicon = Lexicon()
        self._start()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article: Article) -> None:
        """Collect an article; its document number is the count of those before."""
        self._collect(0, (article.headline,))
        self._collect(1, (article.standfirst,))
        self._collect(2, (article.body,))
        self._collect(3, article.captions)
        self._collect(4, article.bylines)
        self._ids.append(article.id.encode())
        self._days.append(article.date.toordinal() if article.date else 0)
        self._bylines.append(article.bylines)
        self._packer.add(pack_article(article))
        if self._characters >= _BATCH:
            self._analyse()

    def finish(self) -> Columns:
        """The collected articles as columns; the builder is empty again."""
        columns = self._columns()
        if len(self._lexicon.forms) * _BYTES_A_FORM > self._memory * _REMEMBERED:
            self._lexicon = Lexicon()
        self._start()
        return columns

    def _start(self) -> None:
        self.is_full = False
        self._word_count = 0
        self._analysed: list[Analysed] = []
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._bylines: list[tuple[str, ...]] = []
        self._packer = ArticlePacker()
        self._start_batch()

    def _start_batch(self) -> None:
        self._first = len(self._ids)
        self._texts: list[str] = []
        self._characters = 0
        self._runs = array("q")

    def _collect(self, field: int, values: Sequence[str]) -> None:
        for value in values:
            self._texts.append(value)
            self._runs.extend((len(self._ids), field))
            self._characters += len(value)

    def _analyse(self) -> None:
        """Turn the texts of the batch into numbers."""
        runs = np.frombuffer(self._runs, np.int64).reshape(-1, 2)
        batch = analysed(self._lexicon, self._texts, runs, self._first)
        self._analysed.append(batch)
        self._word_count += len(batch.words.forms)
        size = (
            self._word_count * _BYTES_A_WORD
            + len(self._lexicon.forms) * _BYTES_A_FORM
            + len(self._ids) * _BYTES_AN_ARTICLE
            + self._packer.size * 2
        )
        self.is_full = size >= self._memory
        self._start_batch()

    def _columns(self) -> Columns:
        self._analyse()
        batches = self._analysed
        forms = _joined(batch.words.forms for batch in batches)
        dictionary = self._dictionary(forms)
        form_at = dictionary.form_of[forms]
        docs = _joined(batch.words.docs for batch in batches)
        inverted = invert(dictionary.form_terms[form_at], docs, len(dictionary.terms))
        order = inverted.order
        byline_starts, byline_names, names = _name_columns(self._bylines)
        sentence_starts, sentence_positions = _start_columns([b.sentences for b in batches])
        paragraph_starts, paragraph_positions = _start_columns([b.paragraphs for b in batches])
        ids = self._ids
        return Columns(
            terms=dictionary.terms,
            posting_starts=inverted.posting_starts,
            occurrence_starts=inverted.occurrence_starts,
            docs=inverted.docs,
            frequencies=narrow(inverted.frequencies),
            weights=narrow(_weights(inverted, _joined(b.words.fields for b in batches))),
            positions=narrow(_joined(b.words.positions for b in batches))[order],
            forms_at=_forms_at(dictionary, inverted, form_at),
            packed_capitals=pack_pairs(_joined(b.words.capitals for b in batches)[order]),
            forms=dictionary.forms,
            form_terms=dictionary.form_terms,
            form_numbers=dictionary.form_numbers,
            form_counts=np.bincount(form_at, minlength=len(dictionary.forms)).astype(np.uint32),
            ids=string_table(ids),
            id_order=np.array(sorted(range(len(ids)), key=ids.__getitem__), np.uint32),
            days=np.array(self._days, np.int32),
            lengths=_joined(batch.lengths for batch in batches),
            sentence_starts=sentence_starts,
            sentence_positions=sentence_positions,
            paragraph_starts=paragraph_starts,
            paragraph_positions=paragraph_positions,
            byline_starts=byline_starts,
            byline_names=byline_names,
            names=names,
            articles=self._packer.finish(),
        )

    def _dictionary(self, found: NDArray[np.uint32]) -> _Dictionary:
        """The forms that occur, sorted, and the sorted terms that they are inflections of.

        :param found: as in ``Occurrences.forms``
        """
        lexicon = self._lexicon
        occurs = np.zeros(len(SECTION_NAMES) * len(lexicon.forms), bool)
        occurs[found] = True
        used = np.flatnonzero(occurs)
        forms, form_ranks = _ranked(lexicon.form_names, used)
        stems = np.frombuffer(lexicon.form_stems, np.uint32)[used // len(SECTION_NAMES)]
        used_stems, stem_of = np.unique(
            stems * len(SECTION_NAMES) + used % len(SECTION_NAMES), return_inverse=True
        )
        terms, term_ranks = _ranked(lexicon.stem_names, used_stems)
        form_of = np.zeros(len(occurs), np.uint32)
        form_of[used] = form_ranks
        form_terms = np.empty(len(used), np.uint32)
        form_terms[form_ranks] = term_ranks[stem_of]
        return _Dictionary(
            terms=terms,
            forms=forms,
            form_terms=form_terms,
            form_numbers=narrow(number_within(form_terms, len(terms))),
            form_of=form_of,
        )


def _ranked(names: list[str], used: NDArray[np.int64]) -> tuple[StringTable, NDArray[np.int64]]:
    """Strings with the letter of their section, sorted, and the place of each.

    :param used: numbers of names, times the sections, and that of the section
    """
    numbers, sections = (part.tolist() for part in np.divmod(used, len(SECTION_NAMES)))
    keys = [SECTION_NAMES[s] + names[n].encode() for n, s in zip(numbers, sections, strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return string_table([keys[place] for place in order]), ranks


def _forms_at(
    dictionary: _Dictionary, inverted: Inverted, form_at: NDArray[np.uint32]
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


def _joined(parts: Iterable[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(list(parts))


def _start_columns(batches: list[Starts]) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    counts = _joined(batch.counts for batch in batches)
    return narrow(starts_of(counts)), narrow(_joined(batch.positions for batch in batches))


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
