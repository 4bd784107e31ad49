"""For those who keep the server running: is it alive, is it ready, how does it do?"""

from flask import Blueprint, Response, jsonify

from search.results.shapes import snapshot_shape
from web.context import archive
from web.metrics import exposition

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def health() -> Response:
    """The process takes requests."""
    return jsonify({"status": "alive"})


@operations.get("/readyz")
def ready() -> Response:
    """The index opens, so that searches can be answered; a problem with status 503 if not."""
    return jsonify({"status": "ready", "index": snapshot_shape(archive().snapshot)})


@operations.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus."""
    return exposition()
