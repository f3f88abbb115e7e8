"""What the letters of an adverse action say (domain 6, L15 and L16), as plain values."""

from datetime import date

from network.events import name_of
from network.models import Event
from vetting.facts.appeals import appeal_terms
from vetting.facts.changes import answer_on
from vetting.facts.letters import title_of
from vetting.facts.letters_limits import limits_told, still_told
from vetting.queries.judging import day_of


def action_context(action) -> dict:
    """Values of every letter about the action, worded in the language that is active."""
    organization, person = action.organization, action.noticed_by or action.proposed_by
    appeal = getattr(action, "appeal", None)
    return {
        "kind": action.kind,
        "noticed_on": action.noticed_on,
        "starts_on": action.effective_on,
        "review_by": action.review_by,
        "stays_since": day_of(organization, action.state_since) if action.state_since > action.proposed_at else None,
        "stays_because": stays_because(action),
        "reason": action.reason,
        "limits": limits_told(action.limits),
        "appeal_until": appeal.until if appeal else None,
        "appeal_panel": appeal_terms(organization, action.noticed_on).panel if action.noticed_on else 0,
        "suspended": suspended(action),
        "held_back": bool(appeal and appeal.holds_back),
        "appeal_to": organization.reply_to or organization.name,
        **signed_by(person, organization),
    }


def suspended(action) -> bool:
    """Whether a summary suspension stands beside the action: no session is paid while it does."""
    rows = action.participation.adverse_actions.filter(kind="summary_suspension", state__in=("final", "upheld"))
    return rows.exclude(pk=action.pk).exists()


def undone_context(action, on: date) -> dict:
    """What the letter says when an action is undone on day `on`: whether she gets clients, within which limits, and who undid it."""
    participation = action.participation
    said = {"undone_on": on, "offered": answer_on(participation, on).offered, "still": still_told(participation)}
    person = _undid(action)
    return said | signed_by(person, action.organization) if person else said


def signed_by(person, organization) -> dict:
    """Who signs, and as what."""
    return {"signer": person.full_name, "signer_title": title_of(person, organization)}


def _undid(action):
    rows = Event.objects.filter(subject=name_of(action), action__in=("adverseaction.lift", "adverseaction.reinstate"))
    row = rows.select_related("actor").order_by("sequence").last()
    return row.actor if row else None


def stays_because(action) -> str:
    """What the reviewer wrote when the suspension was last kept at its review; empty before the first, or once that was erased."""
    rows = Event.objects.filter(subject=name_of(action), action="adverseaction.let_stand").select_related("payload")
    kept = rows.order_by("sequence").last()
    return (kept.payload.values or {}).get("reason", "") if kept else ""
