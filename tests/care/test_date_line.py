"""Client and organization have different days: what is authorized, arranged and reported follows the client's."""

from datetime import UTC, date, datetime

import pytest

from network.care.workflow import answering
from network.models import Jurisdiction
from payments.models import Authorization
from payments.workflow import sessions
from tests.care.care_world import CareWorld
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
_empty, empty = shared(CareWorld, "_empty")
NIGHT = datetime(2026, 3, 3, 6, tzinfo=UTC)  # one in the morning of Tuesday in New York, Monday evening in Hawaii
MONDAY, TUESDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 1)


@pytest.mark.parametrize(("zone", "first"), [("Pacific/Honolulu", MONDAY), ("America/New_York", TUESDAY), ("Pacific/Auckland", TUESDAY)])
def test_a_session_right_after_the_acceptance_is_of_the_clients_day(empty, zone, first):
    world = empty
    Jurisdiction.objects.filter(pk="US-IL").update(zone=zone)
    world.harbor.zone = "America/New_York"
    world.harbor.save()
    yard, ada = world.employer(), world.therapist("Ada First")
    referral = world.refer(world.call(yard, at=NIGHT), ada, at=NIGHT)
    placed = answering.accept(offer=world.offer(referral, ada), actor=ada.herself, at=NIGHT)
    row = Authorization.objects.within(world.harbor).get(reference=placed.authorization)
    assert row.first == first
    given = {"actor": ada.herself, "at": NIGHT}
    assert refused(answering.arrange, referral=placed, day=SUNDAY, **given) == ["day_passed"]
    answering.arrange(referral=placed, day=first, **given)
    assert sessions.log(row, day=first, mode="video", **given).left == 4
