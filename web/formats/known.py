"""Every format once: its ending, its media type, and what writes it."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from web.formats.atom import write_atom
from web.formats.bibtex import bibtex_entry, write_bibtex
from web.formats.citation import Citation
from web.formats.csl import csl_item
from web.formats.jsonfeed import write_json_feed
from web.formats.lines import write_lines
from web.formats.listing import Writer
from web.formats.ris import ris_record, write_ris
from web.formats.table import write_table

_BIBTEX = ("bib", "application/x-bibtex")
_RIS = ("ris", "application/x-research-info-systems")


@dataclass(frozen=True, slots=True)
class ListFormat:
    """How results are written.

    :param suffix: the ending of the address, without the dot
    """

    suffix: str
    mimetype: str
    write: Writer


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """How a reference to one article is written."""

    suffix: str
    mimetype: str
    write: Callable[[Citation], str]


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """The API's own JSON, which no writer here makes."""

    suffix: str = "json"
    mimetype: str = "application/json"


JSON = JsonAnswer()
NDJSON = ListFormat("ndjson", "application/x-ndjson", write_lines)
CSV = ListFormat("csv", "text/csv", write_table)
ATOM = ListFormat("atom", "application/atom+xml", write_atom)
JSON_FEED = ListFormat("json", "application/feed+json", write_json_feed)
BIBTEX = ListFormat(*_BIBTEX, write_bibtex)
RIS = ListFormat(*_RIS, write_ris)

SEARCH_FORMATS: tuple[JsonAnswer | ListFormat, ...] = (JSON, NDJSON, CSV, ATOM, BIBTEX, RIS)
EXPORT_FORMATS = (CSV, NDJSON, BIBTEX, RIS)
FEED_FORMATS = (ATOM, JSON_FEED)
CITATION_FORMATS: tuple[JsonAnswer | CitationFormat, ...] = (
    JSON,
    CitationFormat(*_BIBTEX, bibtex_entry),
    CitationFormat(*_RIS, ris_record),
    CitationFormat(
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        lambda citation: orjson.dumps([csl_item(citation)]).decode(),
    ),
)
