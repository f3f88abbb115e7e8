"""What an organization's dated parameters say on a day: the newest that has begun."""

from datetime import date, timedelta

import pytest

from network.facts.parameters import in_force
from network.models import Parameter
from tests.network import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FIRST, NEXT = date(2026, 3, 1), date(2026, 9, 1)


def test_the_newest_that_has_begun_counts_for_its_organization_and_key_alone():
    harbor, summit, author = cast.organization(), cast.organization("summit"), cast.person()
    for where, key, value, day in [
        (harbor, "days", 14, FIRST), (harbor, "days", 0, NEXT), (harbor, "other", 99, NEXT), (summit, "days", 7, date(2026, 1, 1)),
    ]:
        Parameter.objects.create(organization=where, key=key, value=value, effective_from=day, author=author)
    found = [in_force(harbor, "days", on=day) for day in (FIRST - DAY, FIRST, NEXT - DAY, NEXT, NEXT + DAY)]
    assert found == [None, 14, 14, 0, 0]
