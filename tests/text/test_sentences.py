"""Where sentences begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.sentences import paragraph_starts, sentence_starts


@pytest.mark.parametrize(
    "text",
    [
        "One ended. | Two began.",
        "Mr. Smith and Dr. Jones met Cllr. Lee. | They left.",
        "The U.S. President and the U.S. said so. | Nobody knew.",
        "J. R. Hartley wrote it. | He did.",
        "It was 3.5 per cent. | It fell.",
        'He said: "No." | Then he left.',
        "He said: “No!” | “Why?” | she asked.",
        "Who? | What! | Where… | There.",
        "A paragraph without a stop\n\n| Another",
        "It closed at 5 p.m. and opened at 9 a.m. sharp.",
        "(It rained.) | It stopped.",
        "The end was near... | Then it came.",
        "It has no end",
    ],
)
def test_sentences_begin_where_a_reader_sees_it(text: str) -> None:
    parts = text.split("| ")
    if "she asked" in text:  # a small letter goes on
        parts = [parts[0], parts[1] + parts[2]]
    whole = "".join(parts)
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part))
    assert sentence_starts(whole) == starts


@given(st.text(st.sampled_from("aB.!?\"' \n")))
def test_starts_rise_from_the_beginning_to_within_the_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(text) for start in starts)
    assert bool(text) == (starts[:1] == [0])


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("It cost £5m. The bill grew.", [0, 13]),
        ("It is Jones's. He left.", [0, 15]),
        ("He met Mr.\n\nSmith came.", [0, 12]),
    ],
)
def test_what_a_stop_does_to_the_word_before_it(text: str, starts: list[int]) -> None:
    assert sentence_starts(text) == starts


def test_blank_lines_part_paragraphs() -> None:
    assert paragraph_starts("One. Two.\n\nthree\nfour \n \n Five.\n\n") == [0, 11, 26]
