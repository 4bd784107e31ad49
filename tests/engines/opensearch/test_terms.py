"""The terms that a cluster is sent, against the segment that the embedded engine makes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.articles.article import Article
from search.engines.opensearch.layout import CAPITALS, STACK, shortened, term
from search.engines.opensearch.tokens import Analyser, ArticleTerms
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.compaction import form_occurrences
from search.engines.whoosh.codec_v1.lengths import LENGTH_WEIGHTS
from search.fields import SEARCHED_FIELDS

PIECES = (
    "Mr. The", "J. The", "£5m. The", "the. The", "\u0301. The", "the.’’ The", "Mr", "U.S.", "J",
    "the", "The", "Éire", "O'Neill’s", "co-Op", "CO-OP-op", "a-b-c-d-e-f-g-h-i", "flooding",
    "floods", "2,400", "£5m", "日本", "\ufdfa", "\u0301", "x" * 500, "é" * 300, "\U0001d400",
    ".", "!", "…", '"', "”", "’", "(", ")", "-", "–", ",", "_", " ", " ", "  ", "\t", "\n\n",
    "\x01", "\x00", "\u2028",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.text(max_size=20))
ARTICLES = st.builds(
    Article,
    id=st.just("a"),
    headline=TEXTS,
    bylines=st.lists(TEXTS, max_size=3).map(tuple),
    standfirst=TEXTS,
    body=TEXTS,
    captions=st.lists(TEXTS, max_size=3).map(tuple),
)
GAP = 300

Placed = dict[int, list[str]]
"""Terms by position in a field, as Lucene counts."""


def cut(texts: Sequence[str]) -> Placed:
    """What the cluster's analyser makes of the texts of a field."""
    found: Placed = {}
    start = 0
    for text in texts:
        stacks = text.split()
        for place, stack in enumerate(stacks):
            found[start + place] = stack.split(STACK)
        start += len(stacks) + GAP
    return found


class Segment:
    """What a segment of the embedded engine holds of its only article."""

    def __init__(self, article: Article) -> None:
        builder = SegmentBuilder(1 << 24)
        builder.add(article)
        self.columns: Columns = builder.finish()
        self._article = article

    def words(self) -> Iterator[tuple[str, int, str, str, int]]:
        """Field, position in it, stem, form and capitals of every occurrence."""
        columns = self.columns
        forms = [columns.forms[number].decode() for number in form_occurrences(columns)]
        stems = np.repeat(np.arange(len(columns.terms)), np.diff(columns.occurrence_starts))
        capitals = columns.capitals(0, len(forms)).tolist()
        for form, stem, position, printed in zip(
            forms, stems.tolist(), columns.positions.tolist(), capitals, strict=True
        ):
            field, place = self._place(form[0], position)
            yield field, place, columns.terms[stem][1:].decode(), form[1:], printed

    def starts(self, positions: Sequence[int]) -> set[tuple[str, int]]:
        """Field and position in it of what begins at some positions."""
        return {self._place("t", position) for position in positions}

    def _place(self, section: str, position: int) -> tuple[str, int]:
        fields = [name for name in layout.FIELDS if layout.SECTIONS[name] == section.encode()]
        origins = [self._origin(name) for name in fields]
        origin, field = max((o, f) for o, f in zip(origins, fields, strict=True) if o <= position)
        return field, position - origin

    def _origin(self, field: str) -> int:
        """The position in its section at which a field begins."""
        place = layout.FIELDS.index(field)
        before = [
            (int(length), len(self._article.captions) if name == "captions" else 1)
            for name, length in zip(layout.FIELDS[:place], self.columns.lengths[0], strict=False)
            if layout.SECTIONS[name] == layout.SECTIONS[field]
        ]
        return sum(words + texts * GAP for words, texts in before)


def told(article: Article) -> ArticleTerms:
    return Analyser(1 << 24).terms([article])[0]


