"""Which VAT counts, who is paid after two people said so, how a case is closed, and what keeps money from a payee."""

import pytest
from django.db import IntegrityError, transaction

from network import clock
from network.access import Forbidden
from network.events import timeline
from network.models import Job, Jurisdiction, Parameter
from network.worker import drain
from payments.facts.accounts import link_on
from payments.facts.payable import missing
from payments.facts.taxes import vat_points
from payments.models import Authorization, LinkProposal, VatChange, VatPosition
from payments.rates import Purpose
from payments.releasing import Missing
from payments.workflow import checking, closing, linking, payees, taxes
from tests.payments.house import days
from tests.payments.test_sessions import _ready, house, lines, log, ready, sent
from tests.payments.test_waiving import as_person
from tests.vetting.hers import as_her
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and ready and _ready


def proposed(house, points, *, payee=True, first=-50, actor=None, **more):
    given = {"source": "Ruling 7", "as_of": house.day(-60), "profession": "", "purpose": "", **more}
    return taxes.propose_position(
        house.organization, payee=house.payee if payee else None, basis_points=points, first=house.day(first),
        actor=actor or house.priya, at=house.at(), **given,
    )


def position(house, points, **more):
    """Proposed by Priya, confirmed by Ben."""
    return taxes.confirm(proposed(house, points, **more), actor=house.ben, at=house.at())


def points(house, purpose=Purpose.CARE, day=0, profession="psychologist"):
    return vat_points(house.payee, profession, purpose, house.day(day))


# ── VAT ──────────────────────────────────────────────────────────────────────


def test_the_more_exact_and_the_later_row_counts_and_the_payees_before_the_organizations(house):
    assert points(house) is None
    position(house, 2100, payee=False)
    assert [points(house), points(house, Purpose.COMPANY)] == [2100, 2100]
    position(house, None, payee=False, purpose="care")
    assert [points(house), points(house, Purpose.COMPANY)] == [None, 2100]
    position(house, 900, payee=False, profession="coach")
    assert [points(house), points(house, profession="coach")] == [None, 900]
    position(house, 600, first=-1)
    assert [points(house, day=day) for day in (-2, -1, 0)] == [None, 600, 600]


@pytest.mark.parametrize(("more", "codes"), [
    ({"source": " "}, ["vat_unfounded"]), ({"as_of": None}, []), ({}, []),
])
def test_a_position_has_a_source_and_a_day_that_was(house, more, codes):
    given = {**more, "as_of": house.day(1 if codes == ["day_ahead"] else 0)}
    if codes:
        assert refused(position, house, 2100, **given) == codes
    else:
        assert position(house, 2100, **given).pk
        assert refused(position, house, 900, **given) == ["vat_same_day"]
    assert refused(position, house, 2100, first=-3, as_of=house.day(1)) == ["day_ahead"]
    with pytest.raises(Forbidden):
        position(house, 2100, first=-3, actor=house.ben)


def test_a_line_is_claimed_and_checked_by_the_position_of_its_day(house):
    position(house, 2100)
    (line,) = sent(house, -1)
    assert (line.minor, line.vat_minor, line.state) == (9500, 1995, "matched")
    position(house, None, first=-2)  # from the day before yesterday on she is exempt
    checking.check(line, at=house.at())
    assert (line.state, line.stops) == ("exception", ["vat_not_due"])
    checking.correct(line, reason="Exempt now.", actor=house.priya, at=house.at())
    assert (line.state, line.vat_minor, line.total.minor) == ("matched", 0, 9500)


def test_where_positions_are_kept_a_payee_without_one_is_not_read_as_exempt(house):
    position(house, 2100, payee=False, purpose="company")
    (line,) = sent(house, -1)
    assert line.stops == ["vat_unknown"]


def test_the_database_keeps_a_source_and_one_row_a_day(house):
    row = position(house, 2100)
    with pytest.raises(IntegrityError), transaction.atomic():
        VatPosition.objects.within(house.organization).filter(pk=row.pk).update(source="")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("payee", [True, False])
