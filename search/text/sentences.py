"""Where sentences and paragraphs begin.

A sentence ends with a stop, behind which quotes and brackets may close, before a blank and what
does not begin with a small letter. A blank line parts paragraphs, and with them sentences.
"""

import re

# A stop behind these does not end a sentence, nor one behind a letter that stands alone ("J.").
ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev fr st sir gen col maj capt lt sgt cllr supt insp det hon jr sr inc
    ltd co corp plc no vs etc eg ie am pm jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905
)
_LONGEST = max(map(len, ABBREVIATIONS))
_BLANKS = r"[\x00-\x20]+"
_QUOTES = """"'“”‘’"""
_STOPS = rf"[.!?…]+[{_QUOTES})\]]*{_BLANKS}"
_OPENERS = rf"[{_QUOTES}(\[]*"
_BEGINNING = r"[^\W_a-z]"

_BEGINS = re.compile(_BEGINNING)
_END = re.compile(rf"{_STOPS}(?={_OPENERS}{_BEGINNING})")
_END_BETWEEN_WORDS = re.compile(rf"{_STOPS}{_OPENERS}\Z")
_ONE_STOP = re.compile(rf"\.{_BLANKS}")
_ONE_STOP_BETWEEN_WORDS = re.compile(rf"\.{_BLANKS}{_OPENERS}")
_PARAGRAPH_END = re.compile(r"\n[\x00-\x20]*\n[\x00-\x20]*")
_LAST_LETTERS = re.compile(r"(?:\d|[^\W_]['’])?([^\W\d_]+)\Z")
_LOOK_BACK = 7  # letters and what stands before them: more than any abbreviation

GOES_ON, MAY_END, ENDS, ENDS_PARAGRAPH = range(4)
"""What stands between two words: nothing that ends a sentence; one full stop, which ends it
unless it abbreviates the first word; what ends it in any case; the end of a paragraph."""


def sentence_starts(text: str) -> list[int]:
    """Offsets at which the sentences of a text begin; paragraphs begin sentences too."""
    ends = {m.end() for m in _END.finditer(text) if not _is_abbreviated(text, m)}
    return sorted(ends.union(paragraph_starts(text)))


def paragraph_starts(text: str) -> list[int]:
    """Offsets at which the paragraphs of a text begin."""
    ends = (end.end() for end in _PARAGRAPH_END.finditer(text))
    return [start for start in (0, *ends) if start < len(text)]


def break_between(marks: str) -> int:
    """What the marks and blanks between two words say: ``GOES_ON`` to ``ENDS_PARAGRAPH``.

    ``MAY_END`` and ``ENDS`` hold before a word that :func:`may_begin` a sentence.
    """
    if _PARAGRAPH_END.search(marks):
        return ENDS_PARAGRAPH
    if _ONE_STOP_BETWEEN_WORDS.fullmatch(marks):
        return MAY_END
    return ENDS if _END_BETWEEN_WORDS.search(marks) else GOES_ON


def may_begin(word: str) -> bool:
    """Whether a sentence may begin with a word, without quotes before it."""
    return _BEGINS.match(word) is not None


def is_abbreviation(word: str) -> bool:
    """Whether a stop behind a word belongs to it: "Mr", "U.S"; not "it's", "£5m"."""
    if len(word) > _LONGEST and word[-_LONGEST - 1 :].isalpha():
        return False
    if word.isalpha():
        return len(word) == 1 or word.lower() in ABBREVIATIONS
    last = _LAST_LETTERS.search(word[-_LOOK_BACK:])
    if last is None:
        return False
    alone = len(last[1]) == 1 and last[0] == last[1]
    return alone or last[1].lower() in ABBREVIATIONS


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    before = text[max(0, end.start() - _LOOK_BACK) : end.start()]
    return is_abbreviation(before) and _ONE_STOP.fullmatch(end[0]) is not None
