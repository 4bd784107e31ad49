"""Compressed answers."""

import gzip

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient

from web.assets import static_path

OPEN = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}
STYLE = f"{static_path()}/style.css"
ADDRESSES = ["/", "/?q=flood", "/api/v1/search?q=flood", STYLE]


@pytest.mark.parametrize("encoding", OPEN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_client_gets_the_encoding_it_takes(
    client: FlaskClient, address: str, encoding: str
) -> None:
    with client.get(address, headers={"Accept-Encoding": encoding}) as response:
        assert response.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in response.headers["Vary"]
        packed = response.data
    with client.get(address) as plain:
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["Vary"]
        assert len(packed) < len(plain.data)
        if not address.startswith("/api"):  # took_ms differs
            assert OPEN[encoding](packed) == plain.data


@pytest.mark.parametrize("encoding", OPEN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_tag_is_known_again_in_its_encoding(
    client: FlaskClient, address: str, encoding: str
) -> None:
    asked = {"Accept-Encoding": encoding}
    with client.get(address, headers=asked) as first:
        tag = first.headers["ETag"]
    with client.get(address, headers=asked | {"If-None-Match": tag}) as again:
        assert again.status_code == 304


def test_no_two_encodings_share_a_strong_tag(client: FlaskClient) -> None:
    tags = set()
    for encoding in ("identity", *OPEN):
        with client.get(STYLE, headers={"Accept-Encoding": encoding}) as response:
            tags.add(response.headers["ETag"])
    assert len(tags) == 1 + len(OPEN)
    assert not any(tag.startswith("W/") for tag in tags)


def test_what_is_small_stays_as_it_is(client: FlaskClient) -> None:
    response = client.get("/api/v1/nope", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
