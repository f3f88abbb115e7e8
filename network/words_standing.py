"""What a reason of `network.standing` says to a reader, and what would make it possible. Never finance, intake or clients."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import formats
from network.models import Hold
from network.money import Money
from network.standing import Reason

KINDS = {
    "referral": gettext_lazy("referral terms"),
    "payment": gettext_lazy("payment terms"),
    "authority": gettext_lazy("authority to practice"),
    "insurance": gettext_lazy("liability insurance"),
}
USES = {
    "offer": gettext_lazy("Offered to clients"),
    "session": gettext_lazy("Sessions count"),
    "release": gettext_lazy("No hold stops money"),
}
AMOUNTS = {"per_claim": gettext_lazy("per claim"), "aggregate": gettext_lazy("in aggregate")}

# code: (what is so, what would make it possible)
SENTENCES = {
    "terms_not_accepted": (gettext_lazy("The %(kind)s are not accepted."), gettext_lazy("The therapist accepts them after signing in.")),
    "terms_not_yet_accepted": (gettext_lazy("The %(kind)s count from %(first)s."), gettext_lazy("Ask for a later day.")),
    "terms_ended": (gettext_lazy("The %(kind)s ended after %(last)s."), gettext_lazy("The therapist accepts the terms again.")),
    "not_granted": (
        gettext_lazy("Nobody has approved this service and place."),
        gettext_lazy("An application for this service and place is decided."),
    ),
    "grant_not_started": (gettext_lazy("The approval counts from %(first)s."), gettext_lazy("Ask for a later day.")),
    "denied": (
        gettext_lazy("There is no approval since %(since)s, by decision %(decision)s."),
        gettext_lazy("A later decision approves, or an appeal overturns this one."),
    ),
    "vetting_overdue": (
        gettext_lazy("The vetting was due on %(due)s and is not renewed."),
        gettext_lazy("The renewal is decided. Sessions on earlier authorizations may still count."),
    ),
    "service_ended": (gettext_lazy("Sessions counted through %(last)s."), gettext_lazy("The renewal is decided.")),
    "mode_not_granted": (
        gettext_lazy("The approval leaves out this way of meeting."), gettext_lazy("A decision lifts the restriction."),
    ),
    "age_band_not_granted": (
        gettext_lazy("The approval leaves out clients of this age."), gettext_lazy("A decision lifts the restriction."),
    ),
    "cover_missing": (
        gettext_lazy("No verified %(kind)s for this place, service and way of meeting."),
        gettext_lazy("Evidence is verified at its source."),
    ),
    "cover_lapsed": (
        gettext_lazy("The %(kind)s ran through %(last)s."),
        gettext_lazy("The renewal is verified; if it continues without a gap, the days between count again."),
    ),
    "cover_not_started": (gettext_lazy("The %(kind)s begins on %(first)s."), gettext_lazy("Ask for a later day.")),
    "cover_held": (
        gettext_lazy("The %(kind)s is on hold since %(since)s: %(why)s."),
        gettext_lazy("A person ends the hold on evidence, or other evidence is verified."),
    ),
    "amount_unknown": (
        gettext_lazy("The insurance does not say its amount %(name)s; %(needs)s is needed."),
        gettext_lazy("The policy's amount is verified."),
    ),
    "amount_in_other_currency": (
        gettext_lazy("The insurance is for %(has)s %(name)s; %(needs)s is needed, and nobody here knows a rate."),
        gettext_lazy("A policy in that currency is verified, or the policy names a minimum in the currency of the insurance."),
    ),
    "amount_too_low": (
        gettext_lazy("The insurance is for %(has)s %(name)s; %(needs)s is needed."),
        gettext_lazy("A policy for at least that amount is verified."),
    ),
    "held": (gettext_lazy("On hold since %(since)s: %(why)s."), gettext_lazy("A person ends the hold on evidence.")),
    "held_until": (
        gettext_lazy("On hold from %(since)s through %(last)s: %(why)s."), gettext_lazy("It ends by itself after that day."),
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One reason in the reader's language."""

    code: str
    message: str
    cure: str


def said(reason: Reason) -> Said:
    """The reason as a sentence, with what would make it possible."""
    facts = in_words(reason)
    by_clock = reason.code == "held" and reason["last"] is not None
    message, cure = SENTENCES["held_until" if by_clock else reason.code]
    return Said(reason.code, str(message) % facts, str(cure))


def in_words(reason: Reason) -> dict[str, str]:
    """The facts of a reason as a sentence takes them."""
    return {name: _fact(name, value) for name, value in reason.facts}


SOURCES = {  # what a row names as its source by key
    "decision": gettext_lazy("decision %(number)s"),
    "verification": gettext_lazy("check %(number)s"),
    "hit": gettext_lazy("list match %(number)s"),
    "action": gettext_lazy("action %(number)s"),
    "appeal": gettext_lazy("appeal %(number)s"),
    "extension": gettext_lazy("extended by the board (announcement %(number)s)"),
    "rule": gettext_lazy("verified by rule %(number)s, not by a person"),
}


WORDS = {  # what a hold names as its source in one word
    "board": gettext_lazy("told by the board"), "complaint": gettext_lazy("after a complaint"),
    "insurer": gettext_lazy("told by the insurer"), "therapist": gettext_lazy("told by the therapist"),
}


def source_words(source: str) -> str:
    """`verification:12`, `extension:3 rule:1` or `board` as a reader reads it; a source in a person's own words stays as it is."""
    if source in WORDS:
        return str(WORDS[source])
    named = [part.partition(":") for part in source.split()]
    if not all(kind in SOURCES and number.isdigit() for kind, _colon, number in named):
        return source
    return " · ".join(str(SOURCES[kind]) % {"number": number} for kind, _colon, number in named)


def _fact(name, value) -> str:
    if name == "decision":
        return str(value).partition(":")[2] or str(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Money):
        return formats.amount(value.minor, value.currency, cents=False)
    named = {"kind": KINDS, "name": AMOUNTS, "why": dict(Hold.Reason.choices)}.get(name, {})
    return str(named.get(value, value if value is not None else _("without an end")))
