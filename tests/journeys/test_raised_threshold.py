"""A standard is raised in the browser: who flips is read before, nothing changes before the day, what was decided keeps its own rule."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from network import clock
from tests import world as worlds
from tests.journeys.counted import Counted
from vetting import nightly
from vetting.facts.policies import pure_threshold
from vetting.models import Policy
from vetting.workflow import panels, policies

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2027, 1, 11, 17, tzinfo=UTC)
FIRST = date(2027, 1, 20)


def noon(day):
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def draft_from(author, version, note):
    """The next version from one of the organization's own."""
    author.open("/harbor/policies/").choose("Start from", version).fill("What changes, and why (optional)", note).press("Draft it")


def change(author, rule, label, value):
    author.follow(f"Change {rule}").fill(label, value).press("Save the rule")


def approve_as(director, version):
    director.open("/harbor/policies/").follow(version, exact=True).press("Approve").sees("Approved. It counts from its first day.")


def flipped(reader, side):
    """The names under one heading of the preview, once it is there."""
    expect(reader.page.get_by_role("heading", name=side, exact=True)).to_be_visible(timeout=30_000)
    rows = reader.page.get_by_role("region", name=side).get_by_role("row")
    return [row.get_by_role("link").inner_text() for row in rows.all() if row.get_by_role("link").count()]


def test_a_threshold_is_raised_and_exactly_those_who_flip_are_named(begin, move_to, person):
    world = begin(NOW)
    little = worlds.active(world, world.harbor, worlds.therapist(world, "Wren Halloway", per_claim=100_000_000))
    worlds.active(world, world.harbor, worlds.therapist(world, "Basil Thornquist", per_claim=200_000_000))
    coming = worlds.in_review(world, world.harbor, worlds.therapist(world, "Tilda Marshlight", per_claim=100_000_000))
    worlds.in_review(world, world.harbor, worlds.therapist(world, "Otis Lanternberg", per_claim=200_000_000))

    maya = person(world.user(world.maya))
    draft_from(maya, "EAP-basic-US v1", "An employer asks for more cover.")
    change(maya, "Insurance per claim", "At least, USD", "1,500,000")
    maya.day("Counts from", FIRST).press("Set the first day")
    maya.follow("Who would be judged otherwise").sees("If EAP-basic-US v2 started on 20 Jan 2027", "2 verdicts would change.")
    assert flipped(maya, "Open files") == ["Tilda Marshlight"] and flipped(maya, "Therapists in the network") == ["Wren Halloway"]
    maya.sees("Seen: $1,000,000", "Apply with the next file, nobody is asked before")
    assert "Wren Halloway" in maya.takes("Export").path().read_text(encoding="utf-8")

    maya.follow("EAP-basic-US v2").page.get_by_text("Choose when it reaches them").click()
    maya.choose("When it reaches them", "Apply now, with time to meet it").day("Last day to meet it", date(2027, 2, 20))
    maya.press("Set when it reaches them").sees("to be met by 20 Feb 2027").press("Send for approval")
    ines = person(world.user(world.ines))
    approve_as(ines, "EAP-basic-US v2")

    move_to(noon(date(2027, 1, 19)))
    nightly.roll_out(on=date(2027, 1, 19), at=clock.now())
    address = f"/harbor/applications/{coming.reference}/decision/"
    ines.open(address).sees("Every rule is met")
    assert "yes" in maya.open("/harbor/standing/").row("Wren Halloway")

    move_to(noon(FIRST))
    nightly.roll_out(on=FIRST, at=clock.now())
    ines.open(address).sees("The policy is not met: Insurance per claim")
    assert "Approve" not in ines.buttons()
    assert "yes" in maya.open("/harbor/standing/").row("Wren Halloway")  # nobody is stopped by a raised number
    ines.open(f"/harbor/applications/{little.reference}/decision/").sees("At least $1,000,000 per claim")
    ines.misses("At least $1,500,000 per claim")
    wren = person(world.user(world.herself(little)), width=390).open("/me/")
    wren.sees("Harbor EAP asks more: Insurance per claim", "Until then your approval stays as it is")

    move_to(noon(date(2027, 2, 21)))
    nightly.roll_out(on=date(2027, 2, 21), at=clock.now())
    maya.open("/harbor/policies/2/").sees("Under review").follow("Wren Halloway").sees("Review for cause")
    assert "yes" in maya.open("/harbor/standing/").row("Wren Halloway")


