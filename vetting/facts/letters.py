"""What a letter says, as plain values its template lays out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.dates import ONE_DAY, plus_months
from network.facts.terms import versions
from network.formats import day_long
from network.models import Jurisdiction, Letter, Membership, Service
from network.site import absolute
from vetting import words, words_policies
from vetting.codec import load_finding
from vetting.facts.appeals import appeal_terms
from vetting.facts.clocks import clocks_of
from vetting.facts.letters_limits import still_told
from vetting.facts.policies import policy_binding, pure_policy
from vetting.facts.statements import TERMS_VERSION

ADMITTED = ("approved", "provisional")


def decision_context(decision) -> dict:
    """Values of the approval, denial and not-accepted letters, worded in the language that is active."""
    application = decision.application
    zone = ZoneInfo(application.organization.zone)
    applied = application.submitted_at or application.opened_at
    return {
        "applied_on": applied.astimezone(zone).date(),
        "decided_on": decision.decided_on,
        "starts_on": decision.decided_on,
        "next_due": decision.due_on,
        "coverage": coverage(application),
        "still": still_told(application.participation) if decision.outcome in ADMITTED else "",
        "quality": decision.basis == "quality",
        "reason": decision.reason if decision.outcome not in ADMITTED else "",  # a note on an approval stays inside
        "reasons": reasons(decision) if decision.outcome not in ADMITTED else [],
        "appeal_until": decision.appeal.until if hasattr(decision, "appeal") else None,
        "appeal_to": application.organization.reply_to or application.organization.name,
        "appeal_panel": appeal_terms(application.organization, decision.decided_on).panel,
        "again_from": again_from(decision),
        "renewed": application.kind == "renewal",
        "terms_version": versions(application.organization, TERMS_VERSION)["payment"],
        "policy_version": application.policy.version if application.policy else "",
        "decision": decision.pk,
        "signer": decision.decided_by.full_name,
        "signer_title": title_of(decision.decided_by, application.organization),
    }


def again_from(decision) -> date | None:
    """The first day she may apply again after a denial, by the policy in force on its day; None when nothing keeps her."""
    organization = decision.application.organization
    policy = policy_binding(organization, decision.decided_on) if decision.outcome == "denied" else None
    row = pure_policy(policy).threshold("cooling_off") if policy else None
    return plus_months(decision.decided_on, row.limit["months"]) if row else None


@dataclass(frozen=True, slots=True)
class Condition:
    """What an approval depends on: in words, how she shows it, and by which day (None: all the time)."""

    text: str
    evidence: str
    due_on: date | None = None


def conditional_context(decision, conditions: Iterable[Condition]) -> dict:
    """Values of an approval with conditions or for a short term (domain L9), frozen with its conditions."""
    rows = [{"text": each.text, "evidence": each.evidence, "due_on": each.due_on} for each in conditions]
    why = [{"criterion": "", "text": decision.reason}] if decision.reason.strip() else []
    return {**decision_context(decision), "conditions": rows, "reasons": why}


def provisional_context(application, *, starts_on: date, ends_on: date, limits=(), open_items=()) -> dict:
    """Values of a provisional approval (domain L11): its days, its limits in words, and what is still being checked."""
    organization = application.organization
    return {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "coverage": coverage(application),
        "still": still_told(application.participation),
        "limits": list(limits),
        "open_items": list(open_items),
        "answer_to": organization.reply_to or organization.name,
        "signer": organization.name,
        "signer_title": "",
    }


def reasons(decision) -> list[dict]:
    """The rules a denial rests on, with what was asked and found; then what its author wrote."""
    found = {row["criterion"]: load_finding(row) for row in decision.assessment.findings} if decision.assessment else {}
    named = [{"criterion": words.title(key), "text": asked_and_found(found.get(key))} for key in decision.reasons]
    return [*named, *([{"criterion": "", "text": decision.reason}] if decision.reason.strip() else [])]


def asked_and_found(finding) -> str:
    """What a rule asks and what was seen, in one sentence; empty without a finding."""
    if finding is None:
        return ""
    said = {"required": words.required(finding), "observed": words.observed(finding)}
    return _("We ask: %(required)s. We found: %(observed)s.") % said


def coverage(application) -> list[dict]:
    """What an approval covers: one row per service and place."""
    places = dict(Jurisdiction.objects.filter(pk__in=application.jurisdictions).values_list("code", "name"))
    named = dict(Service.choices)
    return [
        {"service": str(named.get(service, service)), "place": places.get(place, place), "how": ""}
        for service in application.services
        for place in application.jurisdictions
    ]


def title_of(person, organization) -> str:
    """What a member of staff is in the organization, in words."""
    row = Membership.objects.within(organization).filter(person=person).first()
    return (row.title or ", ".join(row.role_names)) if row else ""


def request_url(request) -> str:
    """Where she answers one question and adds a file."""
    return absolute(reverse("my_request", kwargs={"pk": request.pk}))


def closing_day(organization, due_on: date, on: date) -> date:
    """The first day on which a file whose question of `due_on` is unanswered may be closed."""
    return due_on + timedelta(days=clocks_of(organization, on)["grace_days"]) + ONE_DAY


def request_context(request) -> dict:
    """Values of the letter that asks for one thing."""
    organization = request.application.organization
    asked_on = request.asked_at.astimezone(ZoneInfo(organization.zone)).date()
    return {
        "items": [{"question": request.message}],
        "due_on": request.due_on,
        "closes_on": closing_day(organization, request.due_on, asked_on),
        "url": request_url(request),
        "asked_by": request.asked_by.full_name,
        "signer": request.asked_by.full_name,
        "signer_title": title_of(request.asked_by, organization),
    }


def review_context(review, *, told, by, on) -> dict:
    """Values of the letter that says a review for cause was opened, by whom, and what is looked at in the words of `told`."""
    organization = review.organization
    return {
        "opened_on": on,
        "told": told,
        "answer_to": organization.reply_to or organization.name,
        "signer": by.full_name,
        "signer_title": title_of(by, organization),
    }


def newest_letter(participation, kind) -> Letter | None:
    """The last letter of a kind to the therapist from this organization."""
    rows = Letter.objects.within(participation.organization).filter(practitioner=participation.practitioner_id, kind=kind)
    return rows.order_by("-pk").first()


def cure_context(cure, line) -> dict:
    """Values of the letter that asks somebody in the network to meet a rule by a day, in the language in force."""
    author = cure.rollout.policy.author
    question = pgettext(
        "letter", "From %(day)s we ask: %(asked)s What we have on file: %(seen)s. Until then your approval stays as it is."
    ) % {
        "day": day_long(cure.rollout.policy.effective_from), "asked": words_policies.sentence(line.criterion, line.after.required),
        "seen": words.observed(line.after),
    }
    return {
        "items": [{"question": question}], "due_on": cure.due_on, "asked_by": author.full_name, "signer": author.full_name,
        "signer_title": title_of(author, cure.organization),
    }


def review_told(cure, line) -> str:
    """What a review is about that follows a rule somebody did not meet, in the language in force."""
    return pgettext("letter", "Since %(day)s we ask: %(asked)s What we have on file: %(seen)s.") % {
        "day": day_long(cure.rollout.policy.effective_from), "asked": words_policies.sentence(line.criterion, line.after.required),
        "seen": words.observed(line.after),
    }
