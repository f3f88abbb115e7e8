"""Other papers from her phone to the findings: added, asked for where they are asked, checked at the desk, kept when she signs."""

from datetime import timedelta

import pytest

from licensure.models import Credential, Verification
from network.models import Document
from tests.vetting.hers import as_her, get, on, post, upload
from tests.vetting.pages import get as staff_get
from tests.vetting.pages import post as staff_post
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from vetting.criteria import CRITERIA
from vetting.facts.collect import collect
from vetting.facts.sections import sections_of
from vetting.facts.snapshot import snapshot_of
from vetting.forms.paper_rows import shown, stored
from vetting.forms.policies import RuleForm
from vetting.models import Policy, PolicyCriterion
from vetting.queries.judging import judge
from vetting.workflow import applying, checking, policies

NEEDED = [{"paper": "immunization", "professions": ["social_worker"], "places": ["US"], "years": 5}]
ASKED = {
    "right_to_work": {"bases": ["citizen", "work_permit"]}, "photo_on_file": {"months": 12}, "papers_by_place": {"papers_by": NEEDED},
    "papers_translated": {"languages": ["en"]},
}


def ask(world, **limits):
    """The policy in force asks for these papers, too."""
    for key, limit in limits.items():
        row = PolicyCriterion(
            organization=world.organization, policy=world.policy, criterion=key, severity="review", reason="choice", binds_on="decision",
            limit={"evidence": "verified", **limit},
        )
        PolicyCriterion.objects.bulk_create([row])
    return world


def paper(world, **changes):
    """A complete form for a right to work."""
    return {
        "code": "right_to_work", "basis": "citizen", "place": "US", "issuer": "Passport office", **on("issued_on", world.day(400)),
        **on("covers_through", world.day(-400)), **changes,
    }


def outcomes(file, world):
    """What the rules on papers say of a file today, by criterion."""
    found = judge(file, on=world.day()).assessment.findings
    return {row.criterion: str(row.outcome) for row in found if row.criterion in ASKED}


@pytest.mark.django_db
def test_a_therapist_adds_a_paper_from_her_phone_and_hears_what_is_wrong_with_it(client):
    world = ask(World(), **ASKED)
    file = world.draft()
    as_her(client, file.herself)
    on_the_way = f"?for={file.reference}"
    page = get(client, "my_items", section="papers", query={"for": file.reference})
    assert page.status_code == 200 and "No other paper yet" in text(page)
    for sentence in ("A photo no older than 12 months.", "proof of immunization (social worker; the United States; at most 5 years old)"):
        assert sentence in text(page)

    def add(**changes):
        return post(client, "my_item_add", paper(world, **changes), section="papers", query=on_the_way)

    for wrong, field in (
        ({"code": "passport"}, "code"), ({"code": ""}, "code"), ({"basis": ""}, "basis"), ({"place": "XX"}, "place"),
        ({"language": "xx"}, "language"), (on("issued_on", world.day(-2)), "issued_on"),
        (on("covers_through", world.day(500)), "covers_through"),
        ({"code": "other_paper", "title": ""}, "title"),
    ):
        answer = add(**wrong)
        assert answer.status_code == 422 and field in answer.context["form"].errors, (wrong, answer.context["form"].errors)
    rows = Credential.objects.of(file.practitioner).filter(kind="paper")
    assert not rows.exists()
    assert add(file=upload()).status_code == 302
    row = rows.get()
    assert (row.code, row.detail, row.document.practitioner) == ("right_to_work", {"basis": "citizen", "place": "US"}, file.practitioner)
    same = add()
    assert same.status_code == 422 and same.context["form"].errors["__all__"], "the same paper twice is one"
    assert add(place="NL").status_code == 302, "for another country it is another"
    assert Document.objects.of(file.practitioner).filter(kind="papers", sent=True).count() == 1
    listed = text(get(client, "my_items", section="papers", query={"for": file.reference}))
    assert "Proof of the right to work" in listed and "United States" in listed and "Netherlands" in listed
    kept = [each["detail"] for each in snapshot_of(file)["credentials"] if each["kind"] == "paper"]
    assert [each["place"] for each in kept] == ["NL", "US"] and all(each["basis"] == "citizen" for each in kept)


