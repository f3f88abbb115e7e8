"""List matches: the row beside her identifiers, and two people who settle it."""

import pytest

from licensure.models import Hit
from network.events import last_sequence
from network.models import Hold, RefusedAttempt
from tests.licensure.list_files import row
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World, listed
from vetting.models import Application, ConflictOfInterest

pytestmark = pytest.mark.django_db


def built():
    made = World()
    listed(
        row(LASTNAME="PIKE", FIRSTNAME="WREN", DOB="19840502", STATE="OH", EXCLDATE="20190320", EXCLTYPE="1128a1"), at=made.start
    )
    return made


_world, world = shared(built)


def looks_alike(world):
    world.checking("Wren Halloway", former="Pike")
    return Hit.objects.within(world.organization).get()


_hit, hit = shared(looks_alike, "_hit")


def say(client, world, hit, do, reason="The day of birth is the same.", seen=None, differing=("license_number",)):
    given = {"do": do, "reason": reason, "seen": last_sequence(hit) if seen is None else seen, "differing": differing}
    return post(client, "match", world, given, pk=hit.pk)


def state(hit):
    hit.refresh_from_db()
    return hit.state


def test_her_identifiers_stand_beside_the_lists_with_each_verdict(client, world, hit):
    sign_in(client, world.tom)
    page = get(client, "match", world, pk=hit.pk).context["page"]
    shown = {line.label: (line.hers, line.theirs, line.tag.word) for line in page.beside}
    assert shown["Family name"] == ("Halloway and Pike", "PIKE", "Agrees, letter by letter")
    assert shown["Date of birth"][2] == "Agrees" and shown["NPI"][2] == "Unknown"
    assert "1128a1" in text(get(client, "match", world, pk=hit.pk))


def test_what_no_rule_compares_stands_beside_the_rest_for_the_eye(client, world, hit):
    hit.entry.raw = {**hit.entry.raw, "SPECIALTY": "SOCIAL WORKER", "CITY": "HIGH LARCH"}
    hit.entry.save()
    sign_in(client, world.tom)
    shown = {line.label: line for line in get(client, "match", world, pk=hit.pk).context["page"].beside}
    trade, where = shown["Profession or specialty"], shown["Place of work or home"]
    assert (trade.hers, trade.theirs) == ("Licensed Independent Social Worker", "SOCIAL WORKER")
    assert where.hers == "Ohio" and where.theirs.endswith("HIGH LARCH, OH")
    assert trade.tag.word == where.tag.word == "Compare it yourself", "nothing is said of it by a machine"
    hit.entry.raw = {}
    hit.entry.save()
    assert len(get(client, "match", world, pk=hit.pk).context["page"].beside) == len(shown) - 2, "a list that says neither asks neither"


def test_the_list_of_matches_counts_what_waits(client, world, hit):
    sign_in(client, world.tom)
    said = text(get(client, "matches", world))
    assert "1 list match to judge" in said and "Wren Halloway" in said
    assert "Nothing in this view" in text(get(client, "matches", world, query={"view": "cleared"}))


def test_two_people_clear_a_match_each_with_a_reason(client, world, hit):
    sign_in(client, world.tom)
    assert say(client, world, hit, "propose_clear").status_code == 302
    assert state(hit) == "proposed_cleared"
    alone = say(client, world, hit, "clear", "Still not her.")
    assert alone.status_code == 409 and "Still not her." in alone.content.decode()
    assert RefusedAttempt.objects.get().codes == ["same_person"]
    sign_in(client, world.ines)
    assert say(client, world, hit, "clear").status_code == 302
    assert state(hit) == "cleared"


def test_two_people_confirm_a_match_and_everything_stops(client, world, hit):
    sign_in(client, world.tom)
    say(client, world, hit, "propose_confirm")
    sign_in(client, world.maya)
    assert say(client, world, hit, "confirm").status_code == 302
    assert state(hit) == "confirmed"
    assert Hold.objects.within(world.organization).get().stops == ["offer", "release", "session"]


