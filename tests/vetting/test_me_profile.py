"""A therapist keeps her profile: about her, and every list of it. What is wrong is said at its field and nothing is half-saved."""

from datetime import date, timedelta

import pytest

from licensure.models import Credential, License, Position, Verification
from network.models import Document, Event, PractitionerName
from tests.network.files import page_photo, pdf
from tests.shared import shared
from tests.vetting.hers import as_her, begun, get, month, on, post, upload
from tests.vetting.pages import text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db

LISTS = (
    "licenses", "supervision", "insurance", "malpractice", "loss-runs", "education", "training", "references", "registers", "history",
    "names",
)


_world, world = shared(World)


_hers, hers = shared(lambda world: world.therapist(), "_hers")


@pytest.fixture
def wren(hers, client):
    who, actor = hers
    as_her(client, actor)
    return who


def policy(**changes) -> dict:
    """A complete form for a liability policy."""
    return {
        "issuer": "Lantern Mutual", "number": "LM-0099", "named_person": "Wren Halloway", "named": "self", "form": "occurrence",
        "per_claim": "1,000,000", "aggregate": "3,000,000", "currency": "USD", **on("covers_from", date(2026, 1, 1)),
        **on("covers_through", date(2027, 12, 31)), **changes,
    }


def license(**changes) -> dict:
    """A complete form for a license."""
    return {
        "license_type": "US-OH:lisw", "number": "I.1234567", **on("issued_on", date(2018, 4, 1)),
        **on("expires_on", date(2029, 3, 31)), **changes,
    }


def me(wren) -> dict:
    """The form about her as it stands."""
    person = wren.person
    return {
        "given_name": person.given_name, "family_name": person.family_name, **on("date_of_birth", person.date_of_birth),
        "profession": wren.profession, "npi": wren.npi,
    }


# ── About her ────────────────────────────────────────────────────────────────
def test_her_profile_shows_what_is_in_it(client, wren):
    said = text(get(client, "my_profile"))
    assert "Licenses and registrations" in said and "1 entry" in said