@pytest.mark.django_db
def test_the_section_is_done_once_what_is_asked_of_her_is_there(client):
    world = ask(World(), **ASKED)
    file = world.draft()
    as_her(client, file.herself)

    def done():
        (found,) = [each for each in sections_of(file) if each.key == "papers"]
        return found.done, found.begun

    assert done() == (False, False)
    for code in ("right_to_work", "photo", "immunization"):
        assert done()[0] is False
        given = paper(world, code=code, basis="citizen" if code == "right_to_work" else "")
        assert post(client, "my_item_add", given, section="papers").status_code == 302
    assert done() == (True, True)
    file.practitioner.profession = "lawyer"
    Credential.objects.of(file.practitioner).filter(code="immunization").delete()
    assert done() == (True, True), "nobody asks a lawyer"
    assert "papers" not in [each.key for each in sections_of(World("pier").draft("Otis Fernsby"))], "who asks for none shows none"


@pytest.mark.django_db
def test_a_degree_is_asked_where_it_is_from_only_by_whom_a_rule_asks(client):
    world = World()
    file = world.draft()
    as_her(client, file.herself)
    plain = get(client, "my_item_add", section="education", query={"for": file.reference})
    assert "language" not in plain.context["form"].fields
    ask(world, papers_translated=ASKED["papers_translated"])
    asked = get(client, "my_item_add", section="education", query={"for": file.reference})
    assert {"place", "language", "translation", "legalization"} <= set(asked.context["form"].fields)
    degree = {"code": "master", "title": "Psikoloji", "issuer": "Ankara", "language": "tr", "place": "ZZ"}
    degree |= on("issued_on", world.day(4000))
    assert post(client, "my_item_add", degree, section="education", query=f"?for={file.reference}").status_code == 302
    row = Credential.objects.of(file.practitioner).get(issuer="Ankara")
    assert row.detail == {"language": "tr", "place": "ZZ"}
    (found,) = [each for each in collect(file, on=world.day()).papers if each.language == "tr"]
    assert (found.kind, found.place, found.translation) == ("degree", "ZZ", None)


@pytest.mark.django_db
def test_the_desk_checks_each_paper_and_the_rules_read_what_it_found(client):
    world = ask(World(), **ASKED)
    file = world.draft()
    as_her(client, file.herself)
    for code, more in (("right_to_work", {}), ("photo", on("issued_on", world.day(20))), ("immunization", {"language": "nl"})):
        given = paper(world, code=code, basis="citizen" if code == "right_to_work" else "", **more)
        assert post(client, "my_item_add", given, section="papers").status_code == 302
    signature = applying.Signature("Wren Halloway", world.at(10), "Everything above is true and complete.")
    applying.submit(file, signature=signature, missing=(), actor=file.herself, at=world.at(10))
    checking.begin_checks(file, actor=world.tom, at=world.at(9))
    assert any(each["kind"] == "paper" for each in file.snapshot["credentials"])
    checks = list(world.checks(file).filter(element="paper").order_by("pk"))
    assert len(checks) == 3
    assert outcomes(file, world) == {
        "right_to_work": "unknown", "photo_on_file": "unknown", "papers_by_place": "unknown", "papers_translated": "not_met",
    }
    sign_in(client, world.tom)
    page = staff_get(client, "file", world, query={"item": checks[0].pk}, reference=file.reference)
    assert page.status_code == 200 and "Proof of the right to work" in page.content.decode()
    answer = {
        "method": "seen", "source": "The paper itself", "query": "Passport", "seen_what": "Passport", **on("as_of", world.day(2)),
        **on("good_through", world.day(-300)),
    }
    form = staff_get(client, "verification", world, pk=checks[0].pk)
    assert "The paper itself" in form.content.decode() and "Passport office" in form.content.decode()
    strange = staff_post(client, "verification", world, {**answer, "source": "A friend"}, pk=checks[0].pk)
    assert strange.status_code in (409, 422)
    differing = staff_post(client, "verification", world, answer, pk=checks[0].pk)
    if differing.status_code == 422:  # the paper ends on another day than she said: it is taken over by name
        answer |= {"named": [name for name, _words in differing.context["form"].fields["named"].choices], "comment": "As it stands there."}
        differing = staff_post(client, "verification", world, answer, pk=checks[0].pk)
    assert differing.status_code == 302, differing.content.decode()[-500:]
    assert Verification.objects.within(world.organization).get(pk=checks[0].pk).state == "verified"
    for check in checks[1:]:
        world.verify(check, good_through=world.day(-300))
    assert outcomes(file, world) == {
        "right_to_work": "met", "photo_on_file": "met", "papers_by_place": "met", "papers_translated": "not_met",
    }
    (finding,) = [row for row in judge(file, on=world.day()).assessment.findings if row.criterion == "right_to_work"]
    assert finding.good_through == world.day(-300), "the last day is the source's, not hers"
    later = judge(file, on=world.day(-300) + timedelta(days=1)).assessment.findings
    assert [str(row.outcome) for row in later if row.criterion == "right_to_work"] == ["unknown"]


