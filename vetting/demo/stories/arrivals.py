"""How people come to Harbor: an older network moves in, a roster is imported, invitations go out, a profile is claimed."""

from licensure.demo.answers import Desk
from licensure.demo.ordinary import npi_of
from licensure.models import Verification
from licensure.packs import packs
from licensure.screening import Name, Person
from licensure.workflow.evidence import add_credential
from network.access import Role
from network.dates import plus_months
from network.models import Invitation, User
from network.workflow import accepting, invitations, recoveries
from vetting.claims import Claims
from vetting.workflow import importing, moving_in

BODY = "Credentialing committee of Quayside Assistance"


def stories(scene):
    """Six arrivals."""
    return [
        moved_in(scene), moved_in_unchecked(scene), unclaimed(scene), claimed(scene), invited(scene), lost_her_telephone(scene),
    ]


def claims(scene, row, given, family, title) -> Claims:
    """One row of an invented roster."""
    place, _, _key = title.partition(":")
    issued = scene.day(3650 + row * 111)
    return Claims(
        row=row, reference=f"QA-{300 + row}", person=Person((Name(given, family),), scene.day(15_400 + row * 391), npi_of(70 + row)),
        license_jurisdiction=place, license_title=packs().types[title], license_number=f"{149 if 'lcsw' in title else 180}-{row:06d}",
        license_issued_on=issued, license_expires_on=scene.day(-210 - row * 17), degree="master",
        degree_on=plus_months(issued, -26), eap_months=48,
    )


def _imported(scene, row, at):
    """A row of the roster, with the insurance its annex tells of."""
    manager = scene.crew.manager
    practitioner = importing.import_person(row, organization=scene.crew.organization, actor=manager, at=at).practitioner
    first = scene.day(150 + row.row)
    add_credential(
        practitioner=practitioner, kind="insurance", title="Professional liability", issuer="Old Harbor Assurance",
        number=f"OH-{row.row:04d}", covers_from=first, covers_through=plus_months(first, 12), per_claim=100_000_000,
        aggregate=300_000_000, currency="USD", named_person=row.name, detail={"named": "self"}, actor=manager, at=at,
    )
    return practitioner


def _taken_over(scene, row, at):
    practitioner = _imported(scene, row, at)
    decision = moving_in.take_over(
        organization=scene.crew.organization, practitioner=practitioner, jurisdictions=[row.license_jurisdiction],
        record=moving_in.original(decided_on=scene.day(420), body=BODY, named=f"Minutes of {scene.day(420):%-d %b %Y}, item {row.row}"),
        due_on=plus_months(scene.day(420), 36), terms_on=scene.day(410), actor=scene.crew.director, at=at,
    )
    return decision.application


def moved_in(scene):
    """Recorded from an existing network; license and insurance are verified here, so she is offered."""
    at = yield scene.ago(75, 16)
    application = _taken_over(scene, claims(scene, 1, "Genevieve", "Moorland", "US-IL:lcsw"), at)
    at = yield scene.ago(70, 16)
    desk = Desk(scene.crew.verifier, at, scene.day(70))
    rows = Verification.objects.within(scene.crew.organization).filter(file=application.reference)
    for check in rows.filter(element__in=("license", "insurance")):
        desk.verify(check)


def moved_in_unchecked(scene):
    """Recorded, and nothing of it is verified here yet: she waits."""
    at = yield scene.ago(8, 16)
    _taken_over(scene, claims(scene, 2, "Horatio", "Sandbanks", "US-IL:lcpc"), at)


def unclaimed(scene):
    """Harbor brought her from a roster; she has no account, and nobody else sees her. She is invited to take it over."""
    at = yield scene.ago(33, 16)
    practitioner = _imported(scene, claims(scene, 3, "Millicent", "Underwold", "US-IL:lcsw"), at)
    at = yield scene.ago(3, 16)
    invitations.invite_owner(
        practitioner=practitioner, organization=scene.crew.organization, address="millicent@mail.example",
        actor=scene.crew.manager, at=at,
    )


def claimed(scene):
    """She says that an imported profile is hers and knows its license number; a colleague still has to confirm."""
    at = yield scene.ago(40, 16)
    row = claims(scene, 4, "Ferdinand", "Osterly", "US-IL:lcpc")
    practitioner = _imported(scene, row, at)
    at = yield scene.ago(6, 16)
    invitation = invitations.invite_owner(
        practitioner=practitioner, organization=scene.crew.organization, address="ferdinand@mail.example",
        actor=scene.crew.manager, at=at,
    )
    at = yield scene.ago(2, 16)
    accepting.accept_anew(
        invitation, password=None, given_name="Ferdinand", family_name="Osterly", number=row.license_number, at=at
    )


def invited(scene):
    """A therapist and a colleague were invited and have not answered; an older invitation was withdrawn."""
    at = yield scene.ago(9, 16)
    organization, crew, actors = scene.crew.organization, scene.crew, scene.stage.actors
    names = {"given_name": "Tamsin", "family_name": "Reedwater"}
    wrong = invitations.invite_therapist(
        organization=organization, address="tamsin@mail.example", actor=crew.manager, at=at, **names
    )
    at = yield scene.ago(5, 16)
    invitations.revoke(Invitation.objects.within(organization).get(pk=wrong.pk), actor=crew.manager, at=at)
    invitations.invite_therapist(
        organization=organization, address="tamsin.reedwater@mail.example", actor=crew.manager, at=at, **names
    )
    at = yield scene.ago(4, 16)
    invitations.invite_colleague(
        organization=organization, address="orla@harbor.example", roles=[Role.VERIFIER], given_name="Orla", family_name="Dewberry",
        actor=actors["alden"], at=at,
    )


def lost_her_telephone(scene):
    """Hollis of finance lost his second step and asks two colleagues to vouch for him."""
    at = yield scene.ago(1, 17)
    user = User.objects.get(pk=scene.stage.actors["hollis"].user_id)
    recoveries.ask(user=user, organization=scene.crew.organization, note="My telephone fell into the harbor.", at=at)

