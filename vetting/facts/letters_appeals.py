"""What the letters of an appeal say (domain 6, L17): that it is here, when she is heard, what became of it."""

from datetime import date

from django.utils.translation import gettext as _

from network.formats import day_long, listed
from vetting.facts.appeals import is_held_back
from vetting.facts.letters import coverage, title_of
from vetting.facts.letters_limits import limits_told, still_told


def appeal_context(appeal) -> dict:
    """Values of every letter about the appeal, worded in the language that is active."""
    organization = appeal.organization
    panel = [
        {"name": seat.person.full_name, "title": title_of(seat.person, organization)}
        for seat in appeal.seats.select_related("person")
    ]
    return {
        "decided_on": appeal.begun_on,
        "received_on": appeal.received_on,
        "decide_by": appeal.decide_by,
        "hearing_asked": appeal.hearing_asked,
        "hearing_on": appeal.hearing_on,
        "hearing_where": appeal.hearing_where,
        "representative": appeal.representative,
        "panel": panel,
        "held_back": is_held_back(appeal, appeal.received_on),
        "answer_to": organization.reply_to or organization.name,
        **_outcome(appeal),
        **_signer(appeal, organization),
    }


def _outcome(appeal) -> dict:
    if not appeal.settled_on:
        return {}
    last = appeal.decision.application.decisions.order_by("-pk").first() if appeal.decision else None
    won = appeal.state in ("overturned", "modified")
    return {
        "outcome": appeal.state,
        "settled_on": appeal.settled_on,
        "reason": appeal.reason,
        "coverage": coverage(appeal.decision.application) if won and last else [],
        "starts_on": appeal.settled_on if won else None,
        "next_due": last.due_on if won and last else None,
        "limits": still_told(appeal.participation, appeal.terms.get("limits", {})) if won else "",
    }


def terms_told(terms: dict) -> str:
    """What a modified outcome becomes, in words, for the people who decide it."""
    until = terms.get("due_on")
    told = [_("until %(day)s") % {"day": day_long(date.fromisoformat(until))}] if until else []
    limits = limits_told(terms.get("limits", {}))
    return listed([*told, *([limits] if limits else [])])


def _signer(appeal, organization) -> dict:
    person = appeal.settled_by or appeal.recorded_by
    if person is None:
        return {"signer": organization.name, "signer_title": ""}
    return {"signer": person.full_name, "signer_title": title_of(person, organization)}
