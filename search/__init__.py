"""Full-text search for a newspaper's archive.

from search import build, open_archive

build("seeds", "index")
archive = open_archive("index")
page = archive.search("mayor bribe", per_page=10)
"""

from search.archive import Archive, Match, build, open_archive

__all__ = ["Archive", "Match", "build", "open_archive"]
