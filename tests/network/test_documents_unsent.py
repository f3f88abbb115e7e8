"""What was looked at and never sent is removed some days later, recorded; what was sent stays with all that came with it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import TestCase

from network import documents, storage, uploads
from network.documents import beside
from network.documents_read import original_bytes, page_bytes
from network.documents_unsent import DAYS, days_of, remove_own_unsent, remove_unsent
from network.models import Document, Event, Parameter
from tests.network import cast, files

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 1, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def taken():
    """One photo, judged once."""
    return uploads.take([files.picture(size=(200, 100))])


@pytest.fixture
def wren():
    return cast.therapist()


@pytest.fixture
def harbor():
    return cast.organization()


def keep(taken, owner, actor, **more):
    return documents.keep_taken(taken, owner=owner, kind="diploma", actor=actor, at=AT, **more)


def remove(days):
    at = AT + timedelta(days=days, minutes=1)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return remove_unsent(on=at.date(), at=at) + remove_own_unsent(on=at.date(), at=at)


def test_a_paper_never_sent_goes_after_its_days_with_its_bytes_and_a_record(wren, taken):
    document = keep(taken, *wren, sent=False)
    keys = [document.storage_key, beside("r", document.reference, 1, ".jpg"), beside("o", document.reference, 1, ".jpg")]
    assert all(storage.store().exists(key) for key in keys)
    assert remove(DAYS - 1) == 0 and Document.objects.of(wren[0]).exists()
    assert remove(DAYS) == 1 and remove(DAYS) == 0
    assert not Document.objects.of(wren[0]).exists() and not any(storage.store().exists(key) for key in keys)
    told = Event.objects.get(action="document.removed").payload.values["document"]
    assert (told["reference"], told["sha256"], told["days"]) == (str(document.reference), document.sha256, DAYS)


def test_what_breaks_beside_it_leaves_a_paper_its_row_and_its_bytes(wren, taken):
    document, at = keep(taken, *wren, sent=False), AT + timedelta(days=DAYS + 1)
    with TestCase.captureOnCommitCallbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        assert remove_own_unsent(on=at.date(), at=at) == 1
        raise ZeroDivisionError
    assert Document.objects.of(wren[0]).exists() and storage.store().exists(document.storage_key)


def test_what_was_sent_stays_with_its_pages_and_its_original(wren, taken):
    document = keep(taken, *wren, sent=False)
    documents.send(document, actor=wren[1], at=AT)
    assert remove(400) == 0
    assert page_bytes(document, 1) and original_bytes(document, 1)


@pytest.mark.parametrize(("days", "removed"), [(29, 0), (30, 1)])
def test_an_organization_sets_its_days_for_what_its_reviewers_looked_at(harbor, taken, days, removed):
    maya = cast.staff(harbor, "Maya Lindenwood")
    Parameter(organization=harbor, key="documents.unsent_days", value=30, effective_from=date(2026, 10, 1), author_id=maya.person_id).save()
    keep(taken, harbor, maya, sent=False)
    assert days_of(harbor, date(2026, 9, 30)) == DAYS and days_of(harbor, date(2026, 10, 1)) == 30
    assert remove(days) == removed


def test_for_a_therapists_own_paper_the_longest_days_count(harbor, wren, taken):
    maya = cast.staff(harbor, "Maya Lindenwood")
    Parameter(organization=harbor, key="documents.unsent_days", value=30, effective_from=date(2026, 10, 1), author_id=maya.person_id).save()
    keep(taken, *wren, sent=False)
    assert remove(29) == 0 and remove(30) == 1
