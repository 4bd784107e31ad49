"""What can be typed, by example: shown by the page, and in docs/query-language.md with figures.

Texts are plain but for two signs of Markdown: ``**`` around what leads in a paragraph, and
backticks around what is typed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A query, and in words what it finds."""

    typed: str
    finds: str


@dataclass(frozen=True, slots=True)
class Section:
    """Queries of one kind.

    :param text: paragraphs that follow the rows
    """

    title: str
    rows: tuple[Row, ...]
    text: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "Words",
        (
            Row(
                "bribe",
                'the word and its inflections: bribe, bribes, bribed, bribing; not "bribery"',
            ),
            Row("BRIBES", "the same: capitals and endings make no difference"),
            Row("mayor bribe", "both words, anywhere in the article, in any order"),
            Row(
                "the mayor of the town",
                '"mayor" and "town": common words beside others are left out',
            ),
            Row("to be", "common words alone are looked for"),
            Row("zeppelin bridge", "no article has both words, so those with some of them"),
            Row("siân", "the word with or without its accent; so does `sian`"),
        ),
        (
            '**Inflections** are those of English grammar: "flooding" finds "flood". Words made '
            'from others ("bribery" from "bribe") are different words; a star finds them '
            "together.",
            '**Common words** ("the", "of", "no") are left out only beside other words, and the '
            "page says which. In a phrase they count, and so they do in capitals beside words "
            "that are not: `WHO vaccine`, `IT jobs`.",
            "**All words, or some.** Articles that have all words typed side by side come "
            "first. Where they are fewer than 20, those with some of the words follow, and "
            "the page says where they begin. An article follows only if its words weigh "
            "something: rare words weigh more than frequent ones, and those it has must "
            "weigh half as much as an average word of the query. So a whole question can be "
            "typed. Dates, bylines, what is excluded and what `AND` joins hold all the "
            'same, and a phrase is never broken up. To switch this off choose "all of the '
            'words" (`match=all`); to have one word be enough choose "any" (`match=any`).',
            "**A sentence in capitals** is read as words: in five words or more, all in "
            "capitals, `AND`, `OR` and `NOT` cannot be told from the rest. The page says "
            "so; `&`, `|` and `-` are operators all the same.",
        ),
    ),
    Section(
        "Parts of words, and spellings",
        (
            Row("brib*", "every word that begins so: bribe, bribery"),
            Row("*works", "every word that ends so: works, gasworks, waterworks"),
            Row("fl*ing", "any letters in the middle, or none"),
            Row("m?rch", "one letter, whichever it is: March, march"),
            Row("Marable~1", 'one letter wrong, missing, too many or swapped: finds "Marrable"'),
            Row("haddelbrige~2", "two letters wrong"),
        ),
        (
            "A star or question mark needs two letters or digits in the word with it, and finds "
            "forms as printed, without other inflections. At the end of a word a question mark "
            "is only a question mark: `who paid the mayor?`",
            "`colour~` is the same as `colour~1`. At most two letters may be wrong, and one in a "
            "word of fewer than four.",
        ),
    ),
    Section(
        "Phrases",
        (
            Row('"flood warning"', "these words exactly, side by side, in this order"),
            Row('"flood warnings"', "nothing: a phrase is exact, and the plural was never printed"),
            Row('"to be"', "common words count in a phrase"),
            Row('"mayor"', 'this form alone: "mayor" and "mayor\'s", not "mayors"'),
            Row('rovers "wound up"', "a word and a phrase"),
            Row('"taking * bribe"', "any one word in the place of the star"),
            Row('"mayor * * bribe"', "any two words"),
            Row('"sirens flood"~5', "both, in either order, at most five words apart"),
        ),
        (
            "Capitals, accents, apostrophes and a possessive 's make no difference in a phrase "
            "either. A phrase does not run from one field into the next, nor from a caption into "
            "another.",
        ),
    ),
    Section(
        "Hyphens, apostrophes, initials, numbers",
        (
            Row("co-operate", '"co-operate" and "cooperate", in any inflection'),
            Row("cooperate", "the same"),
            Row("F-16", '"F-16" and "F16"'),
            Row(
                "f 16",
                '"f" and "16" as two words, which is how "F-16" can be read too, but "F16" cannot',
            ),
            Row("o'neill", '"O\'Neill" with either apostrophe, and "ONeill"'),
            Row("oneill", "the same"),
            Row("mayor's", "the same as `mayor`: a possessive is dropped"),
            Row("U.S.", '"U.S." and "US"; but also "us", which is written the same'),
            Row("1,000", '"1,000" and "1000"'),
            Row("£14.2m", '"14.2m"; signs such as £ and % are not looked for'),
            Row("4.71", "the number as printed: a decimal point belongs to it"),
        ),
    ),
    Section(
        "AND, OR, NOT and brackets",
        (
            Row("library AND roof", "articles with both; `&` may stand for `AND`"),
            Row("flood OR drought", "articles with either, or both; `|` may stand for `OR`"),
            Row("flood NOT warning", "articles with the first and not the second"),
            Row("flood -warning", "the same"),
            Row("-flood", "all articles without the word"),
            Row("library -(roof OR bridge)", "without either"),
            Row("library roof OR bridge", '"library", and "roof" or "bridge"'),
            Row("library AND roof OR bridge", '"library" and "roof" together, or "bridge"'),
            Row("library AND (roof OR bridge)", "brackets decide"),
        ),
        (
            "Capitals make an operator: `and`, `or` and `not` in small letters are words.",
            "**What binds closest comes first.** A field name and a function such as `cap` hold "
            "the one word, phrase or bracket behind them. Then come `w/5` and `pre/5`, from left "
            "to right; then `NOT` and the minus; then `AND`, then `OR`, as in logic. Words side "
            "by side are the loosest: `library roof OR bridge` is library, and roof or bridge, "
            "as web searches have it.",
        ),
    ),
    Section(
        "Near each other",
        (
            Row("mayor w/5 bribe", "both words, at most five words apart, in either order"),
            Row("mayor NEAR/5 bribe", "the same"),
            Row("mayor pre/3 bribe", "the first at most three words before the second"),
            Row("mayor w/s bribe", "both in one sentence"),
            Row("mayor w/p bribe", "both in one paragraph"),
            Row("mayor pre/s bribe", "both in one sentence, in this order"),
            Row(
                "mayor w/5 (bribe* OR ledger)", "words, phrases, stars and groups of OR, all alike"
            ),
            Row('"flood warning" w/10 sirens', "a phrase near a word"),
            Row(
                "mayor w/5 bribe w/10 gasworks",
                "the first two near each other, and both near the third",
            ),
            Row("flood NOT w/5 warning", "a flood with no warning near it"),
            Row("flood NOT pre/1 warning", "a flood that is not followed by warning"),
            Row("headline:(mayor w/5 bribe)", "near each other in the headline"),
        ),
        (
            "Neighbours are one word apart: `w/1`; the farthest is `w/255`. Common words count, "
            "and nothing is near what stands in another field.",
        ),
    ),
    Section(
        "How often, how early, in capitals",
        (
            Row("atleast3(flood)", "articles in which the word occurs three times or more"),
            Row("atleast5(flood OR river)", "five times in all"),
            Row("first/20(flood)", "the word among the first twenty of its field"),
            Row("body:first/20(flood)", "among the first twenty of the body"),
            Row("cap(Frost)", 'written with just these capitals: the name, not "frost"'),
            Row("cap(frost)", "the weather, not the name"),
            Row('cap("Mill Street")', "a phrase so written"),
            Row("headline:cap(Mayor)", "in the headline"),
        ),
        (
            "Each holds a word, a phrase or any group in brackets. Said of words side by side it "
            "is said of each: `atleast3(flood river)` is three times the one, and three times "
            "the other.",
        ),
    ),
    Section(
        "Fields",
        (
            Row("headline:flood", "the word in the headline; also `title:`"),
            Row("headline:flood warning", '"flood" in the headline and "warning" anywhere'),
            Row('headline:"flood warning"', "the phrase in the headline"),
            Row("headline:(flood OR library)", "a field name holds a bracket"),
            Row("standfirst:sirens", "the word in the standfirst; also `lead:`"),
            Row("caption:wilf", "the word in a picture's caption; also `captions:`"),
            Row("body:bribe", "the word in the text; also `text:`"),
            Row("flood -headline:flood", "the word, but not in the headline"),
        ),
        (
            "A word without a field is looked for in headline, standfirst, body and captions. "
            "One in the headline counts four times as much as one in the body, one in the "
            "standfirst twice.",
        ),
    ),
    Section(
        "Bylines",
        (
            Row('by:"Joan Pellew"', "articles signed with this name, alone or with others"),
            Row("by:oakshott", "one part of the name is enough; also `byline:` and `author:`"),
            Row("flood by:catterall", "a word and a byline"),
            Row("mayor -by:pellew", "articles that she did not sign"),
            Row("oakshott", "nothing: without `by:` no byline is looked in"),
        ),
    ),
    Section(
        "Dates",
        (
            Row("date:2021", "articles of a year"),
            Row("date:2021-01", "of a month; also `date:January-2021`"),
            Row("date:2021-01-26", "of a day"),
            Row("date:26/01/2021", "of a day, as the British write it"),
            Row("date:2021-Q1", "of a quarter"),
            Row("date:2020s", "of a decade"),
            Row("date:01-26", "of this day in any year"),
            Row("date:2021-01..2021-03", "from the first day of one to the last day of the other"),
            Row("date:2023..", "from then on; also `date:>=2023`"),
            Row("date:..2018", "up to then, the whole year included; also `date:<=2018`"),
            Row("before:2019", "before that year, month or day begins; also `date:<2019`"),
            Row("after:2022", "after that year, month or day has ended; also `date:>2022`"),
            Row("flood date:2021-01..2021-02", "a word and a span"),
        ),
        (
            "`date:today`, `date:yesterday`, `date:this-week`, `date:last-week`, "
            "`date:last-month`, `date:last-year` and `date:last-7-days` count from today. Weeks "
            "begin on Monday.",
            "Articles without a date are found by no date.",
        ),
    ),
    Section(
        "Length",
        (
            Row("words:>250", "articles of more words than that, bylines not counted"),
            Row("words:<100", "of fewer"),
            Row("words:150..200", "from 150 to 200 words"),
            Row("flood words:>250", "a word and a length"),
        ),
    ),
)
