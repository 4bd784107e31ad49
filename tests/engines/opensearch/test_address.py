"""The address of a cluster: what may stand there, and what is never shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch.address import Address, Host, parse_address
from search.errors import UsageError
from search.settings import Settings, shown, without_password


def test_all_parts_are_read(tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    authority.touch()
    address = parse_address(
        f"opensearch://reader:p%40ss%2Fw%C3%B6rd:1@host-1,10.0.0.2:9201,[::1]:9202/my.articles-2"
        f"?tls={authority}"
    )
    assert address == Address(
        hosts=(Host("host-1", 9200), Host("10.0.0.2", 9201), Host("::1", 9202)),
        alias="my.articles-2",
        user="reader",
        password="p@ss/wörd:1",
        tls=True,
        authority=authority,
    )
    assert str(address) == "opensearch://host-1:9200,10.0.0.2:9201,[::1]:9202/my.articles-2"
    assert "wörd" not in repr(address)


def test_most_parts_can_be_left_out() -> None:
    assert parse_address("opensearch://localhost/articles") == Address(
        (Host("localhost", 9200),), "articles"
    )


def test_certificates_are_checked_unless_it_is_said() -> None:
    on, unchecked = (parse_address(f"opensearch://a/b?tls={tls}") for tls in ("on", "unchecked"))
    assert (on.tls, on.checked) == (True, True)
    assert (unchecked.tls, unchecked.checked) == (True, False)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("opensearch://", "parts"),
        ("opensearch://host", "parts"),
        ("opensearch:host/articles", "parts"),
        ("opensearch://u:p/w@host/articles", "host"),
        ("opensearch:///articles", "host"),
        ("opensearch://a,,b/articles", "host"),
        ("opensearch://a:99999/articles", "host"),
        ("opensearch://a b/articles", "host"),
        ("opensearch://a/", "name of small letters"),
        ("opensearch://a/Articles", "name of small letters"),
        ("opensearch://a/_all", "name of small letters"),
        ("opensearch://a/b,c", "name of small letters"),
        ("opensearch://a/b*", "name of small letters"),
        ("opensearch://a/b?tls=maybe", "authority"),
        ("opensearch://a/b?tls", "tls"),
        ("opensearch://a/b?tls=", "authority"),
        ("opensearch://a/b?verify=no", "only option"),
        ("opensearch://a/b?tls=on&tls=on", "authority"),
    ],
)
def test_what_is_wrong_is_told(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse_address(text)


@given(text=st.text(alphabet="opensearch:/@?,.[]%&=u*\n é0", max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    for address in (text, f"opensearch://{text}", f"opensearch://a/{text}"):
        try:
            parse_address(address)
        except UsageError:
            continue


@given(password=st.text(min_size=1, max_size=20))
def test_a_password_is_never_shown(password: str) -> None:
    secret = f"s3cret{password}s3cret"
    engine = f"opensearch://reader:{secret}@host/articles"
    assert "s3cret" not in without_password(engine)
    assert dict(shown(Settings(engine=engine)))["engine"] == "opensearch://(hidden)@host/articles"
    assert "s3cret" not in repr(Settings(engine=engine))
    try:
        told = repr(parse_address(engine))
    except UsageError as error:
        told = str(error)
    assert "s3cret" not in told
