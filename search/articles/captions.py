"""Telling a picture's caption from a sentence of the article."""

import re

_MOST_WORDS = 60
_MOST_CHARACTERS = 1000
_MOST_CREDIT_WORDS = 8
# The keyword has a capital and the credit is free of quotes and sentences, so that
# He said: "The picture: it was taken at night" stays in the body.
_CREDIT = re.compile(
    r"""
    (?P<before> .*? )
    (?P<open> [(\[] )? \s*
    \b (?: (?: Picture | Photo | Image | PICTURE | PHOTO | IMAGE ) \s )?
    (?: Pictures? | Photos? | Photographs? | Images? | Credits? | Pics?
      | PICTURES? | PHOTOS? | PHOTOGRAPHS? | IMAGES? | CREDITS? | PICS? | credit )
    (?: \s? : \s* | \s+ (?: by | BY ) :? \s+ (?= [A-Z@©] ) )
    (?P<credit> [^"“”:?!]* )
    """,
    re.VERBOSE,
)
_ENDS_BEFORE = tuple(".!?:;,|–—-)]\"'”’")
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}\. +[A-Z]")
# "The Bigger Picture: what it means" is a headline; a caption without a stop is a longer phrase.
_FEWEST_WORDS_WITHOUT_STOP = 5


def is_caption(paragraph: str) -> bool:
    """Whether a paragraph is, or ends in, a picture's credit: "The mill. Picture: Jo Lee"."""
    if len(paragraph) > _MOST_CHARACTERS or len(paragraph.split()) > _MOST_WORDS:
        return False
    match = _CREDIT.fullmatch(paragraph.strip())
    return bool(match and _is_set_off(match) and _is_name(match["credit"]))


def _is_set_off(match: re.Match[str]) -> bool:
    before = match["before"].rstrip()
    ended = not before or bool(match["open"]) or before.endswith(_ENDS_BEFORE)
    return ended or len(before.split()) >= _FEWEST_WORDS_WITHOUT_STOP


def _is_name(credit: str) -> bool:
    words = credit.split()
    return 0 < len(words) <= _MOST_CREDIT_WORDS and not _SENTENCE_END.search(credit)
