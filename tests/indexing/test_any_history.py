"""Whatever happens to the seeds, an index that followed along answers as one built from scratch."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import build, open_archive

NAMES = ("a.txt", "b/c.txt", "d.jsonl", "e/f.jsonl", "g.text")
WORDS = st.sampled_from(("flood", "floods", "mayor", "bribe", "co-operate", "U.S.", "the"))
QUERIES = ("", "flood", "mayor bribe", '"mayor bribe"', "NOT flood", "flo*", "date:2019 flood")

texts = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
dates = st.sampled_from(("", "date 2019-01-02 ", "date 2020-03-04 "))
headlines = st.builds(lambda day, text: day + text, dates, texts)
# A file of many articles has as many lines as texts; one without any is a vanished file.
contents = st.lists(st.tuples(headlines, texts), max_size=3)
steps = st.lists(st.tuples(st.sampled_from(NAMES), contents), min_size=1, max_size=4)
histories = st.lists(steps, min_size=2, max_size=5)


def write(path: Path, content: list[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not content:
        path.unlink(missing_ok=True)
    elif path.suffix == ".jsonl":
        lines = [
            f'{{"id": "{n}", "title": "{h}", "text": "{t}"}}' for n, (h, t) in enumerate(content)
        ]
        path.write_text("\n".join(lines), "utf-8")
    else:
        path.write_text("\n\n".join((content[0][0], *(text for _, text in content))), "utf-8")


def answers(index: Path) -> list[tuple[int, list[str], list[float]]]:
    archive = open_archive(index)
    pages = [archive.search(query, per_page=100) for query in QUERIES]
    return [(p.total, [r.id for r in p.results], [r.score for r in p.results]) for p in pages]


@pytest.mark.usefixtures("unsafe")
@settings(deadline=None, max_examples=25)
@given(histories)
def test_an_index_that_followed_along_answers_as_one_built_from_scratch(
    history: list[list[tuple[str, list[tuple[str, str]]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seeds, followed, anew = (Path(folder, name) for name in ("seeds", "followed", "anew"))
        seeds.mkdir()
        for step in history:
            for name, content in step:
                write(seeds / name, content)
            report = build(seeds, followed)
        assert build(seeds, anew, full=True).documents == report.documents
        for grown, expected in zip(answers(followed), answers(anew), strict=True):
            assert grown[:2] == expected[:2]
            assert grown[2] == pytest.approx(expected[2])
        assert open_archive(followed).check() == []
