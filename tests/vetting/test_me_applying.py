"""Applying: rights first, the hub, consent, check, sign. Nobody but she signs, and only having just shown who she is."""

from datetime import timedelta

import pytest

from licensure.models import Credential, Position
from network.models import Organization, RefusedAttempt
from tests.network.cast import organization
from tests.shared import shared
from tests.vetting.hers import as_her, begun, get, post, prove, upload
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from vetting.facts.statements import attestation
from vetting.models import Application, DisclosureAnswer
from vetting.workflow import applying

pytestmark = pytest.mark.django_db
PAGES = ("my_application", "my_rights", "my_where", "my_sharing", "my_check", "my_signature", "my_withdrawal")


_world, world = shared(World)


def just_begun(world):
    who, actor = world.therapist()
    file = begun(world, who, actor)
    file.herself = actor
    return file


_done, done = shared(lambda world: world.draft(), "_done")
_begun, hers = shared(just_begun, "_begun")


@pytest.fixture
def draft(done, client):
    """Everything is done but her signature."""
    as_her(client, done.herself)
    return done


@pytest.fixture
def fresh(hers, client):
    """An application she just began, on a full profile."""
    as_her(client, hers.herself)
    return hers


def again(file):
    """The row as it is now."""
    return Application.objects.within(file.organization).get(pk=file.pk)


