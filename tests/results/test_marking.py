"""What the page sets in bold."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.article import Article
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    First,
    Fuzzy,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Some,
    Unit,
    Unordered,
    Wildcard,
    Word,
)
from search.results.marking import MarkedText, Marker
from search.results.page import plain

Marks = Callable[..., list[str]]
Read = Callable[..., MarkedText]

MAYOR, BRIBE, TOWN = Word("mayor"), Word("bribe"), Word("town")
NEAR = Near(MAYOR, BRIBE, 3)
SENTENCES = "The mayor left. A bribe was paid to the mayor. No bribes.\n\nThe mayor denied it."


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


@pytest.mark.parametrize(
    ("tree", "text", "marked"),
    [
        (NEAR, "A mayor, a bribe, and so on and on to a mayor", ["mayor", "bribe"]),
        (NEAR, "Bribes for mayors", ["Bribes", "mayors"]),
        (NEAR, "A mayor far away from any bribe", []),
        (Near(MAYOR, BRIBE, 3, ordered=True), "A bribe mayor, a bribe", ["mayor", "bribe"]),
        (Near(MAYOR, MAYOR, 5), "Only one mayor", []),
        (Near(MAYOR, MAYOR, 5), "Mayor to mayor", ["Mayor", "mayor"]),
        (Near(MAYOR, BRIBE, Unit.SENTENCE), SENTENCES, ["bribe", "mayor"]),
        (Near(MAYOR, BRIBE, Unit.PARAGRAPH), SENTENCES, ["mayor", "bribe", "mayor", "bribes"]),
        (Near(NEAR, TOWN, 2), "The mayor took a bribe in town", ["mayor", "bribe", "town"]),
        (Near(NEAR, TOWN, 2), "The mayor of town bribed", ["mayor", "town", "bribed"]),
        (Near(NEAR, TOWN, 2), "The mayor, a bribe, and then, later, the town", []),
        (NotNear(MAYOR, BRIBE, 2), "Mayor, bribe and all that; a mayor", ["mayor"]),
        (First(3, MAYOR), "Our mayor, a mayor", ["mayor"]),
        (AtLeast(2, BRIBE), "A bribe", []),
        (AtLeast(2, BRIBE), "A bribe, bribes", ["bribe", "bribes"]),
        (And((NEAR, TOWN)), "Town: mayor bribed. No, not that mayor", ["Town", "mayor", "bribed"]),
        (And((NEAR, MAYOR)), "Mayor bribed and, much later, a mayor", ["Mayor", "bribed", "mayor"]),
        (And((MAYOR, Not(BRIBE))), "A mayor, a bribe", ["mayor"]),
        (Some((MAYOR, Boost(BRIBE, 2.0)), 0.5), "A mayor, a bribe", ["mayor", "bribe"]),
        (Near(Or((MAYOR, TOWN)), Phrase("a bribe"), 2), "Town and a bribe", ["Town", "a bribe"]),
        (Phrase("mayor * town"), "The mayor of town", ["mayor of town"]),
        (Phrase("Apple", as_written=True), "Apple, APPLE, apple, Apple's", ["Apple", "Apple's"]),
        (Phrase("the Apple", as_written=True), "The Apple, the apple, the Apple", ["the Apple"]),
        (Unordered("hero driver", 3), "A driver, a hero; no, no, no, driver", ["driver", "hero"]),
        (Unordered("to to", 2), "To, to; to", ["To", "to", "to"]),
        (Wildcard("colo*r"), "Color, colour, colors", ["Color", "colour"]),
        (Wildcard("w?man"), "Woman, women, wman", ["Woman"]),
        (Fuzzy("committee", 1), "The comittee, commitee and comite", ["comittee", "commitee"]),
        (Fuzzy("form", 1), "From, farm, forms, far", ["From", "farm", "forms"]),
    ],
)  # fmt: skip
def test_words_are_marked_where_the_query_holds(
    marks: Marks, tree: Node, text: str, marked: list[str]
) -> None:
    assert marks(tree, text) == marked


def test_words_that_have_to_occur_so_often_are_counted_in_the_whole_article(read: Read) -> None:
    article = Article("a", "A bribe", body="A bribe", captions=("A bribe", "A town"))
    marked = Marker(AtLeast(3, BRIBE)).read(article)
    assert [len(text.marks) for texts in marked.values() for text in texts] == [1, 0, 1, 1, 0]
    assert not any(
        text.marks for texts in Marker(AtLeast(4, BRIBE)).read(article).values() for text in texts
    )


def test_nothing_is_near_in_another_caption(read: Read) -> None:
    article = Article("a", captions=("The mayor", "A bribe", "The mayor, a bribe"))
    marked = Marker(Near(MAYOR, BRIBE, Unit.PARAGRAPH)).read(article)
    assert [len(caption.marks) for caption in marked["captions"]] == [0, 0, 2]


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
def test_the_spans_joined_give_the_text_back_and_none_is_empty(
    read: Read, query: str, text: str
) -> None:
    marked = read(query, text).spans()
    assert plain(marked) == text
    assert all(span.text for span in marked)


@given(queries, texts)
def test_marks_are_in_order_and_within_the_text(read: Read, query: str, text: str) -> None:
    marks = read(query, text, "headline").marks
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)


@given(texts)
def test_every_word_of_a_text_is_marked_when_it_is_asked_for(marks: Marks, text: str) -> None:
    for word in text.split():
        if word.isalpha() and word.isascii() and word not in ("AND", "OR", "NOT"):
            assert marks(word, text)
