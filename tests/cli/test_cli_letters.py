"""Where the text of a letter comes from: the file named, the user's folder, ours."""

from datetime import date
from pathlib import Path

import pytest
from cli_runner import MONDAY, Runner

from mopsctl import config, service
from mopsctl.cli.letters import letter_of
from mopsctl.errors import MopsError
from mopsctl.facts.audience import seen_by
from mopsctl.model.commitment import Ask
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio

ASK = Ask("cdp-rollout", "analytics", "assign", MONDAY, due=date(2026, 12, 4), of="ada")
OWN = "Subject: {{ plan }}\n\nHi {{ to }}, by {{ due }}.\n"


@pytest.fixture
def held(example: Path) -> Portfolio:
    return service.read(service.Place(path=str(example)), MONDAY)


def test_the_file_that_is_named_wins(held: Portfolio, folder: Path) -> None:
    (folder / "own.md").write_text(OWN, "utf-8")
    found = letter_of(held, ASK, "md", "tr", "own.md", Policy(letters="no-such-folder"))
    assert (found.to, found.subject) == ("Ada Eriksen", "CDP rollout")
    assert found.text == "Konu: CDP rollout\n\nHi Ada Eriksen, by 4 Aralık 2026.\n"


def test_the_user_s_folder_stands_beside_the_settings_and_lacks_what_it_lacks(
    held: Portfolio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "assign.en.md").write_text(OWN, "utf-8")
    (folder / "deep" / "below").mkdir(parents=True)
    monkeypatch.chdir(folder / "deep" / "below")
    (folder / "mopsctl.toml").write_text('letters = "texts"\n', "utf-8")
    own = config.policy(Path.cwd())
    assert "Hi Ada Eriksen" in letter_of(held, ASK, "md", "en", None, own).text
    assert "Sayın Ada Eriksen," in letter_of(held, ASK, "md", "tr", None, own).text
    (folder / "mopsctl.toml").write_text('letters = "nowhere"\n', "utf-8")
    with pytest.raises(MopsError, match=r"letters: no folder /.*/nowhere$"):
        letter_of(held, ASK, "md", "en", None, config.policy(Path.cwd()))


def test_a_template_with_an_unknown_placeholder_changes_nothing(mops: Runner, example: Path) -> None:
    (example.parent / "own.md").write_text("Subject: x\n\nDear {{ teem }}\n", "utf-8")
    before = example.read_bytes()
    ran = mops("commit ask analytics --kind assign --draft md --template own.md")
    assert (ran.code, ran.err) == (5, 'mopsctl: own.md:3: no "teem"; did you mean "team"?\n')
    assert example.read_bytes() == before


@pytest.mark.parametrize(("text", "said"), [("x" * 70_000, "larger than"), ("", "is empty")])
def test_a_template_of_a_wrong_size_is_refused(held: Portfolio, folder: Path, text: str, said: str) -> None:
    (folder / "own.md").write_text(text, "utf-8")
    with pytest.raises(MopsError, match=said):
        letter_of(held, ASK, "md", "en", "own.md", Policy())


def test_an_address_stands_in_a_mail_only_for_those_who_may_see_it(held: Portfolio) -> None:
    mine = letter_of(held, ASK, "eml", "en", None, Policy()).text
    assert mine.startswith("To: Ada Eriksen <ada.eriksen@harbourandhazel.example>\r\nSubject: CDP rollout: who could")
    others = letter_of(seen_by(held, "all"), ASK, "eml", "en", None, Policy()).text
    assert others.startswith("Subject: CDP rollout: who could join from Analytics?\r\nX-Unsent: 1\r\n")


def test_what_acts_without_being_seen_is_shown(held: Portfolio, folder: Path) -> None:
    (folder / "own.md").write_text("Subject: a\u202eb\n\n\x1b[31mred\n", "utf-8")
    found = letter_of(held, ASK, "md", "en", "own.md", Policy())
    assert found.text == "Subject: a\\u202eb\n\n\\x1b[31mred\n"


@pytest.mark.parametrize("line", ["commit draft it --kind assign", "commit ask sales --kind contribute"])
def test_a_template_without_a_name_is_refused(mops: Runner, example: Path, line: str) -> None:
    before = example.read_bytes()
    ran = mops(f"{line} --template ''")
    assert (ran.code, "--template names no file" in ran.err) == (2, True)
    assert example.read_bytes() == before
