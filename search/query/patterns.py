"""Runs of typed characters with words that stand for others: ``brib*``, ``te?t``, ``colour~1``.

A star or question mark counts as a letter of its word, so that what is a word is for
:mod:`search.text.tokens` to say here too. What such a word is compared with are the exact forms
of the archive; therefore it is written like one, folded and without hyphens or apostrophes.
"""

import re
from functools import lru_cache

from search.query.leaves import Leaves, plain_words, word, word_spans
from search.query.nodes import Fuzzy, Leaf, Wildcard
from search.query.notes import Remark
from search.text.tokens import tokens

MIN_LETTERS = 2
"""Letters and digits in a pattern; one letter would stand for a tenth of all words."""

MAX_EDITS = 2
_SHORT = 4
"""Words with fewer letters than this are others already after two changes."""

_SPECIAL = re.compile(r"[*?~]")
_TILDE = re.compile(r"(?:(?<=[^\W_])|(?<=\*))~(?P<edits>[0-9]*)(?:\.[0-9]*)?(?![^\W_])")
# At the end of a word a question mark is what ends a question.
_WILD = re.compile(r"\*|\?(?=\?*(?:\*|[^\W_ʼ]))")
_STARS = re.compile(r"\*\*+")

# Letters of Linear A, which nobody can read, stand for star and question mark.
_MASKS = {"*": "\U00010600", "?": "\U00010601"}
_UNMASK = str.maketrans({mask: sign for sign, mask in _MASKS.items()})

_TOO_SHORT = "was ignored; it needs two letters or digits in the word with it"


@lru_cache(maxsize=10_000)
def read_run(text: str) -> Leaves:
    """The leaves of what was typed without a space: "foo/brib*" is a word and a wildcard."""
    if not _SPECIAL.search(text):
        return Leaves(tuple(plain_words(text)))
    return _Run(text).read()


class _Run:
    """A run that has stars, question marks or tildes in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tildes = {found.start(): found for found in _TILDE.finditer(text)}
        letters = _WILD.sub(lambda sign: _MASKS[sign[0]], text)
        self._masked = _TILDE.sub(lambda tilde: " " * len(tilde[0]), letters)
        self._leaves: list[Leaf] = []
        self._remarks: list[Remark] = []

    def read(self) -> Leaves:
        for start, end in word_spans(self._masked):
            form = _form(self._masked[start:end])
            if _SPECIAL.search(form):
                self._read_wildcard(form, start, end)
            elif tilde := self._tildes.get(end):
                self._read_fuzzy(form, start, tilde)
            else:
                self._leaves.append(word(self._text[start:end], start))
        return Leaves(tuple(self._leaves), tuple(self._remarks))

    def _read_wildcard(self, form: str, start: int, end: int) -> None:
        surface = self._text[start:end]
        if not _is_pattern(form):
            self._leaves += plain_words(surface, start)
            for sign in _WILD.finditer(surface):
                self._remark(f"the {_name(sign[0])} {{at}} {_TOO_SHORT}", start + sign.start())
            return
        self._leaves.append(Wildcard(form, at=(start, end)))
        if end in self._tildes:
            self._remark("the ~ {at} was ignored; it needs a word without * and ?", end)
        elif self._text.startswith("?", end):
            self._remark("the ? {at} ends the word; for more letters behind it use a star", end)

    def _read_fuzzy(self, form: str, start: int, tilde: re.Match[str]) -> None:
        if not _is_pattern(form):
            self._leaves.append(word(self._text[start : tilde.start()], start))
            self._remark(f"the ~ {{at}} {_TOO_SHORT}", tilde.start())
            return
        typed = tilde["edits"]
        most = MAX_EDITS if len(form) >= _SHORT else 1
        edits = min(max(int(typed or 1), 1), most)
        self._leaves.append(Fuzzy(form, edits, at=(start, tilde.end())))
        if typed and int(typed) != edits:
            self._remark(f"~{typed} {{at}} was read as ~{edits}; {_letters(form)}", tilde.start())

    def _remark(self, text: str, offset: int) -> None:
        self._remarks.append(Remark(text, offset))


def _form(masked: str) -> str:
    joined = "".join(token.form for token in tokens(masked) if not token.joined)
    return _STARS.sub("*", joined.translate(_UNMASK))


def _is_pattern(form: str) -> bool:
    """Whether it is the whole of one word, and long enough to be looked for."""
    masked = "".join(_MASKS.get(letter, letter) for letter in form)
    whole = [(token.form, token.start, token.end) for token in tokens(masked)]
    letters = sum(map(str.isalnum, form))
    is_whole = whole == [(masked, 0, len(masked))] and not form.endswith("?")
    return is_whole and letters >= MIN_LETTERS


def _name(sign: str) -> str:
    return "star" if sign == "*" else sign


def _letters(form: str) -> str:
    if len(form) < _SHORT:
        return f"in a word of fewer than {_SHORT} letters one may differ"
    return "one or two letters may differ"
