"""The page that tells what can be typed."""

import re
from html import unescape

from flask.testing import FlaskClient

from search.query.help import SECTIONS


def test_the_help_has_every_example_as_a_link_that_can_be_followed(client: FlaskClient) -> None:
    page = client.get("/help").text
    links = [unescape(link) for link in re.findall(r'<dt><a href="([^"]+)"', page)]
    assert len(links) == sum(len(section.rows) for section in SECTIONS) > 40
    for link in links:
        assert client.get(link).status_code == 200


def test_the_signs_of_markdown_are_not_shown(client: FlaskClient) -> None:
    page = client.get("/help").text
    assert "**" not in page
    assert "`" not in page
    assert "<strong>Inflections</strong>" in page
    assert "<kbd>WHO vaccine</kbd>" in page
