"""What intake sees of one call: covered or not, who fits, why the others do not."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.care.eligibility import Verdict
from network.care.matching import Against, Wish
from network.care.models import Contact
from network.care.models.availability import Hours, Language
from network.care.queries.shortlist import Shortlist, Shown
from network.care.words import AGAINST, NOT_COVERED, PLACE_UNKNOWN, WIDEN
from network.dates import At
from network.formats import day, distance, listed
from network.models import Contract, Mode
from network.parts import Link
from network.words_places import place as place_named
from network.words_professions import PROFESSIONS

HALF_A_DAY = timedelta(hours=12)
MODES, LANGUAGES, HOURS = dict(Mode.choices), dict(Language.choices), dict(Hours.choices)


@dataclass(frozen=True, slots=True)
class Card:
    """One therapist on the list."""

    key: int
    name: str
    where: str
    opening: str
    confirmed: str
    stale: bool
    reasons: tuple[str, ...]
    offer: str


@dataclass(frozen=True, slots=True)
class Why:
    """A row of why others are not shown."""

    count: int
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Wider:
    """One concession: its button and how many it adds."""

    label: str
    count: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything `care/call.html` shows. `kind` is good, warn or stop; `referral` leads to the one that was made."""

    reference: str
    title: str
    text: str
    kind: str
    strong: str
    verdict: str
    cards: tuple[Card, ...]
    few: str
    nowhere: bool
    others_title: str
    others: tuple[Why, ...]
    widening: tuple[Wider, ...]
    to_one: bool
    to_all: bool
    referral: Link | None


def call_page(contact: Contact, verdict: Verdict, found: Shortlist | None, *, offers: str, referral, speaks) -> CallPage:
    """`found` is None when nobody is looked for: not covered, or referred already. `speaks`: languages by participation."""
    cards = tuple(_card(shown, speaks.get(shown.participation.pk, ())) for shown in found.shown) if found else ()
    nowhere = bool(found) and _nowhere(contact, found)
    others = (*_later(found), *(_why(reason, count, contact) for reason, count in found.others)) if found else ()
    return CallPage(
        reference=contact.reference, title=_title(contact, found), text=_about(contact), kind="good" if verdict.ok else "warn",
        strong=_strong(verdict), verdict=_verdict(verdict, contact.contract, asks=nowhere), cards=cards,
        few=_few(contact, found) if found else "",
        nowhere=nowhere,
        others_title=_("Why not the others"), others=others,
        widening=tuple(_wider(reason, wish, count, contact.organization) for reason, wish, count in found.widening) if found else (),
        to_one=offers in ("one", "either"), to_all=offers in ("all", "either") and len(cards) > 1,
        referral=_referral(referral) if referral else None,
    )


def _title(contact, found) -> str:
    if found is None:
        return _("A call")
    count, place = len(found.shown), contact.place
    if not count:
        return _("Nobody fits this call yet")
    if place:
        said = ngettext("%(count)s counselor near %(place)s", "%(count)s counselors near %(place)s", count)
    else:
        said = ngettext("%(count)s counselor for this call", "%(count)s counselors for this call", count)
    return said % {"count": count, "place": place}


def _about(contact) -> str:
    parts = [contact.reference, contact.employer.name if contact.employer else contact.employer_said]
    parts += [str(contact.get_service_display()) if contact.service else "", contact.called]
    return " · ".join(part for part in parts if part)


def _strong(verdict: Verdict) -> str:
    return _("Covered.") if verdict.ok else str(NOT_COVERED[verdict.code][0])


def _verdict(verdict: Verdict, contract, *, asks: bool) -> str:
    if not verdict.ok:
        return str(NOT_COVERED[verdict.code][1])
    enough = "" if asks else _("Ask nothing more: employer, number and support sought are enough.")
    shared = _("The household has them together.") if contract.household and contract.whose == Contract.Whose.HOUSEHOLD else ""
    return " ".join(filter(None, [_left(verdict, contract.per), shared, enough]))


def _left(verdict: Verdict, per: str) -> str:
    """How many sessions are left of what: an issue, a year, or twelve months, as the contract counts."""
    total = verdict.total
    of = ngettext("%(left)s of %(total)s session left for this issue.", "%(left)s of %(total)s sessions left for this issue.", total)
    if per == "year":
        of = ngettext("%(left)s of %(total)s session left this year.", "%(left)s of %(total)s sessions left this year.", total)
    elif per == "rolling":
        of = ngettext("%(left)s of %(total)s session left in 12 months.", "%(left)s of %(total)s sessions left in 12 months.", total)
    return of % {"left": verdict.left, "total": total}