# ── The table of papers in a policy ──────────────────────────────────────────

TYPED = {
    "severity": "review", "reviewer": "director", "reason": "choice", "waivable_by": "", "binds_on": "decision", "evidence": "verified",
}


def line(number, paper="", profession="", places="", years=""):
    start = f"papers_by_{number}"
    return {f"{start}_paper": paper, f"{start}_profession": profession, f"{start}_places": places, f"{start}_years": years}


def written(**typed):
    return RuleForm({**TYPED, **typed}, criterion=CRITERIA["papers_by_place"])


def test_the_table_is_read_and_shown_without_loss():
    rows = [
        {"paper": "photo", "professions": [], "places": [], "years": 0},
        {"paper": "immunization", "professions": ["lawyer", "psychiatrist"], "places": ["US-OH", "NL"], "years": 5},
    ]
    assert stored(shown(rows)) == rows and len(shown(rows)) == 3


def test_lines_become_rows_and_empty_ones_nothing():
    form = written(
        **line(0, "photo"), **line(2, "immunization", "lawyer", "NL, US-OH, NL", "5"),
        **line(3, "immunization", "psychiatrist", "NL, US-OH", "5"),
    )
    assert form.is_valid(), form.errors
    assert form.threshold().limit["papers_by"] == [
        {"paper": "photo", "professions": [], "places": [], "years": 0},
        {"paper": "immunization", "professions": ["lawyer", "psychiatrist"], "places": ["NL", "US-OH"], "years": 5},
    ]


@pytest.mark.parametrize("typed", [
    line(0, "", "lawyer"), line(0, "passport"), line(0, "photo", "baker"), line(0, "photo", years="five"), line(0, "photo", years="-1"),
    line(0, "photo", places="Ohio"), line(0, "photo", places="US-OH; NL"),
])
def test_a_line_nobody_can_read_is_said(typed):
    assert "papers_by" in written(**typed).errors


@pytest.mark.django_db
def test_the_table_is_written_on_its_page_and_stands_in_sentence_comparison_and_file(client):
    world = World()
    sign_in(client, world.maya)
    policies.draft_from(world.policy, effective_from=world.day(-3), actor=world.maya, at=world.now)
    where = {"version": 2, "criterion": "papers_by_place"}
    page = staff_get(client, "policy_rule", world, **where)
    assert page.status_code == 200 and "Table of papers" in page.content.decode()
    empty = staff_post(client, "policy_rule", world, TYPED, **where)
    draft = Policy.objects.within(world.organization).get(version=2)
    assert empty.status_code in (409, 422) and not draft.criteria.filter(criterion="papers_by_place").exists()
    old = staff_post(client, "policy_rule", world, {**TYPED, **line(0, "photo", years="31")}, **where)
    assert old.status_code in (409, 422)
    given = {**TYPED, **line(0, "immunization", "social_worker", "US-OH", "5")}
    assert staff_post(client, "policy_rule", world, given, **where).status_code == 302
    row = draft.criteria.get(criterion="papers_by_place")
    assert row.limit["papers_by"] == [{"paper": "immunization", "professions": ["social_worker"], "places": ["US-OH"], "years": 5}]
    sentence = "Shows what is asked by profession and place: proof of immunization (social worker; Ohio; at most 5 years old)."
    assert sentence in text(staff_get(client, "policy", world, version=2))
    assert sentence in text(staff_get(client, "policy_comparison", world, version=2))
    assert sentence in text(staff_get(client, "policy_document", world, version=2))
    again = staff_get(client, "policy_rule", world, **where).content.decode()
    assert '<option value="immunization" selected>' in again and 'value="US-OH"' in again
    assert staff_get(client, "policy_preview", world, version=2).status_code == 200
