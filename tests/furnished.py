"""A world in which every page has something to show: files in every state, questions, appeals, holds, invitations, claims."""

from contextlib import suppress
from datetime import date

from network.access import Role, system
from network.care.demo import towns
from network.care.demo.stories import House, set_up, signs, takes_calls
from network.care.workflow.places import load_places
from network.demo.stage import Calendar
from network.demo.world import Stage
from network.models import Person, User
from network.worker import drain
from network.workflow import concerns, invitations, recoveries
from network.workflow.holds import open_hold
from network.workflow.participation import take_part
from network.workflow.people import register_practitioner
from network.workflow.same_person import suspect_same_person
from payments.demo import batches
from payments.demo.prologue import first_terms
from payments.demo.stories import Till
from payments.models import Invoice
from payments.workflow import accounts, batching, checking, invoicing, payees, recovering, sessions
from tests import world as worlds
from tests.payments.paying import opened
from vetting.terms import Asked, Terms
from vetting.workflow import acting, agenda, applying, deciding, meetings, monitoring, voting
from vetting.workflow.policies import draft_from_preset, send_for_approval
from vetting.workflow.renewing import open_renewal
from vetting.workflow.saved_views import save_view


def furnished() -> worlds.World:
    """Two of the three organizations are full; the third has staff and nothing else. Every job has run."""
    world = worlds.build(committee={"meetings": True})
    full = (world.harbor, world.noorderlicht)
    for organization in full:
        files(world, organization)
        committee(world, organization)
        people(world, organization)
        money(world, organization)
    calls(world, *full)
    for organization in full:  # last, because a listed name makes others who share it possible matches
        worlds.checking(world, organization, yes={"license_action": "A reprimand in 2019."}, listed=True)
    drain()
    return world


def files(world, organization):
    """A file in every state, one of them asked something, one appealed, one on hold; and a policy being written."""
    crew, at = world.crew(organization), world.at
    for state in (worlds.draft, worlds.submitted, worlds.checked, worlds.in_review, worlds.approved, worlds.denied):
        state(world, organization)
    world.file(worlds.checking(world, organization)).ask(at, "The newer of the two certificates, please.")
    world.file(worlds.denied(world, organization)).appeal(at, "The amount on the certificate was misread.")
    open_hold(
        participation=worlds.active(world, organization).participation, reason="complaint", first=world.day(organization),
        service="counseling", mode="video", comment="A caller was left waiting.", actor=crew.manager, at=at,
    )
    asked = Asked("A letter of your supervisor.", world.day(organization, -60), crew.manager.person_id)
    ending = {"license_expires": world.day(organization, -20)} if organization == world.harbor else {}
    worlds.active(world, organization, worlds.therapist(world, organization=organization, **ending))
    monitoring.watch(organization, at=at)
    done = worlds.approved(world, organization)
    renewal = open_renewal(done, actor=system("nightly", organization), at=at)
    applying.read_rights(renewal, actor=world.herself(done), at=at)
    save_view(organization, name="To begin", base="open", filters={"state": "submitted"}, shared=False, actor=crew.manager, at=at)
    terms = Terms("The practice is young.", world.day(organization, -400), (asked,))
    deciding.approve(worlds.in_review(world, organization), terms=terms, actor=crew.director, at=at)
    said = {"kind": "access", "severity": "serious", "channel": "call", "received_on": world.day(organization), "at": at}
    concerns.log(worlds.active(world, organization).participation, text="The client waited.", actor=crew.manager, **said)
    suspended = worlds.active(world, organization).participation
    open_hold(
        participation=suspended, reason="complaint", first=world.day(organization), comment="Before the board told.", actor=crew.manager,
        at=at,
    )
    acting.suspend(suspended, reason="The board told of an incident.", actor=crew.director, at=at)
    preset = "EAP-NL" if organization.language == "nl" else "EASNA-high"
    draft = draft_from_preset(
        organization=organization, preset=preset, effective_from=world.day(organization, -40), note="A stricter year.",
        actor=crew.manager, at=at,
    )
    if organization == world.noorderlicht:
        send_for_approval(draft, actor=crew.manager, at=at)


