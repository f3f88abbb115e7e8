"""The pages of care through the test client: a call by keyboard and without JavaScript, offers on a phone, employers."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from network import clock, keyed
from network.care.models import Availability, Away, Contact, CrisisLine, Offer, Place, Referral
from network.care.workflow import answering, availability, settings
from network.models import Contract, Employer, Parameter, RefusedAttempt
from payments.models import Fee, FeeSchedule
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.network.front_door import sign_in
from tests.walked import each_once

pytestmark = pytest.mark.django_db
HARBOR = {"organization": "harbor"}


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer("Waddenhaven Shipyards", "The Yard")
        world.employer("Waddenhaven Bank")
        world.ada, world.bea = world.therapist("Ada First"), world.therapist("Bea Second", at_place="60002")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db, monkeypatch, settings):
    settings.STAFF_SECOND_FACTOR = False
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(hours=1))
    for row in (_world.ada, _world.bea):
        row.refresh_from_db()
    return _world


def text(answer) -> str:
    """What a reader reads in the main part of the page."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def at(name, **kwargs):
    return reverse(name, kwargs={**HARBOR, **kwargs})


CALL = {
    "employer": "the yard", "number": "a 12345", "relation": "employee", "service": "counseling", "support": "Cannot sleep.",
    "urgency": "routine", "place": "Alder", "mode": "in_person", "language": "en", "gender": "", "hours": "", "called": "", "reach": "",
}


def taken(client, world, **changes):
    """A call taken on the page: where it leads."""
    return sign_in(client, world.rosa).post(at("intake"), {**CALL, **changes})


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


# ── A call ───────────────────────────────────────────────────────────────────
def test_a_call_to_two_names_is_one_form_and_one_redirect(client, world):
    answer = taken(client, world)
    contact = Contact.objects.within(world.harbor).get()
    assert answer.url == at("call", reference=contact.reference)
    said = text(client.get(answer.url))
    for part in (
        "2 counselors near Alder", "Covered.", "5 of 5 sessions left for this issue.", "Ada First", "Alder (60001), 0.0 mi", "Bea Second",
        "Birch (60002), 6.9 mi",
        "Works in English", "In good standing in Illinois through 30 Jun 2027", "Offer to Ada", "Offer to all of them",
    ):
        assert part in said, part
    assert "12345" not in client.get(answer.url).content.decode().upper().replace(" ", "")


