"""The factory of the Flask application."""

from contextlib import suppress

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from search.archive import Archive, open_archive
from search.errors import CuttingsError
from search.settings import Settings, load_settings
from web import assets, compression, context, cors, headers, limits, metrics, problems, wording
from web.api import api
from web.builds import builds
from web.feeds import feeds
from web.guide import from_markdown, guide
from web.json import OrjsonProvider
from web.operations import operations
from web.pages import pages
from web.reading_room import reading_room
from web.reference import reference
from web.trends import trend_pages

_LONGEST_BODY = 16_384  # bytes; no request has much to say


def create_app(archive: Archive | None = None, settings: Settings | None = None) -> Flask:
    """The application that answers from an archive.

    :param archive: opened from ``settings.index`` where it is None
    :param settings: loaded from the environment where it is None
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_url_path=assets.static_path())
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = assets.KEPT
    app.url_map.merge_slashes = False  # an id is looked up as it was asked, never rewritten
    app.config["MAX_CONTENT_LENGTH"] = _LONGEST_BODY
    app.json = OrjsonProvider(app)
    if settings.proxies:
        _believe(app, settings.proxies)
    context.hold(app, archive or _open(settings), settings)
    app.register_blueprint(api)
    app.register_blueprint(builds)
    app.register_blueprint(pages)
    app.register_blueprint(trend_pages)
    app.register_blueprint(reading_room)
    app.register_blueprint(guide)
    app.add_template_filter(from_markdown)
    app.register_blueprint(feeds)
    app.register_blueprint(operations)
    app.register_blueprint(reference)
    problems.register(app)
    metrics.register(app)
    limits.register(app, settings)
    cors.register(app)
    compression.register(app)
    headers.register(app)
    wording.register(app)
    return app


def _believe(app: Flask, proxies: int) -> None:
    """Take the client's address, scheme and host from what the nearest proxies say."""
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
    )


def _open(settings: Settings) -> Archive:
    archive = open_archive(settings.index, settings)
    with suppress(CuttingsError):  # every answer will say what is wrong with the index
        archive.warm()
    return archive
