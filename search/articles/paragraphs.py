"""Text cut into paragraphs, however its author or a teleprinter parted them."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

# Teleprinters and mail wrap at 60 to 80 characters; a longer line was never wrapped by hand, so
# that each line of its block is a paragraph.
_WIDEST_WRAPPED_LINE = 120
# Reuters begins paragraphs with four spaces; one space is a stray one or begins a table's row.
_INDENT = 2
_HYPHEN_AT_LINE_END = re.compile(r"-\s*\n")
_WORD_BROKEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_]-)\s*\n\s*(?=[^\W\d_])")
# Lines that begin with a letter or sign and are not long: nothing parts them.
_ONE_BLOCK = re.compile(
    rf"\S[^\n\t]{{0,{_WIDEST_WRAPPED_LINE - 1}}}(?:\n\S[^\n\t]{{0,{_WIDEST_WRAPPED_LINE - 1}}})*"
)


def paragraphs(text: str, alone: Callable[[str], bool] | None = None) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line with single spaces.

    Blank lines part paragraphs; so do indented lines in a block of others, and the ends of lines
    too long to be wrapped. Other lines are taken for wrapped ones and joined.

    :param alone: whether a line is a paragraph whatever stands around it
    """
    if alone is None and _is_set(text):
        return tuple(text.split("\n\n"))
    if alone is None and _is_one_block(text):
        return (join_lines([text]),) if text.strip() else ()
    return tuple(
        join_lines(lines)
        for block in blocks(text)
        for part in _parted(block)
        for lines in (_set_apart(part, alone) if alone else [part])
    )


def parted(text: str) -> str:
    """A text with its paragraphs parted by one blank line."""
    return text if _is_set(text) else "\n\n".join(paragraphs(text))


def blocks(text: str) -> list[list[str]]:
    """The runs of lines between blank lines, as they stand."""
    runs = groupby(text.expandtabs(4).split("\n"), key=lambda line: bool(line.strip()))
    return [list(lines) for filled, lines in runs if filled]


def join_lines(lines: list[str]) -> str:
    """Wrapped lines as one; a word broken at a line's end keeps its hyphen: "him-self"."""
    # The hyphen stays because nobody can tell "him-self" from "co-operate"; a hyphenated compound
    # is found by either spelling.
    text = "\n".join(lines)
    if _HYPHEN_AT_LINE_END.search(text):
        text = _WORD_BROKEN_AT_LINE_END.sub("", text)
    return " ".join(text.split())


def is_wrapped(block: list[str]) -> bool:
    """Whether the lines of a block are short enough to be wrapped ones."""
    # A web address is one long word, which no wrapping makes shorter.
    return all(len(line) <= _WIDEST_WRAPPED_LINE or " " not in line.strip() for line in block)


def _is_set(text: str) -> bool:
    """Whether a clean text is already as its paragraphs with a blank line between them."""
    # Most archives are exported so, and to look takes less than to set them anew.
    if not text.isascii() or "\t" in text or "  " in text:
        return False
    return all(map(_is_paragraph, text.split("\n\n")))


def _is_paragraph(text: str) -> bool:
    return "\n" not in text and text != "" and text[0] != " " != text[-1]


def _is_one_block(text: str) -> bool:
    return "\n" not in text or _ONE_BLOCK.fullmatch(text) is not None


def _parted(block: list[str]) -> list[list[str]]:
    if not is_wrapped(block):
        return [[line] for line in block]
    indents = [len(line) - len(line.lstrip()) for line in block]
    margin = min(indents) + _INDENT
    parts: list[list[str]] = [[]]
    for line, indent in zip(block, indents, strict=True):
        if indent >= margin and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return parts


def _set_apart(lines: list[str], alone: Callable[[str], bool]) -> Iterator[list[str]]:
    if len(lines) > 1 and alone(join_lines(lines)):
        yield lines
        return
    run: list[str] = []
    for line in lines:
        if alone(line.strip()):
            yield from ([run] if run else [])
            yield [line]
            run = []
        else:
            run.append(line)
    yield from ([run] if run else [])