def test_a_second_person_may_disagree_or_say_it_cannot_be_told(client, world, hit):
    sign_in(client, world.tom)
    say(client, world, hit, "propose_clear")
    sign_in(client, world.ines)
    assert say(client, world, hit, "disagree").status_code == 302 and state(hit) == "open"
    assert say(client, world, hit, "leave_inconclusive").status_code == 302 and state(hit) == "inconclusive"


def test_a_settled_match_is_opened_again_with_a_reason(client, world, hit):
    sign_in(client, world.tom)
    say(client, world, hit, "propose_clear")
    sign_in(client, world.ines)
    say(client, world, hit, "clear")
    assert say(client, world, hit, "reopen", "A former name came up.").status_code == 302
    assert state(hit) == "open" and "A former name came up." in text(get(client, "match", world, pk=hit.pk))


def test_a_reason_and_a_button_are_needed(client, world, hit):
    sign_in(client, world.tom)
    assert say(client, world, hit, "propose_clear", "").status_code == 422
    assert say(client, world, hit, "").status_code == 422
    assert say(client, world, hit, "exclude").status_code == 422
    assert state(hit) == "open"


def test_who_says_it_is_not_her_ticks_what_differs_and_the_comparison_is_ticked_already(client, world, hit):
    sign_in(client, world.tom)
    form = get(client, "match", world, pk=hit.pk).context["form"]
    assert form.initial["differing"] == [each["identifier"] for each in hit.reasons if each["verdict"] == "differs"]
    assert say(client, world, hit, "propose_clear", differing=()).status_code == 422
    assert say(client, world, hit, "propose_clear", differing=("shoe_size",)).status_code == 422
    agreed = say(client, world, hit, "propose_clear", differing=("date_of_birth",))
    assert agreed.status_code == 409 and "is the same on both sides" in text(agreed) and state(hit) == "open"
    assert agreed.context["form"].initial["differing"] == ["date_of_birth"], "what was ticked stays"
    assert say(client, world, hit, "propose_clear", differing=("license_number", "address")).status_code == 302
    assert hit.__class__.objects.within(world.organization).get().clearance["differing"] == ["address", "license_number"]
    sign_in(client, world.ines)
    second = get(client, "match", world, pk=hit.pk)
    assert "differing" not in second.context["form"].fields and "License number and Place of work or home" in text(second)


def test_a_match_that_changed_since_it_was_opened_is_shown_again(client, world, hit):
    seen = last_sequence(hit)
    sign_in(client, world.tom)
    say(client, world, hit, "propose_clear")
    sign_in(client, world.ines)
    answer = say(client, world, hit, "clear", "Agreed.", seen=seen)
    assert answer.status_code == 409 and "Agreed." in answer.content.decode() and state(hit) == "proposed_cleared"


def test_who_only_reads_sees_why_she_may_not_judge(client, world, hit):
    sign_in(client, world.odell)
    page = get(client, "match", world, pk=hit.pk).context["page"]
    assert page.acts == () and {refusal.code for act in page.off for refusal in act.refusals} == {"not_allowed"}
    assert say(client, world, hit, "propose_clear").status_code == 409
    sign_in(client, world.rosa)
    assert get(client, "matches", world).status_code == 403


def test_a_match_of_another_organization_is_not_found(client, world, hit):
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert client.get(f"/summit/matches/{hit.pk}/").status_code == 404
    assert get(client, "match", world, pk=hit.pk).status_code == 404


def test_a_match_is_closed_to_who_takes_no_part_in_what_is_decided_about_her(client, world, hit):
    sign_in(client, world.tom)
    assert get(client, "match", world, pk=hit.pk).status_code == 200
    file = Application.objects.within(world.organization).get(practitioner=hit.practitioner)
    row = ConflictOfInterest(
        organization=world.organization, application=file, person_id=world.tom.person_id, kinds=["verified"], found_at=world.now,
        state="recused",
    )
    row.save()
    assert get(client, "match", world, pk=hit.pk).status_code == 200, "who only verified something still judges matches"
    ConflictOfInterest.objects.within(world.organization).update(kinds=["employer"])
    assert get(client, "match", world, pk=hit.pk).status_code == 403
    assert say(client, world, hit, "propose_clear").status_code == 403
