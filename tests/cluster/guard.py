"""A gate in front of a node: TLS with a certificate of its own, and a user with a password.

The server's own gate, its security plugin, is not among the jars that Maven resolves.
"""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

USER, PASSWORD = "reader", "p@ss/wörd:1"
_KEPT = ("Content-Type", "Content-Encoding", "Accept")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1, signed by itself, and its key."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    names = ("-subj", "/CN=cuttings test", "-addext", "subjectAltName=IP:127.0.0.1")
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names)
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


@contextmanager
def guarding(node: str, made: Path, key: Path) -> Iterator[str]:
    """Host and port of a gate in front of the node at an address."""

    @Request.application
    def gate(request: Request) -> Response:
        known = request.authorization
        if known is None or (known.username, known.password) != (USER, PASSWORD):
            return Response("Unauthorized", 401)
        return _passed_on(request, urlsplit(node).netloc)

    server = make_server("127.0.0.1", 0, gate, threaded=True, ssl_context=(str(made), str(key)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        server.server_close()


def _passed_on(request: Request, host: str) -> Response:
    kept = {name: request.headers[name] for name in _KEPT if name in request.headers}
    with closing(HTTPConnection(host)) as node:
        node.request(request.method, request.full_path, request.get_data(), kept)
        answer = node.getresponse()
        return Response(answer.read(), answer.status, content_type=answer.headers["Content-Type"])
