"""What was decided about a file as it is read later, and who did which step of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.queries import by_rule_alone, verifications
from network.formats import day, listed
from network.parts import Eye, Pair
from vetting import labels, words_terms
from vetting.pages.check import label
from vetting.terms import load


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as it is read later."""

    outcome: str
    tag: object
    day: date
    people: str
    origin: str
    reason: str
    pairs: tuple[Pair, ...]


def decided(row) -> Decided:
    """One decision: what, when, by whom, on which policy, and where it came from when it is not our own."""
    people = [row.decided_by.full_name, row.second_by.full_name if row.second_by else ""]
    label_of_due = _("Ends by itself after") if row.outcome == "provisional" else _("Next vetting due")
    pairs = [Pair(label_of_due, day(row.due_on))] if row.due_on else []
    if row.late_by:
        told = ngettext("%(count)s day past due", "%(count)s days past due", row.late_by) % {"count": row.late_by}
        pairs.append(Pair(_("Late"), told))
    if row.terms:
        pairs += [Pair(_("On terms"), line) for line in words_terms.told(load(row.terms))]
    if row.agenda_item_id:
        pairs.append(Pair(_("Resolved by"), _("Committee of %(day)s") % {"day": day(row.agenda_item.meeting.on)}))
    if row.basis:
        pairs.append(Pair(_("Ground"), str(row.get_basis_display())))
    pairs += [Pair(str(labels.ORIGINAL.get(name, name)), _told(value)) for name, value in row.original.items() if value]
    if hasattr(row, "appeal"):
        pairs += _appeal(row.appeal)
    origin = "" if row.origin == "own" else str(row.get_origin_display())
    tag = labels.DECISION_TAGS[row.outcome]
    return Decided(str(row.get_outcome_display()), tag, row.decided_on, listed(filter(None, people)), origin, row.reason, tuple(pairs))


def _appeal(appeal) -> list[Pair]:
    if appeal.state == "open":
        return [Pair(_("Last day to appeal"), day(appeal.until))]
    said = _("%(state)s, received %(day)s") % {"state": appeal.get_state_display(), "day": day(appeal.received_on)}
    return [Pair(_("Appeal"), said), Pair(_("Grounds"), appeal.grounds)]


def _told(value) -> str:
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def eyes(application, options, decisions) -> tuple[Eye, ...]:
    """Who signed, who verified, who proposed, who decides: the separation of duties, to be seen."""
    signed = application.attestations.order_by("-pk").first()
    checks = verifications(application.reference).filter(verified_by__isnull=False).select_related("verified_by")
    verifiers = sorted({check.verified_by.full_name for check in checks})
    ruled = by_rule_alone(application.reference)
    last, proposal = next((row for row in decisions if row.outcome != "provisional"), None), options.proposal
    steps = [
        Eye(_("Signed"), signed.signed_name, day(signed.signed_at), "seen") if signed else Eye(_("Signs"), _("the therapist")),
        Eye(_("Verified"), listed(verifiers), "", "seen") if verifiers else Eye(_("Verifies"), _("nobody yet")),
    ]
    if ruled:
        steps.append(Eye(_("By rule, no person"), listed(label(row) for row in ruled), "", "seen"))
    if proposal:
        steps.append(Eye(_("Proposed"), proposal.proposed_by.full_name, day(proposal.proposed_at), "seen"))
    if last:
        both = listed(person.full_name for person in (last.decided_by, last.second_by) if person)
        steps.append(Eye(_("Decided"), both, day(last.decided_at), "confirmed"))
    else:
        steps.append(Eye(_("Decides"), _("somebody who verified nothing of it")))
    return tuple(steps)
