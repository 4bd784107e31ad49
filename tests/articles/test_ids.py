from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.ids import article_id, entry_id

NAMES = st.text(min_size=1).filter(lambda name: "/" not in name and name not in (".", ".."))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("flood.txt", "flood"),
        ("2022/January/flood.TEXT", "2022/January/flood"),
        ("wire/1987.jsonl.xz", "wire/1987"),
        ("wire/1987.jsonl.gz", "wire/1987"),
        ("notes.v2.docx", "notes.v2"),
        ("README", "README"),
    ],
)
def test_an_id_is_the_path_without_its_ending(path: str, expected: str) -> None:
    assert article_id(PurePosixPath(path)) == expected


def test_other_characters_become_a_slug_with_a_digest() -> None:
    one, two = (article_id(PurePosixPath(f"Café {mark}.txt")) for mark in "?!")
    assert one.startswith("Cafe-") and two.startswith("Cafe-") and one != two


def test_a_key_with_slashes_goes_below_the_file() -> None:
    assert entry_id("wire/1987", "page-1/3") == "wire/1987/page-1/3"


@given(st.lists(NAMES, min_size=1, max_size=4), st.text())
def test_every_segment_is_safe_in_a_url(names: list[str], key: str) -> None:
    whole = entry_id(article_id(PurePosixPath("/".join(names))), key)
    for segment in whole.split("/"):
        assert segment not in ("", ".", "..")
        assert segment.isascii() and all(c.isalnum() or c in "._~-" for c in segment)


@given(st.text(), st.text())
def test_different_keys_have_different_ids(one: str, two: str) -> None:
    assert (one == two) == (entry_id("f", one) == entry_id("f", two))


def test_a_name_that_is_not_unicode_has_an_id() -> None:
    assert article_id(PurePosixPath("caf\udce9.txt")).startswith("caf-")
