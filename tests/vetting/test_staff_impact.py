"""Before a version counts: read beside another, and who would be judged otherwise; reading changes nothing."""

import csv
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Event, Membership
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from vetting.closed import NOT_SHOWN
from vetting.facts.policies import pure_threshold
from vetting.impact import Difference, Line
from vetting.models import Application, AssessmentRecord, ConflictOfInterest
from vetting.presets import names
from vetting.queries import reading_preview
from vetting.queries.impact import PanelPreview, Preview, Touched
from vetting.queries.reading_preview import readable_preview
from vetting.rules import Finding, Outcome, Route, Severity
from vetting.workflow import policies

pytestmark = pytest.mark.django_db
RAISED = {"USD": 200_000_000}


_world, world = shared(World)


def raised(world, minimum=RAISED, *, ago=-30):
    """A draft that asks for more cover, from thirty days ahead."""
    draft = policies.draft_from(world.policy, effective_from=world.day(ago), note="More cover.", actor=world.maya, at=world.now)
    row = pure_threshold(draft.criteria.get(criterion="insurance_per_claim"))
    policies.set_threshold(draft, replace(row, limit={**row.limit, "minimum": minimum}), actor=world.maya, at=world.now)
    return draft


def names_of(side):
    return [row.name for row in side.rows]


def test_exactly_those_who_flip_are_listed_with_the_line(client, world):
    world.checked("Wren Halloway")
    world.checked("Juniper Vale", per_claim=200_000_000)
    world.active("Basil Thornquist")
    world.active("Otis Lanternberg", per_claim=250_000_000)
    world.denied("Ida Fernsby")
    raised(world)
    sign_in(client, world.ines)
    answer = get(client, "policy_preview", world, version=2)
    page = answer.context["page"]
    files, members = page.sides
    assert (names_of(files), names_of(members)) == (["Wren Halloway"], ["Basil Thornquist"])
    assert (files.told, members.told) == ("1 of 2", "1 of 2")
    row = members.rows[0]
    assert (row.rule, row.was, row.tag.word) == ("Insurance per claim", "Met", "Not met")
    assert "$1,000,000" in row.asked and "$2,000,000" in row.asks and "$1,000,000" in row.seen
    assert page.title.startswith("If EAP-basic-US v2 started on ") and "2 verdicts would change." in text(answer)


def test_whoever_takes_no_part_reads_that_a_verdict_changes_and_not_how(client, world):
    file = world.checked("Wren Halloway")
    world.active("Basil Thornquist")
    raised(world)
    row = ConflictOfInterest(
        organization=world.organization, application=file, person_id=world.maya.person_id, kinds=["employer"], found_at=world.now,
        state="recused",
    )
    row.save()
    sign_in(client, world.maya)
    files, members = get(client, "policy_preview", world, version=2).context["page"].sides
    assert names_of(files) == ["Wren Halloway"] and files.told == "1 of 1"
    (shown,) = files.rows
    assert (shown.rule, shown.seen, shown.asked, shown.asks, shown.was) == ("", "", "", "", "")
    assert (shown.tag.word, shown.verdict) == ("Closed to you", "You take no part in this file.")
    assert "$1,000,000" in members.rows[0].seen
    _head, closed, open_one = csv.reader(io.StringIO(get(client, "policy_preview_csv", world, version=2).content.decode("utf-8-sig")))
    assert closed[1:3] == ["Wren Halloway", file.reference] and "$" not in "".join(closed) and "$1,000,000" in open_one[4]
    sign_in(client, world.ines)
    assert "$1,000,000" in get(client, "policy_preview", world, version=2).context["page"].sides[0].rows[0].seen


def test_what_a_referee_rated_is_not_shown_to_who_does_not_read_peer_review(world, monkeypatch):
    def finding(criterion):
        return Finding(criterion, Outcome.NOT_MET, Severity.REVIEW, {"rating": 2}, {"rating": 4}, (), 1)

    lines = tuple(Line(key, None, finding(key)) for key in ("reference_ratings", "insurance_per_claim"))
    touched = Touched(world.checked("Wren Halloway"), Difference(lines, Route.CLEAN, Route.DIRECTOR))
    found = Preview(world.day(), (), (touched,), (touched,), 1, 1, (PanelPreview("Rail", (), (touched,), (), 1, 0),))

    def seen():
        told = readable_preview(found, world.maya, world.organization, world.day())
        return [[line.after.observed for line in side[0].difference.lines] for side in (told.files, told.members, told.panels[0].files)]

    assert seen() == [[{"rating": 2}] * 2] * 3
    monkeypatch.setattr(reading_preview, "reads_peers", lambda *asked: False)
    assert seen() == [[NOT_SHOWN, {"rating": 2}]] * 3


def test_looking_changes_nothing(client, world):
    world.checked("Wren Halloway")
    raised(world)
    sign_in(client, world.maya)
    kept = (Event.objects.count(), AssessmentRecord.objects.within(world.organization).count())
    states = list(Application.objects.within(world.organization).values_list("pk", "state", "state_since"))
    assert get(client, "policy_preview", world, version=2).status_code == get(client, "policy_preview_csv", world, version=2).status_code
    assert (Event.objects.count(), AssessmentRecord.objects.within(world.organization).count()) == kept
    assert list(Application.objects.within(world.organization).values_list("pk", "state", "state_since")) == states


