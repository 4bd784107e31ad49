"""Where sentences begin."""

import re

# A stop behind these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev fr st sir gen col maj capt lt sgt cllr supt insp det hon jr sr inc
    ltd co corp plc no vs etc eg ie am pm jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905
)
_END = re.compile(r"""[.!?…]+["'”’)\]]*\s+(?=["'“‘(\[]*[^\W_a-z])|\n\s*\n""")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")


def sentence_starts(text: str) -> list[int]:
    """Offsets at which the sentences of a text begin; paragraphs begin sentences too."""
    starts = [0] if text else []
    for end in _END.finditer(text):
        if not _is_abbreviation(text, end):
            starts.append(end.end())
    return [start for start in starts if start < len(text)]


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    if not end[0].startswith(". "):
        return False
    word = _LAST_WORD.search(text, max(0, end.start() - 12), end.start() + 1)
    return word is not None and (len(word[1]) == 1 or word[1].lower() in _ABBREVIATIONS)
