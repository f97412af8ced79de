"""Another letter scheme, and what becomes of the letters in use; schemes as files."""

from pathlib import Path

import pytest
from edit_builders import small

from mopsctl.edit import records, responsibility
from mopsctl.edit.scheme import switch
from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats import raci_schemes
from mopsctl.formats.raci_letters import Alphabet
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import RACI, Assignment, SchemeLetter, scheme


def to(portfolio: Portfolio, name: str, **meant: str) -> Portfolio:
    return switch(portfolio, name, raci_schemes.read(name).letters, meant)


def held(portfolio: Portfolio) -> list[str]:
    return sorted(f"{a.holder} {a.letter} {a.subject} {a.state}" for a in portfolio.assignments.values())


def told(work) -> MopsError:  # type: ignore[no-untyped-def]
    with pytest.raises(MopsError) as caught:
        work()
    return caught.value


def test_the_schemes_that_come_along_say_what_each_letter_does() -> None:
    spoken = {name: "".join(one.letter for one in raci_schemes.read(name).letters) for name in raci_schemes.names()}
    assert spoken == {"daci": "DACI", "raci": "RACI", "rasci": "RASCI"}
    assert [(one.letter, one.duty) for one in raci_schemes.read("daci").letters] == [
        ("D", "does"), ("A", "answers"), ("C", "asked"), ("I", "told"),
    ]  # fmt: skip
    assert raci_schemes.called(RACI) == "raci"


def test_a_scheme_with_room_for_all_letters_keeps_them() -> None:
    after = to(small(), "rasci")
    assert "".join(one.letter for one in scheme(after.letters)) == "RASCI"
    assert after.assignments == small().assignments
    assert to(after, "raci").letters == {}


def test_a_letter_with_no_place_is_refused_by_name_until_it_is_translated() -> None:
    error = told(lambda: to(small(), "daci"))
    assert (error.message, error.code) == ("R (responsible): in use 2 times, and with no place in daci", USAGE)
    assert error.hint == "mopsctl raci scheme daci --map R=D"
    after = to(small(), "daci", R="D")
    assert held(after) == [
        "person:ada A capability:send to-be", "team:analytics A capability:send as-is",
        "team:it D capability:send to-be", "team:it D task:build to-be",
    ]  # fmt: skip
    assert responsibility.letters(after, ["driver", "A"]) == ("D", "A")


def test_a_letter_that_would_mean_something_else_has_no_place_either() -> None:
    own = (
        SchemeLetter("R", "reviewer", "asked"),
        SchemeLetter("A", "owner", "answers"),
        SchemeLetter("D", "doer", "does"),
    )
    error = told(lambda: switch(small(), "./own.yaml", own, {}))
    assert error.message == "R (responsible): in use 2 times, and with no place in ./own.yaml"
    assert error.hint == "mopsctl raci scheme ./own.yaml --map R=D"
    assert "team:it R task:build to-be" in held(switch(small(), "own", own, {"R": "R"}))


def test_letters_that_fall_together_are_agreed_only_where_both_were() -> None:
    spoken = to(small(), "rasci")
    both = [
        Assignment("task:build", "person:ada", "S", "to-be", "rollout", agreed=True),
        Assignment("task:build", "person:ada", "R", "to-be", "rollout"),
    ]
    after = to(records.put(spoken, *both), "raci", S="R")
    one = after.assignments["rollout", "task:build", "person:ada", "R", "to-be"]
    assert not one.agreed


def test_a_translation_after_which_two_answer_is_refused() -> None:
    error = told(lambda: to(small(), "daci", R="A"))
    assert error.message == "then 2 answer for send: ada, it"


@pytest.mark.parametrize(
    ("letters", "meant", "message"),
    [
        ((SchemeLetter("R", "r", "does"),), {}, "own has no letter that answers"),
        ((SchemeLetter("R", "r", "does"), SchemeLetter("R", "q", "answers")), {}, "own has the letter R twice"),
        (RACI, {"X": "R"}, 'no letter "X" to translate; there are R, A, C, I'),
        (RACI, {"R": "X"}, 'own has no letter "X"; it has R, A, C, I'),
    ],
)
def test_a_scheme_that_is_none_is_refused(letters, meant, message: str) -> None:  # type: ignore[no-untyped-def]
    assert told(lambda: switch(small(), "own", letters, meant)).message == message


def test_a_file_of_ones_own_is_read_in_its_order_and_its_faults_are_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "mopsctl: 1\nletters:\n- {letter: V, word: owner, duty: answers}\n- {letter: B, word: b, duty: does}\n"
    )
    assert [one.letter for one in raci_schemes.read(str(file)).letters] == ["V", "B"]
    file.write_text("mopsctl: 1\nletters:\n- {letter: V, word: owner, duty: own}\n")
    assert told(lambda: raci_schemes.read(str(file))).message.startswith(f'{file}:3:34: duty "own" is not one of')
    file.write_text("mopsctl: 1\nteams:\n- {key: it, name: IT}\n")
    error = told(lambda: raci_schemes.read(str(file)))
    assert (error.message, error.code) == (f"{file}:3:3: a letter scheme holds nothing but letters", BAD_INPUT)
    assert told(lambda: raci_schemes.read("raski")).message == 'no letter scheme "raski"; did you mean "rasci"?'


def test_another_tools_table_is_read_in_the_letters_of_the_company() -> None:
    alphabet = Alphabet(raci_schemes.read("daci").letters)
    read = [alphabet.letters(cell) for cell in ("D", "R/A", "responsible", "driver", "X", "-")]
    assert read == [("D",), ("D", "A"), ("D",), ("D",), None, ()]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("- {letter: D, word: one, duty: does}\n- {letter: A, word: One, duty: answers}\n", "4: D is called One too"),
        ("- {letter: D, word: a, duty: does}\n- {letter: A, word: ok, duty: answers}\n",
         "4: D is called a, which is another letter"),
        ("- {letter: D, word: does, duty: does}\n- {letter: C, word: hears, duty: told}\n",
         "4: among the letters there is none that answers"),
    ],
)  # fmt: skip
def test_a_scheme_in_which_a_word_may_mean_two_things_is_refused_at_its_line(
    rows: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(f"mopsctl: 1\nletters:\n{rows}", "utf-8")
    with pytest.raises(MopsError) as caught:
        raci_schemes.read(str(file))
    assert caught.value.code == BAD_INPUT
    assert told.partition(": ")[2] in caught.value.message
    assert f"{file}:{told.partition(':')[0]}" in caught.value.message


def test_every_refusal_of_a_switch_says_what_to_do() -> None:
    second = records.put(small(), Assignment("task:build", "person:ada", "C", "to-be", "rollout"),
                         Assignment("task:build", "team:analytics", "A", "to-be", "rollout"))  # fmt: skip
    letters = raci_schemes.read("daci").letters
    hints = [told(lambda case=case: switch(second, "daci", *case)).hint for case in (
        (letters[:1] * 2, {}), (letters[:1], {}), (letters, {"Z": "D"}), (letters, {"R": "Z"}), (letters, {}),
        (letters, {"R": "D", "C": "A"}),
    )]  # fmt: skip
    assert hints == [
        "mopsctl raci scheme --help", "mopsctl raci scheme --help", "mopsctl raci scheme", "mopsctl raci scheme --help",
        "mopsctl raci scheme daci --map R=D", "mopsctl raci clear build --person ada C",
    ]  # fmt: skip
