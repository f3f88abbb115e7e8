"""How vetting is governed by a policy: our days, who signs with whom, samples, who reads peer review, delegates; and files by number."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from licensure.facts.answering import DATA_BANK
from licensure.models import Credential, Verification
from licensure.workflow import verifications
from network import seals
from network.access import Forbidden, Role
from network.dates import ONE_DAY, Span, plus_months
from network.documents import keep_own
from network.documents_read import look_at, permit
from network.events import core
from network.models import Event, Hold, Parameter, Task
from network.proof import verify
from network.proof.contents import Part
from network.transitions import Refused
from network.workflow import holds
from tests.network.cast import staff
from tests.network.files import pdf
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.sitting import Sitting
from tests.vetting.staff_world import World
from tests.vetting.story import Story, refused
from tests.vetting.test_evidence_packs import rows, told
from tests.vetting.test_workflow_moving_in import imported, move_in, record
from vetting import governance, policy_file, sampling, words_governance
from vetting.committee import SETTINGS as COMMITTEE
from vetting.facts.committee import governance_of
from vetting.facts.policies import as_file
from vetting.models import AuditSample, ConflictOfInterest, Decision
from vetting.packing import pack_file, pack_sample
from vetting.queries.hub import hub_of
from vetting.queries.kept_rows import derived
from vetting.queries.reading import PEER_PARTS, readable_checks, reads_peers, without_peer_review
from vetting.queries.samples import same_again, universe
from vetting.queries.waiting import waiting
from vetting.workflow import checking, deciding, escalating, interests, keeping, late_letters, policies
from vetting.workflow.clean import sign_clean
from vetting.workflow.samples import draw

DB = pytest.mark.django_db
BOUNDS = {  # key → default, smallest, largest; of a switch its default
    "two_approve": False, "two_deny": False, "two_end_hold": False, "sample_method": "8_30", "sample_each": (30, 1, 200),
    "sample_first": (8, 1, 200), "sample_percent": (5, 1, 100), "sample_most": (50, 1, 500), "sample_least": (10, 0, 200),
    "peer_manager": True, "peer_verifier": True, "peer_auditor": True, "delegation": False, "delegate_audit_months": (12, 1, 24),
    "appeal_panel": (1, 1, 15), "appeal_calendar": "calendar", "holds_denial": False, "holds_non_renewal": False,
    "holds_restriction": False, "holds_termination_without_cause": False, "holds_termination_for_cause": False,
}


_world, world = shared(Story)


def say(world, **settings):
    """The policy in force says this of its governance."""
    rows = Parameter.objects.within(world.organization).filter(key=governance.PARAMETER)
    rows.update(value={**rows.get().value, **settings})


# ── Settings ─────────────────────────────────────────────────────────────────


def test_the_settings_are_those_written_down_here():
    def written(each):
        return each.default if each.switch or each.choices else (each.default, each.minimum, each.maximum)

    assert {each.key: written(each) for each in governance.SETTINGS} == BOUNDS
    assert {each.key for each in governance.SETTINGS} == set(words_governance.LABELS) == set(words_governance.HELP)
    assert set(governance.GROUPS) == set(words_governance.GROUPS) and set(governance.FIXED) == set(words_governance.FIXED)
    assert not {each.key for each in governance.SETTINGS} & {each.key for each in COMMITTEE}


@pytest.mark.parametrize(("given", "found"), [
    ({"shoe_size": 4}, [("shoe_size", "unknown")]), ({"two_approve": 1}, [("two_approve", "wrong_type")]),
    ({"sample_each": True}, [("sample_each", "wrong_type")]), ({"sample_method": "all"}, [("sample_method", "not_a_choice")]),
    ({"sample_method": 8}, [("sample_method", "wrong_type")]), ({"sample_percent": 0}, [("sample_percent", "too_low")]),
    ({"sample_percent": 1}, []), ({"sample_percent": 100}, []), ({"sample_percent": 101}, [("sample_percent", "too_high")]),
    ({"delegate_audit_months": 0}, [("delegate_audit_months", "too_low")]), ({"delegate_audit_months": 24}, []),
    ({"delegate_audit_months": 25}, [("delegate_audit_months", "too_high")]),
    ({"sample_each": 7}, [("sample_first", "first_above_each")]), ({"sample_each": 8}, []), ({"sample_first": 31, "sample_each": 31}, []),
])
def test_nonsense_is_named(given, found):
    assert governance.problems(given) == found
    for key, code in found:
        assert code == "unknown" or words_governance.problem(key, code)


@pytest.mark.parametrize(("roles", "said", "reads"), [
    ({"director"}, {"peer_manager": False}, True), ({"committee"}, {"peer_verifier": False}, True), ({"verifier"}, {}, True),
    ({"verifier"}, {"peer_verifier": False}, False), ({"verifier", "auditor"}, {"peer_verifier": False}, True),
    ({"auditor"}, {"peer_auditor": False}, False), ({"network_manager"}, {"peer_manager": False}, False), ({"intake"}, {}, False),
    (set(), {}, False),
])
def test_who_reads_peer_review(roles, said, reads):
    assert governance.reads_peer_review(roles, governance.in_full(said)) is reads


FILES = [sampling.File(f"HA-{number:04d}", kind) for kind, count in (("initial", 120), ("renewal", 80)) for number in (
    range(count) if kind == "initial" else range(500, 500 + count))]


@pytest.mark.parametrize(("method", "sizes", "initial", "renewal", "first"), [
    ("8_30", sampling.USUAL, 30, 30, 16), ("8_30", sampling.Sizes(each=5, first=2), 5, 5, 4),
    ("8_30", sampling.Sizes(each=100), 100, 80, 16),
    ("5_or_50", sampling.USUAL, 10, 10, 20), ("5_or_50", sampling.Sizes(percent=100, most=30, least=15), 15, 15, 30),
])
def test_a_sample_is_as_large_as_it_is_asked(method, sizes, initial, renewal, first):
    drawn = sampling.draw(FILES, method=method, seed="s", sizes=sizes)
    assert [sum(row.kind == kind for row in drawn) for kind in ("initial", "renewal")] == [initial, renewal]
    assert sum(row.first for row in drawn) == first


def test_a_share_grows_by_its_percent_up_to_its_most():
    def drawn(**sizes):
        return len(sampling.draw(FILES, method="5_or_50", seed="s", sizes=sampling.Sizes(least=0, **sizes)))

    assert [drawn(percent=percent, most=50) for percent in (5, 24, 25, 26, 60)] == [10, 48, 50, 50, 50]


def test_a_file_of_evidence_without_peer_review_has_none_of_its_parts():
    class Check:
        def __init__(self, element, source=""):
            self.element, self.source, self.artefact = element, source, element

    checks = (Check("license"), Check("reference"), Check("claims", f"the {DATA_BANK}"), Check("claims", "Lantern Mutual"))
    found = without_peer_review([Part("decisions", ()), Part("verifications", checks), *(Part(name, (1,)) for name in PEER_PARTS)])
    assert [part.name for part in found] == ["decisions", "verifications"]
    assert found[1].documents == ("license", "claims") and len(found[1].rows) == 2


# ── Days of ours (49) ────────────────────────────────────────────────────────


@DB
def test_our_days_in_each_state_are_the_organizations_own_in_the_queue_and_to_the_therapist(world):
    signed, reviewed = world.submitted("Wren Halloway", ago=2), world.in_review("Otis Fernsby", ago=15)
    on, draft = world.day(), world.draft("Ida Lanternberg", ago=1)

    def due():
        return [waiting(file, on=on).due for file in (signed, reviewed)], hub_of(draft, on=on).days

    def kept():
        return [derived([file], on=on)[file.pk]["due_on"] for file in (signed, reviewed)]

    before, told = due()
    assert told == 3 and kept() == before == [world.day(2) + timedelta(3), waiting(reviewed, on=on).due]
    for key, value in (("begin_days", 5), ("check_days", 23), ("decide_days", 4)):
        Parameter(
            organization=world.organization, key=f"vetting.{key}", value=value, effective_from=on, author_id=world.ines.person_id
        ).save()
    after, told = due()
    assert told == 5 and kept() == after
    assert [one - other for one, other in zip(after, before, strict=True)] == [timedelta(2), timedelta(2 + 2 - 1)]
    assert waiting(signed, on=on - timedelta(1)).due == before[0], "yesterday counts by yesterday's days"


@DB
@pytest.mark.parametrize(("days", "late"), [(1, True), (2, False), (3, False)])
def test_a_file_past_our_days_is_told_to_a_named_person_once_and_is_done_when_the_step_is_taken(world, days, late):
    file, on = world.submitted(ago=2), world.day()
    Parameter(
        organization=world.organization, key="vetting.begin_days", value=days, effective_from=on, author_id=world.ines.person_id
    ).save()
    tasks = Task.objects.within(world.organization).filter(kind=escalating.KIND)
    assert [escalating.escalate_dates(world.organization, at=world.now) for _ in range(2)] == [int(late), 0]
    assert [(row.about, row.facts["day"]) for row in tasks] == [(file.reference, (on - timedelta(1)).isoformat())] * late
    assert all(row.owner_id for row in tasks)
    checking.begin_checks(file, actor=world.tom, at=world.now)
    keeping.catch_up(world.organization, at=world.now)
    assert not tasks.open().exists()


# ── Two people (70) ──────────────────────────────────────────────────────────


@DB
def test_a_clean_file_is_approved_by_one_or_by_two_as_the_policy_says(world):
    first, second = world.in_review("Wren Halloway"), world.in_review("Otis Fernsby")
    assert deciding.approve(first, actor=world.ines, at=world.at(1)).second_by is None
    say(world, two_approve=True)
    assert refused(lambda: deciding.approve(second, actor=world.ines, at=world.at(1))) == ["second_person"]
    assert [each.code for _file, why in sign_clean([second], actor=world.ines, at=world.at(1)).refused for each in why] == ["second_person"]
    deciding.propose(second, outcome="approved", reason="Clean.", actor=world.ines, at=world.at(1))
    assert refused(lambda: deciding.approve(second, actor=world.ines, at=world.at(1))) == ["same_person"]
    decision = deciding.approve(second, actor=world.petra, at=world.at(1))
    assert (decision.decided_by_id, decision.second_by_id) == (world.petra.person_id, world.ines.person_id)


@DB
def test_a_denial_for_a_rule_is_one_persons_or_two_as_the_policy_says(world):
    given = {"basis": "administrative", "reason": "The policy is below the amount we ask.", "at": world.at(1)}
    one = world.in_review("Wren Halloway", per_claim=20_000_000)
    other = world.in_review("Otis Fernsby", per_claim=20_000_000)
    assert deciding.deny(one, actor=world.ines, **given).second_by is None
    say(world, two_deny=True)
    assert refused(lambda: deciding.deny(other, actor=world.ines, **given)) == ["second_person"]
    deciding.propose(other, outcome="denied", basis="administrative", reason="Too little cover.", actor=world.ines, at=world.at(1))
    assert deciding.deny(other, actor=world.petra, **given).second_by_id == world.ines.person_id


@DB
def test_what_always_takes_two_people_is_removed_by_no_setting(world):
    file = world.for_two()
    say(world, two_approve=False, two_deny=False)
    assert refused(lambda: deciding.approve(file, actor=world.ines, at=world.at(1))) == ["second_person"]
    assert refused(
        lambda: deciding.deny(file, basis="quality", reason="Conduct.", actor=world.ines, at=world.at(1))
    ) == ["second_person"]


@DB
def test_who_opened_a_hold_ends_it_or_another_does_as_the_policy_says(world):
    file = world.active()
    common = {"participation": file.participation, "reason": "complaint", "first": world.day(3), "at": world.at(2)}
    mine, other, void = (holds.open_hold(actor=world.ines, comment="A complaint.", **common) for _turn in range(3))
    end = {"last": world.day(1), "reason": "Settled.", "at": world.now}
    holds.end_hold(hold=mine, actor=world.ines, **end)
    Parameter.objects.within(world.organization).filter(key=holds.TWO_END_HOLD).update(value=True)
    assert refused(lambda: holds.end_hold(hold=other, actor=world.ines, **end)) == ["opened_it"]
    assert refused(lambda: holds.void_hold(hold=void, reason="Wrong.", actor=world.ines, at=world.now)) == ["opened_it"]
    for freed in (Span(other.first, world.day(1), other.zone), Span(world.day(-1), None, other.zone)):
        said = {"span": freed, "reason": "Wrong.", "actor": world.ines, "at": world.now}
        assert refused(lambda said=said: holds.correct_hold(hold=other, **said)) == ["opened_it"]
    wider = Span(other.first - ONE_DAY, None, other.zone)
    other = holds.correct_hold(hold=other, span=wider, reason="It began sooner.", actor=world.ines, at=world.now)
    assert holds.end_hold(hold=other, actor=world.petra, **end).last == world.day(1)
    assert Hold.objects.within(world.organization).current().filter(pk=void.pk).exists()


# ── Samples (75) ─────────────────────────────────────────────────────────────


@DB
def test_a_sample_is_as_large_as_the_policy_of_its_day_says_and_drawn_again_by_it(client, world):
    for name in ("Wren Halloway", "Otis Fernsby", "Ida Lanternberg", "Rafa Solmare"):
        world.approved(name)
    asked = {"purpose": "Survey", "first": world.day(30), "last": world.day(), "actor": world.una, "organization": world.organization}
    assert len(universe(world.organization, asked["first"], asked["last"])) == 4
    usual = draw(**asked, method="8_30", at=world.now)
    sign_in(client, world.una)
    assert get(client, "samples", world).context["form"].initial["method"] == "8_30"
    say(world, sample_each=2, sample_first=1, sample_percent=50, sample_most=3, sample_least=1, sample_method="5_or_50")
    small, share = (draw(**asked, method=method, at=world.now) for method in ("8_30", "5_or_50"))
    assert [len(sample.files) for sample in (usual, small, share)] == [4, 2, 2]
    assert sum(first for *_rest, first in small.files) == 1
    assert small.sizes == asdict(sampling.Sizes(2, 1, 50, 3, 1)) and usual.sizes == asdict(sampling.USUAL)
    assert [same_again(AuditSample.objects.within(world.organization).get(pk=row.pk)) for row in (usual, small, share)] == [True] * 3
    assert get(client, "samples", world).context["form"].initial["method"] == "5_or_50"


@DB
def test_a_sample_of_before_there_were_sizes_is_drawn_again_by_the_usual_ones(world):
    world.approved()
    sample = draw(
        organization=world.organization, purpose="Survey", method="8_30", first=world.day(30), last=world.day(), actor=world.una,
        at=world.now,
    )
    AuditSample.objects.within(world.organization).update(sizes={})
    sample.refresh_from_db()
    assert same_again(sample)


# ── Peer review (77), and files closed by number ─────────────────────────────


def kept(where, element, file, source="Robin Hale", comment="Late notes, said the colleague."):
    """A check of this element with something said and an artefact, as it stands after it was verified."""
    page = keep_own(
        owner=where.organization, kind="artefact", content=pdf(), content_type="application/pdf", filename="answer.pdf",
        actor=where.tom, at=where.at(4),
    )
    return Verification.objects.create(
        organization=where.organization, practitioner=file.practitioner, file=file.reference, element=element, item=f"credential:{page.pk}",
        label="Robin Hale", state="obtained", opened_on=where.day(9), as_of=where.day(4), method="letter", source=source,
        values={"recommends": "reserved"} if comment != "Nothing." else {}, comment=comment, artefact=page, artefact_sha256=page.sha256,
        obtained_at=where.at(4),
    )


@DB
def test_peer_review_is_read_by_the_roles_the_policy_names_and_by_nobody_else(client, world):
    file = world.checking()
    said, bank = kept(world, "reference", file), kept(world, "claims", file, DATA_BANK)
    plain = kept(world, "claims", file, "Lantern Mutual", comment="Nothing.")

    def opens(actor, check):
        try:
            permit(check.artefact, actor=actor, at=world.now)
        except Forbidden:
            return False
        return True

    people = {"manager": world.maya, "verifier": world.tom, "auditor": world.una, "director": world.ines, "committee": world.odell}
    assert all(opens(actor, check) for name, actor in people.items() if name != "auditor" for check in (said, bank, plain))
    say(world, peer_manager=False, peer_verifier=False)
    assert [opens(world.maya, check) for check in (said, bank, plain)] == [False, False, True]
    assert [opens(world.tom, check) for check in (said, bank, plain)] == [False, False, True]
    assert all(opens(actor, check) for actor in (world.ines, world.odell) for check in (said, bank, plain))
    assert [reads_peers(actor, world.organization, world.day()) for actor in people.values()] == [False, False, True, True, True]

    sign_in(client, world.tom)
    assert client.get(reverse("staff-document", kwargs={"organization": "harbor", "reference": said.artefact.reference})).status_code == 403
    at_page = {"organization": "harbor", "reference": said.artefact.reference, "number": 1}
    assert client.get(reverse("staff-document-page", kwargs=at_page)).status_code == 403
    assert get(client, "verification", world, pk=said.pk).status_code == 403
    assert post(client, "verification", world, {}, pk=said.pk).status_code == 403
    assert get(client, "verification", world, pk=plain.pk).status_code == 200
    shown = get(client, "file", world, query={"item": said.pk}, reference=file.reference).content.decode()
    assert "Late notes" not in shown and "with reservations" not in shown
    assert str(said.artefact.reference) not in get(client, "file_documents", world, reference=file.reference).content.decode()
    sign_in(client, world.ines)
    assert "with reservations" in get(client, "file", world, query={"item": said.pk}, reference=file.reference).content.decode()
    hidden = readable_checks([said], world.tom, world.organization, world.day())[0]
    assert (hidden.values, hidden.comment, hidden.artefact, hidden.source) == ({}, "", None, "Robin Hale")


@DB
def test_what_the_committee_said_is_closed_to_whom_the_policy_keeps_it_from(client):
    here = Sitting()
    case = here.case()
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    paths = [("agenda_item", item.pk), ("packet", meeting.pk), ("minutes", meeting.pk)]

    def answers(actor):
        sign_in(client, actor)
        return [client.get(reverse(name, kwargs={"organization": "harbor", "pk": pk})).status_code for name, pk in paths]

    assert answers(here.maya) == [200, 200, 200]
    rows = Parameter.objects.within(here.harbor).filter(key=governance.PARAMETER)
    rows.update(value={**rows.get().value, "peer_manager": False})
    assert answers(here.maya) == [403, 403, 403] and answers(here.odell) == [200, 200, 200]
    sign_in(client, here.maya)
    assert client.get(reverse("meeting", kwargs={"organization": "harbor", "pk": meeting.pk})).status_code == 200
    refused_page = client.get(reverse("minutes", kwargs={"organization": "harbor", "pk": meeting.pk}))
    assert "A policy may let these read it" in refused_page.content.decode()


@DB
def test_a_document_of_a_file_she_takes_no_part_in_is_closed_to_her_by_its_number_too(client):
    here = Sitting()
    case, other = here.case(), here.case()
    meeting = here.meeting(opened=True)
    here.item(meeting, case)

    def paper_of(file):
        row = Credential.objects.of(file.practitioner).filter(kind="insurance").first()
        row.document = keep_own(
            owner=file.practitioner, kind="insurance", content=pdf(), content_type="application/pdf", filename="certificate.pdf",
            actor=here.tom, at=here.at,
        )
        row.save()
        return row.document

    def artefact_of(file):
        check = Verification.objects.within(here.harbor).filter(file=file.reference).first()
        page = keep_own(
            owner=here.harbor, kind="artefact", content=pdf(), content_type="application/pdf", filename="source.pdf", actor=here.tom,
            at=here.at,
        )
        Verification.objects.within(here.harbor).filter(pk=check.pk).update(artefact=page)
        return page

    documents = [paper_of(case), artefact_of(case), paper_of(other), artefact_of(other)]

    def answers(actor):
        sign_in(client, actor)
        kwargs = [{"organization": "harbor", "reference": each.reference} for each in documents]
        opened = [client.get(reverse("staff-document", kwargs=each)).status_code for each in kwargs]
        shown = [client.get(reverse("staff-document-page", kwargs={**each, "number": 1})).status_code for each in kwargs]
        return opened, shown

    assert answers(here.ivo) == ([302] * 4, [200] * 4)
    link = client.get(reverse("staff-document", kwargs={"organization": "harbor", "reference": documents[1].reference})).url
    interests.declare(case, reason="We share a practice.", meeting=meeting, actor=here.ivo, at=here.later())
    assert answers(here.ivo) == ([403, 403, 302, 302], [403, 403, 200, 200])
    assert client.get(link).status_code == 403, "a link made before is closed, too"
    assert answers(here.nell) == ([302] * 4, [200] * 4)
    with pytest.raises(Forbidden, match="you take no part"):
        look_at(documents[0], 1, actor=here.ivo, at=here.at)


# ── Delegates (79) ───────────────────────────────────────────────────────────


@DB
def test_a_delegates_decision_is_accepted_while_its_audit_is_young_enough_by_the_policy(world):
    who, on = imported(world), world.day()
    theirs = replace(record(world, body="Pier Credentialing"), delegated=True, audited_on=plus_months(on, -12))
    assert refused(lambda: move_in(world, who, record=theirs)) == ["delegation_off"]
    say(world, delegation=True)
    assert refused(lambda: move_in(world, who, record=replace(theirs, audited_on=None))) == ["delegate_unaudited"]
    assert refused(lambda: move_in(world, who, record=replace(theirs, audited_on=on + timedelta(1)))) == ["audited_in_future"]
    with pytest.raises(Refused) as told:
        move_in(world, who, record=replace(theirs, audited_on=plus_months(on, -12) - timedelta(1)))
    (refusal,) = told.value.refusals
    assert refusal.code == "audit_too_old" and "Pier Credentialing" in str(refusal.message) and "12 months" in str(refusal.message)
    say(world, delegate_audit_months=11)
    assert refused(lambda: move_in(world, who, record=theirs)) == ["audit_too_old"]
    say(world, delegate_audit_months=12)
    decision = move_in(world, who, record=theirs)
    assert (decision.origin, decision.original["body"]) == ("delegated", "Pier Credentialing")
    assert decision.original["audited_on"] == plus_months(on, -12).isoformat()
    assert move_in(world, who, record=theirs) == decision, "a second time adds nothing"
    assert Decision.objects.within(world.organization).count() == 1
    late_letters.watch(world.organization, at=world.now + timedelta(days=40))
    assert not Task.objects.within(world.organization).filter(kind=late_letters.KIND).exists(), "its letter is not ours to write"
    say(world, delegation=False)
    assert move_in(world, imported(world, "Otis Fernsby")).origin == "recorded", "what came with a network is nobody's delegation"


# ── The policy that says so ──────────────────────────────────────────────────


@DB
def test_governance_is_drafted_approved_saved_brought_printed_and_compared(client):
    world = World(whole=True)
    sign_in(client, world.maya)
    draft = policies.draft_from(world.policy, effective_from=world.day(-3), actor=world.maya, at=world.now)
    page = get(client, "policy", world, version=2)
    assert "Two people approve every file" in text(page) and "Always two people: approving a policy," in text(page)
    given = {key: value for key, value in governance.in_full({}).items() if value is not False}
    wrong = post(client, "policy_governance", world, {**given, "sample_percent": "0"}, version=2)
    assert wrong.status_code == 422
    above = post(client, "policy_governance", world, {**given, "sample_first": "31"}, version=2)
    assert above.status_code in (409, 422) and "Not more can be read first" in above.content.decode()
    answer = post(client, "policy_governance", world, {**given, "two_approve": "on", "sample_percent": "10"}, version=2)
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.governance["two_approve"], draft.governance["sample_percent"]) == (True, 10)
    assert "on, until now off" in text(get(client, "policy", world, version=2))
    compared = text(get(client, "policy_comparison", world, version=2))
    assert "Two people approve every file" in compared and "Days a referee has" not in compared
    assert "Percent of the files in a sample by share: 10" in text(get(client, "policy_document", world, version=2))

    file = policy_file.read(as_file(draft).encode())
    assert not file.faults and file.governance == draft.governance
    brought = policies.draft_from_file(organization=world.organization, file=file, actor=world.maya, at=world.now)
    assert brought.governance == draft.governance
    bad = replace(file, governance={"two_approve": 3}, committee={"shoes": 1})
    assert refused(lambda: policies.draft_from_file(organization=world.organization, file=bad, actor=world.maya, at=world.now)) == [
        "committee_unknown", "governance_wrong_type",
    ]

    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    assert governance_of(world.organization, world.day(-2))["two_approve"] is False
    assert governance_of(world.organization, world.day(-3))["two_approve"] is True
    assert post(client, "policy_governance", world, given, version=2).status_code == 409
    sign_in(client, world.odell)
    assert post(client, "policy_governance", world, given, version=2).status_code == 403
    sign_in(client, staff(world.organization, "Rhea Sandholm", Role.ADMIN))
    assert get(client, "policy", world, version=2).status_code == 200


@DB
def test_nobody_who_is_not_staff_is_asked_whether_she_reads_peer_review(client, world):
    file = world.checking()
    say(world, peer_manager=False, peer_verifier=False, peer_auditor=False)
    assert reads_peers(file.herself, world.organization, world.day())
    as_her(client, file.herself)


@DB
def test_the_trail_of_a_file_tells_nobody_what_peers_said_whom_the_policy_keeps_it_from(client, world, tmp_path):
    """In the timeline, and in the chain of a file of evidence: there only the hash of it, so that the chain still holds."""
    file = world.for_two()
    said = kept(world, "reference", file)
    verifications.note(said, text="The colleague doubts her notes.", actor=world.tom, at=world.now)
    deciding.propose(file, outcome="denied", basis="quality", reason="Notes eleven weeks late.", actor=world.odell, at=world.now)
    deciding.deny(file, basis="quality", reason="As the letter says.", actor=world.ines, at=world.now)
    words = ("The colleague doubts her notes", "Notes eleven weeks late")

    def reads(actor):
        sign_in(client, actor)
        page = get(client, "file_timeline", world, reference=file.reference).content.decode()
        content = pack_file(file, actor=actor, at=world.now).content
        assert verify.check(content, seals.signing_key(tmp_path / "key").public_key().public_bytes_raw())[0] == []
        return [[word in shown for word in words] for shown in (page, content.decode("utf-8", "replace"))]

    with override_settings(AUDIT_KEY=str(tmp_path / "key")):
        assert reads(world.una) == [[True, True], [True, True]]
        say(world, peer_auditor=False)
        assert reads(world.una) == [[False, False], [False, False]]


@DB
def test_the_trail_of_the_organization_keeps_what_peers_said_and_what_is_about_a_file_she_takes_no_part_in(client, world):
    """That it happened is told with who and when; the words are not."""
    file = world.for_two()
    deciding.propose(file, outcome="denied", basis="quality", reason="Notes eleven weeks late.", actor=world.odell, at=world.now)
    sign_in(client, world.maya)

    def lines(**query):
        return get(client, "audit", world, query=query).context["page"].lines

    def note():
        (line,) = lines(action="decision.proposed")
        return line.note

    assert "Notes eleven weeks late." in note()
    say(world, peer_manager=False)
    assert note() == "Not shown to you"
    assert {line.note for line in lines(about=file.reference)} != {"Not shown to you"}, "what peers said, and no more"
    say(world, peer_manager=True)
    assert "Notes eleven weeks late." in note()
    ConflictOfInterest(
        organization=world.organization, application=file, person_id=world.maya.person_id, state="recused", kinds=["declared"],
        found_at=world.now,
    ).save()
    assert {line.note for line in lines(about=file.reference)} == {"You take no part in what is decided about this therapist."}


@DB
def test_no_pack_of_a_file_or_of_a_sample_tells_what_peers_said_and_it_verifies_by_itself(world, tmp_path):
    """Of what is closed the chain holds the core alone, no name, no act, no words, and the verifier in the pack follows it to its head."""
    file = world.for_two()
    said = kept(world, "reference", file)
    verifications.note(said, text="The colleague doubts her notes.", actor=world.tom, at=world.now)
    deciding.propose(file, outcome="denied", basis="quality", reason="Notes eleven weeks late.", actor=world.odell, at=world.now)
    deciding.deny(file, basis="quality", reason="As the letter says.", actor=world.ines, at=world.now)
    days = {"first": world.day(30), "last": world.day()}
    sample = draw(organization=world.organization, purpose="Survey", method="8_30", **days, actor=world.una, at=world.now)
    closed = list(Event.objects.filter(action__in=("verification.noted", "decision.proposed")))
    assert len(closed) == 2
    with override_settings(AUDIT_KEY=str(tmp_path / "key")):
        key = seals.public_hex(seals.signing_key(tmp_path / "key").public_key())
        for peers in (True, False):
            say(world, peer_auditor=peers)
            for taken in (pack_file(file, actor=world.una, at=world.now), pack_sample(sample, actor=world.una, at=world.now)):
                code, words = told(taken.content, key, tmp_path)
                assert code == 0, words
                for each in (b"The colleague doubts her notes", b"Notes eleven weeks late", b"Late notes, said the colleague"):
                    assert (each in taken.content) is peers, (each, peers)
                assert b"As the letter says." in taken.content, "the decision itself is nobody's peer review"
                chain = rows(taken.content, f"trail/organization-{world.organization.pk}")
                shown = {row["event"]["sequence"] for row in chain if "event" in row}
                cores = [each for row in chain for each in row.get("cores", ())]
                for event in closed:
                    assert ((event.sequence in shown), (core(event) in cores)) == (peers, not peers)
