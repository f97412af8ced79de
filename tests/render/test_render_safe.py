"""The edge for text: what may leave, and how the rest is shown."""

import pytest

from mopsctl.render.safe import ascii_only, csv_safe, md_code, md_safe, safe, safe_lines, shown
from mopsctl.render.screen import Screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Işıl Çağlar, 分析 🚀 é", "Işıl Çağlar, 分析 🚀 é"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b31m\x7f", "\\x9b31m\\x7f"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u202egnp.exe\u2066", "\\u202egnp.exe\\u2066"),
        ("\u200bZero\u200d\u00ad\ufeff", "\\u200bZero\\u200d\\xad\\ufeff"),
        ("a\u2028b\u0085c", "a\\u2028b\\x85c"),
        ("\U000e0041\U0010ffff\ufffe", "\\U000e0041\\U0010ffff\\ufffe"),
        ("\ud800", "\\ud800"),
        ("❤\ufe0f\u00a0x", "❤\ufe0f\u00a0x"),
    ],
)
def test_what_acts_without_being_seen_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_line_ends_may_stay_where_they_are_quoted() -> None:
    assert safe_lines("a\r\nb\nc\rd\x1b") == "a\nb\nc\\rd\\x1b"


def test_ascii_keeps_the_sense_of_our_signs_and_escapes_letters() -> None:
    assert ascii_only("İ → ı … ≥ 3 🚀") == "\\u0130 -> \\u0131 ... >= 3 \\U0001f680"


def test_a_screen_without_unicode_gets_ascii() -> None:
    assert shown("ç\x1b", Screen(unicode=False)) == "\\xe7\\x1b"
    assert shown("ç\x1b", Screen()) == "ç\\x1b"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        ("-5", "-5"),
        ("-1,250.50", "-1,250.50"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_csv_cell_is_a_formula(text: str, cell: str) -> None:
    assert csv_safe(text) == cell


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a|b", "a\\|b"),
        ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)"),
        ("*bold* and `code`", "\\*bold\\* and \\`code\\`"),
        ("send_campaigns _x_", "send_campaigns \\_x\\_"),
        ("https://evil and www.evil", "https\\://evil and www\\.evil"),
        ("one\ntwo\x1b", "one<br>two\\\\x1b"),
    ],
)
def test_markdown_text_stands_as_itself(text: str, markdown: str) -> None:
    assert md_safe(text) == markdown


@pytest.mark.parametrize(
    ("text", "code"),
    [("a|b", "`a\\|b`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" ", ""), ("x\n", "`x\\n`")],
)
def test_a_code_span_encloses_whatever_it_is_given(text: str, code: str) -> None:
    assert md_code(text) == code


def test_what_joins_letters_and_pictures_stays_between_them_and_is_an_escape_elsewhere() -> None:
    assert (
        safe("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )
    assert safe("\U0001f468\ufe0f\u200d\U0001f469") == "\U0001f468\ufe0f\u200d\U0001f469"
    assert (
        safe("a\u200db \u0645\u200c \u0645\u200d\u200d\u0645") == "a\\u200db \u0645\\u200c \u0645\\u200d\\u200d\u0645"
    )
    assert safe("\u0645\u200d\u202e\u0645") == "\u0645\\u200d\\u202e\u0645"
