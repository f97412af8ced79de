"""Letters from templates: what comes of one, and what a template may not do."""

import email
import email.policy

import pytest

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.letter_eml import eml
from mopsctl.formats.letters import LONGEST, apart, compose

VALUES = {
    "team": "Analytics",
    "to": "Wen Zhao",
    "due": "4 December 2026",
    "forum": None,
    "leader": "",
    "long": "x" * 9000,
}


def letter(text: str) -> str:
    return compose(Source("own.md", text.encode()), VALUES)


def refused(text: str) -> list[str]:
    with pytest.raises(MopsError) as error:
        letter(text)
    assert error.value.code == BAD_INPUT
    return error.value.message.split("\n")


def test_names_are_filled_in_and_a_line_with_an_unknown_value_is_left_out() -> None:
    text = "Subject: a word\n\nDear {{ to }},\n\nIn {{ forum }}, whose\nis {{ leader }}?\n\nBy {{ due }}.\n"
    assert letter(text) == "Subject: a word\n\nDear Wen Zhao,\n\nBy 4 December 2026.\n"


def test_a_fallback_keeps_the_line() -> None:
    assert letter('{{ forum or "a forum of yours" }} of {{ team|upper }}') == "a forum of yours of ANALYTICS\n"


def test_words_are_chosen_by_what_is_known() -> None:
    text = (
        "{% if forum %}\nForum\n{% elif team == 'Analytics' and due is defined %}\nHello\n{% else %}\nNo\n{% endif %}\n"
    )
    assert letter(text) == "Hello\n"


def test_nothing_is_escaped_for_html() -> None:
    assert compose(Source("own.md", b"{{ team }}"), {"team": "R&D <core>"}) == "R&D <core>\n"


def test_every_unknown_name_is_told_with_its_line_and_what_was_meant() -> None:
    said = refused("Subject: {{ team }}\n\n{{ teem }}\n{% if qqq %}x{% endif %}")
    assert said == [
        'own.md:3: no "teem"; did you mean "team"?',
        'own.md:4: no "qqq"; the names are team, to, due, forum, leader, long',
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{% for i in range(1000000000) %}x{% endfor %}", "it has no loop"),
        ("{% for a in team %}{% for b in team %}x{% endfor %}{% endfor %}", "it has no loop"),
        ("{{ team.__class__.__mro__ }}", "it has no attribute"),
        ('{{ team["__class__"] }}', "it has no subscript"),
        ("{{ team.upper() }}", "it has no call"),
        ('{{ ""|attr("__class__") }}', 'no "|attr"'),
        ("{{ team|center(1000000000) }}", 'no "|center"'),
        ('{{ "x" * 10000000000 }}', "it has no mul"),
        ("{{ 9 ** 9 ** 9 }}", "it has no pow"),
        ("{% set a = team ~ team %}", "it has no {% set %}"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", "it has no macro"),
        ('{% include "/etc/passwd" %}', "it has no include"),
        ('{% extends "x" %}', "it has no inheritance"),
        ("{{ team is callable }}", 'no "is callable"'),
        (
            "{% if team > 40 %}x{% endif %}",
            "a letter has no >: its values are words; there are ==, !=, in, and, or, not",
        ),
        ("{% if due <= team %}x{% endif %}", "a letter has no <=: "),
        ("{{ team < 3 }}", "a letter has no <: "),
        ("{% if 1 != 2 >= 3 %}x{% endif %}", "a letter has no >=: "),
    ],
)
def test_what_a_template_may_not_do_is_refused_at_its_line(text: str, what: str) -> None:
    said = refused(f"one\ntwo\n{text}")
    assert len(said) == 1
    assert said[0].startswith("own.md:3: ")
    assert what in said[0]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("x\n{{ team ", "own.md:2: "),
        ("x\n\n{% if team %}", "own.md:3: "),
        ("{% nonsense %}", "own.md:1: "),
        ("{{ " + "(" * 5000 + "team" + ")" * 5000 + " }}", "own.md: a template nested too deeply"),
        ("{% if team %}" * 300 + "{% endif %}" * 300, "own.md: a template nested too deeply"),
        ("{{ " + "9" * 5000 + " }}", "own.md: a template nested too deeply"),
    ],
)
def test_a_broken_template_is_told_in_one_line(text: str, start: str) -> None:
    said = refused(text)
    assert len(said) == 1
    assert said[0].startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "{{ team|trim(3) }}",
        "{{ team|upper(1) }}",
        "{{ team|upper(*team) }}",
        "{{ team|default(1, 2, 3, 4) }}",
        "{% if team in 3 %}x{% endif %}",
        "{{ team is in }}",
        "{% if to %}{{ team is eq(1, 2) }}{% endif %}",
    ],
)
def test_what_goes_wrong_while_a_letter_is_put_together_is_told_with_its_line(text: str) -> None:
    told = "own.md:4: a filter, a test or `in` is given something here that it cannot work with"
    assert refused(f"one {{{{ to }}}}\n{{% if to %}}\n\n{text}\n{{% endif %}}\n") == [told]


