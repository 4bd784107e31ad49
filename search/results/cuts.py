"""What is told of a wildcard or fuzzy word that stands for more words than are looked for."""

from search.engines.contract import Expansion


def cut_note(cut: Expansion) -> str:
    """A note for the person who typed it."""
    return (
        f'"{cut.leaf}" stands for {cut.words:,} words of this archive; '
        f"the {cut.taken:,} most frequent were looked for"
    )
