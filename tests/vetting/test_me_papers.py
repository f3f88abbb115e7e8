"""An upload is looked at while she waits: what is wrong, why it matters, what to do; and she may send it anyway, with a note."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licensure.models import Credential, Verification
from network.models import Document, Event
from tests.network.files import page_photo, pdf, picture, text_pdf
from tests.shared import shared
from tests.vetting.hers import as_her, get, post, upload
from tests.vetting.pages import text
from tests.vetting.staff_world import World
from tests.vetting.test_me_profile import policy
from vetting.pages.check import current

pytestmark = pytest.mark.django_db


_world, world = shared(World)


_hers, hers = shared(lambda world: world.therapist(), "_hers")


@pytest.fixture
def wren(hers, client):
    who, actor = hers
    as_her(client, actor)
    return who


def send(client, *contents, name="page.jpg", **typed):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return post(client, "my_item_add", {**policy(), **({"file": files} if files else {}), **typed}, section="insurance")


def kept(answer) -> str:
    """The paper the page names, for the next post."""
    return re.search(r'name="kept" value="([0-9a-f-]+)"', answer.content.decode())[1]


def sent(wren):
    row = Credential.objects.of(wren).filter(number="LM-0099").first()
    return row and row.document


REMARKED = [
    ("blurred", lambda: page_photo(blur=8), "Page 1 is blurred.", "tap the text on the screen"),
    ("dark", lambda: page_photo(light=0.3), "Page 1 is too dark.", "in daylight"),
    ("small", lambda: page_photo(size=(450, 600)), "Page 1 is a very small picture.", "Take the photo yourself"),
    ("blank", lambda: picture(mode="L", size=(1500, 2000)), "Page 1 shows nothing.", "Turn the page over"),
]


@pytest.mark.parametrize("code, content, wrong, do", REMARKED, ids=[row[0] for row in REMARKED])
def test_a_photo_nobody_can_read_is_said_with_what_to_do(client, wren, code, content, wrong, do):
    answer = send(client, content())
    said = text(answer)
    assert answer.status_code == 422 and wrong in said and do in said and "Send it anyway" in said
    assert sent(wren) is None
    assert [row["code"] for row in Document.objects.of(wren).get(sent=False).remarks] == [code]


def test_a_remark_is_overridden_with_a_note_and_never_without(client, wren):
    paper = kept(send(client, page_photo(blur=8)))
    assert send(client, kept=paper).status_code == 422 and send(client, kept=paper, note="   ").status_code == 422
    assert send(client, kept=paper, note="The original was faxed.").status_code == 302
    document = sent(wren)
    assert (str(document.reference), document.note, document.sent) == (paper, "The original was faxed.", True)
    event = Event.objects.get(action="document.sent")
    assert event.payload.values["reason"] == "The original was faxed." and event.payload.values["document"]["remarks"] == ["blurred"]


def test_what_cannot_be_kept_is_never_overridden(client, wren):
    answer = send(client, b"MZ a program", name="policy.pdf", note="Take it.", kept="")
    assert answer.status_code == 422 and "We cannot use this" in text(answer) and not Document.objects.of(wren).filter(sent=False).exists()


def test_a_better_photo_takes_the_place_of_the_first(client, wren):
    paper = kept(send(client, page_photo(blur=8)))
    assert send(client, page_photo(), kept=paper, note="Take it.").status_code == 302
    assert [row["code"] for row in sent(wren).remarks] == ["unread"] and sent(wren).note == ""


def test_only_looking_says_what_was_seen_and_judges_nothing_else(client, wren):
    answer = send(client, page_photo(), look="1", issuer="", number="LM-0099")
    page = answer.content.decode()
    assert answer.status_code == 200 and "Easy to read." in page and 'value="LM-0099"' in page and "Fill this in" not in page
    assert f"/me/documents/{kept(answer)}/pages/1/" in page and sent(wren) is None


def test_the_chosen_file_survives_a_correction_of_the_form(client, wren):
    answer = send(client, page_photo(), per_claim="a million")
    assert answer.status_code == 422
    assert send(client, kept=kept(answer)).status_code == 302
    assert sent(wren).content_type == "image/jpeg"


def test_several_photos_become_one_paper(client, wren):
    assert send(client, page_photo(seed="Front"), page_photo(seed="Back", lines=20)).status_code == 302
    assert (sent(wren).pages, sent(wren).content_type, len(sent(wren).originals)) == (2, "application/pdf", 2)


def test_the_page_that_is_blurred_is_named(client, wren):
    assert "Page 2 is blurred." in text(send(client, page_photo(), page_photo(blur=8)))


def test_a_paper_sent_before_is_noticed_the_same_file_and_the_same_picture(client, wren):
    photo = page_photo()
    send(client, photo, name="mine.jpg")
    again = {"number": "LM-0100"}
    assert "You sent this file before: mine.jpg" in text(send(client, photo, name="other.jpg", **again))
    assert "looks like a picture you sent before: mine.jpg" in text(send(client, page_photo(kind="PNG"), name="other.png", **again))
    assert "before" not in text(send(client, page_photo(seed="Renewal of the policy, next year"), **again, look="1"))


def test_what_was_only_looked_at_counts_as_not_sent(client, wren):
    photo = page_photo()
    send(client, photo, per_claim="a million")
    assert send(client, photo).status_code == 302


def test_a_new_paper_looked_at_first_is_the_next_version_of_the_old_one(client, wren):
    send(client, pdf(3), name="old.pdf")
    row = Credential.objects.of(wren).get(number="LM-0099")
    looked = post(client, "my_item", {**policy(), "file": upload(content=page_photo(), name="n.jpg"), "look": "1"},
                  section="insurance", pk=row.pk)
    post(client, "my_item", {**policy(), "kept": kept(looked)}, section="insurance", pk=row.pk)
    newest = Credential.objects.of(wren).get(number="LM-0099", retired_at=None).document
    assert newest.supersedes == row.document and newest.version == 2


def test_another_therapists_paper_is_not_hers_to_send(client, world, wren):
    paper = kept(send(client, page_photo(), look="1"))
    other, actor = world.therapist("Isla Fernsby", npi="1245319599")
    as_her(client, actor)
    assert send(client, kept=paper).status_code == 302
    assert sent(other) is None and not Document.objects.of(wren).get(reference=paper).sent
    assert client.get(f"/me/documents/{paper}/pages/1/").status_code == 404


def test_in_dutch_it_is_said_in_dutch(client, wren):
    client.cookies["django_language"] = "nl"
    said = text(send(client, page_photo(blur=8)))
    assert "Pagina 1 is onscherp." in said and "Doe dit:" in said


def test_the_paper_is_asked_before_what_can_be_read_on_it_and_told_beneath_it(client, wren):
    page = send(client, page_photo(blur=12)).content.decode()
    places = [page.index(mark) for mark in ('name="file"', 'id="paper"', 'name="note"', 'name="issuer"', 'name="covers_through_day"')]
    assert places == sorted(places)
    page = get(client, "my_item_add", section="insurance").content.decode()
    assert page.index('name="file"') < page.index('name="issuer"') and page.count('name="issuer"') == 1


def test_the_form_offers_the_camera_and_works_without_scripts(client, wren):
    page = get(client, "my_item_add", section="insurance").content.decode()
    assert 'capture="environment"' in page and 'name="look"' in page and "multiple" in page


def test_staff_see_the_page_what_was_remarked_and_her_note(client, world):
    file = world.checking()
    as_her(client, file.herself)
    paper = kept(send(client, page_photo(), page_photo(blur=8)))
    send(client, kept=paper, note="The original was faxed.")
    row = Credential.objects.of(file.practitioner).get(number="LM-0099", retired_at=None)
    check = Verification.objects.within(file.organization).get(item=row.key)
    shown = current(file, check, actor=world.tom, at=world.at(1), on=world.day(), windows={}).paper
    assert shown.picture.endswith(f"/documents/{paper}/pages/1/") and [link.label for link in shown.pages] == ["Page 2"]
    assert shown.notes == ("Page 2 is blurred.", "Sent anyway: “The original was faxed.”")


def certificate(person="Wren Halloway", last="2027-12-31"):
    """A policy as its insurer prints it."""
    return text_pdf(
        "Certificate of professional liability insurance", f"Insured: {person}", "Insurer: Lantern Mutual, policy LM-0099",
        "Limit per claim 1,000,000, per year 3,000,000", f"Covers from 2026-01-01 through {last}",
    )


WORDS = [
    ("another person", lambda: certificate("Basil Thornquist"), "We do not find your family name on it."),
    ("expired", lambda: certificate(last="2026-02-01"), "The last day we find on it is 1 Feb 2026, and that has passed."),
    ("another kind", lambda: text_pdf(
        "Westmarch University has conferred upon Wren Halloway", "the degree of Master of Social Work, with honors and all rights",
        "given in the city of Westmarch and sealed by the faculty",
    ), "This looks like another kind of paper."),
]


@pytest.mark.parametrize("what, content, said", WORDS, ids=[row[0] for row in WORDS])
def test_what_the_words_say_against_it_is_a_warning_and_never_a_refusal(client, wren, what, content, said):
    answer = send(client, content(), name="policy.pdf")
    assert answer.status_code == 422 and said in text(answer)
    assert send(client, kept=kept(answer), note="It is the right one.").status_code == 302


def test_a_policy_in_her_name_that_runs_is_usable(client, wren):
    assert send(client, certificate(), name="policy.pdf").status_code == 302


def test_what_the_paper_seems_to_say_is_filled_in_at_a_button_and_stays_hers_to_change(client, wren):
    looked = send(client, certificate(), name="policy.pdf", look="1", number="", issuer="Lantern Mutual", covers_through_day="")
    said = text(looked)
    assert "The paper seems to say" in said and "Fill in Last day" in said
    one = send(client, kept=kept(looked), use="per_claim", number="", per_claim="5", aggregate="7")
    page = one.content.decode()
    assert one.status_code == 200 and 'value="1,000,000.00"' in page and 'value="7"' in page
    rest = send(client, kept=kept(looked), use="all", per_claim="5", number="", **dict.fromkeys(
        ("covers_through_day", "covers_through_month", "covers_through_year"), ""
    )).content.decode()
    assert 'value="5"' in rest and 'value="2027"' in rest and 'value="31"' in rest and sent(wren) is None


def test_cover_below_what_the_organization_asks_for_is_said_on_the_way_to_it(client, world):
    file = world.draft()
    as_her(client, file.herself)
    low = text_pdf(
        "Certificate of professional liability insurance", "Insured: Wren Halloway, policy number LM-00990", "Limit per claim USD 100,000",
        "Aggregate per year USD 3,000,000", "Covers from 2026-01-01 through 2027-12-31",
    )
    data = {**policy(), "file": upload(content=low, name="p.pdf"), "look": "1"}
    said = text(post(client, "my_item_add", data, section="insurance", query=f"?for={file.reference}"))
    assert "It seems to cover $100,000 per claim." in said and "asks for at least" in said
    data["file"].seek(0)
    assert "It seems to cover" not in text(post(client, "my_item_add", data, section="insurance"))