def test_a_new_family_name_keeps_the_old_one_for_screening(client, wren):
    answer = post(client, "my_profile", {**me(wren), "family_name": "Pike"})
    assert answer.status_code == 302
    wren.person.refresh_from_db()
    assert wren.person.full_name == "Wren Pike"
    assert [str(row) for row in PractitionerName.objects.of(wren)] == ["Wren Halloway"]


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"npi": "1234567890"}, "This NPI does not exist"),
        ({"date_of_birth_day": "31", "date_of_birth_month": "2"}, "This date does not exist"),
        ({"date_of_birth_year": "2024"}, "Check the year."),
        ({"date_of_birth_year": ""}, "Enter the whole date"),
        ({"given_name": ""}, "Fill this in."),
        ({"profession": "wizard"}, "is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(client, wren, wrong, said):
    answer = post(client, "my_profile", {**me(wren), "family_name": "Pike", **wrong})
    assert answer.status_code == 422
    assert said in text(answer) and 'value="Pike"' in answer.content.decode()
    wren.person.refresh_from_db()
    assert wren.person.family_name == "Halloway"


# ── Lists ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("section", LISTS)
def test_every_list_opens_empty_or_not_and_offers_to_add(client, wren, section):
    assert get(client, "my_items", section=section).status_code == 200
    answer = get(client, "my_item_add", section=section)
    assert answer.status_code == 200 and "Save" in text(answer)
    assert post(client, "my_item_add", {}, section=section).status_code == 422


def test_a_list_nobody_knows_is_not_there(client, wren):
    for name in ("my_items", "my_item_add"):
        assert get(client, name, section="secrets").status_code == 404


def test_a_license_is_added_with_its_copy(client, wren):
    answer = post(client, "my_item_add", {**license(), "file": upload()}, section="licenses")
    assert answer.status_code == 302
    row = License.objects.of(wren).get(number="I.1234567")
    assert (row.jurisdiction_id, row.expires_on, row.document.kind) == ("US-OH", date(2029, 3, 31), "licenses")
    assert Event.objects.filter(action="license.added").exists()
    assert "number I.1234567" in text(get(client, "my_items", section="licenses"))


def test_an_unusual_number_warns_and_is_saved_as_typed(client, wren):
    answer = client.post("/me/licenses/add/", license(number="???"), follow=True)
    assert "does not look like the ones this board usually gives" in text(answer)
    assert License.objects.of(wren).filter(number="???").exists()


@pytest.mark.parametrize(
    "wrong, said",
    [
        (on("expires_on", date(2017, 1, 1)), "This lies before the day it was issued."),
        (on("issued_on", date(2199, 1, 1)), "This day has not come yet."),
        ({"license_type": "US-OH:wizard"}, "is not one of the available choices"),
        ({"expires_on_day": "30", "expires_on_month": "2"}, "This date does not exist."),
    ],
)
def test_a_license_with_a_wrong_day_or_title_is_not_saved(client, wren, wrong, said):
    answer = post(client, "my_item_add", {**license(), **wrong}, section="licenses")
    assert answer.status_code == 422 and said in text(answer)
    assert not License.objects.of(wren).filter(number="I.1234567").exists()


def test_the_same_license_twice_is_said_and_not_added(client, wren):
    post(client, "my_item_add", license(), section="licenses")
    answer = post(client, "my_item_add", license(), section="licenses")
    assert answer.status_code == 422 and "You have this entry already." in text(answer)


@pytest.mark.parametrize("section", ["insurance", "history", "names"])
def test_a_form_sent_twice_writes_once(client, wren, section):
    given = {
        "insurance": policy(), "history": work(date(2012, 5, 1), date(2015, 5, 1)),
        "names": {"kind": "former", "given_name": "Wren", "family_name": "Pike", "until_year": "2014"},
    }[section]
    assert post(client, "my_item_add", given, section=section).status_code == 302
    answer = post(client, "my_item_add", given, section=section)
    assert answer.status_code == 422 and "You have this entry already." in text(answer)


def test_a_correction_retires_the_old_row_and_keeps_the_copy(client, wren):
    post(client, "my_item_add", {**policy(), "file": upload()}, section="insurance")
    old = Credential.objects.of(wren).get(number="LM-0099")
    answer = post(client, "my_item", policy(per_claim="2,000,000"), section="insurance", pk=old.pk)
    assert answer.status_code == 302
    old.refresh_from_db()
    new = Credential.objects.of(wren).get(number="LM-0099", retired_at=None)
    assert old.retired_at and new.per_claim == 200_000_000 and new.document == old.document


def test_a_new_copy_is_the_next_version_of_the_old_one(client, wren):
    post(client, "my_item_add", {**policy(), "file": upload()}, section="insurance")
    old = Credential.objects.of(wren).get(number="LM-0099")
    post(client, "my_item", {**policy(), "file": upload(content=page_photo(), name="new.jpg")}, section="insurance", pk=old.pk)
    new = Credential.objects.of(wren).get(number="LM-0099", retired_at=None)
    assert new.document.supersedes == old.document and new.document.version == 2


def test_saving_without_a_change_leaves_the_row_alone(client, wren):
    post(client, "my_item_add", policy(), section="insurance")
    row = Credential.objects.of(wren).get(number="LM-0099")
    post(client, "my_item", policy(), section="insurance", pk=row.pk)
    assert list(Credential.objects.of(wren).filter(number="LM-0099")) == [row]


def test_taking_an_entry_out_asks_first_and_keeps_it_readable(client, wren):
    row = Credential.objects.of(wren).get(kind="degree")
    assert "out of your profile?" in text(get(client, "my_item_removal", section="education", pk=row.pk))
    assert post(client, "my_item_removal", section="education", pk=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.retired_at is not None
    assert get(client, "my_item", section="education", pk=row.pk).status_code == 404


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"per_claim": "a million"}, "Enter an amount in figures"),
        ({"aggregate": "500,000"}, "This is less than the amount per claim."),
        (on("covers_through", date(2025, 1, 1)), "This lies before the first covered day."),
        ({"issuer": ""}, "Fill this in."),
    ],
)
def test_a_policy_that_does_not_add_up_is_not_saved(client, wren, wrong, said):
    answer = post(client, "my_item_add", {**policy(), **wrong}, section="insurance")
    assert answer.status_code == 422 and said in text(answer)
    assert not Credential.objects.of(wren).filter(number="LM-0099").exists()