def test_the_page_offers_every_name_of_an_employer_without_javascript(client, world):
    content = sign_in(client, world.rosa).get(at("intake")).content.decode()
    assert '<datalist id="employers">' in content and '<option value="The Yard">' in content and 'list="employers"' in content


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"employer": ""}, "Fill this in."), ({"employer": "nobody"}, "No employer goes by this name"),
        ({"employer": "waddenhaven"}, "Which one? Waddenhaven Bank, Waddenhaven Shipyards"), ({"number": ""}, "Which employee number?"),
        ({"number": "77"}, "Numbers of this employer look like @#####"), ({"service": ""}, "Choose an answer."),
        ({"place": "Nowhere at all"}, "We know no postcode or town like this"), ({"mode": "telepathy"}, "telepathy"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(client, world, changes, said):
    answer = taken(client, world, **changes)
    assert answer.status_code == 422 and said in text(answer)
    assert not Contact.objects.within(world.harbor).exists()
    assert "12345" not in answer.content.decode()  # never shown again, not even now


def test_the_crisis_button_keeps_the_half_filled_page_and_leads_back_to_it(client, world):
    settings.add_line(
        organization=world.harbor, place="US-IL", name="State line", number="555 0100", note="", source="their site", checked_on=TODAY,
        actor=world.alden, at=AT,
    )
    answer = taken(client, world, crisis="1", service="", place="Somewhere odd")
    contact = Contact.objects.within(world.harbor).get()
    assert (contact.crisis, contact.outcome, contact.place) == (True, "started", "Somewhere odd")
    page = client.get(answer.url)
    assert "State line" in text(page) and "555 0100" in text(page) and "their site" in text(page)
    back = f"{at('intake')}?call={contact.reference}"
    assert back in page.content.decode()
    again = client.get(back).content.decode()
    assert "Waddenhaven Shipyards" in again and "Cannot sleep." in again and "Entered already" in again and "12345" not in again
    done = client.post(back, {**CALL, "number": ""})
    assert done.url == at("call", reference=contact.reference)
    assert Contact.objects.within(world.harbor).get().outcome == "covered"


def test_a_number_kept_before_the_employer_was_chosen_is_asked_for_beside_its_field(client, world):
    answer = taken(client, world, crisis="1", employer="Wadd", number="77")
    back = f"{at('intake')}?call={Contact.objects.within(world.harbor).get().reference}"
    refused = client.post(back, {**CALL, "number": ""})
    assert refused.status_code == 422 and "its numbers look like @#####" in text(refused)
    assert RefusedAttempt.objects.get().codes == ["number_again"]
    assert client.post(back, CALL).status_code == 302 and answer.status_code == 302
    assert Contact.objects.within(world.harbor).get().outcome == "covered"


def test_the_crisis_button_of_a_finished_call_keeps_what_was_changed_and_counts(client, world):
    url = taken(client, world).url
    page = client.get(url).content.decode()
    first, crisis = page.index('form="wish"'), page.index('name="crisis"')
    assert page.index("Search again", first) < crisis  # the Enter key presses the first button of a form
    answer = client.post(url, {"crisis": "1", "place": "Somewhere odd", "called": "Robin", "mode": "video", "urgency": "emergent"})
    contact = Contact.objects.within(world.harbor).get()
    assert answer.url == at("call_crisis", reference=contact.reference)
    assert (contact.crisis, contact.outcome, contact.place) == (True, "covered", "Somewhere odd")
    assert (contact.called, contact.mode) == ("Robin", "video")
    assert at("call", reference=contact.reference) in client.get(answer.url).content.decode()


def test_in_a_crisis_of_a_referred_call_nothing_it_asked_for_is_lost(client, world):
    contact = world.call(world.yard)
    world.refer(contact, world.ada)
    url = at("call", reference=contact.reference)
    assert 'name="crisis"' in sign_in(client, world.rosa).get(url).content.decode()
    assert client.post(url, {"crisis": "1"}).url == at("call_crisis", reference=contact.reference)
    contact.refresh_from_db()
    assert (contact.crisis, contact.place, contact.latitude, contact.called) == (True, "Alder", 41.0, "Blue")


def test_the_crisis_button_is_on_the_page_of_a_referral_and_on_the_list(client, world):
    contact = world.call(world.yard)
    referral = world.refer(contact, world.ada)
    page = sign_in(client, world.rosa).get(at("referral", reference=referral.reference)).content.decode()
    form = re.search(r'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*name="crisis"', page)
    assert form and client.post(form[1], {"crisis": "1"}).url == at("call_crisis", reference=contact.reference)
    contact.refresh_from_db()
    assert (contact.crisis, contact.place, contact.called) == (True, "Alder", "Blue")
    assert f'href="{at("crisis")}"' in client.get(at("referrals")).content.decode()


def test_without_a_place_the_page_asks_where_the_caller_is(client, world):
    page = client.get(taken(client, world, place="", mode="any").url)
    assert "Ask nothing more" not in text(page)
    afar = text(client.get(taken(client, world, place="", mode="video").url))
    assert "2 Not licensed where the caller is Ask where the caller is: sessions count there." in afar and "Nothing:" not in afar
    assert "Fewer than two fit. Ask where the caller is" in text(page) and '<details class="sheet fold" open' in page.content.decode()
    there = client.get(taken(client, world, place="Alder", number="b00002").url)
    assert "Ask where the caller is" not in text(there) and '<details class="sheet fold" open' not in there.content.decode()


def test_nobody_who_fits_is_left_uncounted(client, world):
    for name in ("Cleo Third", "Dora Fourth", "Edda Fifth"):
        world.therapist(name, at_place="60003")
    said = text(client.get(taken(client, world).url))
    assert "3 counselors near Alder" in said and "2 Fit as well Those above come first." in said


def test_who_handed_the_client_on_is_not_named_again(client, world):
    contact = world.call(world.yard)
    referral = world.refer(contact, world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    answering.transfer(referral=referral, reason="No trust.", held=1, actor=world.rosa, at=AT)
    url = at("call", reference=contact.reference)
    said = text(sign_in(client, world.rosa).get(url))
    assert "1 counselor near Alder" in said and "Bea Second" in said and "Ada First" not in said
    assert client.post(at("call_offer", reference=contact.reference), {"who": str(world.ada.pk)}).status_code == 409
    assert client.post(at("call_offer", reference=contact.reference), {"who": str(world.bea.pk)}).status_code == 302
    fresh = Referral.objects.within(world.harbor).exclude(pk=referral.pk).get()
    assert (fresh.follows, fresh.units) == (referral, 4)


def test_the_crisis_page_needs_no_call_and_says_who_enters_the_lines(client, world):
    assert "No crisis lines are entered" in text(sign_in(client, world.rosa).get(at("crisis")))


@pytest.mark.parametrize(
    "changes, said",
    [({"relation": "partner"}, "this contract is for employees alone"), ({"employer": "Waddenhaven Bank"}, "2 counselors near Alder")],
)
def test_covered_or_not_in_words(client, world, changes, said):
    assert said in text(client.get(taken(client, world, **changes).url))


def test_fewer_than_two_says_so_and_widens_one_thing_when_asked(client, world):
    url = taken(client, world, place="60009").url
    said = text(client.get(url))
    assert "Nobody fits this call yet" in said and "Accept any way of meeting: 2 more" in said
    contact = Contact.objects.within(world.harbor).get()
    for name, value in (("max_km", "0"), ("max_km", "999999"), ("max_km", "0100000"), ("max_km", "x"), ("state", "y")):
        client.post(at("call_widen", reference=contact.reference), {name: value})
    contact.refresh_from_db()
    assert (contact.max_km, contact.mode) == (30, "in_person")
    client.post(at("call_widen", reference=contact.reference), {"mode": ""})
    assert "2 counselors near Yew" in text(client.get(url))


def test_why_others_are_not_shown_never_tells_intake_the_reason(client, world):
    world.hold(world.ada)
    said = text(client.get(taken(client, world).url))
    assert "1 Not available for this now" in said and "Ada" not in said and "complaint" not in said.lower()


def test_what_is_asked_can_be_changed_and_a_bad_answer_is_refused(client, world):
    url = taken(client, world).url
    wish = {key: CALL[key] for key in ("urgency", "place", "mode", "language", "gender", "hours", "called", "reach")}
    assert client.post(url, {**wish, "place": "?"}).status_code == 422
    assert client.post(url, {**wish, "mode": "video", "called": "Blue"}).status_code == 302
    said = text(client.get(url))
    assert "Blue" in said and "By video" in said


def test_a_place_stays_where_it_was_found_while_something_else_is_changed(client, world):
    spot = {"country": "US", "kind": "city", "key": "alder", "name": "Alder", "latitude": 35.0, "longitude": -97.0, "size": 900000}
    Place.objects.create(**spot, jurisdiction_id="US-NJ", source="invented")
    contact = Contact.objects.within(world.harbor).get(reference=taken(client, world, place="60001").url.split("/")[-2])
    wish = {key: CALL[key] for key in ("urgency", "place", "mode", "language", "gender", "hours", "called", "reach")}
    for place, found in (("Alder", ("US-IL", 41.0)), ("Alder, NJ", ("US-NJ", 35.0)), ("", ("", None))):
        assert client.post(at("call", reference=contact.reference), {**wish, "place": place, "mode": "any"}).status_code == 302
        contact.refresh_from_db()
        assert (contact.jurisdiction, contact.latitude, contact.mode) == (*found, "any")


# ── Offers ───────────────────────────────────────────────────────────────────
def offered(client, world, who):
    """A call offered on its page."""
    contact = Contact.objects.within(world.harbor).get(reference=taken(client, world).url.split("/")[-2])
    answer = client.post(at("call_offer", reference=contact.reference), {"who": who})
    return contact, answer


def test_offering_to_one_puts_the_others_next_in_line(client, world):
    contact, answer = offered(client, world, str(world.bea.pk))
    referral = Referral.objects.within(world.harbor).get()
    assert answer.url == at("referral", reference=referral.reference)
    rows = Offer.objects.within(world.harbor).order_by("position").values_list("participation", "state")
    assert list(rows) == [(world.bea.pk, "open"), (world.ada.pk, "waiting")]
    said = text(client.get(answer.url))
    assert "Bea Second Answer by" in said and "Offered" in said
    assert "This call was referred." in text(client.get(at("call", reference=contact.reference)))
    again = client.post(at("call_offer", reference=contact.reference), {"who": "all"})
    assert again.status_code == 409 and "This call was referred already." in text(again)


@pytest.mark.parametrize("who", ["", "0", "nobody"])
def test_an_offer_to_nobody_on_the_list_is_refused(client, world, who):
    _contact, answer = offered(client, world, who)
    assert answer.status_code == 409 and "Nobody is chosen." in text(answer)
    assert RefusedAttempt.objects.get().codes == ["nobody_chosen"]


def test_before_she_accepts_her_page_names_neither_client_nor_employer(client, world):
    contact = world.call(world.yard)
    referral = world.refer(contact, world.ada, world.bea, to_all=True)
    offer = world.offer(referral, world.ada)
    sign_in(client, world.ada.herself)
    assert "1 referral waits for your answer" in text(client.get(reverse("my_referrals")))
    page = client.get(reverse("my_offer", args=(offer.pk,)))
    said = page.content.decode()
    assert "Counseling" in text(page) and "5" in text(page) and "Alder" in text(page)
    assert not [word for word in ("Blue", "sleep", "Waddenhaven", "0199", contact.reference) if word in said]
    after = client.post(reverse("my_offer_accept", args=(offer.pk,)), follow=True)
    assert "Blue" in text(after) and "+1 555 0199" in text(after) and "Cannot sleep." in text(after)
    assert "Waddenhaven" not in after.content.decode()
    assert "Offer an appointment by 9 Mar 2026" in text(after)


def test_her_page_says_what_a_session_pays_by_the_schedule_of_the_day(client, world):
    url = reverse("my_offer", args=(world.offer(world.refer(world.call(world.yard), world.ada), world.ada).pk,))
    assert "Fee per session" not in text(sign_in(client, world.ada.herself).get(url))
    for first, minor in ((TODAY - DAY, 9500), (TODAY + DAY, 12000)):
        row = FeeSchedule(
            organization=world.harbor, version=minor, effective_from=first, drafted_at=AT, drafted_by_id=world.maya.person_id
        )
        row.save()
        Fee(organization=world.harbor, schedule=row, service="counseling", unit="session", currency="USD", minor=minor).save()
        FeeSchedule.objects.within(world.harbor).filter(pk=row.pk).update(state="published", settled_by_id=world.ines.person_id)
    said = text(client.get(url))
    assert "Fee per session" in said and "95.00" in said and "120.00" not in said


def test_who_was_a_moment_slower_reads_a_kind_word(client, world):
    referral = world.refer(world.call(world.yard), world.ada, world.bea, to_all=True)
    slower = world.offer(referral, world.bea)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    answer = sign_in(client, world.bea.herself).post(reverse("my_offer_accept", args=(slower.pk,)))
    assert answer.status_code == 409 and "A colleague was a moment quicker: this client has found help." in text(answer)
    assert "Blue" not in answer.content.decode()


def test_declining_needs_a_reason_and_the_appointment_a_day_to_come(client, world):
    referral = world.refer(world.call(world.yard), world.ada, world.bea)
    mine = world.offer(referral, world.ada)
    sign_in(client, world.ada.herself)
    assert client.post(reverse("my_offer_decline", args=(mine.pk,))).status_code == 422
    assert client.post(reverse("my_offer_decline", args=(mine.pk,)), {"reason": "full"}).url == reverse("my_referrals")
    yours = world.offer(referral, world.bea)
    sign_in(client, world.bea.herself).post(reverse("my_offer_accept", args=(yours.pk,)))
    arrange = reverse("my_offer_appointment", args=(yours.pk,))
    assert client.post(arrange, {}).status_code == 422
    assert "That day has passed." in text(client.post(arrange, day("day", TODAY - DAY)))
    assert "First appointment: 4 Mar 2026." in text(client.post(arrange, day("day", TODAY + 2 * DAY), follow=True))


def test_a_strangers_offer_is_not_found_and_one_that_waits_is_not_there_yet(client, world):
    referral = world.refer(world.call(world.yard), world.ada, world.bea)
    waiting = Offer.objects.within(world.harbor).get(referral=referral, participation=world.bea)
    mine = world.offer(referral, world.ada)
    sign_in(client, world.bea.herself)
    for pk in (waiting.pk, mine.pk):
        for name in ("my_offer_accept", "my_offer_decline", "my_offer_appointment"):
            assert client.post(reverse(name, args=(pk,)), {"reason": "full"}).status_code == 404
        assert client.get(reverse("my_offer", args=(pk,))).status_code == 404


def test_intake_closes_and_hands_on_from_the_referrals_page(client, world):
    referral = world.refer(world.call(world.yard), world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    sign_in(client, world.rosa)
    act = lambda do, **data: client.post(at("referral_act", reference=referral.reference, do=do), data)  # noqa: E731
    assert act("nonsense").status_code == 404
    page = text(client.get(at("referral", reference=referral.reference)))
    assert page.count("so many may be reported in all, also those that are not reported yet") == 2  # before handing on and before closing
    assert act("close").status_code == 422
    assert act("transfer", **{"transfer-reason": "Moves.", "transfer-held": "9"}).status_code == 409
    assert act("withdraw", **{"withdraw-reason": "Too late."}).status_code == 409
    moved = act("transfer", **{"transfer-reason": "Moves.", "transfer-held": "2"})
    assert moved.url == at("call", reference=referral.contact.reference)
    assert "3 of 5 sessions left" in text(client.get(moved.url))


@pytest.mark.parametrize(("per", "said"), [("issue", "for this issue."), ("year", "this year."), ("rolling", "in 12 months.")])
def test_what_is_left_says_of_what(client, world, per, said):
    url = taken(client, world).url
    Contract.objects.within(world.harbor).filter(employer=world.yard).update(per=per)
    assert f"5 of 5 sessions left {said}" in text(client.get(url))


def test_the_list_shows_what_is_to_be_done_first(client, world):
    referral = world.refer(world.call(world.yard), world.ada)
    answering.decline(offer=world.offer(referral, world.ada), reason="full", actor=world.ada.herself, at=AT)
    said = text(sign_in(client, world.rosa).get(at("referrals")))
    assert "Nobody took this referral: look again" in said and referral.reference in said
    for query in ("?view=past", "?view=odd&page=x", "?page=99999999"):
        assert client.get(at("referrals") + query).status_code == 200
    answer = client.post(at("referral_again", reference=referral.reference))
    assert answer.status_code == 302
    assert list(Offer.objects.within(world.harbor).order_by("position").values_list("state", flat=True)) == ["declined", "open"]


# ── A therapist's availability ───────────────────────────────────────────────
SAID = {
    "taking": "on", "capacity": "2", "modes": ["in_person"], "hours": ["evening"], "place": "Birch", "second_place": "",
    "languages": ["en", "nl"], "gender": "woman",
}


def test_she_says_on_her_phone_when_and_where_and_it_counts_at_once(client, world):
    url = reverse("my_availability", args=("harbor",))
    sign_in(client, world.ada.herself)
    assert "Alder (60001)" in client.get(url).content.decode()
    assert client.post(url, {**SAID, **day("next_opening", TODAY + DAY)}).url == url
    row = Availability.objects.within(world.harbor).get(participation=world.ada)
    assert (row.capacity, row.languages, row.gender, row.next_opening) == (2, ["en", "nl"], "woman", TODAY + DAY)
    assert [place.label for place in row.practice_places.all()] == ["Birch, IL"]
    assert client.post(url, {**SAID, "place": "Alder (60001)"}).status_code == 302  # as the page shows it


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"capacity": ""}, "Enter for how many clients"), ({"capacity": "-1"}, "0"), ({"capacity": "many"}, "whole number"),
        ({"modes": []}, "Choose how you meet"), ({"languages": ["xx"]}, "xx"), ({"place": ""}, "Enter where you work"),
        ({"place": "Atlantis"}, "We know no postcode or town like this"), ({"next_opening_day": "31"}, "Enter the whole date"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, world, changes, said):
    answer = sign_in(client, world.ada.herself).post(reverse("my_availability", args=("harbor",)), {**SAID, **changes})
    assert answer.status_code == 422 and said in text(answer)
    assert Availability.objects.within(world.harbor).get(participation=world.ada).capacity == 3


def test_off_needs_nothing_else_and_one_tap_confirms(client, world):
    sign_in(client, world.ada.herself)
    assert client.post(reverse("my_availability", args=("harbor",)), {"taking": ""}).status_code == 302
    said = text(client.get(reverse("my_referrals")))
    assert "Harbor Off" in said and "Still right" in said
    answer = client.post(reverse("my_availability_confirm", args=("harbor",)), follow=True)
    assert "Confirmed. We ask again in a month." in answer.content.decode()
    row = Availability.objects.within(world.harbor).get(participation=world.ada)
    assert row.confirmed_at == AT + timedelta(hours=1) and not row.taking


def test_days_away_are_entered_and_taken_back(client, world):
    url = reverse("my_away", args=("harbor",))
    sign_in(client, world.ada.herself)
    given = {**day("away_first", TODAY), **day("away_last", TODAY + 5 * DAY)}
    for bad in ({}, {**given, **day("away_last", TODAY - DAY)}, {**day("away_first", TODAY - 9 * DAY), **day("away_last", TODAY - DAY)}):
        assert client.post(url, bad).status_code == 422
    assert client.post(url, given).status_code == 302
    row = Away.objects.within(world.harbor).get()
    assert "2 Mar 2026 – 7 Mar 2026" in text(client.get(reverse("my_availability", args=("harbor",))))
    assert client.post(url, {"back": "x"}).status_code == 404
    sign_in(client, world.bea.herself)
    assert client.post(url, {"back": str(row.pk)}).status_code == 404
    sign_in(client, world.ada.herself).post(url, {"back": str(row.pk)})
    assert not Away.objects.within(world.harbor).exists()


def test_who_said_nothing_yet_is_asked_and_strangers_organizations_are_not_found(client, world):
    cleo = world.therapist("Cleo Third", said=None)
    sign_in(client, cleo.herself)
    assert "Say when and where you have time" in text(client.get(reverse("my_referrals")))
    assert client.post(reverse("my_availability_confirm", args=("harbor",))).url == reverse("my_availability", args=("harbor",))
    assert client.get(reverse("my_availability", args=("summit",))).status_code == 404
    assert availability.availability_of(cleo) is None


# ── Employers and settings ───────────────────────────────────────────────────
def test_an_employer_its_names_and_its_contract_are_entered_on_pages(client, world):
    sign_in(client, world.maya)
    taken_already = client.post(at("employers"), {"name": "the yard"})
    assert taken_already.status_code == 422 and "Waddenhaven Shipyards is known by this name" in text(taken_already)
    answer = client.post(at("employers"), {"name": "Beacon Works"})
    row = Employer.objects.within(world.harbor).get(name="Beacon Works")
    assert answer.url == at("employer", pk=row.pk) and "not covered" in text(client.get(answer.url))
    client.post(at("employer_aliases", pk=row.pk), {"alias-name": "Beacon"})
    assert client.post(at("employer_aliases", pk=row.pk), {"alias-name": "The Yard"}).status_code == 409
    assert client.post(at("employer_aliases", pk=row.pk), {"alias-name": ""}).status_code == 422
    contract = {**day("first", TODAY), "sessions": "4", "per": "year", "services": ["counseling"], "number_pattern": "##"}
    assert client.post(answer.url, {**contract, "sessions": "0"}).status_code == 422
    assert client.post(answer.url, {**contract, "number_pattern": "<b>"}).status_code == 422
    assert client.post(answer.url, {**contract, **day("last", TODAY - DAY)}).status_code == 422
    assert client.post(answer.url, contract).status_code == 302
    assert client.post(answer.url, contract).status_code == 409
    assert "from 2 Mar 2026 on 4 sessions per calendar year · Counseling · employees · ##" in text(client.get(answer.url))
    kept = Contract.objects.within(world.harbor).get(employer=row)
    end = at("contract_end", pk=row.pk, contract=kept.pk)
    assert client.post(end, day("end-last", TODAY - DAY)).status_code == 409
    assert client.post(end, day("end-last", TODAY + DAY)).status_code == 302
    assert "Beacon" in text(client.get(at("employers"))) and "Covered today" in text(client.get(at("employers")))


def test_another_organizations_employer_and_call_are_not_found(client, world):
    sign_in(client, world.rosa)
    for url in (at("call", reference="HA-C-NOBODY2"), at("referral", reference="HA-R-NOBODY2"), at("call_crisis", reference="x")):
        assert client.get(url).status_code == 404
    sign_in(client, world.maya)
    assert client.get(at("employer", pk=0)).status_code == 404


def test_settings_are_dated_parameters_and_crisis_lines_have_a_source(client, world):
    sign_in(client, world.alden)
    offers, hours = at("intake_setting", slug="offers"), at("intake_setting", slug="respond_hours")
    given = {"do": "propose", "reason": "More choice.", **day("first", TODAY)}
    numbers = {f"value_{urgency}": "3" for urgency in ("emergent", "urgent", "routine")}
    assert client.post(offers, {**given, "value": "maybe"}).status_code == 422
    assert client.post(hours, {**given, **numbers, "value_routine": "0"}).status_code == 422
    assert client.post(offers, {**given, "value": "all"}).status_code == 302
    assert not Parameter.objects.within(world.harbor).filter(key="care.offers").exists()
    assert client.post(offers, {"do": "confirm"}).status_code == 409
    sign_in(client, world.ines)
    assert "Alden Birchwick proposes from 2 Mar 2026: To all on the list at once. “More choice.”" in text(client.get(offers))
    assert client.post(offers, {"do": "confirm"}).status_code == 302
    assert "To all on the list at once (Alden Birchwick, Ines Calloway)" in text(client.get(offers))
    assert "To all on the list at once, since 2 Mar 2026" in text(client.get(at("intake_settings")))
    assert Parameter.objects.within(world.harbor).get(key="care.offers").value == "all"
    sign_in(client, world.alden)
    line = {"line-place": "us-il", "line-name": "State line", "line-number": "555", "line-note": "", "line-source": "their site"}
    assert client.post(at("crisis_lines"), line).status_code == 422
    assert client.post(at("crisis_lines"), {**line, **day("line-checked_on", TODAY + DAY)}).status_code == 422
    assert client.post(at("crisis_lines"), {**line, **day("line-checked_on", TODAY)}).status_code == 302
    row = CrisisLine.objects.within(world.harbor).get()
    assert (row.place, row.source) == ("US-IL", "their site")
    assert client.post(at("crisis_lines"), {"drop": "x"}).status_code == 404
    client.post(at("crisis_lines"), {"drop": str(row.pk)})
    assert not CrisisLine.objects.within(world.harbor).exists()


def test_the_list_of_a_view_is_walked_to_its_end_and_back(client, world, monkeypatch):
    """Each referral once, the newest first, in the view that was asked for."""
    sign_in(client, world.rosa)
    first = world.refer(world.call(world.yard), world.ada)
    fields = {field.attname: getattr(first, field.attname) for field in Referral._meta.concrete_fields} | {"id": None, "state": "closed"}
    for number in range(5):
        fields |= {"reference": f"HA-R9{number}", "made_at": AT + timedelta(hours=number // 2)}
        Referral.objects.within(world.harbor).bulk_create([Referral(**fields)])
    monkeypatch.setattr(keyed, "PAGE", 2)
    found, dearest = each_once(client, f"{at('referrals')}?view=past", lambda page: re.findall(r"/referrals/(HA-R9\d)/", page))
    assert found == [f"HA-R9{number}" for number in (4, 3, 2, 1, 0)] and dearest < 40
    assert "Ended (5)" in text(client.get(f"{at('referrals')}?view=past"))
