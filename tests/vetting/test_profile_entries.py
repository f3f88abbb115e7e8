"""What she writes into her profile entry by entry: once, corrected in its place, taken out, each with the paper she sent."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from licensure.models import Credential, License, Position
from network.documents import keep_own
from network.models import PractitionerName
from network.workflow.people import add_name
from tests import loaded
from tests.network import cast
from vetting.models import DisclosureAnswer
from vetting.workflow import papers, profile
from vetting.workflow.profile import answer_questions, answer_request, remove_entry, write_entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
DEGREE = {"kind": "degree", "code": "master", "title": "Master of Social Work", "issued_on": date(2015, 6, 1)}
LICENSE = {"jurisdiction_id": "US-OH", "license_type": "US-OH:lisw", "number": "I.1", "issued_on": date(2016, 3, 1)}
WORK = {"employer": "Saltmarsh Practice", "role": "Counselor", "first_month": date(2016, 4, 1)}
PIKE = {"given_name": "Wren", "family_name": "Pike"}
CLAIM = {"kind": "claim", "issuer": "Lantern Mutual", "issued_on": date(2022, 5, 6), "detail": {"incident_on": "2021-03-04"}}
SECTIONS = [("education", DEGREE), ("licenses", LICENSE), ("history", WORK), ("names", PIKE), ("malpractice", CLAIM)]


class Hers:
    """A therapist who writes; `sent`: each paper she sent, the one it follows, and her note."""

    def __init__(self, monkeypatch):
        self.who, self.herself = cast.therapist()
        self.by = {"actor": self.herself, "at": AT}
        self.sent = []
        monkeypatch.setattr(papers, "send", self._send)

    def _send(self, paper, *, older=None, note="", actor, at):
        self.sent.append((paper, older, note))
        return paper

    def write(self, section, values, **more):
        return write_entry(section, practitioner=self.who, values=dict(values), **more, **self.by)

    def paper(self, name):
        return keep_own(
            owner=self.who, kind="insurance", content=name.encode(), content_type="application/pdf", filename=f"{name}.pdf", **self.by
        )


@pytest.fixture
def wren(monkeypatch):
    loaded.packs()
    return Hers(monkeypatch)


@pytest.mark.parametrize(("section", "values"), SECTIONS)
def test_the_same_entry_twice_is_said_and_written_once_until_she_took_it_out(wren, section, values):
    row = wren.write(section, values)
    with pytest.raises(ValidationError, match="You have this entry already"):
        wren.write(section, values)
    remove_entry(section, row, **wren.by)
    assert wren.write(section, values).pk != row.pk


def test_two_incidents_of_one_day_are_two_claims_and_elsewhere_other_details_are_the_same_entry(wren):
    wren.write("malpractice", CLAIM)
    assert wren.write("malpractice", {**CLAIM, "detail": {"incident_on": "2020-01-02"}})
    wren.write("education", {**DEGREE, "detail": {"accredited_by": "CSWE"}})
    with pytest.raises(ValidationError):
        wren.write("education", {**DEGREE, "detail": {}})
    assert wren.write("education", {**DEGREE, "code": "doctor"})


def test_a_correction_takes_the_place_of_the_old_entry_and_one_that_differs_in_nothing_changes_nothing(wren):
    first = wren.write("education", DEGREE)
    assert wren.write("education", DEGREE, replaces=first) == first
    second = wren.write("education", {**DEGREE, "code": "doctor"}, replaces=first)
    first.refresh_from_db()
    assert first.retired_at == AT and list(Credential.objects.of(wren.who).filter(retired_at=None)) == [second]
    held = wren.write("licenses", LICENSE)
    assert wren.write("licenses", {**LICENSE, "number": "I.2"}, replaces=held).number == "I.2"
    assert License.objects.of(wren.who).filter(retired_at=None).count() == 1


def test_work_is_corrected_in_its_row_and_taken_out(wren):
    row = wren.write("history", WORK)
    assert wren.write("history", {**WORK, "employer": "Foxglove House"}, replaces=row).pk == row.pk
    assert [each.employer for each in Position.objects.of(wren.who)] == ["Foxglove House"]
    remove_entry("history", row, **wren.by)
    assert not Position.objects.of(wren.who).exists()


def test_a_corrected_name_leaves_the_wrong_one_out_and_the_others_in(wren):
    add_name(wren.who, given_name="Wren", family_name="Ash", **wren.by)
    row = wren.write("names", {**PIKE, "family_name": "Pyke"})
    wren.write("names", PIKE, replaces=row)
    assert [str(name) for name in PractitionerName.objects.of(wren.who).order_by("pk")] == ["Wren Ash", "Wren Pike"]
    remove_entry("names", PractitionerName.objects.of(wren.who).get(family_name="Ash"), **wren.by)
    assert [str(name) for name in PractitionerName.objects.of(wren.who)] == ["Wren Pike"]


def test_a_paper_is_sent_with_its_entry_after_the_one_it_replaces_and_without_one_the_old_stays(wren):
    one, two = wren.paper("one"), wren.paper("two")
    first = wren.write("education", DEGREE, paper=one, note="A copy.")
    assert first.document == one and wren.sent == [(one, None, "A copy.")]
    second = wren.write("education", {**DEGREE, "code": "doctor"}, replaces=first)
    assert second.document == one and len(wren.sent) == 1
    third = wren.write("education", {**DEGREE, "code": "doctor"}, paper=two, replaces=second)
    assert third.document == two and wren.sent[1:] == [(two, one, "")]


def said(answer):
    return {"answer": answer, "since": None, "narrative": ""}


def test_a_paper_sent_earlier_stays_with_a_yes_and_goes_with_a_no(wren):
    one, two = wren.paper("one"), wren.paper("two")

    def papers_of():
        return {row.question: row.document for row in DisclosureAnswer.objects.of(wren.who)}

    def answer(sent=None, **answers):
        return answer_questions(practitioner=wren.who, question_set="us-2026-1", answers=answers, sent=sent or {}, **wren.by)

    answer({"a": (one, "Zqstory")}, a=said(True), b=said(True))
    assert papers_of() == {"a": one, "b": None} and wren.sent == [(one, None, "Zqstory")]
    answer(a=said(True), b=said(False))
    assert papers_of() == {"a": one, "b": None}
    answer({"a": (two, "")}, a=said(True))
    assert papers_of()["a"] == two and wren.sent[1:] == [(two, one, "")]
    answer(a=said(False))
    assert papers_of()["a"] is None


def test_her_answer_to_a_request_goes_with_her_paper_or_without_one(wren, monkeypatch):
    kept, paper = [], wren.paper("one")
    monkeypatch.setattr(profile.applying, "answer", lambda request, **given: kept.append((request, given["text"], given["document"])))
    answer_request("R-1", text="Here.", paper=paper, note="Faxed.", **wren.by)
    answer_request("R-2", text="None.", **wren.by)
    assert kept == [("R-1", "Here.", paper), ("R-2", "None.", None)] and wren.sent == [(paper, None, "Faxed.")]
