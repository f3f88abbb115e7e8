"""Claims against her and her carriers' loss runs: entered, shown to staff, verified by what the carrier says, and judged by it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licensure.models import Credential
from licensure.workflow import verifications
from network.access import Role
from network.dates import plus_months
from network.models import EventPayload
from network.transitions import Refused
from tests.network import files
from tests.network.cast import organization, staff
from tests.network.files import pdf
from tests.shared import shared
from tests.vetting import hers
from tests.vetting.hers import as_her, on, upload
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.criteria import CRITERIA
from vetting.facts.collect import collect
from vetting.facts.sections import sections_of
from vetting.facts.snapshot import snapshot_of
from vetting.models import DisclosureAnswer

pytestmark = pytest.mark.django_db
STORY = "Zqstory: a client said that I broke off too early."


_world, world = shared(lambda: World(whole=True))


def checked_file(world):
    """A file that is being checked; she answered no to every question."""
    return world.checking()


_file, file = shared(checked_file, "_file")


def claim(**changes) -> dict:
    """A complete form for a settled claim."""
    return {
        "issuer": "Lantern Mutual", **on("incident_on", date(2021, 3, 4)), **on("issued_on", date(2022, 5, 6)), "state": "settled",
        **on("closed_on", date(2024, 7, 8)), "per_claim": "45,000.50", "reserved": "1,000", "currency": "USD", "narrative": STORY,
        **changes,
    }


def nothing(name) -> dict:
    """A day left empty."""
    return {f"{name}_{part}": "" for part in ("day", "month", "year")}


def run(**changes) -> dict:
    """A complete form for a loss run."""
    return {"issuer": "Lantern Mutual", "named_person": "Wren Halloway", **on("issued_on", date(2026, 8, 1)), "file": upload(), **changes}


def entered(client, file, section="malpractice", copy=None, **changes):
    """What she enters in her profile, and its check."""
    as_her(client, file.herself)
    form = claim(**changes) if section == "malpractice" else run(**changes, **({"file": copy} if copy else {}))
    answer = hers.post(client, "my_item_add", form, section=section)
    assert answer.status_code == 302, text(answer)
    return Credential.objects.of(file.practitioner).filter(kind={"malpractice": "claim"}.get(section, "loss_run")).latest("pk")


def check_of(world, file, row):
    return world.checks(file).get(element="claims", item=row.key)


def judged(world, file, key, limit):
    criterion = CRITERIA[key]
    defaults = {field.name: field.default for field in criterion.fields if field.default is not None}
    return str(criterion.outcome(collect(file, on=world.day()), {**defaults, **limit}, world.day()).outcome)


def verify(client, world, check, **changes):
    """The reviewer fills in what the loss run says."""
    sign_in(client, world.tom)
    given = {
        "method": "source_document", "source": "Lantern Mutual", "query": "Wren Halloway", "shown_name": "Wren Halloway",
        **on("as_of", world.day(1)), "artefact": SimpleUploadedFile("run.pdf", files.pdf(), "application/pdf"), **changes,
    }
    return post(client, "verification", world, given, query="?do=verify", pk=check.pk)


def said(**changes) -> dict:
    """The claim as the loss run shows it."""
    return {
        **on("reported_on", date(2022, 5, 6)), "claim_state": "settled", **on("closed_on", date(2024, 7, 8)), "paid": "45,000.50",
        "currency": "USD", **changes,
    }


# ── Her forms ────────────────────────────────────────────────────────────────
def test_she_enters_a_claim_and_it_is_kept_in_whole_cents_with_its_days(client, file):
    row = entered(client, file)
    assert (row.issuer, row.issued_on, row.per_claim, row.currency) == ("Lantern Mutual", date(2022, 5, 6), 4_500_050, "USD")
    assert row.detail == {
        "incident_on": "2021-03-04", "closed_on": "2024-07-08", "state": "settled", "reserved": 100_000, "narrative": STORY,
    }
    assert "Lantern Mutual Settled · reported 6 May 2022 · $45,000.50 paid" in text(hers.get(client, "my_items", section="malpractice"))
    page = hers.get(client, "my_item", section="malpractice", pk=row.pk).content.decode()
    assert 'value="45,000.50"' in page and 'value="2021"' in page and STORY in page


@pytest.mark.parametrize(
    "wrong, words",
    [
        (on("issued_on", date(2021, 3, 3)), "This lies before the day of the incident."),
        (on("closed_on", date(2022, 5, 5)), "This lies before the day it was reported."),
        (on("issued_on", date(2199, 1, 1)), "This day has not come yet."),
        ({"per_claim": "much"}, "Enter an amount in figures"),
        ({"per_claim": "-5"}, "An amount is zero or more."),
        ({"reserved": "-5"}, "An amount is zero or more."),
        ({"per_claim": ""}, "Enter what was paid; 0 when nothing was."),
        ({"currency": "XXX"}, "is not one of the available choices"),
        ({"state": "open_claim"}, "An open claim has no such day."),
        (nothing("closed_on"), "Enter the day it was closed."),
        ({"state": "closed_unpaid"}, "Something was paid."),
        ({"state": "forgotten"}, "is not one of the available choices"),
        ({"narrative": ""}, "Fill this in."),
    ],
)
def test_a_claim_that_does_not_add_up_is_not_saved(client, file, wrong, words):
    as_her(client, file.herself)
    answer = hers.post(client, "my_item_add", claim(**wrong), section="malpractice")
    assert answer.status_code == 422 and words in text(answer)
    assert not Credential.objects.of(file.practitioner).filter(kind="claim").exists()


def test_the_same_day_of_report_and_closing_is_in_order_and_a_claim_closed_without_payment_paid_nothing(client, file):
    same = on("issued_on", date(2024, 7, 8)) | on("incident_on", date(2024, 7, 8))
    row = entered(client, file, **same, state="closed_unpaid", per_claim="")
    assert (row.per_claim, row.detail["state"]) == (0, "closed_unpaid")


def test_two_incidents_reported_on_one_day_are_two_claims_and_a_form_sent_twice_is_one(client, file):
    entered(client, file)
    assert hers.post(client, "my_item_add", claim(), section="malpractice").status_code == 422
    assert hers.post(client, "my_item_add", claim(**on("incident_on", date(2020, 3, 4))), section="malpractice").status_code == 302
    assert Credential.objects.of(file.practitioner).filter(kind="claim").count() == 2


def test_a_loss_run_is_kept_with_its_own_day_and_its_copy(client, file):
    row = entered(client, file, "loss-runs")
    assert (row.issuer, row.issued_on, row.document.kind) == ("Lantern Mutual", date(2026, 8, 1), "loss-runs")
    answer = hers.post(client, "my_item_add", run(**on("issued_on", date(2199, 1, 1))), section="loss-runs")
    assert answer.status_code == 422 and "This day has not come yet." in text(answer)


def test_another_therapist_finds_nothing_of_it(client, world, file):
    row = entered(client, file)
    _other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    as_her(client, actor)
    for name in ("my_item", "my_item_removal"):
        assert hers.get(client, name, section="malpractice", pk=row.pk).status_code == 404
        assert hers.post(client, name, claim(), section="malpractice", pk=row.pk).status_code == 404


# ── Staff ────────────────────────────────────────────────────────────────────
def test_staff_see_attested_document_and_source_side_by_side(client, world, file):
    row = entered(client, file)
    entered(client, file, "loss-runs")
    check = check_of(world, file, row)
    assert check.label == "Malpractice claim, Lantern Mutual, 6 May 2022"
    sign_in(client, world.tom)
    page = get(client, "file", world, reference=file.reference, query={"item": check.pk})
    assert STORY in text(page) and "$45,000.50" in text(page) and "4 Mar 2021" in text(page)
    assert "First page of certificate.pdf" in page.content.decode(), "beside a claim stands the loss run of its carrier"


def test_staff_of_another_organization_get_404(client, world, file):
    check = check_of(world, file, entered(client, file))
    other = organization("pier")
    sign_in(client, staff(other, "Pia Westerling", Role.VERIFIER))
    for place in (f"/{other.slug}", f"/{world.organization.slug}"):
        answer = client.get(f"{place}/verifications/{check.pk}/")
        assert answer.status_code == 404 and STORY not in answer.content.decode()


def test_a_claim_is_verified_with_what_the_loss_run_says_as_of_its_day(client, world, file):
    check = check_of(world, file, entered(client, file))
    assert verify(client, world, check, **said()).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.source, check.as_of) == ("verified", "Lantern Mutual", world.day(1))
    assert check.values == {
        "names": ["Wren Halloway"], "reported_on": "2022-05-06", "claim_state": "settled", "closed_on": "2024-07-08", "paid": 4_500_050,
        "currency": "USD",
    }
    shown = text(get(client, "file", world, reference=file.reference, query={"item": check.pk}))
    assert "$45,000.50" in shown and "settled" in shown


@pytest.mark.parametrize(
    "wrong, words",
    [
        (on("closed_on", date(2022, 5, 5)), "This lies before the day it was reported."),
        ({"paid": ""}, "Enter what was paid; 0 when nothing was."),
        ({"paid": "-1"}, "An amount is zero or more."),
        ({"currency": ""}, "Choose an answer."),
        ({"claim_state": ""}, "Choose an answer."),
        (on("as_of", date(2024, 7, 7)), "This lies after the day of the loss run."),
        ({"paid": "60,000"}, "Tick each difference you take over"),
    ],
)
def test_an_answer_that_does_not_add_up_verifies_nothing(client, world, file, wrong, words):
    check = check_of(world, file, entered(client, file))
    answer = verify(client, world, check, **said(**wrong))
    assert answer.status_code == 422 and words in text(answer)
    check.refresh_from_db()
    assert check.state == "required"


def test_nobody_verifies_a_claim_with_a_bare_yes_or_by_her_own_word(client, world, file):
    check = check_of(world, file, entered(client, file))
    given = {"method": "source_document", "as_of": world.day(1), "artefact_sha256": "ab" * 32, "actor": world.tom, "at": world.at(0)}
    with pytest.raises(Refused) as refused:
        verifications.verify(check, source="Lantern Mutual", **given)
    assert [one.code for one in refused.value.refusals] == ["claim_untold"]
    told = {"reported_on": "2022-05-06", "claim_state": "settled", "closed_on": "2024-07-08", "paid": 4_500_050, "currency": "USD"}
    with pytest.raises(Refused) as refused:
        verifications.verify(check, source="Wren Halloway", values=told, **given)
    assert [one.code for one in refused.value.refusals] == ["own_word"]


# ── What is judged ───────────────────────────────────────────────────────────
def test_what_the_source_says_is_judged_and_not_what_she_wrote(client, world, file):
    limit = {"most": {"USD": 5_000_000}, "years": 5, "evidence": "attested"}
    check = check_of(world, file, entered(client, file))
    assert judged(world, file, "claims_paid", limit) == "met", "by her word, where that is enough"
    answer = verify(client, world, check, **said(paid="60,000"), named=["paid"], comment="The carrier's figure counts.")
    assert answer.status_code == 302
    assert judged(world, file, "claims_paid", limit) == "not_met"
    assert collect(file, on=world.day()).claims[0].paid.minor == 6_000_000


@pytest.mark.parametrize("days, expected", [(-1, "met"), (0, "not_met"), (1, "not_met")])
def test_the_look_back_counts_from_the_day_it_was_closed(client, world, file, days, expected):
    edge = plus_months(world.day(), -60)
    closed = date.fromordinal(edge.toordinal() + days)
    entered(client, file, **on("incident_on", date(2015, 1, 1)), **on("issued_on", date(2016, 1, 1)), **on("closed_on", closed))
    assert judged(world, file, "claims_count", {"most": 0, "years": 5, "evidence": "attested"}) == expected


def test_a_claim_she_entered_contradicts_her_no(client, world, file):
    assert judged(world, file, "nothing_omitted", {"questions": "us"}) == "met"
    entered(client, file)
    assert judged(world, file, "nothing_omitted", {"questions": "us"}) == "not_met"


def test_a_verified_loss_run_that_shows_claims_contradicts_her_no_and_counts_them(client, world, file):
    check = check_of(world, file, entered(client, file, "loss-runs"))
    limit = {"most": 1, "years": 5, "evidence": "attested"}
    assert judged(world, file, "nothing_omitted", {"questions": "us"}) == "met", "a paper nobody verified says nothing"
    shows = {"claims": "2", **on("latest_on", date(2025, 2, 3)), "any_open": "on"}
    assert "Number of claims differs" in text(verify(client, world, check, **shows))
    assert verify(client, world, check, **shows, named=["claims"], comment="Two she left out.").status_code == 302
    assert judged(world, file, "nothing_omitted", {"questions": "us"}) == "not_met"
    assert judged(world, file, "claims_count", limit) == "not_met"
    assert judged(world, file, "claims_open", {"evidence": "attested"}) == "not_met"
    assert judged(world, file, "claims_paid", {"most": {"USD": 1}, "years": 5, "evidence": "attested"}) == "unknown"
    entered(client, file)
    assert [one.on for one in collect(file, on=world.day()).claims] == [date(2024, 7, 8), date(2025, 2, 3)], "one of the two is hers"


def test_a_clean_loss_run_says_no_and_only_the_newest_of_a_carrier_counts(client, world, file):
    older = check_of(world, file, entered(client, file, "loss-runs"))
    later = on("issued_on", date(2026, 9, 1))
    newer = check_of(world, file, entered(client, file, "loss-runs", issuer="LANTERN  mutual", copy=upload(content=pdf(3)), **later))
    shows = {"claims": "1", **on("latest_on", date(2025, 2, 3)), "named": ["claims"], "comment": "One."}
    assert verify(client, world, older, **shows, **on("as_of", world.day(9))).status_code == 302
    assert judged(world, file, "nothing_omitted", {"questions": "us"}) == "not_met"
    assert verify(client, world, newer, claims="0", artefact_note="The next one.").status_code == 302
    assert collect(file, on=world.day()).claims == (), "the carrier corrected its own list"


def test_claims_shown_need_a_day(client, world, file):
    check = check_of(world, file, entered(client, file, "loss-runs"))
    answer = verify(client, world, check, claims="2")
    assert answer.status_code == 422 and "Enter the latest day on which a claim was reported or closed." in text(answer)


def test_a_yes_without_any_claim_entered_is_not_known_and_her_list_says_so(client, world, file):
    row = DisclosureAnswer.objects.of(file.practitioner).get(question="malpractice_claims")
    row.answer, row.narrative = True, "Two."
    row.save(update_fields=["answer", "narrative"])
    assert collect(file, on=world.day()).claims is None
    assert judged(world, file, "claims_count", {"most": 1, "years": 5, "evidence": "attested"}) == "unknown"
    section = next(one for one in sections_of(file) if one.key == "malpractice")
    assert (section.done, section.begun) == (False, True)


# ── Her words stay where they are ────────────────────────────────────────────
def test_her_story_is_in_no_event_no_snapshot_and_no_finding(client, world, file):
    row = entered(client, file)
    hers.post(client, "my_item", claim(per_claim="46,000"), section="malpractice", pk=row.pk)
    hers.post(client, "my_item_removal", section="malpractice", pk=Credential.objects.of(file.practitioner).latest("pk").pk)
    payloads = [str(one.values) for one in EventPayload.objects.all()]
    assert any("2021-03-04" in told for told in payloads), "days and amounts are in the trail"
    assert not any("Zqstory" in told for told in payloads)
    entered(client, file)
    assert "Zqstory" not in str(snapshot_of(file)) and "Zqstory" not in repr(collect(file, on=world.day()))
