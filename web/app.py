"""The factory of the Flask application."""

from flask import Flask

from search.archive import Archive, open_archive
from search.settings import Settings, load_settings
from web import compression, context, cors, headers, problems, wording
from web.api import api
from web.json import OrjsonProvider
from web.pages import pages


def create_app(archive: Archive | None = None, settings: Settings | None = None) -> Flask:
    """The application that answers from an archive.

    :param archive: opened from ``settings.index`` where it is None
    :param settings: loaded from the environment where it is None
    """
    settings = settings or load_settings()
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # an id is looked up as it was asked, never rewritten
    app.json = OrjsonProvider(app)
    context.hold(app, archive or _open(settings), settings)
    app.register_blueprint(api)
    app.register_blueprint(pages)
    problems.register(app)
    cors.register(app)
    compression.register(app)
    headers.register(app)
    wording.register(app)
    return app


def _open(settings: Settings) -> Archive:
    archive = open_archive(settings.index, settings)
    archive.warm()
    return archive
