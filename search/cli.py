"""The command ``cuttings``."""

import io
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from search.archive import Archive, Match, build, open_archive
from search.engines.contract import Sort
from search.errors import (
    ArchiveDamagedError,
    ArchiveMissingError,
    ArticleNotFoundError,
    ClusterAwayError,
    ClusterRefusedError,
    CuttingsError,
    UsageError,
    WorkerDiedError,
)
from search.indexing.build import Progress
from search.query.dates import parse_day
from search.results.shapes import (
    advice_shape,
    article_shape,
    query_shape,
    result_shape,
    snapshot_shape,
    total_shape,
)
from search.settings import ENV_PREFIX, Settings, describe, load_settings, shown
from search.terminal import article_text, counted, report_text, results_text

NOTHING_FOUND, WRONG_USE, NO_INDEX = 1, 2, 3
_STATUS: dict[type[CuttingsError], int] = {
    ArticleNotFoundError: NOTHING_FOUND,
    ArchiveMissingError: NO_INDEX,
    WorkerDiedError: NO_INDEX,
    ArchiveDamagedError: NO_INDEX,
    ClusterAwayError: NO_INDEX,
    ClusterRefusedError: NO_INDEX,
}
_FOLDER = click.Path(file_okay=False, path_type=Path)
_EVERY_FILES = 1000
_MOST_RESULTS = 1_000_000

