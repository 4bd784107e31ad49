"""The help of the page and the document on the query language are the same text."""

import re
from collections.abc import Callable

import pytest

from search.query.help import SECTIONS, Section

NAME = "docs/query-language.md"
TABLE = ("Type", "It finds", "In the sample archive")
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)


def part_of(text: str, title: str) -> str:
    """What a document has under a heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"{NAME} has no heading {title!r}"
    return found[1]


def test_the_document_has_the_rows_of_the_help_in_their_order(document: Callable) -> None:
    rows = [(f"`{row.typed}`", row.finds) for section in SECTIONS for row in section.rows]
    assert [(typed, finds) for typed, finds, _ in document(NAME).rows(*TABLE)] == rows


@each_section
def test_the_document_has_each_section_with_its_rows_and_paragraphs(
    section: Section, document: Callable
) -> None:
    said = part_of(document(NAME).text, section.title)
    for row in section.rows:
        assert f"| `{row.typed}` |" in said.replace(r"\|", "|")
    for paragraph in section.text:
        assert f"\n{paragraph}\n" in said
