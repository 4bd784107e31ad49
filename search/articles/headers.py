"""The lines on top of a text file that say what it is: ``date 2022-01-26 Headline``, ``By: X``."""

import datetime
import re
from dataclasses import dataclass

from search.articles.bylines import parse_byline
from search.articles.dates import leading_date

_KEYS = {
    "headline": "headline", "title": "headline", "head": "headline",
    "date": "date", "published": "date", "publication date": "date", "pubdate": "date",
    "byline": "byline", "by": "byline", "author": "byline", "authors": "byline",
    "author(s)": "byline",
    "standfirst": "standfirst", "summary": "standfirst", "subtitle": "standfirst",
    "kicker": "standfirst", "subheadline": "standfirst",
    "caption": "caption", "captions": "caption",
}  # fmt: skip
_OTHER = "other"
_KEYS |= dict.fromkeys((
    "section", "category", "topic", "tags", "keywords", "url", "link", "source", "id", "edition",
    "page", "words", "language", "location", "place", "desk", "copyright", "updated", "modified",
    "slug", "type", "status", "publication", "publisher", "newspaper",
), _OTHER)  # fmt: skip
_KEY_AND_VALUE = re.compile(r"([^\W\d][\w() -]{0,30}?)\s*:(?:\s+(.*))?")
# "Section: News", "word-count: 300"; not 'He said: "No."'.
_UNKNOWN_KEY = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)?|[a-z][a-z_-]*")
_LONGEST_UNKNOWN_VALUE = 200
_DATE_LINE = re.compile(r"date\s+(?=\S)", re.IGNORECASE)
# "Date: the fruit that feeds a desert" is a headline.
_LONGEST_WRITTEN_DATE = 3
_MARKS = " :;,|–—-"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the article's text; "" and None where it does not say."""

    headline: str = ""
    date: datetime.date | None = None
    bylines: tuple[str, ...] = ()
    standfirst: str = ""
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str  # of the known key, _OTHER for one that no field takes, "" for any other word
    value: str

    @property
    def is_known(self) -> bool:
        return self.name not in ("", _OTHER)


def split_header(text: str) -> tuple[Header, str]:
    """The header of a text and the text below it."""
    lines = text.lstrip().split("\n")
    entries = _entries(lines)
    _give_back_headline(entries)
    if not any(entry and entry.is_known for entry in entries):
        return Header(), "\n".join(lines)
    return _header([entry for entry in entries if entry]), "\n".join(lines[len(entries) :])


def _entries(lines: list[str]) -> list[_Entry | None]:
    """One entry a line of the header, None for a blank one between known keys."""
    entries: list[_Entry | None] = []
    for line in lines:
        entry = _entry(line.strip()) if line.strip() else None
        after_blank = bool(entries) and entries[-1] is None
        if (entry is None and line.strip()) or (after_blank and not (entry and entry.is_known)):
            break
        entries.append(entry)
    while entries and entries[-1] is None:
        entries.pop()
    return entries


def _entry(line: str) -> _Entry | None:
    if match := _DATE_LINE.match(line):
        value = line[match.end() :]
        return _Entry("date", value) if leading_date(value) else None
    match = _KEY_AND_VALUE.fullmatch(line)
    if not match:
        return None
    key, value = match[1], match[2] or ""
    name = _KEYS.get(key.lower(), "")
    if name == "date":
        return _Entry(name, value) if _may_be_date(value) else None
    plain = _UNKNOWN_KEY.fullmatch(key) and len(value) <= _LONGEST_UNKNOWN_VALUE
    return _Entry(name, value) if name or plain else None


def _may_be_date(value: str) -> bool:
    return bool(leading_date(value)) or len(value.split()) <= _LONGEST_WRITTEN_DATE


def _give_back_headline(entries: list[_Entry | None]) -> None:
    """Take unknown keys off the end, in place, where no line before is the headline."""
    # Below "Date: 2022-01-26", a line "Oxton: Mill reopens" is the headline and no key.
    if not any(entry and _headlines(entry) for entry in entries):
        while entries and not (entries[-1] and entries[-1].name):
            entries.pop()


def _headlines(entry: _Entry) -> list[str]:
    """The headline of a line, if any: what a headline's key has, or what follows a date."""
    found = leading_date(entry.value) if entry.name == "date" else None
    headline = found[1].lstrip(_MARKS) if found else entry.value
    return [headline] if headline and (found or entry.name == "headline") else []


def _header(entries: list[_Entry]) -> Header:
    headlines = [headline for entry in entries for headline in _headlines(entry)]
    dates = [found for value in _values(entries, "date") if (found := leading_date(value))]
    signed = [name for value in _values(entries, "byline") for name in parse_byline(value)]
    return Header(
        headline=" ".join(headlines[0].split()) if headlines else "",
        date=next((day for day, _ in dates if day), None),
        bylines=tuple(dict.fromkeys(signed)),
        standfirst="\n\n".join(_values(entries, "standfirst")),
        captions=_values(entries, "caption"),
    )


def _values(entries: list[_Entry], name: str) -> tuple[str, ...]:
    return tuple(
        " ".join(entry.value.split()) for entry in entries if entry.name == name and entry.value
    )
