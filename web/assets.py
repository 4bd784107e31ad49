"""Static files under an address that changes with them, so that browsers may keep them for good."""

from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
KEPT = 365 * 24 * 3600
"""Seconds that a browser may use a static file without asking again."""


def static_path() -> str:
    """The path of the static files: ``/static/<digest of all of them>``.

    A folder for all, not a digest for each, so that one script can import another by its name.
    """
    digest = sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(FOLDER)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"