# ── Uploads ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "name, content, said",
    [
        ("letter.docx", b"PK\x03\x04 not a paper", "This is not a PDF, JPEG, PNG or HEIC."),
        ("certificate.pdf", b"MZ a program", "its content is something else"),
        ("certificate.pdf", b"", "This file is empty."),
        ("certificate.pdf", pdf(password="harbor"), "This PDF asks for a password"),
        ("certificate.pdf", pdf()[:200], "damaged or not complete"),
        ("certificate.pdf", b"%PDF-1.7" + b"0" * (20 * 2**20), "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_at_the_file_and_nothing_is_saved(client, wren, name, content, said):
    kept = Document.objects.of(wren).count()
    answer = post(client, "my_item_add", {**policy(), "file": upload(name, content)}, section="insurance")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page and 'id="id_file_error"' in page and 'value="LM-0099"' in page
    assert not Credential.objects.of(wren).filter(number="LM-0099").exists()
    assert Document.objects.of(wren).count() == kept


def test_a_good_photo_is_kept(client, wren):
    given = {**policy(), "file": upload("page.png", page_photo(kind="PNG"))}
    assert post(client, "my_item_add", given, section="insurance").status_code == 302
    assert Credential.objects.of(wren).get(number="LM-0099").document.content_type == "image/png"


# ── Work history ─────────────────────────────────────────────────────────────
def work(first, last=None, **changes) -> dict:
    """A complete form for a position."""
    return {"kind": "work", "employer": "Saltmarsh Practice", "role": "Owner", **month("first_month", first),
            **(month("last_month", last) if last else {}), **changes}


def test_months_without_work_are_counted_and_asked_for(client, world, wren):
    Position.objects.of(wren).update(last_month=world.day() - timedelta(days=400))
    post(client, "my_item_add", work(world.day() - timedelta(days=60)), section="history")
    said = text(get(client, "my_items", section="history"))
    assert "10 months without work" in said and "Explain it" in said


def test_an_explained_gap_is_asked_for_no_more(client, world, wren):
    Position.objects.of(wren).update(last_month=world.day() - timedelta(days=400))
    page = get(client, "my_items", section="history").content.decode()
    link = page.split('href="/me/history/add/?kind=gap', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    form = client.get(f"/me/history/add/?kind=gap{link}").context["form"]
    first, last = form.initial["first_month"], form.initial["last_month"]
    gap = {"kind": "gap", "explanation": "Parental leave", **month("first_month", first), **month("last_month", last)}
    assert post(client, "my_item_add", gap, section="history").status_code == 302
    said = text(get(client, "my_items", section="history"))
    assert "without work Explain" not in said and "Without work: Parental leave" in said


@pytest.mark.parametrize(
    "given, said",
    [
        (work(date(2199, 1, 1)), "This month has not come yet."),
        (work(date(2020, 5, 1), date(2019, 1, 1)), "This lies before the first month."),
        (work(date(2020, 5, 1), employer=""), "Say where you worked"),
        (work(date(2020, 5, 1), kind="gap"), "Say in a few words"),
        ({**work(date(2020, 5, 1)), "first_month_month": "13"}, "This month does not exist."),
        ({**work(date(2020, 5, 1)), "first_month_month": ""}, "Enter both the month and the year."),
    ],
)
def test_a_position_that_cannot_be_says_why(client, wren, given, said):
    before = Position.objects.of(wren).count()
    answer = post(client, "my_item_add", given, section="history")
    assert answer.status_code == 422 and said in text(answer)
    assert Position.objects.of(wren).count() == before


# ── Others, and files that are being checked ─────────────────────────────────
def test_another_therapist_finds_nothing_of_hers(client, world, wren):
    row = License.objects.of(wren).get()
    other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    file = begun(world, other, actor)
    assert get(client, "my_application", reference=file.reference).status_code == 404
    as_her(client, actor)
    for name in ("my_item", "my_item_removal"):
        assert get(client, name, section="licenses", pk=row.pk).status_code == 404
        assert post(client, name, license(), section="licenses", pk=row.pk).status_code == 404
    row.refresh_from_db()
    assert row.retired_at is None


def test_a_corrected_policy_gets_a_check_of_its_own_in_a_file_that_is_being_checked(client, world):
    file = world.checking()
    as_her(client, file.herself)
    old = Credential.objects.of(file.practitioner).get(kind="insurance")
    post(client, "my_item", policy(), section="insurance", pk=old.pk)
    new = Credential.objects.of(file.practitioner).get(kind="insurance", retired_at=None)
    states = dict(Verification.objects.within(world.organization).filter(element="insurance").values_list("item", "state"))
    assert states == {old.key: "superseded", new.key: "required"}
