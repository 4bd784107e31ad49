"""Counts as plain values for JSON; the keys and their order are a promise of the API."""

from search.results.facets import Facet, Facets
from search.results.shapes import Shape
from search.results.timeline import Bar, Timeline


def facets_shape(facets: Facets) -> Shape:
    """Those that were asked for."""
    shapes: Shape = {}
    if facets.byline:
        shapes["byline"] = _facet(facets.byline)
    if facets.year:
        shapes["year"] = _facet(facets.year)
    if facets.timeline:
        shapes["timeline"] = _timeline(facets.timeline)
    return shapes


def _facet(facet: Facet) -> Shape:
    values = [{"value": v.value, "count": v.count, "chosen": v.chosen} for v in facet.values]
    return {"values": values, "different": facet.different}


def _timeline(timeline: Timeline) -> Shape:
    bars = [_bar(bar) for bar in timeline.bars]
    return {"period": timeline.period.value, "values": bars, "undated": timeline.undated}


def _bar(bar: Bar) -> Shape:
    first, last = bar.first.isoformat(), bar.last.isoformat()
    return {"from": first, "to": last, "count": bar.matching, "held": bar.held}