def test_a_letter_that_grows_too_long_is_cut_off_where_it_does() -> None:
    lines = LONGEST // 9000
    assert len(letter("{{ long }}\n" * lines)) > 9000 * lines
    assert refused("{{ long }}\n" * 2000) == [f"own.md:{lines + 1}: the letter grows beyond 100,000 characters here"]


def test_a_template_that_is_no_text_is_refused() -> None:
    with pytest.raises(MopsError, match="a NUL byte"):
        compose(Source("own.md", b"a\0b"), VALUES)


def test_subject_and_body_are_told_apart() -> None:
    source = Source("own.md", b"")
    assert apart(source, "Subject:  a   word \n\nDear Wen,\n") == ("a word", "Dear Wen,\n")
    for text in ("Dear Wen,\n", "Subject:\n\nDear", ""):
        with pytest.raises(MopsError, match=r"own.md:1: a letter begins with a line"):
            apart(source, text)
    with pytest.raises(MopsError, match="at most 300"):
        apart(source, f"Subject: {'x' * 301}\n\nDear")


def test_a_mail_opens_as_a_draft_to_the_right_person_and_is_always_the_same() -> None:
    text = eml("Işıl Çağlar", "isil@shop.example", "CDP: kim katılabilir?", "Sayın Işıl Çağlar,\n\nuzun\n")
    assert text == eml("Işıl Çağlar", "isil@shop.example", "CDP: kim katılabilir?", "Sayın Işıl Çağlar,\n\nuzun\n")
    mail = email.message_from_string(text, policy=email.policy.default)
    assert mail["To"] == "Işıl Çağlar <isil@shop.example>"
    assert mail["Subject"] == "CDP: kim katılabilir?"
    assert mail["X-Unsent"] == "1"
    assert mail["Date"] is mail["Message-ID"] is None
    assert mail.get_content().replace("\r\n", "\n") == "Sayın Işıl Çağlar,\n\nuzun\n"
    assert max(map(len, text.splitlines())) < 79


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b", "a@b.example\nBcc: c@d.example", "a..b@", "<a@b.example>"]
)
def test_what_is_no_address_goes_nowhere(address: str) -> None:
    assert email.message_from_string(eml("Wen", address, "Hello", "x\n"))["To"] is None


def test_a_header_cannot_be_ended_from_inside() -> None:
    mail = email.message_from_string(
        eml("Wen\r\nBcc: a@b.example", "wen@b.example", "Hi\nBcc: c@d.example\u2028X: 1", "x\n"),
        policy=email.policy.default,
    )
    assert mail.keys() == ["To", "Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    assert mail["Subject"] == "Hi Bcc: c@d.example X: 1"