@given(ARTICLES)
def test_every_word_stands_where_the_embedded_engine_has_it(article: Article) -> None:
    wanted: dict[str, dict[int, Counter[str]]] = {name: {} for name in layout.FIELDS}
    for field, place, stem, form, printed in Segment(article).words():
        terms = wanted[field].setdefault(place, Counter())
        terms.update((f"s:{term(stem)}", f"f:{term(form)}"))
        terms.update([CAPITALS[printed] + term(form)] if printed else [])
    assert words_of(told(article).places) == wanted


def words_of(places: Mapping[str, list[str]]) -> dict[str, dict[int, Counter[str]]]:
    marks = {"<s", "s>", "<p", "p>"}
    return {
        field: {
            place: Counter(t for t in terms if t not in marks)
            for place, terms in cut(texts).items()
        }
        for field, texts in places.items()
    }


@given(ARTICLES)
def test_sentences_and_paragraphs_begin_and_end_where_the_embedded_engine_has_them(
    article: Article,
) -> None:
    segment, places = Segment(article), told(article).places
    columns = segment.columns
    for begin, end, positions in (
        ("<s", "s>", columns.sentence_positions),
        ("<p", "p>", columns.paragraph_positions),
    ):
        found = {
            (field, place): terms
            for field in SEARCHED_FIELDS
            for place, terms in cut(places[field]).items()
        }
        begins = {at for at, terms in found.items() if begin in terms}
        assert begins == segment.starts(positions.tolist())
        # One ends before the next begins, and at the end of a text.
        ends = {at for at, terms in found.items() if end in terms}
        assert ends == {
            (field, place)
            for field, place in found
            if (field, place + 1) in begins or (field, place + 1) not in found
        }


@given(ARTICLES)
def test_a_byline_is_one_sentence(article: Article) -> None:
    for text in told(article).places["byline"]:
        stacks = [stack.split(STACK) for stack in text.split()]
        for mark, wanted in (("<s", stacks[:1]), ("<p", stacks[:1]), ("s>", stacks[-1:])):
            assert [stack for stack in stacks if mark in stack] == wanted


@given(ARTICLES)
def test_stems_are_as_frequent_as_the_fields_weigh(article: Article) -> None:
    columns, terms = Segment(article).columns, told(article)
    weights = {
        term(columns.terms[number][1:].decode()): int(columns.weights[start])
        for number, start in enumerate(columns.posting_starts[:-1].tolist())
        if columns.terms[number][:1] == b"t"
    }
    stacks = [stack.split(STACK) for stack in terms.stems.split()]
    assert Counter(stem for stack in stacks for stem in stack) == weights
    # What is stacked on another term adds nothing to the length that the cluster counts.
    assert len(stacks) == terms.weighted_length == int(columns.lengths[0] @ LENGTH_WEIGHTS)
    counted = [name in SEARCHED_FIELDS for name in layout.FIELDS]
    assert terms.length == int(columns.lengths[0] @ counted)


@given(ARTICLES)
def test_forms_are_counted_as_in_the_embedded_engine(article: Article) -> None:
    columns, terms = Segment(article).columns, told(article)
    counts: dict[str, dict[str, int]] = {"t": {}, "b": {}}
    for number, form in enumerate(columns.forms):
        text = form.decode()
        counts[text[0]][text[1:]] = int(columns.form_counts[number])
    assert (terms.forms, terms.byline_forms) == (counts["t"], counts["b"])


@given(data=st.data())
def test_it_does_not_matter_what_was_analysed_before(
    data: st.DataObject, archives: ModuleType
) -> None:
    ids = archives.IDS[:6]
    articles = data.draw(st.tuples(*map(archives.article, ids)))
    analyser = Analyser(10_000)
    first = data.draw(st.integers(0, len(ids)))
    together = analyser.terms(articles[:first]) + analyser.terms(articles[first:])
    assert together == [told(article) for article in articles]


@given(st.text(max_size=2000))
def test_what_is_long_is_shortened_and_stays_what_it_is(text: str) -> None:
    short = shortened(text)
    assert len(short.encode()) <= 480
    assert short == text or len(text.encode("utf-8", "replace")) > 480
    assert shortened(text) == short
    assert shortened(f"{text}x") != short
