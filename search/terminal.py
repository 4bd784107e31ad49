"""Results and articles as text for a terminal."""

import textwrap

import click

from search.articles.article import Article
from search.engines.contract import Explanation
from search.indexing.report import BuildReport
from search.results.explanation import sentences
from search.results.nothing_found import Advice
from search.results.page import Result, ResultPage, Spans

_WIDTH = 88

# Characters that no text has, in place of the terminal's codes until lines are filled: those are
# several characters long, and would count.
_ON, _OFF = "\ue000", "\ue001"
_BOLD = str.maketrans({_ON: "\x1b[1m", _OFF: "\x1b[0m"})


def results_text(page: ResultPage) -> str:
    """A page of results: how the query was read, then a block for each hit."""
    parts = [f"{page.query.readback}: {counted(page.total, 'article')}"]
    parts += [f"Note: {note}" for note in page.query.notes]
    if page.query.relaxed:
        parts.append("No article has all of these words; these have some of them.")
    elif page.with_all is not None and page.with_all < page.total:
        parts.append(f"{counted(page.with_all, 'article')} with all of these words, then some.")
    if page.query.added:
        parts.append(f"Looked for too: {', '.join(map(str, page.query.added))}")
    parts += _advice(page.advice)
    blocks = [_result_text(number, r) for number, r in enumerate(page.results, 1)]
    return "\n".join(parts) + "\n" + "".join(f"\n{block}\n" for block in blocks)


def _advice(advice: Advice) -> list[str]:
    """What to ask instead, a line each."""
    spellings = [
        f"Did you mean: {spelling.query} ({counted(spelling.total, 'article')})"
        for spelling in advice.spellings
    ]
    without = [
        f"Without {part.part}: {counted(part.total, 'article')}; "
        f"{part.part} alone: {counted(part.alone, 'article')}"
        for part in advice.without
    ]
    apart = advice.apart
    if apart:
        spellings.append(f"Words apart: {apart.query} ({counted(apart.total, 'article')})")
    if advice.any_word:
        without.append(f"With any of the words: {counted(advice.any_word, 'article')}")
    return spellings + without


def article_text(article: Article) -> str:
    """A whole article."""
    about = _joined(article.date and f"{article.date:%-d %B %Y}", article.byline, article.id)
    paragraphs = [*article.standfirst.split("\n\n"), *article.body.split("\n\n")]
    captions = [f"[{caption}]" for caption in article.captions]
    text = [click.style(article.headline, bold=True), about]
    return "\n\n".join([*text, *(_filled(p) for p in (*paragraphs, *captions) if p)])


def report_text(report: BuildReport) -> str:
    """What a build did: a line for each file that was skipped, then a line of figures."""
    skipped = [
        f"skipped {s.path}{f', {s.place}' if s.place else ''}: {s.reason}" for s in report.skipped
    ]
    figures = (
        f"{counted(report.documents, 'article')} in the archive: {report.added:,} added, "
        f"{report.changed:,} changed, {report.removed:,} removed, {report.unchanged:,} unchanged, "
        f"{len(skipped):,} skipped ({report.seconds:.1f} s, snapshot {report.snapshot})"
    )
    return "\n".join([*skipped, figures])


def counted(number: int, thing: str) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _result_text(number: int, result: Result) -> str:
    lead = f"{number:>3}. "
    about = _joined(result.date and f"{result.date:%-d %B %Y}", result.byline, result.id)
    indent = " " * len(lead)
    snippet = textwrap.indent(_filled(_marked(result.snippet)), indent)
    why = textwrap.indent(_why(result.explanation), indent) if result.explanation else ""
    text = f"{lead}{_marked(result.headline) or result.id}\n{indent}{about}\n{snippet}{why}"
    return text.translate(_BOLD)


def _why(explanation: Explanation) -> str:
    """The sentences of an explanation, a line each."""
    return "".join(f"\n- {_filled(told)}" for told in sentences(explanation))


def _marked(spans: Spans) -> str:
    """The text on one line, with its matches between marks."""
    text = "".join(f"{_ON}{s.text}{_OFF}" if s.match else s.text for s in spans)
    return " ".join(text.split())


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)
