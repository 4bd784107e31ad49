"""What gunicorn refuses before the application sees it, told as the application tells a problem."""

import json
import socket
from http import HTTPStatus

from gunicorn.util import write_nonblock  # type: ignore[import-untyped]


def write_problem(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer with an RFC 9457 problem; what it is an instance of could not be read.

    Of the form of ``gunicorn.util.write_error``, in whose place it stands.
    """
    detail = message or HTTPStatus(status).description or reason
    problem = {"type": "about:blank", "title": reason, "status": status, "detail": detail}
    body = json.dumps(problem, separators=(",", ":")) + "\n"
    head = (
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
        "X-Content-Type-Options: nosniff",
    )
    write_nonblock(client, "\r\n".join((*head, "", body)).encode("ascii"))
