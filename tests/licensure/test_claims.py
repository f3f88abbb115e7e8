"""Which license number proves that an imported profile is somebody's."""

import pytest

from licensure.models import License
from licensure.queries.claims import holds_license
from network.models import Jurisdiction
from tests import loaded
from tests.network import cast
from tests.network.front_door import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def practitioner():
    row, _actor = cast.therapist()
    loaded.packs()
    ohio = Jurisdiction.objects.get(code="US-OH")
    License(practitioner=row, jurisdiction=ohio, license_type="lisw", number="I.0900123").save()
    License(practitioner=row, jurisdiction=ohio, license_type="lsw", number="S-11", retired_at=AT).save()
    return row


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("I.0900123", True), ("i0900123", True), (" I 0900-123 ", True), ("I.0900124", False), ("0900123", False),
        ("S-11", False), ("", False), ("...", False),
    ],
)
def test_a_number_on_the_profile_is_known_however_it_is_written(practitioner, typed, known):
    assert holds_license(practitioner, typed) is known


def test_the_number_of_another_therapist_proves_nothing(practitioner):
    other, _actor = cast.therapist("Basil Thornquist", "T-00043")
    assert not holds_license(other, "I.0900123")
