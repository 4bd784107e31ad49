"""Links between the documents."""

import re
from collections.abc import Callable
from pathlib import Path

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _documents(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *root.glob("docs/**/*.md")]


def _anchor(heading: str) -> str:
    words = re.sub(r"[^\w\- ]", "", heading.lower())
    return words.replace(" ", "-")


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    if not anchor:
        return target.exists()
    return anchor in map(_anchor, HEADING.findall(target.read_text("utf-8")))


def test_every_link_leads_somewhere(root: Path) -> None:
    dead = [
        f"{page.relative_to(root)}: {link}"
        for page in _documents(root)
        for link in LINK.findall(page.read_text("utf-8"))
        if not link.startswith("https://") and not _leads_somewhere(page, link)
    ]
    assert not dead


def test_every_document_is_linked_from_another(root: Path) -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in _documents(root)
        for link in LINK.findall(page.read_text("utf-8"))
    }
    pages = {page.resolve() for page in _documents(root)} - {root / "README.md"}
    assert pages <= linked


def test_every_decision_has_context_decision_and_consequences(
    document: Callable, root: Path
) -> None:
    for page in (root / "docs" / "decisions").glob("*.md"):
        headings = HEADING.findall(page.read_text("utf-8"))
        assert headings[1:] == ["Context", "Decision", "Consequences"], page.name
