"""How each letter of domain 6 comes to be: one act on the real workflow for each, and the job that writes it."""

from datetime import timedelta

from licensure.workflow import verifications
from network.access import system
from network.models import Hold, Participation, Person
from network.workflow import standing
from network.workflow.holds import WATCHED
from tests.sources import source_of
from tests.vetting.test_workflow_deciding import submit
from vetting import jobs, nightly
from vetting.facts.letters import Condition
from vetting.models import Appeal, DisclosureAnswer
from vetting.narrowing import NARROWED
from vetting.terms import Asked, Terms
from vetting.workflow import (
    acting,
    appealing,
    applying,
    checking,
    correspondence_notices,
    deciding,
    differing,
    lapsing,
    renewing,
)

DAYS = timedelta(days=1)
WHY = "Three complaints about late notes."


def later(world, days):
    """The instant so many days ahead."""
    return world.at(-days)


def inside(world):
    """Her participation, active since 60 days."""
    return Participation.objects.within(world.organization).get(pk=world.active(ago=60).participation_id)


def rights(world):
    file = world.draft()
    return lambda: jobs.write_rights(reference=file.reference)


def receipt(world):
    file = world.submitted()
    return lambda: jobs.acknowledge(reference=file.reference)


def not_accepted(world):
    file = world.submitted(profession="lawyer")
    decision = deciding.not_accept(file, reason="We work with counselors only.", actor=world.maya, at=world.now)
    return lambda: jobs.send_decision(id=decision.pk)


def asked(world, ago=0, message="Send page two of the policy."):
    file = world.checking()
    request = checking.request_information(file, message=message, actor=world.tom, at=world.at(ago))
    return file, request


def information_request(world):
    _, request = asked(world)
    return lambda: jobs.send_information_request(id=request.pk)


def reminder(world):
    file, _ = asked(world)
    checking.request_information(file, message="Who knows your work since 2024?", actor=world.tom, at=world.now)
    return lambda: nightly.remind_requests(on=world.day(-7), at=later(world, 7))


def discrepancy(world):
    file = world.checking()
    check = world.check(file, "insurance")
    verifications.obtain(
        check, actor=world.tom, at=world.at(1), method="letter", source=source_of(check), as_of=world.day(1),
        artefact_sha256="ab" * 32, good_through=world.day(-100), values={"per_claim": 50_000_000, "currency": "USD"},
    )
    differing.report(file, check, actor=world.tom, at=world.now)
    request = file.information_requests.get()
    return lambda: jobs.send_information_request(id=request.pk, differs=check.pk)


def lapsed(world):
    file, _ = asked(world)
    lapsing.lapse(file, actor=system("nightly", world.organization), at=later(world, 45))
    return lambda: jobs.tell_closed(reference=file.reference)


def withdrawn(world):
    file = world.submitted()
    applying.withdraw(file, actor=file.herself, at=world.now)
    return lambda: jobs.tell_closed(reference=file.reference)


def approval(world):
    decision = world.approved().decisions.get()
    return lambda: jobs.send_decision(id=decision.pk)


def renewed(world):
    return of_renewal(world)


def renewed_on_terms(world):
    asked = Asked("Supervision twice a month", world.day(-90), world.maya.person_id)
    return of_renewal(world, terms=Terms("Her hours are nearly reached.", world.day(-365), (asked,)))


def of_renewal(world, terms=None):
    file = world.active(ago=40)
    renewal = renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(20))
    submit(world, renewal, file.herself, ago=12)
    checking.begin_checks(renewal, actor=world.tom, at=world.at(10))
    for check in world.checks(renewal):
        world.verify(check, ago=8)
    checking.refer(renewal, actor=world.tom, at=world.at(5))
    decision = deciding.approve(renewal, actor=world.ines, at=world.now, terms=terms)
    return lambda: jobs.send_decision(id=decision.pk)


def conditional(world):
    decision = world.approved().decisions.get()
    rows = [Condition("Supervision twice a month", "The supervisor's statement", world.day(-90))]
    return lambda: correspondence_notices.write_conditional(decision, rows, at=world.now)


def restricted(world):
    return action(world, "restriction", "restricted", limits=NARROWED["no_minors"])


def denial(world):
    decision = world.denied().decisions.get()
    return lambda: jobs.send_decision(id=decision.pk)


def provisional(world):
    file = world.checking()
    return lambda: correspondence_notices.write_provisional(
        file, starts_on=world.day(), ends_on=world.day(-59), limits=["At most three clients at a time"], open_items=["Education"],
        at=world.now,
    )


def unanswered(world):
    """Somebody in the network who has not answered the questions this time."""
    file = world.active()
    DisclosureAnswer.objects.of(file.practitioner).delete()
    return file


def renewal(world):
    file = unanswered(world)
    due = world.fresh(file).next_due_on
    row = renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(120 - (due - world.day()).days))
    return lambda: correspondence_notices.write_renewal(
        row, due_on=due, key="again", at=world.at(120 - (due - world.day()).days), late_until=due + 30 * DAYS
    )


