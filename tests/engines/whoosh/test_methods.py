"""Segments made with compiled loops are those made with numpy, to the last byte."""

from dataclasses import fields, is_dataclass
from types import ModuleType

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.articles.article import Article
from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.methods import NUMPY, fastest

compiled_lexicon: ModuleType = pytest.importorskip(
    "search.engines.whoosh.codec_v1.compiled_lexicon"
)

# What tokens, compounds, sentences and abbreviations are made of, each often beside each other.
MARKS = st.text("aBcS19.,,''--  \n!)\"’é", max_size=30)
PIECES = st.sampled_from(
    ("U.S", "U.S.Army", "Mr. ", "J. ", "1,250.50m", "1,000,0000", "3.5x3", "O'Neill's", "IBM's",
     "co-operate", "a-b-c-d-e-f-g-h", "a-b-c-d-e-f-g-h-i", "twenty-five's", "it's. ", "5m. The ",
     "e-ed", "'s", "\0", "x" * 7, "x" * 8, "y" * 5000, ". \n\n", '." (', " 30Jan. A")
)  # fmt: skip
TEXTS = st.lists(st.one_of(MARKS, PIECES, st.text(max_size=5)), max_size=8).map("".join)
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.uuids().map(str),
        headline=TEXTS,
        bylines=st.lists(TEXTS, max_size=2).map(tuple),
        standfirst=TEXTS,
        body=TEXTS,
        captions=st.lists(TEXTS, max_size=2).map(tuple),
    ),
    max_size=5,
)


def arrays(columns: object) -> dict[str, tuple[str, list[int]]]:
    """The type and values of every array."""
    found = {}
    for field in fields(columns):
        value = getattr(columns, field.name)
        if is_dataclass(value):
            found |= {f"{field.name}.{name}": own for name, own in arrays(value).items()}
        else:
            found[field.name] = value.dtype.str, value.tolist()
    return found


def segments(method: object, lots: list[list[Article]]) -> list[Columns]:
    """A segment of each lot, one behind the other with what was learnt before."""
    builder = SegmentBuilder(1 << 30, method)
    made = []
    for articles in lots:
        builder.extend(articles)
        made.append(builder.finish())
    return made


@given(lots=st.lists(ARTICLES, min_size=1, max_size=2), batch=st.sampled_from((1, 500, 1 << 20)))
@example(lots=[[Article("a", "x" * 70_000), Article("b", "b-" * 40_000)]], batch=1)
def test_both_methods_make_the_same_segments(lots: list[list[Article]], batch: int) -> None:
    methods = (NUMPY._replace(batch=batch), fastest()._replace(batch=batch))
    assert methods[0].words is not methods[1].words
    numpy, compiled = (list(map(arrays, segments(method, lots))) for method in methods)
    assert compiled == numpy


def test_tables_grow_when_many_words_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_lexicon, "_FEWEST_SLOTS", 4)
    rng = np.random.default_rng(1916)
    words = ["".join(rng.choice(list("abcdeé-'9"), 6)) for _ in range(3000)]
    lots = [[Article("a", body=" ".join(words))], [Article("b", body=" ".join(words[::-1]))]]
    numpy, compiled = (list(map(arrays, segments(m, lots))) for m in (NUMPY, fastest()))
    assert compiled == numpy
