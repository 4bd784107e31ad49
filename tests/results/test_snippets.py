"""The passage below a headline."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.article import Article
from search.query.matching import all_of
from search.query.nodes import And, Near, Node, Word
from search.query.parser import parse
from search.results.marking import MarkedText, Marker
from search.results.page import Spans, plain
from search.results.snippets import LONGEST, snippet

Read = Callable[..., MarkedText]

FILLER = "The council met again on Tuesday and decided nothing at all about the old bridge. "


def shown(query: str | Node, **parts: object) -> Spans:
    tree = all_of(parse(query).tree) if isinstance(query, str) else query
    return snippet(Marker(tree).read(Article("a", **parts)))


def marked(spans: Spans) -> list[str]:
    return [span.text for span in spans if span.match]


def test_an_article_with_only_a_headline_has_no_snippet() -> None:
    assert shown("flood", headline="Flood") == ()


def test_where_nothing_is_marked_the_beginning_is_shown() -> None:
    spans = shown("hail", headline="Hail", standfirst="The standfirst.", body="The body.")
    assert plain(spans) == "The standfirst."


@pytest.mark.parametrize("field", ["standfirst", "body", "captions"])
def test_a_match_is_shown_wherever_it_is(field: str) -> None:
    parts: dict[str, object] = {
        "standfirst": FILLER * 5,
        "body": FILLER * 20,
        "captions": (FILLER,),
    }
    text = f"{FILLER * 8}A driver became a hero. {FILLER * 8}"
    parts[field] = (FILLER, text) if field == "captions" else text
    spans = shown("heroes", headline="Heroes", **parts)
    assert marked(spans) == ["hero"]
    assert plain(spans).startswith("… A driver became a hero. The council")


def test_the_passage_with_most_of_the_query_is_chosen() -> None:
    body = f"A hero. {FILLER * 6}A driver, a driver, a driver. {FILLER * 6}A hero and a driver."
    assert marked(shown("hero driver", body=body)) == ["hero", "driver"]


def test_a_passage_in_which_words_are_near_goes_before_one_in_which_more_words_are() -> None:
    body = f"A driver. {FILLER * 6}Heroes, heroes, heroes. {FILLER * 6}A hero was the driver."
    tree = And((Near(Word("hero"), Word("driver"), 5), Word("hero")))
    assert marked(shown(tree, body=body)) == ["hero", "driver"]


def test_words_near_each_other_are_shown_together_where_they_fit() -> None:
    body = f"A driver{' and so on' * 7} a hero. {FILLER * 6}The hero. {FILLER * 2}The driver."
    tree = Near(Word("hero"), Word("driver"), 25)
    assert marked(shown(tree, body=body)) == ["driver", "hero"]


def test_a_snippet_of_two_paragraphs_has_a_space_between_them() -> None:
    assert plain(shown("flood", body="The flood.\n\nThe frost.")) == "The flood. The frost."


def test_a_snippet_begins_at_a_word_where_its_sentence_is_long() -> None:
    body = "and so on, " * 100 + "the driver, " + "and so on, " * 100
    spans = shown("driver", body=body)
    text = plain(spans).strip("… ")
    assert marked(spans) == ["driver"]
    assert f" {text} " in body
    assert len(text) <= LONGEST


def test_a_match_behind_a_word_without_end_is_shown() -> None:
    spans = shown("driver", body=f"See {'x' * 1000} driver {'y' * 1000}")
    assert marked(spans) == ["driver"]


def test_a_snippet_of_an_article_that_is_all_matches_is_made_in_time() -> None:
    spans = shown("flood", body="The flood is a flood. " * 20_000)
    assert plain(spans).startswith("The flood is a flood. ")


def test_a_snippet_of_words_that_are_near_everywhere_is_made_in_time() -> None:
    tree = Near(Word("flood"), Word("flood"), 255)
    spans = shown(tree, body="The flood is a flood. " * 5_000)
    assert marked(spans)[:2] == ["flood", "flood"]


sentences = st.sampled_from((
    FILLER, "Mr. Smith saw the flood. ", "\n\n", '"No," he said. ', "x" * 90 + " ", "flood ",
    "A flood in the U.S. and a co-operative driver. ", "and the driver ",
))  # fmt: skip
bodies = st.lists(sentences, max_size=40).map("".join)


@given(bodies, st.sampled_from(("flood", "hero driver", '"the driver"', "co-op*", "")))
def test_a_snippet_is_a_short_piece_of_the_text_cut_between_words(
    read: Read, body: str, query: str
) -> None:
    spans = shown(query, body=body)
    text = plain(spans)
    bare = text.removeprefix("… ").removesuffix(" …")
    assert len(bare) <= LONGEST
    assert bare in body.replace("\n\n", " ")
    if read(query, body).marks:
        assert marked(spans)