def test_a_second_person_confirms_which_vat_counts(house, payee):
    change = proposed(house, 2100, payee=payee)
    assert (change.state, points(house)) == ("proposed", None) and not VatPosition.objects.within(house.organization).exists()
    assert refused(proposed, house, 900, payee=payee, first=-3) == ["change_waits"]
    assert proposed(house, 900, payee=payee, first=-3, purpose="company").state == "proposed"  # for something else
    for guise in (house.priya, as_person(house.priya, house.priya.person_id, "finance_approver")):
        assert refused(taxes.confirm, change, actor=guise, at=house.at()) == ["same_person"]
    assert refused(taxes.confirm, change, actor=house.rosa, at=house.at()) == ["not_allowed"]
    row = taxes.confirm(change, actor=house.ben, at=house.at(1))
    assert (row.payee, row.basis_points, row.source, row.first) == (house.payee if payee else None, 2100, "Ruling 7", house.day(-50))
    assert (row.recorded_by_id, change.settled_by_id, points(house)) == (house.priya.person_id, house.ben.person_id, 2100)
    about = house.payee if payee else change
    assert {"vat.proposed", "vatchange.confirm"} <= {event.action for event in timeline(about)}
    assert [event.action for event in timeline(row)] == ["vat.set"]
    assert refused(taxes.confirm, change, actor=house.ben, at=house.at(1)) == ["wrong_state"]


def test_nobody_confirms_the_vat_of_what_she_is_paid(house):
    her = as_person(house.ben, house.herself.person_id)
    assert refused(taxes.confirm, proposed(house, 2100), actor=her, at=house.at()) == ["own_money"]


def test_a_position_is_refused_with_a_reason_and_asked_again_when_it_is_confirmed(house):
    change = proposed(house, 2100)
    assert refused(taxes.refuse, change, reason=" ", actor=house.ben, at=house.at()) == ["no_reason"]
    taxes.refuse(change, reason="Not that ruling.", actor=house.ben, at=house.at())
    assert (change.state, points(house)) == ("refused", None)
    second = proposed(house, 900)
    VatChange.objects.within(house.organization).filter(pk=change.pk).update(state="confirmed", settled_by=house.ben.person_id)
    VatPosition.objects.create(
        organization=house.organization, payee=house.payee, basis_points=600, first=house.day(-50), source="Another way.",
        as_of=house.day(-60), recorded_at=house.at(), recorded_by_id=house.priya.person_id,
    )
    assert refused(taxes.confirm, second, actor=house.ben, at=house.at()) == ["vat_same_day"]
    assert second.state == "proposed"


