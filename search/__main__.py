"""``python -m search`` is the command ``cuttings``."""

from search.cli import main

main()
