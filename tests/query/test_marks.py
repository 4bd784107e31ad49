"""Which words of a read-back tell of parts that were relaxed or dropped."""

import pytest

from search.query.parser import parse
from search.query.readback import Match, told
from search.query.telling import Mark


def marked(typed: str, match: Match, mark: Mark) -> list[str]:
    return [span.text for span in told(parse(typed).tree, match).spans if span.mark is mark]


@pytest.mark.parametrize(
    ("typed", "match", "relaxed"),
    [
        ("zeppelin bridge", "auto", ['"zeppelin"', '"bridge"']),
        ("zeppelin bridge", "any", ['"zeppelin"', '"bridge"']),
        ("zeppelin bridge", "all", []),
        ("zeppelin AND bridge", "auto", []),
        ("(zeppelin bridge) AND flood", "auto", ['"zeppelin"', '"bridge"']),
        ("flood OR (zeppelin bridge)", "any", ['"zeppelin"', '"bridge"']),
        ("flood OR (zeppelin bridge)", "auto", ['"zeppelin"', '"bridge"']),
        ("zeppelin bridge -flood by:pa date:2022", "auto", ['"zeppelin"', '"bridge"']),
        ("headline:(zeppelin bridge)", "any", ['"zeppelin"', '"bridge"']),
        ("zeppelin (mayor w/5 bribe)", "auto", ['"zeppelin"', '"mayor" within 5 words of "bribe"']),
    ],
)
def test_the_words_that_need_not_all_match_are_marked(
    typed: str, match: Match, relaxed: list[str]
) -> None:
    assert marked(typed, match, Mark.RELAXED) == relaxed


@pytest.mark.parametrize("match", ["all", "any", "auto"])
def test_the_common_words_that_are_not_looked_for_are_marked(match: Match) -> None:
    assert marked("the mayor of the town", match, Mark.DROPPED) == ["the", "of"]
    assert marked("of the", match, Mark.DROPPED) == []
