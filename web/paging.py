"""Which page numbers a results page links to."""

from search.results.page import ResultPage

AROUND = 2


def page_numbers(page: ResultPage) -> list[int | None]:
    """The first, the last and those around the current one; None stands for a gap."""
    near = range(page.number - AROUND, page.number + AROUND + 1)
    shown = sorted({1, page.pages, *(n for n in near if 1 <= n <= page.pages)})
    numbers: list[int | None] = []
    for number, before in zip(shown, [0, *shown], strict=False):
        if number > before + 1:
            # A gap of one page is no shorter than its number.
            numbers.append(number - 1 if number == before + 2 else None)
        numbers.append(number)
    return numbers