_index = click.option("--index", type=_FOLDER, help="Folder of the index.")
_engine = click.option("--engine", metavar="ENGINE", help="whoosh, or the address of a cluster.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Day(click.ParamType[date]):
    """A day, or the first or last day of a month or year."""

    name = "date"

    def __init__(self, last: bool) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        day = parse_day(str(value), self._last)
        if day is None:
            self.fail(f"{value!r} is no date: give 2022, 2022-01 or 2022-01-26", param, ctx)
        return day


def index_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command say where the index is."""
    return _index(_engine(command))


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(package_name="cuttings", prog_name="cuttings")
def cuttings() -> None:
    """Full-text search for a newspaper's archive."""


@cuttings.command("build")
@click.option("--seeds", type=_FOLDER, help="Folder of the article files.")
@index_options
@click.option("--full", is_flag=True, help="Take every file in anew.")
@click.option("--jobs", type=int, help="Processes that analyse articles; 0: one for each core.")
def build_command(
    seeds: Path | None, index: Path | None, engine: str | None, full: bool, jobs: int | None
) -> None:
    """Take new, changed and vanished article files into the index."""
    settings = load_settings({"seeds": seeds, "index": index, "engine": engine, "jobs": jobs})
    with _progress() as progress:
        report = build(
            settings.seeds, settings.index, full=full, progress=progress, settings=settings
        )
    click.echo(report_text(report))


@cuttings.command()
@click.argument("query", nargs=-1)
@click.option("--from", "first", type=_Day(last=False), help="No article before this date.")
@click.option("--to", "last", type=_Day(last=True), help="No article after this date.")
@click.option("--byline", multiple=True, metavar="NAME", help="Only by NAME; may be repeated.")
@click.option("--sort", type=click.Choice([s.value for s in Sort]), default=Sort.RELEVANCE.value)
@click.option("--match", type=click.Choice([m.value for m in Match]), default=Match.AUTO.value)
@click.option("--broaden", is_flag=True, help="Look for words of the best articles too.")
@click.option("--without", multiple=True, metavar="WORD", help="Do not add WORD when broadening.")
@click.option(
    "--recency",
    type=click.IntRange(1),
    metavar="DAYS",
    help="An article so many days older than the newest scores half.",
)
@click.option("--limit", type=click.IntRange(1, _MOST_RESULTS), default=10, show_default=True)
@click.option("--explain", is_flag=True, help="Say of each article why it stands where it does.")
@index_options
@json_option
def find(
    query: tuple[str, ...],
    first: date | None,
    last: date | None,
    byline: tuple[str, ...],
    sort: str,
    match: str,
    broaden: bool,
    without: tuple[str, ...],
    recency: int | None,
    limit: int,
    explain: bool,
    index: Path | None,
    engine: str | None,
    as_json: bool,
) -> None:
    """Search the archive: cuttings find '"planning committee" bribe'."""
    page = _archive(index, engine).search(
        " ".join(query),
        first=first,
        last=last,
        bylines=byline,
        sort=sort,
        match=match,
        recency=recency,
        broaden=broaden,
        without=without,
        per_page=limit,
        explain=explain,
    )
    if as_json:
        _print_json(
            {
                "query": query_shape(page.query),
                "total": total_shape(page.total, page.with_all),
                "results": [result_shape(result) for result in page.results],
                "suggestions": advice_shape(page.advice),
                "index": snapshot_shape(page.snapshot),
            }
        )
    else:
        click.echo(results_text(page), nl=False)
    if not page.total:
        _leave(NOTHING_FOUND, f"nothing found: {page.query.readback}")


@cuttings.command()
@click.argument("article_id", metavar="ID")
@index_options
@json_option
def show(article_id: str, index: Path | None, engine: str | None, as_json: bool) -> None:
    """Print a whole article."""
    article = _archive(index, engine).article(article_id)
    if as_json:
        _print_json(article_shape(article))
    else:
        click.echo(article_text(article))


@cuttings.command()
@index_options
def check(index: Path | None, engine: str | None) -> None:
    """Read the whole index and compare its checksums."""
    archive = _archive(index, engine)
    problems = archive.check()
    if problems:
        others = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
        _leave(NO_INDEX, problems[0] + others)
    snapshot = archive.snapshot
    held = counted(snapshot.documents, "article")
    click.echo(f"The index is whole: {held}, snapshot {snapshot.name}.")
    for remark in archive.remarks():
        click.echo(remark)


@cuttings.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
@click.option("--workers", type=int, help="Server processes.")
@index_options
def serve(
    host: str | None, port: int | None, workers: int | None, index: Path | None, engine: str | None
) -> None:
    """Serve the page and the API."""
    options = {"host": host, "port": port, "workers": workers, "index": index, "engine": engine}
    settings = load_settings(options)
    open_archive(settings.index, settings)  # complains here of an engine that is none
    environment = {f"{ENV_PREFIX}{n.upper()}": str(getattr(settings, n)) for n in options}
    _check_free(settings.host, settings.port)
    # The server replaces this process, so that a signal reaches it and its status is ours.
    server = [sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web:create_app()"]
    sys.stdout.flush()
    os.execve(sys.executable, server, {**os.environ, **environment})


@cuttings.command("settings")
def settings_command() -> None:
    """List every setting: its value, its name in the environment, and what it means."""
    values = shown(load_settings())
    for (name, value), (_, default, meaning) in zip(values, describe(), strict=True):
        default = default or "none"
        click.echo(f"{ENV_PREFIX}{name.upper()}={value}\n    {meaning} (default: {default})")


def main() -> NoReturn:
    """Run the command; every failure is one line on stderr and a status."""
    # Whoever reads the output may have seen enough: then end as "cat" does, without a word.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The output may be in an encoding that lacks a letter; arguments may be in none.
        sys.stdout.reconfigure(errors="replace")
    try:
        status = cuttings.main(standalone_mode=False)
    except click.NoSuchOption as error:
        _complain(f"{error.format_message()} (a query that begins with a minus goes behind --)")
        status = WRONG_USE
    except click.ClickException as error:
        _complain(error.format_message())
        status = WRONG_USE
    except click.Abort:
        _complain("interrupted; the index is as it was")
        status = 130
    except CuttingsError as error:
        _complain(str(error))
        status = _STATUS.get(type(error), WRONG_USE)
    except OSError as error:
        _complain(f"{error.filename or 'the system'}: {error.strerror or error}")
        status = NO_INDEX
    sys.exit(status)


def _check_free(host: str, port: int) -> None:
    """Raise UsageError if the server could not listen there: gunicorn would try on for seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(
                f"cannot listen on {host}:{port} ({reason}): give another --host or --port"
            ) from error


def _archive(index: Path | None, engine: str | None) -> Archive:
    settings: Settings = load_settings({"index": index, "engine": engine})
    return open_archive(settings.index, settings)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _progress_line
        return
    with click.progressbar(length=0, show_pos=True, file=sys.stderr) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show


def _progress_line(done: int, of: int) -> None:
    if done and done % _EVERY_FILES == 0:
        click.echo(f"{done:,} of {of:,} files", err=True)


def _print_json(values: dict[str, Any]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _complain(message: str) -> None:
    click.echo(f"cuttings: {' '.join(message.split())}", err=True)


def _leave(status: int, message: str) -> NoReturn:
    _complain(message)
    raise SystemExit(status)