def _card(shown: Shown, languages) -> Card:
    candidate, given = shown.candidate, shown.participation.practitioner.person.given_name or shown.name
    opening = _("Next opening: %(day)s") % {"day": day(candidate.next_opening)} if candidate.next_opening else _("Next opening not said")
    confirmed = _("Availability confirmed on %(day)s") % {"day": day(candidate.confirmed_on)}
    if shown.stale:
        confirmed = _("Confirmed on %(day)s, more than a month ago; it may have changed") % {"day": day(candidate.confirmed_on)}
    return Card(
        key=candidate.key, name=shown.name, where=_where(shown), opening=opening, confirmed=confirmed, stale=shown.stale,
        reasons=_reasons(shown, languages), offer=_("Offer to %(name)s") % {"name": given},
    )


def _where(shown: Shown) -> str:
    """What she is, and how far: "Social worker · Evanston (60201), 8.6 mi"."""
    profession = str(PROFESSIONS.get(shown.participation.practitioner.profession, ""))
    if shown.km is None:
        parts = (profession, MODES[shown.candidate.mode], shown.candidate.place)
    else:
        parts = (profession, f"{shown.candidate.place}, {distance(shown.km, shown.participation.organization.country)}")
    return " · ".join(str(part) for part in parts if part)


def _reasons(shown: Shown, languages) -> tuple[str, ...]:
    """Why she fits, in the order a caller asks."""
    candidate, zone = shown.candidate, shown.participation.organization.zone
    spoken = listed([str(LANGUAGES.get(code, code)) for code in languages])
    found = [_("Works in %(languages)s") % {"languages": spoken}] if languages else []
    times = [str(HOURS[code]) for code in HOURS if code in candidate.hours]
    found.append(listed([*times[:1], *(each[:1].lower() + each[1:] for each in times[1:])]))
    place = {"place": place_named(candidate.jurisdiction)}
    if candidate.clear_until is None:
        found.append(_("In good standing in %(place)s") % place)
    else:
        # it ends at some board's midnight: half a day before is its last day in any zone of the same continent
        last = At(candidate.clear_until - HALF_A_DAY).day_in(zone)
        found.append(_("In good standing in %(place)s through %(day)s") % {**place, "day": day(last)})
    if not candidate.load:
        found.append(_("Has no other clients of this network now"))
    return tuple(part for part in found if part)


def _nowhere(contact, found: Shortlist) -> bool:
    """Whether hardly anybody fits because nobody said where the caller is."""
    return len(found.shown) < 2 and contact.latitude is None


def _few(contact, found: Shortlist) -> str:
    if len(found.shown) > 1:
        return ""
    if _nowhere(contact, found):
        return _("Fewer than two fit. Ask where the caller is: how far it is, and where a license counts, depend on it.")
    if found.widening:
        return _("Fewer than two fit. Accept one thing more, one at a time:")
    return _("Fewer than two fit, and accepting more adds nobody today.")


def _later(found: Shortlist):
    """Nobody is left uncounted: who fits as well stands there, too."""
    if found.later:
        yield Why(found.later, _("Fit as well"), _("Those above come first. When they say no, offer it again."))


def _why(reason: Against, count: int, contact) -> Why:
    words, cure = AGAINST[reason]
    if not contact.jurisdiction:
        cure = PLACE_UNKNOWN.get(reason, cure)
    return Why(count, str(words), str(cure))


def _wider(reason: Against, wish: Wish, count: int, organization) -> Wider:
    label = str(WIDEN[reason])
    if reason == Against.DISTANCE:
        return Wider(label % {"far": distance(wish.max_km, organization.country, 0)}, _more(count), "max_km", str(wish.max_km))
    return Wider(label, _more(count), str(reason), wish.mode if reason == Against.MODE else "")


def _more(count: int) -> str:
    return ngettext("%(count)s more", "%(count)s more", count) % {"count": count}


def _referral(referral) -> Link:
    url = reverse("referral", kwargs={"organization": referral.organization.slug, "reference": referral.reference})
    return Link(_("Open the referral"), url)
