import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.decoding import clean, decode
from search.errors import UnreadableArticleError


@pytest.mark.parametrize(
    "data",
    [
        "Café “Zoë”".encode(),
        codecs.BOM_UTF8 + "Café “Zoë”".encode(),
        codecs.BOM_UTF16_LE + "Café “Zoë”".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Café “Zoë”".encode("utf-16-be"),
        "Café “Zoë”".encode("windows-1252"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == "Café “Zoë”"


def test_bytes_that_windows_1252_leaves_undefined_are_tolerated() -> None:
    assert decode(b"a caf\xe9 and \x81 more") == "a café and \ufffd more"


def test_one_bad_byte_does_not_garble_a_utf8_file() -> None:
    assert decode("Zoë’s café".encode() + b"\xe2") == "Zoë’s café\ufffd"


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", b"\x01\x02\x03 abc", bytes(range(1, 40))])
def test_binary_files_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="looks like a binary file"):
        decode(data)


def test_line_ends_spaces_and_letters_are_made_plain() -> None:
    assert clean("a\r\nb\rc\u00a0d\u200be\ufeff e\u0301\u00ad") == "a\nb\nc de é"


@given(st.text())
def test_clean_text_can_be_written_as_utf8_and_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once


@given(st.binary())
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    with suppress(UnreadableArticleError):
        assert "\r" not in decode(data)
