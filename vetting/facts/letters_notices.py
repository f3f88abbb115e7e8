"""What letters say that are no decision (domain 6, L1, L2, L4 to L7, L12, L13, L16, L19), as plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from licensure.comparing import Difference
from network.dates import ONE_DAY
from network.models import Hold, Jurisdiction
from network.site import absolute
from network.workdays import CALENDAR, WORKING
from vetting import words, words_differs, words_policies
from vetting.facts import sections
from vetting.facts.appeals import appeal_terms
from vetting.facts.clocks import clocks_of
from vetting.facts.letters import coverage, request_url
from vetting.facts.policies import policy_binding, pure_policy
from vetting.queries.judging import day_of
from vetting.queries.reading import is_peer_review
from vetting.renewals import Leave, put_off
from vetting.words_letters import ENDS, SECTIONS

CLOSED = ("reference",)  # elements whose source is always protected: what was said there is told to nobody it is about
HER_WORD = (*sections.OPTIONAL, "sharing")  # what she need not add: she agrees to sharing when she signs
# where she adds the evidence, by its kind; a certificate of conduct is shown and not kept, her statement is signed in a file
PAGES = {
    "authority": "licenses", "insurance": "insurance", "certificate": "training", "hours": "training", "supervision_hours": "training",
    "supervision": "supervision", "register": "registers", "paper": "papers", "right_to_work": "papers",
}
DO = {"attestation": "sign", "background": "show", "hours": "hours", "supervision_hours": "hours"}  # what she does; else she renews it
EFFECTS = ("uncovered", "held", "asked_again")  # what the end of evidence does, the gravest first


def page_of(application) -> str:
    """The whole address of her own page about the file."""
    return absolute(reverse("my_application", kwargs={"reference": application.reference}))


def from_us(organization) -> dict:
    """Who signs a letter that no single person wrote, and whom she asks."""
    return {"answer_to": organization.reply_to or organization.name, "signer": organization.name, "signer_title": ""}


def rights_context(application, on: date) -> dict:
    """Values of the notice of rights (L1): her rights with their days, what is asked, what to have ready, what is done with it."""
    organization = application.organization
    clocks, policy = clocks_of(organization, on), policy_binding(organization, on)
    asked = pure_policy(policy).thresholds if policy else ()
    return {
        "opened_on": on,
        "until": on + timedelta(days=clocks["lapse_days"]),
        "rights": rights_told(clocks, appeal_terms(organization, on).way),
        "criteria": [words_policies.sentence(row.criterion, row.limit) for row in asked],
        "policy_name": policy.name if policy else "",
        "policy_version": policy.version if policy else "",
        "documents": [str(SECTIONS[each.key]) for each in sections.sections_of(application) if each.key in SECTIONS],
        "url": page_of(application),
        **from_us(organization),
    }


def rights_told(clocks, way: str = CALENDAR) -> list[str]:
    """The rights of domain 1.1 (a) to (e), with the days this organization gives, to appeal counted in its way."""
    appeal = pgettext("letter", "You get every refusal in writing with its reasons. You may appeal within %(appeal)s days.")
    if way == WORKING:
        appeal = pgettext("letter", "You get every refusal in writing with its reasons. You may appeal within %(appeal)s working days.")
    days = {"answer": clocks["answer_days"], "appeal": clocks["appeal_days"]}
    return [
        pgettext("letter", "You may see what we collected to judge your application, except references and what the law protects."),
        pgettext("letter", "You are told when a source says something that differs substantially from what you told us."),
        pgettext("letter", "You may correct what is wrong, in writing, within %(answer)s days. Your page shows when we received it.")
        % days,
        pgettext("letter", "You may ask at any time where your application stands, also when a committee is expected to see it."),
        appeal % days,
    ]


def receipt_context(application) -> dict:
    """Values of the receipt (L2): when it came, whom to ask, how long it usually takes, where to look."""
    organization, on = application.organization, application.submitted_on
    return {
        "received_on": on,
        "expected_on": on + timedelta(days=clocks_of(organization, on)["expected_days"]),
        "coverage": coverage(application),
        "url": page_of(application),
        **from_us(organization),
    }


def reminder_context(application, requests, steps, *, on: date, grace: int) -> dict:
    """Values of a reminder (L5): everything still open in one letter, by when, and what follows. `steps` are the rungs reached.

    `grace`: the days the organization gives after the day to answer by.
    """
    requests = sorted(requests, key=lambda request: (request.due_on, request.pk))
    last = max(request.due_on for request in requests)
    return {
        "items": [{"question": request.message, "due_on": request.due_on, "url": request_url(request)} for request in requests],
        "due_on": requests[0].due_on,
        "closes_on": last + timedelta(days=grace) + ONE_DAY,
        "steps": sorted(steps),
        "url": page_of(application),
        **from_us(application.organization),
    }


def discrepancy_context(request, check, found: tuple[Difference, ...]) -> dict:
    """Values of the notice of a difference (L6): the element, both sides, how, where and by when to correct it.

    What a protected source said is not repeated: a referee, or the data bank.
    """
    organization, hidden = request.application.organization, request.element in CLOSED or check is not None and is_peer_review(check)
    currency = getattr(check.evidence, "currency", "") if check else ""
    rows = [] if hidden else [
        {
            "what": words_differs.head(each),
            "hers": words_differs.side(each, each.hers, currency),
            "theirs": words_differs.side(each, each.theirs, currency),
        }
        for each in found
    ]
    return {
        "element": words.element_label(request.element),
        "label": check.label if check else "",
        "source": "" if hidden or not check else check.source,
        "differences": rows,
        "told": "" if rows or hidden else request.message,
        "due_on": request.due_on,
        "url": request_url(request),
        "asked_by": request.asked_by.full_name,
        **from_us(organization),
    }


def closed_context(application, on: date) -> dict:
    """Values of the letter that a file was closed without a decision (L7), by her or by time."""
    open_requests = application.information_requests.filter(answered_at=None, closed_at=None).order_by("due_on", "pk")
    return {
        "why": "withdrawn" if application.state == "withdrawn" else "unanswered" if application.submitted_at else "unfinished",
        "opened_on": day_of(application.organization, application.opened_at),
        "closed_on": on,
        "items": [{"question": row.message, "due_on": row.due_on} for row in open_requests],
        "again_from": on,
        "url": absolute(reverse("apply")),
        **from_us(application.organization),
    }


def renewal_context(renewal, *, due_on: date, on: date, late_until: date | None = None) -> dict:
    """Values of a notice of the next vetting (L12): the link, what it still needs, what follows when it is not done.

    `late_until` is the last day on which a late decision still counts as a renewal; None leaves that out.
    """
    return {
        "due_on": due_on,
        "overdue": on > due_on,
        "left": npgettext("letter", "%(count)s day", "%(count)s days", max((due_on - on).days, 0)) % {"count": max((due_on - on).days, 0)},
        "needed": [str(SECTIONS[each.key]) for each in sections.sections_of(renewal) if not each.done and each.key not in HER_WORD],
        "late_until": late_until,
        "url": page_of(renewal),
        **from_us(renewal.organization),
    }


@dataclass(frozen=True, slots=True)
class Ending:
    """Evidence that ends: its kind (one of `words_letter.ENDS`), its place's code, its last day and the rung reached.

    `name` is what she calls it; `effect` what its end does: uncovered (no offers, sessions unpaid), held (no offers), asked_again.
    """

    kind: str
    place: str
    last: date
    step: int
    name: str = ""
    effect: str = "uncovered"

    @property
    def rung(self) -> str:
        """What is told once."""
        return f"{self.kind}:{self.place or self.name}:{self.last.isoformat()}:{self.step}"


def places_of(everything) -> dict[str, str]:
    """What the places of these endings are called, by code. One query; none where none has a place."""
    codes = {each.place for endings in everything for each in endings if each.place}
    return dict(Jurisdiction.objects.filter(pk__in=codes).values_list("code", "name")) if codes else {}


def expiry_context(participation, endings, places: dict[str, str]) -> dict:
    """Values of the letter about evidence that ends (L13): everything in one letter, each with its last day and its link.

    `places`: their names by code.
    """
    endings, slug = sorted(endings, key=lambda each: (each.last, each.kind, each.place)), participation.organization.slug
    return {
        "items": [
            {
                "what": str(ENDS[each.kind]),
                "place": places.get(each.place, each.place) or each.name,
                "last": each.last,
                "do": DO.get(each.kind, "renew"),
                "url": absolute(_where(each.kind, slug)),
            }
            for each in endings
        ],
        "effects": [effect for effect in EFFECTS if any(each.effect == effect for each in endings)],
        "steps": sorted(each.rung for each in endings),
        **from_us(participation.organization),
    }


def _where(kind, slug) -> str:
    """The page on which she renews evidence of this kind."""
    if kind == "attestation":
        return reverse("my_sign_again", kwargs={"slug": slug})
    return reverse("my_items", kwargs={"section": PAGES[kind]}) if kind in PAGES else reverse("me")


def leaving_context(participation, *, reason: str, on: date) -> dict:
    """Values of the letter that she leaves: at her own word (L16) or by notice of the organization without an action."""
    return {
        "kind": "termination_without_cause",
        "noticed_on": on,
        "starts_on": participation.last_day,
        "reason": reason,
        **from_us(participation.organization),
    }


def leave_context(hold: Hold) -> dict:
    """Values of the letter that confirms a leave (L19): its days, what stands still and what does not."""
    due = _due_on(hold.participation)
    days = clocks_of(hold.organization, hold.first)["return_days"]
    after = put_off(due, [Leave(hold.first, hold.last)], days) if due else None
    return {
        "first": hold.first,
        "last": hold.last,
        "back_on": hold.last + ONE_DAY,
        "due_on": after,
        "moved": after != due,
        **from_us(hold.organization),
    }


def _due_on(participation) -> date | None:
    rows = participation.applications.filter(state="approved", next_due_on__isnull=False)
    return rows.order_by("-next_due_on").values_list("next_due_on", flat=True).first()