# ── Choosing ─────────────────────────────────────────────────────────────────
def test_she_chooses_a_network_and_reads_her_rights_first(client, world):
    _who, actor = world.therapist()
    as_her(client, actor)
    assert "Harbor" in text(get(client, "apply"))
    answer = client.post("/me/apply/", {"organization": "harbor"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/rights/")
    assert "A reason for every no" in text(answer)


def test_an_organization_that_takes_no_applications_refuses_with_its_reason(client, world):
    _who, actor = world.therapist()
    Organization.objects.filter(slug="harbor").update(accepts_applications=False)
    as_her(client, actor)
    assert "Harbor" not in text(get(client, "apply"))
    answer = post(client, "apply", {"organization": "harbor"})
    assert answer.status_code == 409 and "Harbor takes no applications now." in text(answer)
    assert post(client, "apply", {"organization": "nowhere"}).status_code == 404


def test_a_second_organization_asks_only_for_what_it_adds(client, world, draft):
    """Five posts: apply, rights, where, consent, signature; nothing of her profile is asked again."""
    second = World("summit")
    assert "Your profile has everything they ask." in text(get(client, "apply"))
    post(client, "apply", {"organization": "summit"})
    file = Application.objects.within(second.organization).get()
    arguments = {"reference": file.reference}
    post(client, "my_rights", **arguments)
    hub = text(get(client, "my_application", **arguments))
    assert "4 of 6 sections done." in hub
    post(client, "my_where", {"jurisdictions": ["US-OH"], "services": ["counseling"]}, **arguments)
    post(client, "my_sharing", {"do": "agree"}, **arguments)
    prove(client, draft.herself)
    assert post(client, "my_signature", {"name": "Wren Halloway", "agree": "on"}, **arguments).status_code == 302
    assert again(file).state == "submitted"
    assert again(draft).state == "draft"


# ── The hub ──────────────────────────────────────────────────────────────────
def test_before_her_rights_are_read_there_is_nothing_else(client, fresh):
    answer = get(client, "my_application", reference=fresh.reference)
    assert answer.status_code == 302 and answer.url.endswith("/rights/")
    post(client, "my_rights", reference=fresh.reference)
    assert again(fresh).rights_read_at is not None
    assert get(client, "my_application", reference=fresh.reference).status_code == 200


def test_reading_the_rights_again_keeps_the_first_day(client, draft):
    first = again(draft).rights_read_at
    post(client, "my_rights", reference=draft.reference)
    assert again(draft).rights_read_at == first


def test_the_hub_counts_what_is_done_and_says_what_opens_the_signature(client, fresh):
    post(client, "my_rights", reference=fresh.reference)
    said = text(get(client, "my_application", reference=fresh.reference))
    assert "4 of 6 sections done." in said
    assert "Opens when the 2 sections above are done" in said and "Cannot start yet" in said
    assert "Maya Lindenwood has your file from that moment." in said


def test_only_sections_this_organization_asks_for_are_listed(client, draft):
    said = text(get(client, "my_application", reference=draft.reference))
    assert "Liability insurance" in said
    assert "References" not in said and "Education" not in said


def test_a_gap_nobody_explained_needs_her_and_keeps_her_from_signing(client):
    world = World(whole=True)
    file = world.draft()
    as_her(client, file.herself)
    Position.objects.of(file.practitioner).update(last_month=world.day() - timedelta(days=500))
    said = text(get(client, "my_application", reference=file.reference))
    assert "1 gap to explain" in said and "Needs your attention" in said
    assert get(client, "my_check", reference=file.reference).status_code == 302


def test_what_the_organization_asks_of_a_policy_stands_beside_it(client, draft):
    answer = get(client, "my_items", section="insurance", query={"for": draft.reference})
    assert "What Harbor asks" in text(answer) and "$1,000,000" in text(answer)
    assert "What" not in text(get(client, "my_items", section="insurance", query={"for": "HB-9999"})).split("Policy")[0]


# ── Where, questions, consent ────────────────────────────────────────────────
def test_where_and_for_what_are_kept(client, draft):
    answer = post(client, "my_where", {"jurisdictions": ["US-OH", "US-TX"], "services": ["couples"]}, reference=draft.reference)
    assert answer.status_code == 302
    assert (again(draft).jurisdictions, again(draft).services) == (["US-OH", "US-TX"], ["couples"])


@pytest.mark.parametrize("given", [{}, {"jurisdictions": ["XX-ZZ"], "services": ["counseling"]}, {"jurisdictions": ["US-OH"]}])
def test_a_place_nobody_knows_or_none_is_not_kept(client, draft, given):
    assert post(client, "my_where", given, reference=draft.reference).status_code == 422
    assert again(draft).jurisdictions == ["US-OH"]


def test_after_it_was_sent_where_cannot_change(client, world):
    file = world.submitted()
    as_her(client, file.herself)
    answer = post(client, "my_where", {"jurisdictions": ["US-TX"], "services": ["couples"]}, reference=file.reference)
    assert answer.status_code == 409 and "already submitted" in text(answer)


def test_consent_is_given_and_taken_back(client, fresh):
    post(client, "my_sharing", {"do": "agree"}, reference=fresh.reference)
    assert again(fresh).consented_at and not again(fresh).participation.shared, "nothing is seen before she signs"
    post(client, "my_sharing", {"do": "stop"}, reference=fresh.reference)
    assert again(fresh).consent_withdrawn_at and not again(fresh).participation.shared
    assert "You stopped sharing on" in text(get(client, "my_sharing", reference=fresh.reference))
    assert "Sees nothing new" in text(get(client, "my_organizations"))


def answers(**changes) -> dict:
    """No to every question, as the form sends it."""
    from_us = [
        "license_action", "prescribing_action", "network_termination", "program_exclusion", "criminal_conviction",
        "pending_charges", "malpractice_claims", "insurance_refused", "society_discipline", "illegal_drug_use",
        "unable_to_perform", "boundary_complaint", "confidentiality_breach", "civil_judgment", "monitored_practice",
        "conflict_of_interest",
    ]
    return {**dict.fromkeys(from_us, "no"), **changes}


def test_a_yes_asks_for_its_story(client, draft):
    address = {"key": "us-2026-1", "query": f"?for={draft.reference}"}
    answer = post(client, "my_questions", answers(license_action="yes"), **address)
    assert answer.status_code == 422 and "Tell in a few sentences what happened." in text(answer)
    told = answers(license_action="yes", license_action_story="A reprimand in 2019 for a late report.")
    answer = post(client, "my_questions", {**told, "license_action_file": upload("order.pdf")}, **address)
    assert answer.status_code == 302 and draft.reference in answer.url
    row = DisclosureAnswer.objects.of(draft.practitioner).get(question="license_action")
    assert row.answer and "reprimand" in row.narrative and row.document.filename == "order.pdf"


def test_a_paper_that_cannot_be_used_is_said_at_its_question_and_no_answer_changes(client, draft):
    told = answers(license_action="yes", license_action_story="A reprimand.", boundary_complaint="yes", boundary_complaint_story="One.")
    files = {"license_action_file": upload("order.pdf"), "boundary_complaint_file": upload("letter.pdf", b"")}
    answer = post(client, "my_questions", {**told, **files}, key="us-2026-1")
    assert answer.status_code == 422 and 'id="id_boundary_complaint_file_error"' in answer.content.decode()
    assert "This file is empty." in text(answer)
    assert not DisclosureAnswer.objects.of(draft.practitioner).filter(answer=True).exists()


def test_every_question_wants_an_answer(client, draft):
    answer = post(client, "my_questions", {}, key="us-2026-1")
    assert answer.status_code == 422 and "Choose yes or no." in text(answer)
    assert get(client, "my_questions", key="us-1999-1").status_code == 404


def test_in_the_netherlands_nobody_asks_about_criminal_history(client, draft):
    said = text(get(client, "my_questions", key="nl-2026-1"))
    assert "complaint about sexual conduct" in said
    for word in ("felony", "convicted", "criminal", "Medicare", "drugs?"):
        assert word not in said


# ── Check and sign ───────────────────────────────────────────────────────────
def test_she_reads_everything_once_more(client, draft):
    said = text(get(client, "my_check", reference=draft.reference))
    assert "Lantern Mutual" in said and "I.00" in said and "Ohio" in said
    assert "Tidewater Clinic" not in said  # this organization does not ask for her work history
    assert "go on to sign" in said


def test_to_sign_she_shows_first_that_it_is_her(client, draft):
    answer = get(client, "my_signature", reference=draft.reference)
    assert answer.status_code == 302 and answer.url.startswith("/account/reauthenticate/?next=")
    prove(client, draft.herself, ago=301)
    assert get(client, "my_signature", reference=draft.reference).status_code == 302
    prove(client, draft.herself, ago=290)
    answer = get(client, "my_signature", reference=draft.reference)
    assert answer.status_code == 200 and attestation(draft.organization)[:60] in text(answer)


def test_her_password_is_the_proof(client, draft):
    client.post(f"/account/reauthenticate/?next=/me/applications/{draft.reference}/signature/", {"password": "a long harbor walk"})
    assert get(client, "my_signature", reference=draft.reference).status_code == 200


def test_signed_it_is_sent_with_the_exact_words_and_the_instant_of_the_proof(client, draft):
    prove(client, draft.herself, ago=60)
    answer = client.post(
        f"/me/applications/{draft.reference}/signature/", {"name": "wren  halloway", "agree": "on"}, follow=True
    )
    assert "Signed and sent. Harbor has it now." in text(answer) or "Signed and sent" in answer.content.decode()
    file = again(draft)
    signed = file.attestations.get()
    assert file.state == "submitted" and signed.text == attestation(file.organization)
    assert timedelta(seconds=55) < signed.signed_at - signed.reauthenticated_at < timedelta(seconds=120)


@pytest.mark.parametrize(
    "given, said",
    [
        ({"name": "Somebody Else", "agree": "on"}, "Type your name as it stands in your profile: Wren Halloway."),
        ({"name": "", "agree": "on"}, "Fill this in."),
        ({"name": "Wren Halloway"}, "Tick the box to go on."),
    ],
)
def test_an_incomplete_signature_says_what_is_missing(client, draft, given, said):
    prove(client, draft.herself)
    answer = post(client, "my_signature", given, reference=draft.reference)
    assert answer.status_code == 422 and said in text(answer)
    assert again(draft).state == "draft"


def test_what_is_missing_is_said_beside_the_signature(client, draft):
    applying.withdraw_consent(again(draft), actor=draft.herself, at=draft.opened_at)
    Credential.objects.of(draft.practitioner).filter(kind="insurance").delete()
    prove(client, draft.herself)
    answer = post(client, "my_signature", {"name": "Wren Halloway", "agree": "on"}, reference=draft.reference)
    assert answer.status_code == 409
    assert "Liability insurance is not complete." in text(answer) and "You have not agreed to share" in text(answer)
    assert again(draft).state == "draft"
    assert "section_missing" in RefusedAttempt.objects.get().codes


def test_signing_twice_says_that_it_is_submitted(client, draft):
    prove(client, draft.herself)
    for _once in range(2):
        answer = post(client, "my_signature", {"name": "Wren Halloway", "agree": "on"}, reference=draft.reference)
    assert answer.status_code == 409
    assert again(draft).attestations.count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_staff_and_other_therapists_find_no_page_to_sign_for_her(client, world, draft, name):
    _other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    for stranger in (actor, world.maya):
        sign_in(client, stranger)
        prove(client, stranger)
        assert get(client, name, reference=draft.reference).status_code == 404
        assert post(client, name, {"do": "agree", "name": "Wren Halloway", "agree": "on"}, reference=draft.reference).status_code == 404
    assert again(draft).state == "draft"


def test_nobody_signed_in_is_asked_to_sign_in(client, world, draft):
    client.logout()
    for name in PAGES:
        answer = get(client, name, reference=draft.reference)
        assert answer.status_code == 302 and answer.url.startswith("/account/login/")


def test_an_organization_elsewhere_is_never_named_on_the_way(client, draft):
    organization("summit")
    for name in ("my_application", "my_sharing", "my_check"):
        assert "Summit" not in text(get(client, name, reference=draft.reference))
