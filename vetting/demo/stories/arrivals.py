"""How people come to Harbor: an older network moves in, a roster is imported, invitations go out, a profile is claimed."""

from licensure.demo.answers import Desk
from licensure.demo.ordinary import npi_of
from licensure.models import Verification
from licensure.packs import packs
from licensure.screening import Name, Person
from licensure.workflow.evidence import add_credential
from network.access import Role
from network.dates import plus_months
from network.models import Claim, Invitation, User
from network.workflow import accepting, invitations, recoveries
from network.workflow.claims import confirm_claim, refuse_claim
from vetting.claims import Claims
from vetting.workflow import importing, moving_in

BODY = "Credentialing committee of Quayside Assistance"


def stories(scene):
    """People who arrive, and colleagues who must be let in again."""
    return [
        moved_in(scene), moved_in_unchecked(scene), unclaimed(scene), invited(scene),
        claimed(scene, 4, "Ferdinand", "Osterly", "US-IL:lcpc", 2),
        claimed(scene, 5, "Eulalia", "Brightmoor", "US-IL:lcsw", 45, confirmed=True),
        claimed(scene, 6, "Casimir", "Hedgewick", "US-IL:lcpc", 61, confirmed=False),
        lost_the_second_step(scene, "hollis", 1, "My telephone fell into the harbor."),
        lost_the_second_step(scene, "odell", 3, "New telephone, and the old one is wiped.", "vouched"),
        lost_the_second_step(scene, "edda", 120, "The security key broke.", "done"),
        lost_the_second_step(scene, "rosa", 200, "I cannot find my key.", "refused"),
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


def claimed(scene, row, given, family, title, days, confirmed=None):
    """Somebody says that an imported profile is hers and knows its license number; a colleague confirms or refuses it.

    `confirmed` None leaves it waiting. An imported profile that was refused can be claimed by its owner later.
    """
    at = yield scene.ago(days + 30, 16)
    line = claims(scene, row, given, family, title)
    practitioner = _imported(scene, line, at)
    at = yield scene.ago(days + 4, 16)
    invitation = invitations.invite_owner(
        practitioner=practitioner, organization=scene.crew.organization, address=f"{given.lower()}@mail.example",
        actor=scene.crew.manager, at=at,
    )
    at = yield scene.ago(days, 16)
    accepting.accept_anew(
        invitation, password=None, given_name=given, family_name=family, number=line.license_number, at=at
    )
    if confirmed is None:
        return
    at = yield scene.ago(days - 1, 16)
    claim, sure = Claim.objects.within(scene.crew.organization).get(practitioner=practitioner), scene.stage.actors["alden"]
    if confirmed:
        confirm_claim(claim, how="I called the number on the license; she named her last supervisor.", actor=sure, at=at)
    else:
        refuse_claim(claim, how="The birth date she gave is another one.", actor=sure, at=at)


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


def lost_the_second_step(scene, key, days, words, outcome=""):
    """A colleague lost the second step and asks two others to vouch; `outcome` is vouched, done or refused."""
    organization, actors = scene.crew.organization, scene.stage.actors
    at = yield scene.ago(days, 17)
    user = User.objects.get(pk=actors[key].user_id)
    recovery = recoveries.ask(user=user, organization=organization, note=words, at=at)
    if not outcome:
        return
    at = yield scene.ago(days, 18)
    if outcome == "refused":
        recoveries.refuse(recovery, how="I sat beside her: she never asked for this.", actor=actors["alden"], at=at)
        return
    recoveries.confirm(recovery, how="We spoke on video; I know her face and voice.", actor=actors["alden"], at=at)
    if outcome == "done":
        at = yield scene.ago(days, 19)
        recoveries.confirm(recovery, how="She came to my desk.", actor=actors["ines"], at=at)