def test_a_shorter_evidence_window_counts_for_what_is_decided_afterwards(begin, move_to, person):
    world = begin(NOW)
    wide = policies.draft_from(
        Policy.objects.within(world.harbor).get(), effective_from=date(2027, 1, 12), note="Half a year is recent enough.",
        actor=world.maya, at=NOW,
    )
    for row in wide.criteria.all():
        if row.limit.get("days") == 120:
            policies.set_threshold(wide, replace(pure_threshold(row), limit={**row.limit, "days": 180}), actor=world.maya, at=NOW)
    policies.send_for_approval(wide, actor=world.maya, at=NOW)
    policies.approve(wide, actor=world.ines, at=NOW)
    move_to(noon(date(2027, 1, 12)))
    seen = {"at": clock.now(), "evidence_on": date(2026, 9, 12)}  # 130 days before the first day of the shorter window
    before = worlds.in_review(world, world.harbor, worlds.therapist(world, "Wren Halloway"), **seen)
    after = worlds.in_review(world, world.harbor, worlds.therapist(world, "Basil Thornquist"), **seen)

    maya = person(world.user(world.maya))
    draft_from(maya, "EAP-basic-US v2", "Our accreditor asks for 120 days.")
    change(maya, "License verified recently", "Days", "120")
    maya.day("Counts from", FIRST).press("Set the first day").follow("Who would be judged otherwise")
    assert sorted(flipped(maya, "Open files")) == ["Basil Thornquist", "Wren Halloway"]
    maya.follow("EAP-basic-US v3").press("Send for approval")
    ines = person(world.user(world.ines))
    approve_as(ines, "EAP-basic-US v3")

    move_to(noon(date(2027, 1, 19)))
    pages = [f"/harbor/applications/{file.reference}/decision/" for file in (before, after)]
    ines.open(pages[0]).sees("Every rule is met").press("Approve").sees("What was decided", "Ines Calloway")
    move_to(noon(FIRST))
    ines.open(pages[0]).sees("at most 180 days before the decision").misses("at most 120 days before the decision")
    ines.open(pages[1]).sees("at most 120 days before the decision", "License verified recently")
    assert "Approve" not in ines.buttons()
    expect(ines.page.get_by_role("row").filter(has_text="License verified recently").first).to_contain_text("Unknown")


def test_a_manager_raises_one_panels_years_in_at_most_twelve_clicks_with_one_number_and_a_reason(begin, person):
    """No key, no JSON, no admin page: links, buttons, one number, one reason; and the browser counts the clicks too."""
    world = begin(datetime(2027, 1, 10, 17, tzinfo=UTC))
    rail = panels.add_panel(organization=world.harbor, name="Harbor Rail", actor=world.maya, at=clock.now())
    draft = policies.draft_from(
        Policy.objects.within(world.harbor).get(), effective_from=date(2027, 1, 11), actor=world.maya, at=clock.now()
    )
    eap = replace(pure_threshold(draft.criteria.get(criterion="eap_years")), limit={"years": 3, "evidence": "attested"})
    panels.set_panel_threshold(draft, rail, eap, actor=world.maya, at=clock.now())
    policies.send_for_approval(draft, actor=world.maya, at=clock.now())
    policies.approve(draft, actor=world.ines, at=clock.now())
    clock.move_to(NOW)
    for name, years in (("Wren Halloway", 4), ("Basil Thornquist", 7), ("Tilda Marshlight", 2)):
        worlds.active(world, world.harbor, worlds.therapist(world, name, at=NOW, eap_years=years), at=NOW)

    maya, ines = (person(world.user(actor)) for actor in (world.maya, world.ines))
    hers, the_directors = Counted(maya), Counted(ines)
    maya.open("/harbor/queue/")
    maya.follow("Policies", exact=True)
    maya.choose("Start from", "EAP-basic-US v2").fill("What changes, and why (optional)", "The railway asks for five years.")
    maya.press("Draft it").follow("Change Harbor Rail: Years of EAP work")
    maya.fill("Years", "5").press("Save the rule").follow("Who would be judged otherwise")
    assert flipped(maya, "On the panel Harbor Rail") == ["Wren Halloway"]
    maya.sees("Stays on the panel until the next vetting")
    maya.follow("EAP-basic-US v3", exact=True).press("Send for approval").sees("Sent. Someone else approves it now.")
    ines.open("/harbor/queue/").follow("Policies", exact=True).follow("EAP-basic-US v3", exact=True).press("Approve")
    ines.sees("Approved. It counts from its first day.", "Scheduled")
    assert (hers.typed, the_directors.typed) == (["The railway asks for five years.", "5"], [])
    assert (hers.heard(), the_directors.heard()) == (hers.clicks, the_directors.clicks) == (8, 3), "the browser heard what was counted"
    assert hers.clicks + the_directors.clicks <= 12
    for each in (hers, the_directors):
        paths = [urlsplit(address).path for address in each.addresses]
        assert paths and all(re.fullmatch(r"/harbor/(queue|policies)/([a-z0-9_-]+/)*", path) for path in paths), paths
        assert each.technical == set(), "what only a programmer reads"
        assert each.hand.page.request.get(f"{each.hand.address}/admin/").status == 404
