"""Which program answers: what it is installed as changes too seldom to tell one from another."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGES = (Path(__file__).parent, Path(__file__).parents[1] / "search")
_KINDS = (".py", ".html", ".xml")


@cache
def program_digest() -> bytes:
    """16 bytes that differ whenever the code or a template does."""
    digest = blake2b(digest_size=16)
    for path in sorted(path for package in _PACKAGES for path in package.rglob("*")):
        if path.suffix in _KINDS:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()
