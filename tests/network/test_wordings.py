"""An organization's own words in a letter: by letter, language and day, each a version, with a few fields and no logic."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from network import clock
from network.access import Forbidden, Role
from network.documents_read import open_bytes
from network.letters import issue, page_values
from network.models import Event, Letter, LetterText, User
from network.transitions import Refused
from network.wording import filled, strange
from network.worker import drain
from network.workflow.wordings import write_wording
from tests.network import cast
from tests.network.test_letters import CONTEXTS
from tests.pdf_text import text_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def harbor():
    return cast.organization()


@pytest.fixture
def maya(harbor):
    return cast.staff(harbor)


def write(harbor, actor, text, **given):
    fields = {"kind": "denial", "language": "en", "effective_from": TODAY, **given}
    return write_wording(organization=harbor, text=text, actor=actor, at=AT, **fields)


def letter(harbor, key, at=AT, language="en"):
    practitioner = cast.therapist(reference=f"T-{key}")[0]
    return issue(
        organization=harbor, practitioner=practitioner, kind="denial", context=CONTEXTS["denial"], reference="HB-0042", key=key, at=at,
        language=language,
    )


def test_a_letter_says_the_words_of_its_language_and_day_and_keeps_them(harbor, maya):
    write(harbor, maya, "Call us on {day}, {name}: <b>we</b> explain.")
    write(harbor, maya, "Later words.", effective_from=TODAY + timedelta(days=1))
    row, other, tomorrow = letter(harbor, "a"), letter(harbor, "b", language="nl"), letter(harbor, "c", at=AT + timedelta(days=1))
    drain()
    said = text_of(open_bytes(Letter.objects.within(harbor).get(pk=row.pk).document))
    assert "Call us on 24 November 2026, Wren Halloway: <b>we</b> explain." in " ".join(said.split())
    assert (page_values(row)["wording_version"], page_values(other)["wording"], page_values(tomorrow)["wording"]) == (1, "", "Later words.")


def test_another_organization_and_another_letter_say_nothing_of_it(harbor, maya):
    write(harbor, maya, "Ours.", kind="approval")
    assert page_values(letter(harbor, "a"))["wording"] == ""
    assert page_values(letter(cast.organization("summit"), "b"))["wording"] == ""


def test_empty_words_add_nothing_from_their_day_and_versions_count_up(harbor, maya):
    rows = [write(harbor, maya, "Ours."), write(harbor, maya, "  ")]
    assert [row.version for row in rows] == [1, 2] and page_values(letter(harbor, "a"))["wording"] == ""
    assert list(Event.objects.filter(action="lettertext.written").values_list("actor_label", flat=True)) == ["Maya Lindenwood"] * 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "base"}, "unknown_letter"), ({"language": "fr"}, "unknown_letter"), ({"text": "x" * 2001}, "too_long"),
        ({"text": "{name.person.bsn}"}, "strange_field"), ({"text": "{__class__}"}, "strange_field"),
        ({"effective_from": TODAY - timedelta(days=1)}, "in_the_past"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_help(harbor, maya, given, code):
    with pytest.raises(Refused) as refused:
        write(harbor, maya, **{"text": "Ours.", **given})
    assert refused.value.codes == [code] and all(each.cure for each in refused.value.refusals)


def test_only_who_writes_policies_writes_them_and_nobody_changes_what_is_written(harbor, maya):
    with pytest.raises(Forbidden):
        write(harbor, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER), "Ours.")
    row = write(harbor, maya, "Ours.")
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterText.objects.within(harbor).filter(pk=row.pk).update(text="Others.")


def test_a_value_that_looks_like_a_field_stays_as_it_is():
    values = {"name": "{organization}", "organization": "Harbor", "reference": "HB-0042", "day": "today"}
    assert filled("{name} of {organization}, {x} {{name}}", values) == "{organization} of Harbor, {x} {{organization}}"
    assert strange("{name} {x} {% now %} {}") == ["x", "% now %", ""]


def test_the_page_shows_each_version_and_writes_the_next(client, harbor, maya):
    client.force_login(User.objects.get(pk=maya.user_id))
    address = "/harbor/letters/?kind=denial&language=en"
    day = clock.today(harbor.zone)
    sent = {"text": "Call {name}.", "effective_from_day": day.day, "effective_from_month": day.month, "effective_from_year": day.year}
    assert client.post(address, {**sent, "text": "{secret}"}).status_code == 409
    assert client.post(address, sent).status_code == 302
    page = client.get(address).content.decode()
    assert "Version 1, from" in page and "Call {name}." in page and LetterText.objects.within(harbor).count() == 1


def test_an_outsider_finds_no_such_page(client, harbor):
    other = cast.staff(cast.organization("summit"), "Ada Fielding")
    client.force_login(User.objects.get(pk=other.user_id))
    assert client.get("/harbor/letters/").status_code == 404
