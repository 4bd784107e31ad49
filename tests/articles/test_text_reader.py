import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.article import Article
from search.articles.text_reader import read_text
from search.errors import UnreadableArticleError

PROJECT = Path(__file__).parents[2]
CORPORA = Path(os.environ.get("CUTTINGS_CORPORA", PROJECT.parent / "shared"))
SEED = CORPORA / "seeds" / "000_5dee9ddecc5d631f.txt"
DAY = date(2022, 1, 26)
LINES = st.sampled_from(
    ["", " ", "date 2022-01-26 Mill", "Date: 2022-01-26", "By Ann Marsh", "By: ", "Title: Mill",
     "Section: News", "The mill. Picture: Bo Lee", "A wrapped line of some", "    Indented", ":",
     "Political Editor", "by", "date", "Caption: A mill", "\ufeff", "\x0c"]
)  # fmt: skip


def read(text: str) -> Article:
    return read_text("mill", text.encode())


def test_the_date_line_the_standfirst_and_the_byline_are_read() -> None:
    article = read(
        " date 2022-01-26 Oxton: Mill reopens\n\nIt had closed in May.\n\nBy Ann Marsh\n\n"
        "The mill is open.\n\nAnn at the mill. Picture: Bo Lee\n\nShe was glad."
    )
    assert article == Article(
        id="mill",
        headline="Oxton: Mill reopens",
        date=DAY,
        bylines=("Ann Marsh",),
        standfirst="It had closed in May.",
        body="The mill is open.\n\nShe was glad.",
        captions=("Ann at the mill. Picture: Bo Lee",),
    )


@pytest.mark.parametrize(
    "top",
    ["date: 2022-01-26 Mill reopens", "Date: 26 January 2022\nMill reopens",
     "DATE 26/01/2022\n\nMill reopens", "Headline: Mill reopens\nDate: 2022-01-26",
     "Title: Mill reopens\n\nPublished: 2022-01-26\nSection: News",
     "Date: 2022-01-26\nSection: News\nTitle: Mill reopens",
     "Date: 2022-01-26\nSection: News\n\nMill reopens", "date 2022-01-26: Mill reopens"],
)  # fmt: skip
def test_the_top_may_be_written_in_many_ways(top: str) -> None:
    article = read(f"{top}\n\nThe mill is open.")
    assert (article.headline, article.date) == ("Mill reopens", DAY)
    assert article.body == "The mill is open."


def test_a_headline_with_a_colon_below_a_date_is_no_key() -> None:
    article = read("Date: 2022-01-26\nOxton: Mill reopens\n\nThe mill is open.")
    assert article.headline == "Oxton: Mill reopens"


def test_a_headline_with_a_colon_on_top_is_no_header() -> None:
    assert read("Oxton: Mill reopens\n\nThe mill is open.").headline == "Oxton: Mill reopens"
    assert read("Date: the fruit of a dry land\n\nEat it.").headline.startswith("Date: the fruit")


def test_a_header_gives_bylines_standfirst_and_captions() -> None:
    article = read(
        "Title: Mill\nAuthor(s): Ann Marsh; Bo Lee\nSummary: It had closed.\n"
        "Caption: The mill\n\nThe mill is open.\n\nShe was glad."
    )
    assert article.bylines == ("Ann Marsh", "Bo Lee")
    assert article.standfirst == "It had closed."
    assert article.captions == ("The mill",)
    assert article.body == "The mill is open.\n\nShe was glad."


def test_without_a_by_line_all_is_body() -> None:
    article = read("Mill reopens\n\nIt had closed.\n\nThe mill is open.")
    assert (article.standfirst, article.body) == ("", "It had closed.\n\nThe mill is open.")


def test_lines_without_blanks_between_them_are_told_apart() -> None:
    article = read("Mill reopens\nBy ANN MARSH\nPolitical Editor\nThe mill\nis open.")
    assert (article.headline, article.bylines) == ("Mill reopens", ("Ann Marsh",))
    assert article.body.endswith("The mill is open.")


def test_a_wrapped_first_line_is_no_headline() -> None:
    article = read("The old mill at Oxton has opened its doors to\nvisitors again after a year.")
    assert article.headline == ""
    assert article.body.startswith("The old mill") and article.body.endswith("a year.")


def test_a_long_first_line_is_body() -> None:
    assert read("word " * 60).headline == ""
    assert read("date 2022-01-26 " + "word " * 60).body == ("word " * 60).strip()


def test_a_by_line_at_the_end_signs_the_body() -> None:
    article = read("Mill reopens\n\nThe mill is open.\n\nShe was glad.\n\nBy Ann Marsh\n")
    assert (article.bylines, article.standfirst) == (("Ann Marsh",), "")
    assert article.body == "The mill is open.\n\nShe was glad."


def test_a_wrapped_caption_is_one_caption() -> None:
    article = read("Mill reopens\n\nThe mill is open.\n\nAnn Marsh at the\nmill. Picture: Bo Lee")
    assert article.captions == ("Ann Marsh at the mill. Picture: Bo Lee",)


def test_a_headline_alone_is_an_article() -> None:
    assert read("date 2022-01-26 Mill reopens") == Article("mill", "Mill reopens", DAY)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "date 2022-01-26", "By Ann Marsh"])
def test_a_file_without_text_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no text"):
        read(text)


def test_an_impossible_date_is_none_and_loses_no_headline() -> None:
    article = read("date 2022-02-31 Mill reopens")
    assert (article.date, article.headline) == (None, "Mill reopens")


@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), st.lists(LINES).map("\n".join).map(str.encode)
    )
)
def test_any_bytes_are_an_article_or_unreadable(data: bytes) -> None:
    try:
        article = read_text("any", data)
    except UnreadableArticleError:
        return
    assert article.headline or article.standfirst or article.body or article.captions
    assert "\n" not in article.headline


@pytest.mark.parametrize(
    "piece",
    [
        "By ",
        "by and ",
        "a:\n",
        "(",
        "Picture: ",
        "word\n",
        "    x\n",
        "date ",
        "\n",
        "A: b\n",
        "Date: 1\n",
        "x" * 9 + "@",
        "Title: a\n\n",
    ],
)
def test_a_large_file_is_read_in_linear_time(piece: str) -> None:
    data = (piece * (1_000_000 // len(piece))).encode() + b"\nthe end"
    began = time.process_time()
    read_text("large", data)
    assert time.process_time() - began < 10


@pytest.mark.skipif(not SEED.exists(), reason=f"CUTTINGS_CORPORA: there is no {SEED}")
def test_the_real_article_is_read_whole() -> None:
    article = read_text("seed", SEED.read_bytes())
    assert article.date == DAY
    assert article.headline.startswith("Maida Vale:")
    assert article.bylines == ("Sophie Barnett",)
    assert len(article.captions) == 1 and article.captions[0].endswith("Picture: Met Police")
    assert article.standfirst and "\n" not in article.standfirst
    assert article.body.startswith("Thousands of people")
    text = " ".join(SEED.read_text(encoding="utf-8").split())
    assert all(paragraph in text for paragraph in article.body.split("\n\n"))
