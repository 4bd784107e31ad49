"""Makes stored_index_v1 anew: ``.venv/bin/python tests/engines/whoosh/make_stored_index.py``.

Only while format 1 is not released: afterwards it is to be read as it is.
"""

import shutil
import tempfile
from pathlib import Path

from search import build

STORED = Path(__file__).parent / "stored_index_v1"
README = "Three invented articles; made by ../make_stored_index.py, and not to be made again.\n"

ARTICLES = {
    "flood.txt": """date 2019-03-01 Flood shuts Łódź Street

By Joan Pellew and Tobias Reeve

The river rose by two metres in the night. Floods of that kind are rare, said the co-operative.
""",
    "council.txt": """date 2019-03-02 Council apologises after the flood

Nobody was warned. The council's sirens were being mended.
""",
    "library.txt": """Library to close

The library in Friar Street will close. Nobody has said when.
""",
}


def make(folder: Path) -> None:
    """Build the index of the articles in a folder that is not there yet."""
    with tempfile.TemporaryDirectory() as seeds:
        for name, text in ARTICLES.items():
            (Path(seeds) / name).write_text(text, "utf-8")
        report = build(seeds, folder)
    if report.skipped or report.documents != len(ARTICLES):
        raise SystemExit(f"the articles were not read: {report}")
    (folder / "LOCK").unlink()


if __name__ == "__main__":
    shutil.rmtree(STORED, ignore_errors=True)
    make(STORED)
    (STORED / "README").write_text(README, "utf-8")
