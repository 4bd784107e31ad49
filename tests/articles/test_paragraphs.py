from hypothesis import given
from hypothesis import strategies as st

from search.articles.paragraphs import paragraphs

LONG = "The council met again on Tuesday to hear what the engineers had found below the mill, " * 2


def test_blank_lines_part_paragraphs_and_wrapped_lines_are_joined() -> None:
    assert paragraphs("The mill\nreopened.\n \n\nIt had closed.\n") == (
        "The mill reopened.",
        "It had closed.",
    )


def test_indented_lines_begin_paragraphs() -> None:
    text = "OXTON, Feb 26 - The mill\nreopened.\n    It had closed\nin May.\n    Nobody knew."
    assert paragraphs(text) == (
        "OXTON, Feb 26 - The mill reopened.",
        "It had closed in May.",
        "Nobody knew.",
    )


def test_a_block_that_is_indented_as_a_whole_is_one_paragraph() -> None:
    assert paragraphs("Before.\n\n    The mill\n    reopened.") == ("Before.", "The mill reopened.")


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    assert paragraphs(f"{LONG}\nShe said no.\n{LONG}") == (
        LONG.strip(),
        "She said no.",
        LONG.strip(),
    )


def test_a_word_broken_at_a_line_end_keeps_its_hyphen() -> None:
    assert paragraphs("he denied him-\nself and left in 1914-\n18 -\nhome") == (
        "he denied him-self and left in 1914- 18 - home",
    )


def test_a_line_that_stands_alone_is_set_apart() -> None:
    assert paragraphs("one\ntwo\nALONE\nthree", alone=str.isupper) == ("one two", "ALONE", "three")


@given(st.text(alphabet="ab -\n\t", max_size=300))
def test_no_letter_is_lost(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(found)


@given(st.lists(st.sampled_from(["a", "bc", " ", "\n", "\n\n", "-", "\t"]), max_size=12))
def test_a_text_that_is_set_already_stays_as_it_is(parts: list[str]) -> None:
    once = "\n\n".join(paragraphs("".join(parts)))
    assert "\n\n".join(paragraphs(once)) == once
