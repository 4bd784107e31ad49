"""What every response says about trust."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "path", ["/", "/?q=flood", "/static/style.css", "/nope", "/api/v1/search", "/api/nope"]
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


@pytest.mark.parametrize("path", ["/", "/?q=flood", "/?from=x", "/article/nope"])
def test_no_page_has_a_script_or_a_style_of_its_own(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert "<script" not in page
    assert "<style" not in page
    assert " style=" not in page
