"""Mails about money, to therapists and to colleagues: without amounts, account numbers or anything of a client."""

from datetime import date

from django.urls import reverse
from django.utils import translation

from network import mail
from network.access import GRANTS
from network.formats import day, day_long
from network.models import Acceptance, Membership, Participation, Practitioner, User
from network.queries.accounts import in_force
from network.queries.people import same_persons
from network.site import absolute
from network.transitions import declared
from payments.models import FeeSchedule, Terms

PARTS = {"terms": Terms, "feeschedule": FeeSchedule}
TOLD = ("active", "leaving", "onboarding")


def account_of(practitioner: Practitioner) -> User | None:
    """The account that mails to her go to; None while nobody claimed her profile."""
    return practitioner.person.account


def tell_new_terms(row, *, at) -> int:
    """Tell everybody who works under earlier terms or rates that new ones were published; returns how many.

    Who has accepted this very version knows it; a first fee schedule takes the place of nothing.
    """
    rows = Participation.objects.within(row.organization).filter(state__in=TOLD, acceptances__isnull=False).distinct()
    if isinstance(row, Terms):
        known = Acceptance.objects.within(row.organization).filter(kind=row.kind, version=str(row.version))
        rows = rows.exclude(pk__in=known.values("participation"))
    elif row.version == 1:
        return 0
    told = 0
    for participation in rows.select_related("practitioner__person", "organization"):
        user = account_of(participation.practitioner)
        if user is not None:
            kind = "new_rates" if isinstance(row, FeeSchedule) else "new_terms"
            with translation.override(user.language):
                said = {"first": day_long(row.effective_from), "url": absolute(f"/me/terms/{row.organization.slug}/")}
            mail.send(user, kind, said, key=f"{kind}:{row.pk}:{participation.pk}", organization=row.organization, at=at)
            told += 1
    return told


def tell_payment(instruction, template: str, *, at) -> int:
    """Tell the therapists whose sessions a payment is for what became of it, without amount or account; how many."""
    told = 0
    rows = instruction.entries.select_related("line__participation__practitioner__person", "organization")
    for participation in {entry.line.participation for entry in rows}:
        user = account_of(participation.practitioner)
        if user is not None:
            key = f"{template}:{instruction.pk}:{participation.pk}:{instruction.state_since:%Y%m%d%H%M%S}"
            mail.send(user, template, {"url": absolute("/me/money/")}, key=key, organization=instruction.organization, at=at)
            told += 1
    return told


def tell_line(line, template: str, *, key, at) -> int:
    """Tell a therapist that something is asked or changed about a line of hers; what, she reads after signing in."""
    user = account_of(line.participation.practitioner)
    if user is None:
        return 0
    said = {"line": line.reference, "url": absolute(f"/me/money/lines/{line.pk}/")}
    mail.send(user, template, said, key=f"{template}:{key}", organization=line.organization, at=at)
    return 1


def tell_answer(request, *, at) -> int:
    """Tell a therapist that her question for more units is answered; how, she reads after signing in."""
    authorization = request.authorization
    user = account_of(authorization.participation.practitioner)
    if user is None:
        return 0
    said = {"authorization": authorization.reference, "url": absolute(f"/me/money/sessions/{authorization.reference}/")}
    mail.send(user, "units_answered", said, key=f"units_answered:{request.pk}", organization=authorization.organization, at=at)
    return 1


def ask_second(change, page: str, pk=None, *, at) -> int:
    """Ask one account of every colleague whose role lets her confirm a change, and who did not propose it, for her word; how many."""
    action = declared(change, "confirm").get_transition(change.state).custom["action"]
    able = {role for role, actions in GRANTS.items() if action in actions}
    kwargs = {"organization": change.organization.slug, **({"pk": pk} if pk else {})}
    where, known = {"url": absolute(reverse(page, kwargs=kwargs))}, same_persons(change.proposed_by_id)
    rows = Membership.objects.within(change.organization).select_related("user__person", "person", "organization")
    told = 0
    for row in rows.filter(user__is_active=True).order_by("pk"):
        if able & set(row.roles) and in_force(row, at) and row.person_id not in known:
            key = f"second:{change._meta.label_lower}:{change.pk}:{row.user_id}"
            mail.send(row.user, "change_to_confirm", where, key=key, organization=change.organization, at=at)
            known |= same_persons(row.person_id)
            told += 1
    return told


def in_her_words(line, text: str, **facts) -> str:
    """A marked text in the therapist's language, for what is kept as a reason she reads; days among the facts are written out."""
    user = account_of(line.participation.practitioner)
    with translation.override(user.language if user else line.organization.language):
        said = {name: day(fact) if isinstance(fact, date) else fact for name, fact in facts.items()}
        return translation.gettext(text) % said