def overdue(world):
    file = unanswered(world)
    due = world.fresh(file).next_due_on
    row = renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(-(due - world.day()).days))
    return lambda: correspondence_notices.write_renewal(row, due_on=due, key="again", at=world.at(-(due - world.day()).days - 1))


def expiry(world, kind="insurance"):
    file = world.active()
    cover, *_more = world.covers(file, kind)
    left = (cover.last - world.day()).days - 30
    return lambda: nightly.remind_expiries(on=world.day(-left), at=later(world, left))


def license_expiry(world):
    return expiry(world, "authority")


def ending(world, criterion):
    """What a rule of hers asks her to keep runs out in 30 days: watching her wrote the hold for the day after."""
    row = inside(world)
    standing.open_hold(
        participation=row, reason="evidence", first=world.day(-31), source=f"{WATCHED}{criterion}", actor=world.maya, at=world.now
    )
    return lambda: nightly.remind_expiries(on=world.day(), at=world.now)


def certificate_expiry(world):
    return ending(world, "certificate_held")


def background_expiry(world):
    return ending(world, "certificate_of_conduct")


def statement_expiry(world):
    return ending(world, "attestation_repeated")


def supervision_expiry(world):
    return ending(world, "supervision_on_file")


def hours_expiry(world):
    return ending(world, "continuing_education")


def stopped(world, reason="license"):
    row = inside(world)
    standing.open_hold(participation=row, reason=reason, first=world.day(), comment="Not renewed", actor=world.maya, at=world.now)
    return lambda: jobs.tell_standing(participation_id=row.pk, practitioner_id=0, organization_id=0)


def stopped_insurance(world):
    return stopped(world, "insurance")


def stopped_evidence(world):
    return stopped(world, "evidence")


def stopped_sanction(world):
    return stopped(world, "sanction")


def stopped_exclusion(world):
    return stopped(world, "exclusion")


def stopped_complaint(world):
    return stopped(world, "complaint")


def stopped_investigation(world):
    return stopped(world, "investigation")


def stopped_pause(world):
    return stopped(world, "pause")


def lifted(world):
    stopped(world)()
    row = Participation.objects.within(world.organization).get()
    hold = Hold.objects.within(world.organization).current().get()
    standing.void_hold(hold=hold, reason="Renewed in time.", actor=world.maya, at=world.now)
    return lambda: jobs.tell_standing(participation_id=row.pk, practitioner_id=0, organization_id=0)


def suspension(world):
    row = acting.suspend(inside(world), reason=WHY, actor=world.ines, at=world.now)
    return lambda: jobs.write_of_action(id=row.pk, kind="suspension")


def action(world, kind, letter, **given):
    row = acting.propose(inside(world), kind=kind, reason=WHY, actor=world.maya, at=world.now, **given)
    acting.notice(row, effective_on=world.day(-30), actor=world.ines, at=world.now)
    return lambda: jobs.write_of_action(id=row.pk, kind=letter)


def without_cause(world):
    return action(world, "termination_without_cause", "termination")


def for_cause(world):
    return action(world, "termination_for_cause", "termination")


def resignation(world):
    file = world.active(ago=60)
    standing.resign(participation=world.fresh(file).participation, last_day=world.day(-30), actor=file.herself, at=world.now)
    return lambda: jobs.tell_leaving(participation_id=file.participation_id, step="resign")


def given_notice(world):
    row = inside(world)
    standing.give_notice(participation=row, last_day=world.day(-30), reason="We close Ohio.", actor=world.maya, at=world.now)
    return lambda: jobs.tell_leaving(participation_id=row.pk, step="give_notice")


def leave(world):
    row = inside(world)
    hold = standing.start_leave(participation=row, first=world.day(-7), last=world.day(-66), actor=world.maya, at=world.now)
    return lambda: jobs.tell_leave(hold_id=hold.pk)


def appealed(world):
    file = world.denied()
    row = Appeal.objects.within(world.organization).get(decision=file.decisions.get())
    grounds = {"grounds": "The amount was raised.", "representative": "Aldous Penhallow", "hearing": True}
    appealing.take_in(row, received_on=world.day(), actor=world.maya, at=world.now, **grounds)
    return row


def of_appeal(row, kind):
    return lambda: jobs.write_of_appeal(id=row.pk, kind=kind)


def appeal_received(world):
    return of_appeal(appealed(world), "appeal_received")


def hearing_notice(world):
    row = appealed(world)
    panel = [Person.objects.get(pk=world.petra.person_id)]
    appealing.appoint(row, panel=panel, hearing_on=world.day(-30), hearing_where="12 Breakwater Row", actor=world.maya, at=world.now)
    return of_appeal(row, "hearing_notice")


def appeal_settled(world):
    row = appealed(world)
    panel = [Person.objects.get(pk=world.petra.person_id)]
    appealing.appoint(row, panel=panel, hearing_on=world.day(-30), hearing_where="12 Breakwater Row", actor=world.maya, at=world.now)
    reason = "The minimum was known when she applied."
    appealing.vote(row, outcome="uphold", reason=reason, actor=world.petra, at=later(world, 31))
    return of_appeal(row, "appeal_settled")
