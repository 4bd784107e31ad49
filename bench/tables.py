"""Tables of results in pages of the documentation."""

from collections.abc import Iterable, Sequence

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


def filled(page: str, results: str) -> str:
    """The page with everything between its markers replaced.

    :raises ValueError: the markers are missing
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} ... {END}")
    return f"{before}{BEGIN}\n\n{results}\n\n{END}{after}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown whose columns but the first are numbers."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
