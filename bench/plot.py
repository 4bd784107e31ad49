"""The picture of the results: a row a class, a dot an engine, milliseconds on a log axis."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

COLOURS = {
    "cuttings": "#c0392b",
    "tantivy": "#2c6fbb",
    "xapian": "#2a8f5b",
    "fts5": "#8a5fb0",
    "bm25s": "#c98a1b",
    "whoosh": "#7f8790",
}
_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 860, 190, 30, 30, 58
_LEGEND = 34


def picture(results: Sequence[dict[str, Any]]) -> str:
    """An SVG of all corpora, one panel below the other."""
    exponents = [math.log10(ms) for _, _, ms in (p for one in results for p in _points(one))]
    low, high = math.floor(min(exponents)), math.ceil(max(exponents))
    parts: list[str] = []
    top = _LEGEND
    for one in results:
        parts += _panel(one, top, low, high)
        top += _HEAD + _ROW * len(one["queries"])
    engines = dict.fromkeys(engine for one in results for engine in one["engines"])
    style = (
        "text{font:13px sans-serif;fill:#222}.h{font-weight:bold}.g{stroke:#ccc}"
        "rect{fill:#fff}circle{stroke:#fff}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}"
        "rect{fill:#16181b}circle{stroke:#16181b}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 10}" role="img">'
        "<title>Mean time of a query, by class and engine</title>"
        f'<style>{style}</style><rect width="100%" height="100%"/>'
        + "\n".join([*_legend(engines), *parts])
        + "</svg>\n"
    )


def _points(result: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Engine, class and mean milliseconds; the fixed colours' order, Cuttings drawn last."""
    for engine, told in sorted(result["engines"].items(), key=lambda item: item[0] == "cuttings"):
        for group, times in told["queries"].items():
            yield engine, group, times["rank"]["mean"]


def _legend(engines: dict[str, None]) -> Iterator[str]:
    for place, engine in enumerate(engines):
        x = _LEFT + place * 100
        yield f'<circle cx="{x}" cy="18" r="6" fill="{COLOURS[engine]}"/>'
        yield f'<text x="{x + 11}" y="22">{escape(engine)}</text>'


def _panel(result: dict[str, Any], top: int, low: int, high: int) -> Iterator[str]:
    corpus = result["corpus"]
    rows = {group: top + _HEAD + _ROW * i for i, group in enumerate(result["queries"])}
    bottom = top + _HEAD + _ROW * (len(rows) - 1) + 12
    title = f"{corpus['name']}, {corpus['articles']:,} articles: mean of a query, ms"
    yield f'<text class="h" x="12" y="{top + 20}">{escape(title)}</text>'
    for exponent in range(low, high + 1):
        x = _x(exponent, low, high)
        yield f'<line class="g" x1="{x}" x2="{x}" y1="{top + 44}" y2="{bottom}"/>'
        yield f'<text x="{x}" y="{top + 38}" text-anchor="middle">{10**exponent:g}</text>'
    for group, y in rows.items():
        yield f'<text x="12" y="{y + 4}">{escape(group)}</text>'
    for engine, group, ms in _points(result):
        x = _x(math.log10(ms), low, high)
        said = f"<title>{engine}, {escape(group)}: {ms:.3g} ms</title>"
        yield f'<circle cx="{x}" cy="{rows[group]}" r="6" fill="{COLOURS[engine]}">{said}</circle>'


def _x(exponent: float, low: int, high: int) -> float:
    return round(_LEFT + (exponent - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT), 1)
