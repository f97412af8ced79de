"""A digest as a page and as a mail: it stands alone, nothing in it acts, and the same digest gives the same bytes."""

import re
from datetime import date
from email import message_from_string
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest

from mopsctl.formats import digest_eml, digest_html

DAY = date(2026, 11, 23)
EVIL = '<script>alert("x")</script> & {{ 7 * 7 }} \u202e'


def safe(text: str) -> str:
    return text.replace("\u202e", "\\u202e")


def task(name: str = "Map", **fields: Any) -> dict[str, Any]:
    usual = {"key": "map", "name": name, "kind": "task", "owner": "ada", "start": DAY, "finish": date(2026, 12, 4)}
    return {**usual, "percent": 40, "slack": 3, "critical": False, **fields}


def neighbour(name: str = "Check", **fields: Any) -> dict[str, Any]:
    usual = {"key": "check", "name": name, "who": "Legal", "start": DAY, "finish": DAY, "critical": True}
    return {**usual, "told": "Map", **fields}


def digest(**fields: Any) -> dict[str, Any]:
    part = {"tasks": 2, "of": 9, "done": 1, "critical": 1, "critical_in_all": 4, "milestones": []}
    usual: dict[str, Any] = {
        "name": "Rollout", "team_name": "IT", "goal": "One profile", "today": DAY, "start": DAY,
        "finish": date(2027, 3, 1), "target": date(2027, 2, 1), "part": part, "next": [task()], "to_settle": [],
        "waits_for": [neighbour()], "waited_for_by": [], "needs": [], "since": None, "changed": [],
    }  # fmt: skip
    return {**usual, **fields}


def page(**fields: Any) -> str:
    return digest_html.write(digest(**fields), safe)


class Tags(HTMLParser):
    """The tags that are open, and whether each was closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_says_what_the_digest_says() -> None:
    text = page(changed=[{"about": "map", "what": "ends later", "good": False}], since=date(2026, 11, 2))
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    for said in ("IT in Rollout", "One profile", "1 of 2", "2 of 9", "1 of 4", "1 Mar 2027", "new since 2 Nov 2026"):
        assert said in text
    assert '<li class="down"><span class="soft">map</span> ends later</li>' in text


def test_the_page_stands_alone() -> None:
    text = page()
    assert "script" not in Tags().seen
    assert re.findall(r"https?:|url\(|src=|@import|<link|<script", text) == []


def test_nothing_of_a_name_acts_in_the_page() -> None:
    evil = page(
        name=EVIL, team_name=EVIL, goal=EVIL, next=[task(EVIL, owner=EVIL)], waits_for=[neighbour(EVIL, who=EVIL)],
        needs=[{"what": EVIL, "how": EVIL, "met": False, "task": None}],
        changed=[{"about": EVIL, "what": EVIL, "good": None}], since=DAY,
        to_settle=[{"name": EVIL, "by": DAY, "critical": True}],
    )  # fmt: skip
    assert "<script" not in evil
    assert "\u202e" not in evil
    assert "49" not in re.sub(r"[\d.]+%", "", evil)
    assert evil.count("&lt;script&gt;") >= 12


def test_bars_stand_within_the_span_of_the_plan() -> None:
    some = [task(), task(start=date(2026, 1, 1)), task(start=date(2027, 2, 28), finish=date(2030, 1, 1))]
    bars = re.findall(r'class="bar[^"]*" style="left: ([\d.]+)%; width: ([\d.]+)%"', page(next=some))
    assert len(bars) == 3
    for left, width in bars:
        assert 0 <= float(left) <= 100
        assert float(left) + float(width) <= 100.5
    assert bars[0] == ("0.0", "12.12")


@pytest.mark.parametrize("finish", [date(2026, 11, 23), date(2027, 11, 1), date(2060, 1, 1), date(2200, 12, 31)])
def test_a_scale_of_any_length_has_a_few_names_and_no_more(finish: date) -> None:
    names = re.findall(r'<i style="left: ([\d.]+)%">', page(finish=finish, target=None))
    assert len(names) <= 13
    assert [float(at) for at in names] == sorted(map(float, names))


def test_a_plan_without_dates_has_a_page_too() -> None:
    text = page(start=None, finish=None, target=None, goal="", next=[task(start=None, finish=None, slack=None)])
    assert "no date" in text


def test_long_lists_are_cut_and_say_so() -> None:
    assert "and 5 more" in page(next=[task()] * 30)
    assert "and 7 more" in page(waits_for=[neighbour()] * 32)


def test_the_mail_has_text_and_page_and_opens_as_a_draft() -> None:
    mail = digest_eml.write(
        [("Ada Ş.", "ada@example.org"), ("Cem", "no address")], "Rollout:\ndigest", "# İyi\n", page()
    )
    message: Any = message_from_string(mail, policy=default)
    assert [str(one) for one in message["To"].addresses] == ['"Ada Ş." <ada@example.org>']
    assert (message["Subject"], message["X-Unsent"]) == ("Rollout: digest", "1")
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == "# İyi\n"
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == page().strip()
    assert mail.isascii()
    assert all(len(line) <= 998 for line in mail.splitlines())


def test_the_same_digest_is_the_same_mail() -> None:
    assert digest_eml.write([], "S", "t\n", page()) == digest_eml.write([], "S", "t\n", page())
    assert "To:" not in digest_eml.write([], "S", "t\n", page())
