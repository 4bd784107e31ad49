"""What every response says about trust."""

import re

import pytest
from flask.testing import FlaskClient

from web.assets import static_path


@pytest.mark.parametrize(
    "path", ["/", "/?q=flood", f"{static_path()}/style.css", "/nope", "/api/v1/search", "/api/nope"]
)
def test_every_response_forbids_what_the_pages_do_not_need(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


SCRIPTS = re.compile(r"<script([^>]*)>")


@pytest.mark.parametrize("path", ["/", "/?q=flood", "/?from=x", "/article/nope"])
def test_no_page_has_a_script_or_a_style_within(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    for attributes in SCRIPTS.findall(page):
        assert 'src="/static/' in attributes or 'type="application/ld+json"' in attributes
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_a_static_file_is_kept_for_good_under_an_address_of_its_content(
    client: FlaskClient,
) -> None:
    page = client.get("/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 3
    for address in addresses:
        with client.get(address) as response:
            assert response.status_code == 200
            assert response.cache_control.max_age == 365 * 24 * 3600
    with client.get("/favicon.ico") as response:
        assert response.cache_control.max_age == 24 * 3600