def committee(world, organization):
    """Three members; a meeting that denied one file and was signed, and one to come with another on its agenda."""
    crew, at, on = world.crew(organization), world.at, world.day(organization)
    for actor in (crew.committee, crew.second, crew.director):
        meetings.appoint(
            organization=organization, person=Person.objects.get(pk=actor.person_id), starts_on=on, chair=actor is crew.committee,
            actor=crew.director, at=at,
        )
    case = worlds.in_review(world, organization, yes={"license_action": "A reprimand in 2019."})
    held = agenda.plan_meeting(organization=organization, on=on, place="Quay room", actor=crew.manager, at=at)
    meetings.open_meeting(held, actor=crew.committee, at=at)
    item = held.items.get(application=case)
    for actor in (crew.committee, crew.second):
        voting.cast(item, choice="denied_quality", reason="Too recent.", actor=actor, at=at)
    voting.carry(item, reason="A reprimand that was left out.", actor=crew.committee, at=at)
    for left in held.items.filter(state="open").exclude(kind="clean"):
        voting.table(left, reason="No time was left today.", actor=crew.committee, at=at)
    meetings.close_meeting(held, actor=crew.committee, at=at)
    meetings.sign_minutes(held, actor=crew.committee, at=at)
    worlds.in_review(world, organization, yes={"license_action": "A reprimand in 2018."})
    agenda.plan_meeting(organization=organization, on=world.day(organization, -7), place="Quay room", actor=crew.manager, at=at)


def money(world, organization):
    """Terms and rates, somebody who is paid and asks for another account, an invoice of today, and a batch with one of its lines."""
    crew, at, on = world.crew(organization), world.at, world.day(organization)
    first_terms(organization, writer=crew.manager, reader=crew.director, at=at)
    till = Till.of(stage_of(world), organization.slug)
    application = worlds.active(world, organization)
    row, her = application.participation, {"actor": world.herself(application), "at": at}
    payee = payees.create_payee(organization=organization, name="Tern Practice", participation=row, tax_id="00-0000001", **her)
    number = {"number": "000123456", "routing": "021000021"} if organization.currency == "USD" else {"number": "NL91ABNA0417164300"}
    accounts.request(payee, holder="Tern Practice", participation=row, reauthenticated_at=at, **number, **her)
    granted = till.authorize(row, units=3, ago=0, at=at)
    sessions.log(granted, day=on, mode="in_person", **her)
    sessions.log(till.authorize(row, units=2, ago=0, at=at, subject_key="f" * 64), day=on, mode="in_person", **her)
    invoice = Invoice.objects.within(organization).get(participation=row, state="draft")
    invoicing.send(invoice, **her)
    checking.check_invoice(invoice, at=at)
    checking.approve(invoice.lines.get(state="matched", session__authorization__units=2), actor=till.people[Role.FINANCE_APPROVER], at=at)
    to_pay_from = batches.FROM if organization.currency == "USD" else {"rail": "sepa", "holder": "Tern", "number": "NL20INGB0001234567"}
    account = opened(organization, till.people[Role.FINANCE], till.people[Role.FINANCE_APPROVER], at, **to_pay_from)
    batching.make(account, pays_on=on, actor=till.people[Role.FINANCE], at=at)
    # no bank answers here, so a claim stands on what is still to be paid: its words are what is wanted
    recovering.open_for(invoice.lines.get(session__authorization__units=2), at=at)


def stage_of(world):
    """What the demo's stories stand on, in this world."""
    return Stage(Calendar(world.at), world.at, world.organizations, world.actors)


def calls(world, *organizations):
    """Employers, their contracts, who has time, and calls that were referred, accepted, declined and left half-filled."""
    stage = stage_of(world)
    load_places(towns.rows(), source=towns.SOURCE, actor=system("demo"), at=world.at)
    for organization in organizations:
        house = House(stage, organization.slug)
        for story in (signs(house), set_up(house), takes_calls(house)):
            next(story)
            with suppress(StopIteration):
                while True:
                    story.send(world.at)


def people(world, organization):
    """Links wait in mails; somebody lost her second step; two people may be one."""
    crew, slug, at = world.crew(organization), organization.slug, world.at
    admin = next(actor for actor in world.actors.values() if actor.organization_id == organization.pk and Role.ADMIN in actor.roles)
    said = {"organization": organization, "at": at}
    names = {"given_name": "Ember", "family_name": "Quickthorn"}
    invitations.invite_colleague(address=f"new@{slug}.example", roles=[Role.VERIFIER], actor=admin, **names, **said)
    names = {"given_name": "Ottilie", "family_name": "Marram"}
    invitations.invite_therapist(address=f"free@{slug}.example", actor=crew.manager, **names, **said)
    for given_name in ("Corin", "Tansy"):
        address = f"{given_name.lower()}@{slug}.example"
        owner = register_practitioner(
            given_name=given_name, family_name="Hawkbit", date_of_birth=date(1979, 3, 2), email=address,
            imported_by=organization, actor=crew.manager, at=at,
        )
        take_part(practitioner=owner, actor=crew.manager, **said)
        if given_name == "Corin":
            invitations.invite_owner(practitioner=owner, address=address, actor=crew.manager, **said)
    recoveries.ask(user=User.objects.get(pk=crew.verifier.user_id), note="My phone fell into the harbor.", **said)
    one, other = (User.objects.get(pk=actor.user_id).person for actor in (crew.committee, crew.second))
    suspect_same_person(one=one, other=other, reason="They share a telephone.", actor=admin, at=at)
