"""What is said of a value that cannot be: in the user's words, and never with a text that a terminal might obey."""

from datetime import date
from typing import Any

import pytest

from mopsctl.errors import USAGE, MopsError
from mopsctl.model.commitment import Ask
from mopsctl.model.operating import Right
from mopsctl.model.org import Box, Goal, Number, Person, Team
from mopsctl.model.outreach import Conversation, Note
from mopsctl.model.plan import Need, Task
from mopsctl.model.responsibility import Assignment, SchemeLetter
from mopsctl.model.validation import too_long, unfit, validated
from mopsctl.model.waiver import Waiver

DAY = date(2026, 11, 23)
LONG = "x" * 100_000
A_KEY = "a key has ASCII letters, digits, - _ . and no space"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Team("it", "IT", note="ring\x07"), "team note holds a control character (U+0007 at character 5)"),
        (Team("it", "\x1b[2JIT"), "team name holds a control character (U+001B at character 1)"),
        (Team("it", "IT", note="a\r\n"), "team note holds a control character (U+000D at character 2)"),
        (Team("it", "IT", note="a\x9bb"), "team note holds a control character (U+009B at character 2)"),
        (Team("it", "IT", note="a\0"), "team note holds a control character (U+0000 at character 2)"),
        (Team("it", "IT", note="a\udc80"), "team note holds half a character (U+DC80 at character 2)"),
        (Team("i\x07t", "IT"), "team key holds a control character (U+0007 at character 2)"),
        (
            Conversation("a", "cdp", "it", DAY, next_step="\x7f"),
            "conversation next step holds a control character (U+007F at character 1)",
        ),
        (Team("it", "IT", note=LONG), "team note is 100,000 characters long; at most 10,000 fit"),
        (Team("it", LONG), "team name is 100,000 characters long; at most 400 fit"),
        (Note("a", LONG), "note text is 100,000 characters long; at most 10,000 fit"),
        (Need("a", LONG, "cdp", "it"), "need what is 100,000 characters long; at most 400 fit"),
        (Team(LONG, "IT"), "team key is 100,000 characters long; at most 64 fit"),
        (Team("it", ""), "team name is empty"),
        (Team("it", "IT", ("a b",)), f'team covers "a b": {A_KEY}; try "a-b"'),
        (Team("a\u202eb", "IT"), rf'team key "a\u202eb": {A_KEY}; try "a-b"'),
        (Task("t", "T", "cdp", days=-1), "task days -1: at least 0"),
        (Task("t", "T", "cdp", percent=101), "task percent 101: at most 100"),
        (Ask("cdp", "it", "assign", DAY, allocation=200), "ask allocation 200: at most 100"),
        (Goal("g", "G", target=float("nan")), "goal target nan is not a number"),
        (Goal("g", "G", target=float("-inf")), "goal target -inf is not a number"),
        (Goal("g", "G", target=1.5e15), "goal target 1500000000000000.0: at most 1,000,000,000,000,000"),
        (Box("lead", allocation=1001), "box allocation 1001: at most 1,000"),
        (
            Assignment("task:t", "team:it", "r", plan="cdp"),
            'assignment letter "r": a letter of a scheme is one of A to Z',
        ),
        (SchemeLetter("RA", "both", "does"), 'letter letter "RA": a letter of a scheme is one of A to Z'),
        (
            Right("roadmap", "decide", "lead"),
            'right holder "lead": say what it is, kind:key, e.g. team:it',
        ),
        (
            Waiver("gat401", "team:it", "r", "ada", DAY, DAY),
            'waiver code "gat401": the code of a rule has three letters and three digits, e.g. GAT401',
        ),
        (
            Waiver("GAT401", "it", "r", "ada", DAY, DAY),
            'waiver subject "it": say what it is, kind:key, e.g. team:it',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_in_the_users_words(record: Any, message: str) -> None:
    with pytest.raises(MopsError) as caught:
        validated(record)
    assert (caught.value.message, caught.value.code) == (message, USAGE)
    assert caught.value.message.isprintable()


def test_a_tab_a_line_end_and_any_letter_is_text() -> None:
    team = Team("it", "Zoë 🚀\u202f日本", note="one\n\ttwo")
    assert validated(team) == team
    assert validated(Person("ada", "İ", "it")) == Person("ada", "İ", "it")


def test_the_first_sign_that_does_not_fit_is_counted_from_one() -> None:
    assert unfit("a" * 9_999 + "\x08\x07") == "holds a control character (U+0008 at character 10,000)"
    assert unfit("plain") is None
    assert too_long("abc", 2) == "is 3 characters long; at most 2 fit"


def test_a_whole_number_is_an_amount_too() -> None:
    assert validated(Number("n", "N", "lead", target=40)).target == 40.0
    assert type(validated(Number("n", "N", "lead", target=40)).target) is float
