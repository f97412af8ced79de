from datetime import date

import msgspec
import pytest
from facts_builders import MONDAY, cdp_plan, portfolio_of, teams
from msgspec.structs import replace

from mopsctl.facts.audience import AUDIENCES, GUARDED, redact, seen_by
from mopsctl.model.commitment import Alignment, Ask
from mopsctl.model.kinds import KINDS
from mopsctl.model.plan import Participation, Review
from mopsctl.model.support import Support

OPEN = Ask("cdp", "it", "assign", date(2026, 11, 2), 2, of="dana", due=date(2026, 12, 4))
REFUSED = replace(
    OPEN, state="refused", answered_on=date(2026, 11, 9), reason="SECRET reason", resolution="substitute",
    granted="SECRET time", forum="SECRET forum", forum_on=MONDAY, person="ada", leader="dana", until=MONDAY,
    allocation=50, start=MONDAY,
)  # fmt: skip
SECRETS = [
    cdp_plan(),
    *teams("it", "legal"),
    REFUSED,
    Ask("cdp", "legal", "assign", date(2026, 11, 2), state="deferred", reason="SECRET delay", until=MONDAY),
    Participation("cdp", "it", critical="no", work=4, influence=5, because="SECRET because"),
    Alignment("cdp", "it", MONDAY, "CMO, CTO", "SECRET terms"),
    Support("cdp", "dana", "no", "no", takes_part=True),
    Review("cdp", "it", MONDAY, "changes", "more time", understanding=2),
]


def text_seen_by(audience):
    portfolio = seen_by(portfolio_of(*SECRETS), audience)
    return msgspec.json.encode([list(portfolio.of(kind.plural).values()) for kind in KINDS]).decode()


@pytest.mark.parametrize("audience", ["team", "all"])
def test_outsiders_see_no_refusal_no_rating_and_no_word_of_either(audience):
    seen = text_seen_by(audience)
    for secret in ("SECRET", "refused", "substitute", '"no"', "influence", '"work"', "understanding"):
        assert secret not in seen


def test_leaders_see_refusals_and_no_ratings():
    seen = text_seen_by("leaders")
    for told in ("SECRET reason", "refused", "substitute", '"critical":"no"', '"solution":"no"'):
        assert told in seen
    for secret in ("influence", '"work"', "understanding"):
        assert secret not in seen


def test_i_see_the_very_same_portfolio():
    portfolio = portfolio_of(*SECRETS)
    assert seen_by(portfolio, "me") is portfolio


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_refused_ask_looks_exactly_like_an_open_one(audience):
    assert redact(REFUSED, audience) == OPEN == redact(OPEN, audience)


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_no_looks_exactly_like_a_question_never_put(audience):
    assert redact(Support("cdp", "dana", "no", "no"), audience) == Support("cdp", "dana")
    assert redact(Participation("cdp", "it", critical="no"), audience) == Participation("cdp", "it")


def test_a_yes_a_promise_and_an_alignment_may_be_told():
    told = [Support("cdp", "dana", "yes", "yes"), Participation("cdp", "it", critical="yes", impact="new screens")]
    told += [replace(OPEN, state="promised", person="ada", allocation=50)]
    assert [redact(record, "all") for record in told] == told


def test_what_is_not_guarded_stays_the_same_object():
    portfolio = portfolio_of(*SECRETS)
    seen = seen_by(portfolio, "all")
    unguarded = [kind.plural for kind in KINDS if kind.plural not in GUARDED]
    assert all(seen.of(plural) is portfolio.of(plural) for plural in unguarded)
    assert seen.today == portfolio.today


def test_every_audience_is_covered_and_facts_are_not_shared_between_them():
    portfolio = portfolio_of(*SECRETS)
    views = [seen_by(portfolio, audience) for audience in AUDIENCES]
    assert len({id(view.__dict__) for view in views}) == len(AUDIENCES)
