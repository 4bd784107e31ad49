"""The article in the README, in both formats."""

import io
from collections.abc import Callable
from dataclasses import replace

from search.articles.jsonl_reader import read_jsonl
from search.articles.text_reader import read_text


def test_both_formats_in_the_readme_say_the_same_article(document: Callable) -> None:
    readme = document("README.md")
    (text,), (line,) = readme.blocks("text"), readme.blocks("json")
    from_text = read_text("swan", text.encode())
    (from_line,) = read_jsonl("wire", io.BytesIO(line.encode()))
    assert from_line.id == "wire/swan"
    assert replace(from_line, id="swan") == from_text


def test_the_article_in_the_readme_has_every_part(document: Callable) -> None:
    article = read_text("swan", document("README.md").blocks("text")[0].encode())
    assert article.headline == "Swan returns to Castle Fields"
    assert article.date and article.date.isoformat() == "2025-03-06"
    assert article.bylines == ("Nia Catterall", "Tobias Reeve")
    assert article.standfirst == "The bird that lost its neck has a new one."
    assert article.captions == ("The swan on its first outing. Picture: Gita Rowe",)
    assert article.body.count("\n\n") == 1