def test_the_same_as_a_file_with_one_row_a_line_and_no_formula(client, world):
    world.checked("=Wren Halloway")
    raised(world)
    sign_in(client, world.maya)
    answer = get(client, "policy_preview_csv", world, version=2)
    assert answer["Content-Type"].startswith("text/csv") and "preview-v2-" in answer["Content-Disposition"]
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[:4] == ["Where", "Therapist", "File", "Rule"] and len(head) == len(row)
    assert row[:2] == ["Open file", "'=Wren Halloway"] and row[8] == "Not met"


def test_a_version_that_counts_or_was_not_approved_has_no_preview(client, world):
    sign_in(client, world.maya)
    said = text(get(client, "policy_preview", world, version=1))
    assert "There is nothing to preview" in said and "Draft a new version from it." in said
    assert get(client, "policy_preview_csv", world, version=1).status_code == 404
    links = [link.label for link in get(client, "policy", world, version=1).context["page"].links]
    assert links == ["Compare"]


def test_nobody_differs_where_no_rule_changes(client, world):
    world.checked("Wren Halloway")
    policies.draft_from(world.policy, actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    said = text(get(client, "policy_preview", world, version=2))
    assert "0 verdicts would change." in said and "No open file would be judged otherwise." in said and "No rule changes." in said


def test_more_people_take_no_more_queries(client, world):
    sign_in(client, world.maya)
    raised(world)
    counts = []
    for file, member in (("Wren Halloway", "Basil Thornquist"), ("Juniper Vale", "Otis Lanternberg")):
        world.checked(file)
        world.active(member)
        with CaptureQueriesContext(connection) as caught:
            get(client, "policy_preview", world, version=2)
        counts.append(len(caught))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("who", "compares", "previews"), [("maya", 200, 200), ("una", 200, 403), ("rosa", 403, 403), ("ada", 200, 403)])
def test_who_compares_and_who_reads_names(client, world, who, compares, previews):
    world.ada = staff(world.organization, "Ada Wardrobe", "admin")
    raised(world)
    sign_in(client, getattr(world, who))
    assert get(client, "policy_comparison", world, version=2).status_code == compares
    assert get(client, "policy_preview", world, version=2).status_code == previews
    assert get(client, "policy_preview_csv", world, version=2).status_code == previews


def test_a_stranger_finds_neither(client, world):
    raised(world)
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    for name in ("policy_comparison", "policy_preview", "policy_preview_csv"):
        assert get(client, name, world, version=2).status_code == 404


# ── Beside another ───────────────────────────────────────────────────────────


def compared(client, world, beside=""):
    return get(client, "policy_comparison", world, version=2, query={"beside": beside}).context["page"]


def test_two_versions_are_read_rule_by_rule_with_what_changes(client, world):
    draft = raised(world)
    policies.drop_threshold(draft, "identity_seen", actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    page = compared(client, world)
    assert [(row.title, row.tag.word) for row in page.rows] == [
        ("Insurance per claim", "Stricter"), ("Identity seen", "Not asked any more"),
    ]
    row = page.rows[0]
    assert row.first == "Is insured for at least $1,000,000 per claim." and row.second == "Is insured for at least $2,000,000 per claim."
    assert "$1,000,000, then $2,000,000" in row.changes
    assert page.text.startswith("2 rules differ.") and len(page.same) == len(world.policy.criteria.all()) - 2


def test_a_weight_that_moved_is_told_and_less_is_called_looser(client, world):
    draft = raised(world, {"USD": 100_000_000})
    row = pure_threshold(draft.criteria.get(criterion="attestation_signed"))
    policies.set_threshold(draft, replace(row, limit={"days": 240}, binds_on="submission"), actor=world.maya, at=world.now)
    sign_in(client, world.maya)
    (row,) = compared(client, world, "version:1").rows
    assert row.tag.word == "Looser"
    assert "180 days, then 240 days" in row.changes and "which version counts: binds on the day of decision, then" in row.changes


@pytest.mark.parametrize("name", names())
def test_every_preset_can_stand_beside_it(client, world, name):
    raised(world)
    sign_in(client, world.maya)
    page = compared(client, world, f"preset:{name}")
    assert page.first == name and all(row.changes for row in page.rows) and all(row.tag.word for row in page.rows)


def test_another_organization_is_offered_only_to_who_may_read_its_policy(client, world):
    raised(world)
    other = World("summit", preset="EASNA-high")
    sign_in(client, world.maya)
    offered = get(client, "policy_comparison", world, version=2).context["filters"].sources
    assert not [key for key in offered if key.startswith("organization")]
    assert compared(client, world, "organization:summit").title == compared(client, world).title
    account = Membership.objects.everywhere(reason="a test").get(user=world.maya.user_id)
    Membership(
        organization=other.organization, user_id=account.user_id, person_id=account.person_id, roles=["verifier"]
    ).save()
    page = compared(client, world, "organization:summit")
    assert page.second == f"{other.organization.name}: {other.policy}" and page.first.endswith("v2")
    row = Membership.objects.everywhere(reason="a test").get(organization=other.organization, user=world.maya.user_id)
    row.roles = ["intake"]
    row.save()
    assert compared(client, world, "organization:summit").title == compared(client, world).title