def test_the_database_wants_two_persons_behind_a_position_and_one_that_waits(house):
    rows = VatChange.objects.within(house.organization)
    for payee in (True, False):
        change = proposed(house, 2100, payee=payee)
        for wrong in ({"state": "confirmed", "settled_by": house.priya.person_id}, {"basis_points": 10001}, {"state": "lost"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.filter(pk=change.pk).update(**wrong)
        change.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            change.save(force_insert=True)


def test_a_line_that_waited_for_a_position_is_asked_for_when_it_is_confirmed(house):
    position(house, 2100, payee=False, purpose="company")
    (line,) = sent(house, -1)
    assert line.stops == ["vat_unknown"]
    Job.objects.all().delete()
    change = proposed(house, 2100, payee=False, profession=house.practitioner.profession)
    assert not Job.objects.filter(name="payments.recheck_lines").exists()
    taxes.confirm(change, actor=house.ben, at=house.at())
    assert Job.objects.filter(name="payments.recheck_lines").count() == 1


def test_a_line_that_matched_is_checked_anew_by_the_organizations_position(house):
    (line,) = sent(house, -1)
    assert (line.state, line.vat_minor) == ("matched", 0)
    change = proposed(house, 2100, payee=False)
    drain()
    line.refresh_from_db()
    assert line.state == "matched"  # what is proposed decides nothing
    taxes.confirm(change, actor=house.ben, at=house.at())
    drain()
    line.refresh_from_db()
    assert (line.state, line.stops) == ("exception", ["vat_differs"])


def test_it_is_proposed_and_confirmed_on_its_pages(client, house):
    every, one = house.url("vat_positions"), house.url("payee", pk=house.payee.pk)
    sign_in(client, house.priya)
    assert every in client.get(house.url("payees")).content.decode()
    given = {"basis_points": "2100", "source": "Ruling 7", **days("first", house.day(-50)), **days("as_of", house.day(-60))}
    assert client.post(every, {"do": "propose", **given, "source": ""}).status_code == 422
    assert client.post(every, {"do": "propose", **given, "profession": "magician"}).status_code == 422
    assert client.post(every, {"do": "propose", **given, "profession": "psychologist"}).url == every
    assert client.post(every, {"do": "propose", **given, "profession": "psychologist"}).status_code == 409
    assert client.post(one, {"do": "vat", **given, "source": ""}).status_code == 422
    answer = client.post(one, {"do": "vat", **given, "basis_points": ""}, follow=True)
    assert answer.redirect_chain[-1][0] == one and "Proposed. It counts once another person confirms it." in text(answer)
    assert "1 position waits for a second person" in text(client.get(one))
    said = text(client.get(every))
    assert "Psychologist" in said and "Ruling 7" in said and "You proposed this yourself" in said and "Wren Halloway" in said
    general, hers = VatChange.objects.within(house.organization).order_by("pk")
    assert client.post(every, {"do": "confirm", "change": general.pk}).status_code == 409
    sign_in(client, house.ben)
    assert every in client.get(house.url("money")).content.decode()
    assert client.post(every, {"do": "propose", **given}).status_code == 403
    for odd in ("", "x", "0", "9" * 30):
        assert client.post(every, {"do": "confirm", "change": odd}).status_code == 404
    assert client.post(every, {"do": "confirm", "change": general.pk}).url == every
    assert client.post(every, {"do": "refuse", "change": hers.pk, "reason": ""}).status_code == 422
    assert client.post(every, {"do": "refuse", "change": hers.pk, "reason": "Not hers."}).url == every
    said = text(client.get(every))
    assert "21% · Psychologist · every payee · Ruling 7" in said and "Not hers." not in said
    sign_in(client, house.rosa)
    assert client.get(every).status_code == 403


# ── Who is paid ──────────────────────────────────────────────────────────────


def propose(house, group, *, first=10, reason="She joined the practice."):
    given = {"participation": house.participation, "first": house.day(first), "reason": reason}
    return linking.propose(group, **given, actor=house.priya, at=house.at())


@pytest.fixture
def group(house):
    return payees.create_payee(organization=house.organization, name="Harbor Practice", kind="group", actor=house.priya, at=house.at())


def test_a_second_person_confirms_who_is_paid(house, group):
    row = propose(house, group)
    assert refused(propose, house, group) == ["change_waits"]
    assert link_on(house.participation, house.day(20)).payee == house.payee
    same = as_person(house.priya, house.priya.person_id, "finance_approver")
    assert refused(linking.confirm, row, actor=same, at=house.at()) == ["same_person"]
    assert refused(linking.confirm, row, actor=as_person(house.ben, house.herself.person_id), at=house.at()) == ["own_money"]
    linking.confirm(row, actor=house.ben, at=house.at())
    assert [link_on(house.participation, house.day(day)).payee for day in (9, 10)] == [house.payee, group]
    assert row.state == "confirmed"


def test_a_proposal_has_a_reason_and_a_later_day_and_may_be_refused(house, group):
    assert refused(propose, house, group, reason=" ") == ["no_reason"]
    assert refused(propose, house, group, first=-60) == ["link_not_later"]
    row = propose(house, group)
    assert refused(linking.refuse, row, reason=" ", actor=house.ben, at=house.at()) == ["no_reason"]
    linking.refuse(row, reason="Nobody knows of it.", actor=house.ben, at=house.at())
    assert link_on(house.participation, house.day(20)).payee == house.payee
    row = propose(house, group)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkProposal.objects.within(house.organization).filter(pk=row.pk).update(state="confirmed", settled_by=house.priya.person_id)


# ── What keeps money from a payee ────────────────────────────────────────────


def test_what_is_missing_is_shown_before_anything_is_paid(client, house):
    house.organization.country = "US"
    house.organization.save()
    at, on = clock.now(), clock.today(house.organization.zone)
    assert missing(house.payee, at=at, on=on) == (Missing.TAX_FORM, Missing.ACCOUNT)
    as_her(client, house.herself)
    assert "tax form is missing" in text(client.get(f"/me/money/account/{house.organization.slug}/"))
    sign_in(client, house.priya)
    assert "The tax form is missing." in text(client.get(house.url("payee", pk=house.payee.pk)))
    payees.change_payee(house.payee, tax_form_on=house.day(), actor=house.priya, at=house.at())
    assert missing(house.payee, at=at, on=on) == (Missing.ACCOUNT,)


# ── Closing a case ───────────────────────────────────────────────────────────


@pytest.fixture
def asks_form(house):
    Parameter(
        organization=house.organization, key="payments.closing_form", value=1, effective_from=house.day(-60),
        author_id=house.priya.person_id,
    ).save()
    return house


def test_the_last_line_waits_until_she_said_how_it_ended(asks_form):
    house = asks_form
    first, last = sent(house, -3, -1, final=False)
    assert first.state == last.state == "matched"
    type(last.session).objects.within(house.organization).filter(pk=last.session_id).update(final=True)
    last = lines(house).select_related("session").get(pk=last.pk)
    checking.check(last, at=house.at())
    assert (last.state, last.stops) == ("exception", ["closing_form_missing"])
    assert refused(closing.finish, house.authorization, outcome="", actor=house.herself, at=house.at()) == ["no_outcome"]
    assert refused(closing.finish, house.authorization, outcome="a story", actor=house.herself, at=house.at()) == ["no_outcome"]
    closing.finish(house.authorization, outcome="goals_met", actor=house.herself, at=house.at())
    row = Authorization.objects.within(house.organization).get()
    assert (row.state, row.outcome, row.closing_form_on) == ("closed", "goals_met", house.day())
    assert refused(closing.finish, row, outcome="partly", actor=house.herself, at=house.at()) == ["closed_already"]
    last = lines(house).select_related("session").get(pk=last.pk)
    checking.check(last, at=house.at())
    assert (last.state, last.stops) == ("matched", [])


def test_it_is_said_on_her_page_and_by_nobody_else(client, house):
    log(house)
    where = f"/me/money/sessions/{house.authorization.reference}/"
    as_her(client, house.herself)
    assert "The case is closed" in text(client.get(where))
    assert client.post(where, {"do": "finish"}).status_code == 422
    assert client.post(where, {"do": "finish", "outcome": "partly"}).status_code == 302
    assert "It was reached in part" in text(client.get(where))
    assert client.post(where, {"do": "finish", "outcome": "partly"}).status_code == 409
    assert refused(closing.finish, house.authorization, outcome="partly", actor=house.rosa, at=house.at()) == ["not_allowed"]


# ── An authorization by hand ─────────────────────────────────────────────────


def test_by_hand_it_asks_in_which_state_the_client_is(client, house):
    house.organization.country = "US"
    house.organization.save()
    Jurisdiction.objects.update_or_create(code="US-IL", defaults={"name": "Illinois", "zone": "America/Chicago"})
    sign_in(client, house.rosa)
    on = clock.today(house.organization.zone)
    given = {"therapist": house.practitioner.reference, "kind": "sessions", "service": "counseling", "units": 3}
    given |= days("first", on) | days("last", on)
    where = house.url("authorize")
    assert client.post(where, given).status_code == 422
    assert client.post(where, {**given, "client_in": "us"}).status_code == 422
    assert client.post(where, {**given, "client_in": "us-il"}).status_code == 302
    assert Authorization.objects.within(house.organization).first().client_in == "US-IL"


def test_the_form_says_why_the_state_is_asked_and_the_page_what_one_without_it_costs(client, house):
    house.organization.country = "US"
    house.organization.save()
    Jurisdiction.objects.update_or_create(code="US-IL", defaults={"name": "Illinois", "zone": "America/Chicago"})
    sign_in(client, house.rosa)
    said = text(client.get(house.url("authorize")))
    assert "A license counts in its state alone" in said and "Where the client is (optional)" not in said
    row = house.authorized()
    type(row).objects.within(house.organization).filter(pk=row.pk).update(client_in="")  # as one of earlier days may be
    shown = house.url("authorization", reference=row.reference)
    assert "not said, and without the state none of its sessions is paid" in text(client.get(shown))
    Jurisdiction.objects.update_or_create(code="XX", defaults={"name": "Nowhere", "zone": "UTC"})
    house.organization.country = "XX"
    house.organization.save()
    said = text(client.get(house.url("authorize")))
    assert "Empty: the country of the organization." in said and "Where the client is (optional)" in said
