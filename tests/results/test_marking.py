"""What the page sets in bold."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parser import parse
from search.results.marking import Marker
from search.results.page import plain

Marks = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("bribe", "Bribes were offered, and a bribed mayor", ["Bribes", "bribed"]),
        ("floods", "The flood flooded Floodgate", ["flood", "flooded"]),
        ("hero driver", "A driver and a hero", ["driver", "hero"]),
        ('"hero driver"', "A hero driver, no driver hero", ["hero driver"]),
        ('"hero driver"', "Hero drivers", []),
        ('"hero driver" driver', "The hero driver", ["hero driver"]),
        ("driver", "A driver-led team", ["driver"]),
        ("brib*", "A bribe, bribery and a brick", ["bribe", "bribery"]),
        ("co-operate", "Co-operate or cooperate", ["Co-operate", "cooperate"]),
        ("co-operate", "Co operate", ["Co operate"]),
        ("cooperate", "They co-operated", ["co-operated"]),
        ("F16", "The F-16 flew", ["F-16"]),
        ("f-16", "The F16 flew", ["F16"]),
        ("banquo", "Banquo's ghost, Banquo’s chair", ["Banquo's", "Banquo’s"]),
        ("banquo's", "Banquo", ["Banquo"]),
        ("oneill", "O'Neill and O’Neill", ["O'Neill", "O’Neill"]),
        ("U.S.", "The U.S. and the US", ["U.S", "US"]),
        ("1000", "1,000 people and 1000 more", ["1,000", "1000"]),
        ("cafe", "The café", ["café"]),
        ("café", "A CAFE", ["CAFE"]),
        ("mayor NOT bribe", "The mayor took a bribe", ["mayor"]),
        ("-bribe", "A bribe", []),
        ("mayor NOT (bribe OR kickback)", "A mayor, a bribe, a kickback", ["mayor"]),
        ("mayor OR bribe", "A mayor, a bribe", ["mayor", "bribe"]),
        ("date:2022 mayor", "A mayor in 2022", ["mayor"]),
        ("the mayor of the town", "The mayor of the town", ["mayor", "town"]),
        ("to be", "To be, or not to be", ["To", "be", "to", "be"]),
        ("", "Nothing was asked", []),
    ],
)  # fmt: skip
def test_what_was_looked_for_is_marked(
    marks: Marks, query: str, text: str, marked: list[str]
) -> None:
    assert marks(query, text) == marked


def test_a_field_marks_its_own_text_alone(marks: Marks) -> None:
    assert marks("headline:flood", "Flood", "headline") == ["Flood"]
    assert marks("headline:flood", "Flood", "body") == []
    assert marks("byline:lee", "Lee", "body") == []
    assert marks("flood", "Flood", "captions") == ["Flood"]
    assert marks("flood", "Flood", "byline") == []


def test_a_phrase_does_not_begin_in_a_word_and_end_in_another_text(marks: Marks) -> None:
    assert marks('"flood street"', "Flood") == []


WORDS = (
    "flood",
    "Floods",
    "co-operate",
    "U.S.",
    "O'Neill's",
    "F-16",
    "1,000",
    "café",
    "é",
    "—",
    "’",
)
SIGNS = ("AND", "OR", "NOT", '"', "(", ")", "flo*", "headline:")
words = st.lists(st.sampled_from((*WORDS, "\n\n", "…")))
texts = st.one_of(st.text(), words.map(" ".join), words.map("".join))
queries = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS + SIGNS)).map(" ".join))


@given(queries, texts)
def test_the_spans_joined_give_the_text_back_and_none_is_empty(query: str, text: str) -> None:
    marked = Marker(parse(query).tree).mark(text, "body")
    assert plain(marked) == text
    assert all(span.text for span in marked)


@given(queries, texts)
def test_places_are_in_order_and_within_the_text(query: str, text: str) -> None:
    places = Marker(parse(query).tree).places(text, "headline")
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert [p.start for p in places] == sorted(p.start for p in places)


@given(texts)
def test_every_word_of_a_text_is_marked_when_it_is_asked_for(text: str) -> None:
    for word in text.split():
        if word.isalpha() and word.isascii() and word not in ("AND", "OR", "NOT"):
            assert any(s.match for s in Marker(parse(word).tree).mark(text, "body"))
