"""A paper on its way in: only looked at until it is sent, found again by whoever brought it, and sent after the one it replaces."""

import uuid
from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from network.documents import keep_own
from network.models import PractitionerName
from tests.network import cast
from vetting.workflow import papers

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def wren():
    who, herself = cast.therapist()
    return Row(who=who, by={"actor": herself, "at": AT})


def kept(owner, by, kind="insurance", name="one", **fields):
    row = keep_own(owner=owner, kind=kind, content=name.encode(), content_type="application/pdf", filename="a.pdf", **by)
    for field, value in fields.items():
        setattr(row, field, value)
    row.save()
    return row


def test_what_was_taken_in_is_not_sent_yet_and_is_looked_at_under_every_family_name_she_had(wren, monkeypatch):
    PractitionerName(practitioner=wren.who, given_name="Wren", family_name="Pike").save()
    harbor, seen, held = cast.organization(), [], []
    monkeypatch.setattr(papers.uploads, "take", lambda files: ("taken", files))
    monkeypatch.setattr(papers.coach, "look", lambda taken, who, **said: (seen.append(said["names"]), (taken, ["remark"]))[1])
    monkeypatch.setattr(papers.coach, "look_at_artefact", lambda taken, names: (seen.append(names), (taken, []))[1])
    monkeypatch.setattr(papers.documents, "keep_taken", lambda taken, **said: held.append((said["owner"], said["kind"], said["sent"])))
    papers.receive(["a"], practitioner=wren.who, kind="insurance", on=date(2026, 11, 26), **wren.by)
    papers.receive_artefact(["a"], check=Row(practitioner=wren.who, organization=harbor), **wren.by)
    assert seen == [{"Halloway", "Pike"}] * 2
    assert held == [(wren.who, "insurance", False), (harbor, "artefact", False)]


def test_an_earlier_paper_is_found_by_its_reference_among_her_own_alone(wren):
    paper = kept(wren.who, wren.by)
    other, _herself = cast.therapist("Otis Fernsby", "T-00043")
    assert papers.find(wren.who, str(paper.reference)) == paper
    assert papers.find(other, str(paper.reference)) is None
    assert papers.find(wren.who, str(uuid.uuid4())) is None and papers.find(wren.who, "x") is None


def test_an_artefact_is_found_by_its_organization_until_it_is_used(wren):
    harbor, summit = cast.organization(), cast.organization("summit")
    by = {"actor": cast.staff(harbor, "Tom Wetherby"), "at": AT}
    waiting, used = kept(harbor, by, "artefact", sent=False), kept(harbor, by, "artefact", "two", sent=True)
    letter = kept(harbor, by, "letter", "three", sent=False)
    found = [papers.find_artefact(Row(organization=harbor), str(row.reference)) for row in (waiting, used, letter)]
    assert found == [waiting, None, None] and papers.find_artefact(Row(organization=summit), str(waiting.reference)) is None


def test_a_paper_follows_the_one_it_replaces_only_while_that_is_the_newest(wren):
    one, two, three, four = (kept(wren.who, wren.by, name=name, sent=name == "one") for name in ("one", "two", "three", "four"))
    assert papers.send(two, older=one, note="A copy.", **wren.by).supersedes == one
    one.refresh_from_db()
    again = papers.send(three, older=type(one).objects.of(wren.who).get(pk=one.pk), **wren.by)
    assert (again.supersedes, again.version) == (None, 1)
    alone = papers.send(four, **wren.by)
    assert (alone.supersedes, alone.sent, alone.note) == (None, True, "")
