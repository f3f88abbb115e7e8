"""Taking over an imported profile: the invitation, the license number, and a colleague who confirms."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import Actor, ActorKind, therapist_actor
from network.events import record
from network.models import Claim, Invitation, Mark, Participation, Person, PersonLink, PractitionerName
from network.site import absolute
from network.transitions import Refusal, Refused, perform
from network.workflow.invitations import WRONG_NUMBERS, lock
from network.workflow.participation import stop_sharing
from network.workflow.people import identifiers_changed
from network.workflow.staff import newcomer

KNOWN_AS = ("given_name", "prefix", "family_name", "date_of_birth")


def check_number(invitation, number, *, at) -> None:
    """Compare the license number she typed with those on the profile; count a wrong one, and close after five.

    `settings.CLAIM_CHECK` names the function that knows licenses: `(practitioner, number) -> bool`. Raises Refused.
    """
    if import_string(settings.CLAIM_CHECK)(invitation.practitioner, number):
        return
    with transaction.atomic():
        row = lock(invitation)
        row.failed += 1
        if row.failed >= WRONG_NUMBERS:
            row.revoked_at = at
        row.save(update_fields=["failed", "revoked_at"])
        somebody = Actor(label=row.address, kind=ActorKind.GUEST, organization_id=row.organization_id)
        record(row, "invitation.wrong_number", actor=somebody, at=at, after={"failed": row.failed, "closed": bool(row.revoked_at)})
    words = _("%(name)s knows another license number.") % {"name": row.organization.name}
    cure = _("Type it as it stands on your license.") if row.revoked_at is None else _("Ask for a new invitation.")
    raise Refused([Refusal("wrong_number", words, cure)])


def make_claim(invitation: Invitation, user, *, number, at) -> Claim:
    """She says the profile is hers. Until a colleague confirms it she sees nothing of it. Raises Refused."""
    if hasattr(user.person, "practitioner"):
        words = _("You have a profile of your own already.")
        raise Refused([Refusal("own_profile", words, _("Ask for an invitation as a therapist instead; it brings your profile along."))])
    if Claim.objects.within(invitation.organization).filter(practitioner=invitation.practitioner).exclude(state="refused").exists():
        raise Refused([Refusal("claimed", _("Somebody claimed this profile before."), _("Ask the organization."))])
    claim = Claim(
        organization=invitation.organization, invitation=invitation, practitioner=invitation.practitioner, user=user,
        number=number, made_at=at,
    )
    claim.save()
    record(claim, "claim.made", actor=newcomer(user, invitation.organization), at=at, after={"number": number})
    return claim


def note_meeting(claim, *, way, document, on, code, actor, at) -> None:
    """She was met by video or in person: `document` is the kind she showed, `code` what her account shows. Raises Refused."""
    meeting = {"way": way, "document": document, "on": on.isoformat()}
    perform(claim, "meet", actor=actor, at=at, meeting=meeting, code=code, detail=meeting)


def confirm_claim(claim, *, how, actor, at) -> None:
    """It is her: from now on the profile is hers. `how` says how the colleague knows. Raises Refused."""
    _insist(how)
    with transaction.atomic():
        perform(claim, "confirm", actor=actor, at=at, note=how, how=how)
        _hand_over(claim, at)
        _tell(claim, "claim_confirmed", at)


def refuse_claim(claim, *, how, actor, at) -> None:
    """It is not her, or nobody can tell. The profile stays as it was. Raises Refused."""
    _insist(how)
    with transaction.atomic():
        perform(claim, "refuse", actor=actor, at=at, note=how, how=how)
        _tell(claim, "claim_refused", at)


def _insist(how) -> None:
    if not str(how).strip():
        raise Refused([Refusal("no_reason", _("It is not said how you know."), _("Say whom you spoke to, and when."))])


def _hand_over(claim, at) -> None:
    """The profile moves to the person who claimed it; the name it was imported under stays a key for screening."""
    practitioner, person = claim.practitioner, claim.user.person
    imported = practitioner.person
    if imported.full_name != person.full_name:
        PractitionerName(
            practitioner=practitioner, given_name=imported.given_name, prefix=imported.prefix, family_name=imported.family_name
        ).save()
    if person.date_of_birth is None:
        person.date_of_birth = imported.date_of_birth
        person.save(update_fields=["date_of_birth"])
    before, after = {"person": imported.pk, **_known_as(imported)}, {"person": person.pk, **_known_as(person), "claim": claim.pk}
    practitioner.person, practitioner.claimed_at, practitioner.email = person, at, claim.user.email
    practitioner.save()
    _leave_nobody_behind(imported, person)
    herself = therapist_actor(practitioner, claim.user)
    record(practitioner, "practitioner.claimed", actor=herself, at=at, before=before, after=after)
    identifiers_changed(practitioner)
    _until_she_agrees(claim, practitioner, herself, at)


def _known_as(person) -> dict:
    """What an identity is checked by: whoever reads the trail sees under which name the profile was, and under which it is."""
    return {name: getattr(person, name) for name in KNOWN_AS}


def _leave_nobody_behind(imported, person) -> None:
    """What was compared of the person a roster made is compared of the claimant now, and the row says nothing any more: no erasure
    would find a name that belongs to nobody.
    """
    known = set(Mark.objects.filter(person=person).values_list("kind", "source", "keyed_hash"))
    for mark in Mark.objects.filter(person=imported):
        if (mark.kind, mark.source, mark.keyed_hash) in known:
            mark.delete()
        else:
            Mark.objects.filter(pk=mark.pk).update(person=person)
    links = PersonLink.objects.filter(Q(one=imported) | Q(other=imported))
    for link in links:
        ends = {link.one_id, link.other_id} - {imported.pk} | {person.pk}
        one, other = min(ends), max(ends)
        link.delete()
        if one != other and not PersonLink.objects.filter(one__in=ends, other__in=ends).exists():
            link.pk, link.one_id, link.other_id = None, one, other
            link.save()
    Person.objects.filter(pk=imported.pk).update(given_name="", prefix="", family_name="", date_of_birth=None)


def _until_she_agrees(claim, practitioner, herself, at) -> None:
    """What is hers now is shown to the importer only by her consent; its own checks and decisions stay its own."""
    rows = Participation.objects.within(claim.organization).filter(practitioner=practitioner, shared=True)
    for participation in rows:
        stop_sharing(participation=participation, actor=herself, at=at)


def _tell(claim, template, at) -> None:
    mail.send(claim.user, template, {"url": absolute("/")}, key=f"claim:{claim.pk}:{template}", organization=claim.organization, at=at)
