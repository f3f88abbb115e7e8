"""One therapist on one day: the answer first, then what it rests on, her holds, and the end of her agreement."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.access import Action, can
from network.formats import day
from network.pages_standing_answers import Answered, Line, available, kind, lines, payable, under, verdict, why_not
from network.pages_standing_rows import HoldLine, Told, chart, hold_line, told
from network.parts import Act, Link, Pair, Tag
from network.queries.standing import Standing
from network.standing import Use
from network.transitions import unless
from network.words_standing import Said

STATE_TAGS = {"onboarding": "draft", "active": "good", "leaving": "held", "ended": "draft", "declined": "stop"}


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything `network/standing.html` shows. Reasons are empty for who may know only whether."""

    title: str
    verdict: str
    kind: str
    under: str
    answered: tuple[Answered, ...]
    crumbs: tuple
    record: str
    facts: tuple
    reasons: tuple[Said, ...]
    uses: tuple[str, ...]
    lines: tuple[Line, ...]
    chart: object
    rows: tuple[Told, ...]
    history: tuple[Told, ...]
    holds: tuple[HoldLine, ...]
    may_hold: tuple
    leave: Act | None
    act: Act | None
    concern: Act | None
    concerns: str
    knows_why: bool
    closed: bool = False


def standing_page(standing: Standing, participation, holds, *, actor, today, closed=False) -> StandingPage:
    """One therapist on one day; `closed`: the reader takes no part in what is decided about her, and reads whether, not why."""
    organization, knows_why = participation.organization, Action.SEE_FILE in actor.actions and not closed
    here = {"organization": organization.slug, "reference": standing.reference}
    return StandingPage(
        title=standing.name,
        verdict=verdict(standing, today),
        kind=kind(standing),
        under=under(standing),
        answered=(available(standing, knows_why=knows_why), payable(standing, knows_why=knows_why)),
        crumbs=(Link(_("Standing"), reverse("standing", kwargs={"organization": organization.slug})),),
        record=reverse("keeping", kwargs=here) if Action.SEE_KEPT in actor.actions and not closed else "",
        facts=facts(participation),
        reasons=why_not(standing, *Use) if knows_why else (),
        uses=(_("Offered to clients"), _("Sessions count"), _("No hold stops money")),
        lines=tuple(lines(standing)),
        chart=chart(standing, today) if knows_why else None,
        rows=tuple(dict.fromkeys(told(row) for row in standing.rows)) if knows_why else (),
        history=tuple(dict.fromkeys(told(row, history=True) for row in standing.history)) if knows_why else (),
        holds=tuple(hold_line(hold, here, actor) for hold in holds) if knows_why else (),
        may_hold=unless(actor, Action.HOLD, participation),
        leave=leaving(participation, here, actor),
        act=adverse(participation, here, actor),
        concern=concern(participation, here, actor),
        concerns=reverse("concerns_of", kwargs=here) if can(actor, Action.SEE_CONCERN, participation) and not closed else "",
        knows_why=knows_why,
        closed=closed,
    )


def facts(participation) -> tuple[Pair, ...]:
    """Her agreement with the organization."""
    tag = Tag(STATE_TAGS[participation.state], str(participation.get_state_display()))
    pairs = [Pair(_("Agreement"), tag), Pair(pgettext("number", "Reference"), participation.practitioner.reference)]
    if participation.last_day:
        pairs.append(Pair(_("Last day"), day(participation.last_day)))
    return tuple(pairs)


def leaving(participation, here, actor) -> Act | None:
    """Ending the agreement, where there is one to end."""
    if participation.state not in ("onboarding", "active"):
        return None
    refused = unless(actor, Action.END_PARTICIPATION, participation)
    return Act("notice", _("Give notice"), reverse("notice", kwargs=here), refused, "get", "stop",
               allowed=_("No new clients from today; sessions through the last day you choose."))


def adverse(participation, here, actor) -> Act | None:
    """Proposing an action about somebody in the network: suspension, restriction, an end."""
    if participation.state not in ("active", "leaving"):
        return None
    refused = unless(actor, Action.HOLD, participation)
    return Act("action", _("Suspend, restrict or end"), reverse("adverse_propose", kwargs=here), refused, "get",
               allowed=_("With reasons, a letter and the right to appeal."))


def concern(participation, here, actor) -> Act | None:
    """Recording what somebody says went wrong, for who hears it."""
    refused = unless(actor, Action.LOG_CONCERN, participation)
    return None if refused else Act(
        "concern", _("Record a concern"), reverse("concern_new", kwargs=here), (), "get", allowed=_("Without naming any client.")
    )
