"""The packet of a meeting: one PDF with a bookmark per case, without what the reader takes no part in."""

import io

import pikepdf
import pytest
from django.urls import reverse

from network.models import Event
from tests.pdf_text import text_of
from tests.vetting.pages import sign_in
from tests.vetting.sitting import STORY, Sitting
from vetting.workflow import interests

pytestmark = pytest.mark.django_db


def bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def test_the_packet_is_one_pdf_with_bookmarks_and_leaves_out_what_is_closed_to_its_reader(client):
    here = Sitting()
    case, other, clean = here.case(), here.case(), here.clean()
    meeting = here.meeting(opened=True)
    address = reverse("packet", kwargs={"organization": "harbor", "pk": meeting.pk})
    interests.declare(other, reason="We share an office.", meeting=meeting, actor=here.ivo, at=here.later())
    names = {file: file.practitioner.person.full_name for file in (case, other, clean)}

    sign_in(client, here.nell)
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]
    assert [mark.partition(" · ")[0] for mark in bookmarks(answer.content)][1:] == ["Clean files", names[case], names[other]]
    said = " ".join(text_of(answer.content).split())
    assert STORY["license_action"] in said and "Printed for Nell Harrowgate" in said and "takes no part: Ivo Saltmarsh" in said
    event = Event.objects.filter(action="packet.read").get()
    assert set(event.payload.values["document"]["files"]) == {case.reference, other.reference, clean.reference}

    sign_in(client, here.ivo)
    mine = client.get(address)
    assert names[other] not in bookmarks(mine.content) and len(bookmarks(mine.content)) == 3
    assert "Left out, as you take no part in them" in " ".join(text_of(mine.content).split())
    assert client.get(address).content == mine.content  # the same packet gives the same bytes

    sign_in(client, here.world.rosa)
    assert client.get(address).status_code == 403
    client.force_login(here.world.outsider(here.harbor), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 404
