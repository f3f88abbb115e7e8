"""The demo's doors: colleagues and therapists who are invited, imported profiles and who claims them, lost second steps."""

import secrets
from datetime import date

from licensure.workflow.evidence import add_license
from network.demo.world import Stage
from network.models import Claim, Invitation, User
from network.workflow import accepting, claims, invitations, recoveries
from network.workflow.people import register_practitioner
from network.workflow.standing import take_part


def stories(stage: Stage) -> list:
    """All of them; each goes on where the days allow."""
    return [
        colleague(stage, "harbor", "alden", 4, "Juna", "Wexcombe", ["verifier", "intake"]),
        colleague(stage, "noorderlicht", "roelof", 3, "Jorrit", "Wadlicht", ["verifier"]),
        therapist(stage, 2, "Calla", "Brindlewood"),
        therapist(stage, 20, "Orla", "Pennywhistle"),  # too old by now
        profile(stage, 30, "Gideon", "Umberfield", "149.900004", date(1971, 6, 2)),
        owner(stage, (16, 9, 2, None), "Corin", "Applewhite", "149.900001", date(1975, 1, 2)),
        owner(stage, (70, 66, 60, 58), "Delphine", "Starling", "149.900002", date(1969, 8, 30)),
        owner(stage, (95, 90, 88, 87), "Emmett", "Rushgrove", "149.900003", date(1982, 3, 14), herself=False),
        locked_out(stage, (1,), "rosa", "My phone fell into the harbor."),
        locked_out(stage, (2, 1), "hollis", "My key is in a bag that was stolen."),
        locked_out(stage, (61, 60, 60), "una", "New phone, and the old one is wiped."),
        refused(stage, (90, 89), "priya"),
    ]


def colleague(stage, slug, by, ago, given, family, roles):
    """Somebody is invited to work here and has not answered."""
    at = yield _ago(stage, slug, ago)
    organization, address = stage.organizations[slug], f"{given.lower()}@{slug}.example"
    invitations.invite_colleague(
        organization=organization, address=address, given_name=given, family_name=family, roles=roles, actor=stage.actors[by], at=at
    )


def therapist(stage, ago, given, family):
    """A therapist is invited and has not answered."""
    at = yield _ago(stage, "harbor", ago)
    invitations.invite_therapist(
        organization=stage.organizations["harbor"], address=f"{given.lower()}@mail.example", given_name=given, family_name=family,
        actor=stage.actors["maya"], at=at,
    )


def profile(stage, ago, given, family, number, born):
    """Harbor imports somebody who has no account."""
    at = yield _ago(stage, "harbor", ago)
    return _imported(stage, given, family, number, born, at)


def owner(stage, days, given, family, number, born, *, herself=True):
    """An imported profile: its owner is invited, claims it, and a colleague says whether it is her."""
    imported, asked, claimed, decided = days
    row = yield from profile(stage, imported, given, family, number, born)
    at = yield _ago(stage, "harbor", asked)
    address = row.email
    harbor, maya, alden = stage.organizations["harbor"], stage.actors["maya"], stage.actors["alden"]
    invitations.invite_owner(practitioner=row, organization=harbor, address=address, actor=maya, at=at)
    at = yield _ago(stage, "harbor", claimed)
    letter = Invitation.objects.within(harbor).open().get(practitioner=row)
    accepting.accept_anew(letter, password=secrets.token_urlsafe(), number=number, given_name=given, family_name=family, at=at)
    if decided is None:
        return
    at = yield _ago(stage, "harbor", decided)
    claim = Claim.objects.within(harbor).get(invitation=letter)
    if herself:
        claims.confirm_claim(claim, how="Called her practice on the number of the register; she answered.", actor=alden, at=at)
    else:
        claims.refuse_claim(claim, how="His practice says he never got the invitation; the address is not his.", actor=alden, at=at)


def _imported(stage, given, family, number, born, at):
    harbor, maya = stage.organizations["harbor"], stage.actors["maya"]
    row = register_practitioner(
        given_name=given, family_name=family, date_of_birth=born, email=f"{given.lower()}.{family.lower()}@mail.example",
        profession="social_worker", imported_by=harbor, actor=maya, at=at,
    )
    take_part(organization=harbor, practitioner=row, actor=maya, at=at)
    add_license(
        practitioner=row, actor=maya, at=at, jurisdiction_id="US-IL", license_type="US-IL:lcsw", number=number,
        issued_on=date(born.year + 30, 5, 1), expires_on=date(at.year + 1, 11, 30),
    )
    return row


def locked_out(stage, days, who, note):
    """Somebody lost her second step; as many people vouch for her as there are days left."""
    at = yield _ago(stage, "harbor", days[0])
    harbor = stage.organizations["harbor"]
    row = recoveries.ask(user=User.objects.get(email=f"{who}@harbor.example"), organization=harbor, note=note, at=at)
    for number, (ago, by) in enumerate(zip(days[1:], ("alden", "maya"), strict=False)):
        at = yield _ago(stage, "harbor", ago, hour=16 + number)
        recoveries.confirm(row, how="Called the number in the staff file.", actor=stage.actors[by], at=at)


def refused(stage, days, who):
    """Somebody asked in a colleague's name."""
    at = yield _ago(stage, "harbor", days[0])
    harbor = stage.organizations["harbor"]
    row = recoveries.ask(user=User.objects.get(email=f"{who}@harbor.example"), organization=harbor, at=at)
    at = yield _ago(stage, "harbor", days[1])
    recoveries.refuse(row, how="She did not ask; her password is being changed.", actor=stage.actors["alden"], at=at)


def _ago(stage, slug, days, hour=15):
    return stage.calendar.ago(days, hour, zone=stage.organizations[slug].zone)
