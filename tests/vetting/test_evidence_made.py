"""The evidence of a sample, and of one file, is made by a job: who asks, who opens it, what stands in the way, and when it goes."""

from datetime import timedelta

import pytest
from django.test import TestCase, override_settings
from django.urls import reverse

from network import storage
from network.models import Document, Event, Membership, Parameter, Participation
from network.transitions import Refused
from network.worker import drain
from network.workflow.emptying import empty
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import governance, nightly
from vetting.models import EvidencePack
from vetting.packing import make_pack
from vetting.workflow import deciding, interests, packs
from vetting.workflow.samples import draw

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def key(tmp_path):
    with override_settings(AUDIT_KEY=str(tmp_path / "audit_key")):
        yield


def built():
    world = World()
    world.file = world.approved()
    world.sample = drawn(world)
    return world


_world, world = shared(built)


def drawn(world):
    return draw(
        organization=world.organization, purpose="Survey", method="8_30", first=world.day(30), last=world.day(), actor=world.una,
        at=world.now,
    )


def asked(world, actor=None):
    return packs.ask(world.sample, actor=actor or world.una, at=world.now)


def made(world, actor=None):
    pack = asked(world, actor)
    make_pack(pack, at=world.now)
    pack.refresh_from_db()
    return pack


def opens(client, actor, pack):
    sign_in(client, actor)
    return client.get(reverse("staff-document", kwargs={"organization": "harbor", "reference": pack.document.reference})).status_code


def say(world, **settings):
    rows = Parameter.objects.within(world.organization).filter(key=governance.PARAMETER)
    rows.update(value={**rows.get().value, **settings})


def test_asking_is_recorded_and_one_is_made_at_a_time(client, world):
    asked(world)
    with pytest.raises(Refused) as refused:
        asked(world)
    assert refused.value.codes == ["pack_waits"]
    asked(world, world.maya)  # somebody else's is another
    assert [event.actor_label for event in Event.objects.filter(action="evidence.asked").order_by("pk")] == [
        "Una Ledgerwood", "Maya Lindenwood"]  # fmt: skip
    sign_in(client, world.una)
    page = get(client, "sample", world, pk=world.sample.pk)
    assert "Being made" in text(page) and len(page.context["page"].packs) == 1, "an auditor sees her own alone"
    again = post(client, "sample_evidence", world, pk=world.sample.pk)
    assert again.status_code == 409 and "It is being made." in text(again)


def test_the_job_makes_it_once_and_the_looks_are_those_of_who_asked(client, world):
    pack = asked(world)
    drain()
    pack.refresh_from_db()
    make_pack(pack, at=world.now)  # delivered twice
    assert pack.document.sha256 == pack.sha256 and pack.until == pack.made_at + WEEK
    told = Event.objects.get(action="evidence.taken")
    assert (told.actor_label, told.payload.values["detail"]["sha256"]) == ("Una Ledgerwood", pack.sha256)
    assert Event.objects.filter(action="document.read", actor_id=world.una.person_id).exists()
    before = Event.objects.filter(action="document.read").count()
    assert opens(client, world.una, pack) == 302
    assert Event.objects.filter(action="document.read").count() == before + 1, "opening it is a look of its own"


def test_who_asked_opens_it_and_a_colleague_who_reads_as_much_and_nobody_else(client, world):
    other = staff(world.organization, "Orla Thistlewood", "auditor")
    hers, colleagues = made(world), made(world, world.maya)
    answers = {who: opens(client, actor, hers) for who, actor in (
        ("asked", world.una), ("manager", world.maya), ("verifier", world.tom), ("director", world.ines), ("auditor", other))}  # fmt: skip
    assert answers == {"asked": 302, "manager": 302, "verifier": 403, "director": 403, "auditor": 404}
    assert opens(client, world.una, colleagues) == 404
    say(world, peer_manager=False)
    assert opens(client, world.maya, hers) == 403 and opens(client, world.maya, colleagues) == 302


def test_who_takes_no_part_in_a_file_of_it_does_not_open_it(client, world):
    dora = staff(world.organization, "Dora Fenwick", "network_manager", "director")
    before = made(world)
    other = world.in_review("Otis Fernsby")
    interests.take_no_part(other, reason="My cousin.", actor=dora, at=world.at(8))
    deciding.approve(other, actor=world.ines, at=world.at(7))
    assert opens(client, dora, before) == 302, "he is not in that one"
    world.sample = drawn(world)
    assert opens(client, dora, made(world)) == 403 and opens(client, world.maya, made(world, world.maya)) == 302


def test_who_may_not_take_it_any_more_gets_none(client, world):
    pack = asked(world)
    Membership.objects.within(world.organization).filter(person=world.una.person_id).update(ends_on=world.day(1))
    make_pack(pack, at=world.now)
    pack.refresh_from_db()
    assert (pack.failure, pack.document) == ("no_right", None) and not pack.waits
    sign_in(client, world.maya)
    assert "Who asked may not take it any more." in text(get(client, "sample", world, pk=world.sample.pk))


