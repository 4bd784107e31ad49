import gzip
import io
import json
import lzma
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles import jsonl_reader
from search.articles.article import Article
from search.articles.jsonl_reader import read_jsonl
from search.articles.skipped import Skipped

WHOLE = {
    "id": "page-1/3",
    "date": "1987-02-26T15:01:01",
    "headline": "MILL REOPENS",
    "byline": "by ANN MARSH, Newswire",
    "standfirst": "It had closed.",
    "body": "OXTON - The mill\nis open.\n    She was glad.",
    "captions": ["The mill. Picture: Bo Lee"],
}


def read(*lines: Any) -> list[Article | Skipped]:
    data = b"\n".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines
    )
    return list(read_jsonl("wire", io.BytesIO(data)))


def test_every_field_is_read() -> None:
    assert read(WHOLE) == [
        Article(
            id="wire/page-1/3",
            headline="MILL REOPENS",
            date=date(1987, 2, 26),
            bylines=("Ann Marsh", "Newswire"),
            standfirst="It had closed.",
            body="OXTON - The mill is open.\n\nShe was glad.",
            captions=("The mill. Picture: Bo Lee",),
        )
    ]


def test_aliases_lists_and_nulls_are_taken() -> None:
    found = read({"id": 7, "title": "Mill", "text": ["One.", "Two."], "date": None, "byline": None,
                  "bylines": ["Ann Marsh", "Bo Lee"]})  # fmt: skip
    assert found == [Article("wire/7", "Mill", None, ("Ann Marsh", "Bo Lee"), body="One.\n\nTwo.")]


def test_a_bad_line_is_skipped_and_the_rest_read() -> None:
    found = read(WHOLE, b"{", [1], {"id": "x"}, b"\xff", b"", b"[" * 100_000, {"body": "Here."})
    assert [item.place for item in found if isinstance(item, Skipped)] == [
        "line 2", "line 3", "line 4", "line 5", "line 7",
    ]  # fmt: skip
    assert found[-1] == Article("wire/8", body="Here.")


def test_an_unreadable_date_is_none() -> None:
    (found,) = read(WHOLE | {"date": "one day in May"})
    assert isinstance(found, Article) and found.date is None


@pytest.mark.parametrize("module", [gzip, lzma])
def test_of_a_truncated_file_what_was_read_is_kept(module: Any) -> None:
    lines = b"\n".join(json.dumps(WHOLE | {"id": str(n)}).encode() for n in range(5000))
    data = module.compress(lines)
    with module.open(io.BytesIO(data[: len(data) // 2])) as stream:
        *articles, last = read_jsonl("wire", stream)
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(last, Skipped) and "damaged" in last.reason


def test_a_line_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_reader, "LONGEST_LINE", 1000)
    long, last = read({"body": "word " * 2000}, WHOLE)
    assert isinstance(long, Skipped) and (long.place, isinstance(last, Article)) == ("line 1", True)


def test_articles_come_before_the_stream_has_ended() -> None:
    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return json.dumps(WHOLE).encode() + b"\n"

    found: Iterator[object] = read_jsonl("wire", Endless())  # type: ignore[arg-type]
    assert isinstance(next(found), Article)


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)


@given(st.dictionaries(st.sampled_from([*WHOLE, "bylines", "text"]), VALUES), st.binary())
def test_no_line_breaks_it(found: dict[str, Any], noise: bytes) -> None:
    for item in read(found, noise):
        if isinstance(item, Article):
            f"{item.headline}{item.body}{item.standfirst}{item.byline}".encode()
