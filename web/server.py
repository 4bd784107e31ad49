"""gunicorn's configuration: ``gunicorn -c python:web.server 'web:create_app()'``.

gunicorn reads the lower-case names here as its settings.
"""

from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.http import message  # type: ignore[import-untyped]

from search.settings import load_settings
from web.refusals import write_problem

_settings = load_settings()


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


bind = _address(_settings.host, _settings.port)
worker_class = "web.worker.SharingWorker"
workers = _settings.workers
threads = _settings.threads
preload_app = True
graceful_timeout = 10
loglevel = "warning"

# A query of 2000 characters is 24 kB when every one of them is an emoji in percent-encoding.
# gunicorn caps its own setting at 8190; "0" would take a line without end into memory.
limit_request_line = message.MAX_REQUEST_LINE = 65_536

# Its own would be HTML, also for a program; gunicorn has no setting for that.
util.write_error = write_problem

# Nobody steers this server from outside, and the socket would stay in the home folder.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where the pages are; the port is known only now where a free one was asked for.

    :param server: gunicorn's arbiter, which has no types
    """
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    print(f"Cuttings is on http://{_address(host, port)}", flush=True)