def test_without_a_key_none_is_made_and_the_page_says_whom_to_tell(world, tmp_path):
    pack, path = asked(world), tmp_path / "open"
    path.write_text("x")
    path.chmod(0o644)
    with override_settings(AUDIT_KEY=str(path)):
        make_pack(pack, at=world.now)
    pack.refresh_from_db()
    assert pack.failure == "no_key" and asked(world).waits, "she may ask again"


def test_after_its_days_it_goes_and_its_hash_stays(client, world):
    pack = made(world)
    key = pack.document.storage_key
    assert nightly.remove_packs(on=world.day(), at=pack.until - timedelta(seconds=1)) == 0 and storage.store().exists(key)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert nightly.remove_packs(on=world.day(), at=pack.until) == 1 == 1 + nightly.remove_packs(on=world.day(), at=pack.until)
        assert storage.store().exists(key), "until it is gone for good"
    pack.refresh_from_db()
    assert pack.document is None and len(pack.sha256) == 64 and not storage.store().exists(key)
    assert not Document.objects.within(world.organization).filter(kind="evidence_pack")
    sign_in(client, world.una)
    shown = get(client, "sample", world, pk=world.sample.pk)
    assert "Gone" in text(shown) and shown.context["page"].packs[0].url == ""


def test_who_is_erased_is_in_no_kept_pack(world):
    pack = made(world)
    key, her = pack.document.storage_key, world.file.practitioner
    with TestCase.captureOnCommitCallbacks(execute=True):
        counts = empty(her, world.organization, actor=world.ines, at=world.now)
    assert counts["vetting.EvidencePack"] == 1 and not storage.store().exists(key)
    assert not EvidencePack.objects.within(world.organization)


def test_who_is_erased_while_it_is_made_is_not_kept_in_it(world, monkeypatch):
    pack, take = asked(world), packs.documents.keep_own
    monkeypatch.setattr(packs.documents, "keep_own", lambda **given: pytest.fail("kept"))
    Participation.objects.within(world.organization).filter(pk=world.file.participation_id).update(erased_at=world.now)
    with pytest.raises(packs.Erased):
        make_pack(pack, at=world.now)
    monkeypatch.setattr(packs.documents, "keep_own", take)
    pack.refresh_from_db()
    assert pack.waits, "the job tries again"


# ── Of one file ──────────────────────────────────────────────────────────────


def of_one(world, actor=None):
    pack = packs.ask(world.file, actor=actor or world.una, at=world.now)
    make_pack(pack, at=world.now)
    pack.refresh_from_db()
    return pack


def test_of_one_file_the_page_says_that_it_is_being_made_and_then_where_it_is(client, world):
    sign_in(client, world.una)
    assert post(client, "file_evidence", world, reference=world.file.reference).status_code == 302
    shown = get(client, "file_evidence", world, reference=world.file.reference)
    assert "Being made" in text(shown) and [row.url for row in shown.context["page"].packs] == [""]
    again = post(client, "file_evidence", world, reference=world.file.reference)
    assert again.status_code == 409 and "It is being made." in text(again)
    drain()
    (row,) = get(client, "file_evidence", world, reference=world.file.reference).context["page"].packs
    pack = EvidencePack.objects.within(world.organization).get()
    assert row.sha256 == pack.sha256 and str(pack.document.reference) in row.url and client.get(row.url).status_code == 302
    told = Event.objects.filter(action__startswith="evidence.").order_by("pk")
    assert [(event.action, event.about) for event in told] == [
        (f"evidence.{name}", world.file.reference) for name in ("asked", "taken", "made")]  # fmt: skip
    assert {event.actor_label for event in told.filter(action__in=("evidence.asked", "evidence.taken"))} == {"Una Ledgerwood"}
    assert not client.get(reverse("sample", kwargs={"organization": "harbor", "pk": world.sample.pk})).context["page"].packs


def test_of_one_file_who_takes_no_part_in_it_gets_and_opens_none(client, world):
    dora = staff(world.organization, "Dora Fenwick", "network_manager", "director")
    world.file = world.in_review("Otis Fernsby")
    waits, before = packs.ask(world.file, actor=dora, at=world.now), of_one(world, world.maya)
    assert opens(client, dora, before) == 302
    interests.take_no_part(world.file, reason="My cousin.", actor=dora, at=world.now)
    assert opens(client, dora, before) == 403
    make_pack(waits, at=world.now)
    waits.refresh_from_db()
    assert (waits.failure, waits.document) == ("no_right", None)
    say(world, peer_manager=False)
    assert opens(client, world.maya, before) == 302, "who asked opens it"


def test_of_one_file_it_goes_after_its_days_and_with_her(world):
    pack = of_one(world)
    assert nightly.remove_packs(on=world.day(), at=pack.until) == 1
    pack.refresh_from_db()
    assert pack.document is None and len(pack.sha256) == 64
    kept, her = of_one(world), world.file.practitioner
    key = kept.document.storage_key
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert empty(her, world.organization, actor=world.ines, at=world.now)["vetting.EvidencePack"] == 1
    assert not storage.store().exists(key) and not EvidencePack.objects.within(world.organization).filter(pk=kept.pk)
