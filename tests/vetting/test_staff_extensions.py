"""Late boards on a page: entered by one, confirmed by another, seen on the file, ended with a reason."""

from datetime import timedelta

import pytest

from licensure.models import Extension
from licensure.policy import known
from network import clock
from network.access import Role
from tests.network.cast import staff
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


def three(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def filled(**given):
    today = clock.now().date()
    said = {"license_type": "US-OH:lisw", "source": "https://board.example/late", "reason": "The board moved"}
    later = {"last": today.replace(year=today.year + 1), "until": today.replace(year=today.year + 2)}
    days = {"first": today, **later, "as_of": today - timedelta(days=2)}
    for name, day in days.items():
        said |= three(name, day)
    return {**said, **given}


@pytest.fixture
def world():
    found = World()
    found.alden = staff(found.organization, "Alden Birchwick", Role.ADMIN)
    return found


def rows(world):
    return Extension.objects.within(world.organization)


def test_one_enters_it_another_confirms_it_and_somebody_ends_it(client, world):
    sign_in(client, world.alden)
    assert post(client, "extensions", world, filled()).status_code == 302
    row = rows(world).get()
    assert (row.state, row.source) == ("proposed", "https://board.example/late")
    said = text(get(client, "extensions", world))
    assert "Waits for a second person" in said and "You entered this yourself." in said
    assert post(client, "extensions", world, {"act": "confirm", "number": row.pk}).status_code == 409
    sign_in(client, world.maya)
    assert post(client, "extensions", world, {"act": "confirm", "number": row.pk}).status_code == 302
    assert known(world.organization).types["US-OH:lisw"].extensions
    answer = post(client, "extensions", world, {"act": "end", "number": row.pk, "why": ""})
    assert answer.status_code == 422 and "Fill this in." in text(answer)
    assert post(client, "extensions", world, {"act": "end", "number": row.pk, "why": "On time again"}).status_code == 302
    assert rows(world).get().state == "ended"


@pytest.mark.parametrize(("given", "status"), [({"source": ""}, 422), ({"license_type": ""}, 422), ({"until_year": 2001}, 409)])
def test_without_source_title_or_order_nothing_is_entered(client, world, given, status):
    sign_in(client, world.alden)
    assert post(client, "extensions", world, filled(**given)).status_code == status
    assert not rows(world).exists()


def test_strangers_find_nothing_and_other_roles_may_not(client, world):
    sign_in(client, world.alden)
    post(client, "extensions", world, filled())
    row = rows(world).get()
    other = World("summit")
    sign_in(client, other.maya)
    assert get(client, "extensions", world).status_code == 404
    assert post(client, "extensions", other, {"act": "confirm", "number": row.pk}).status_code == 404
    assert "board.example" not in text(get(client, "extensions", other))
    sign_in(client, staff(world.organization, "Linnea Foxglove", Role.INTAKE))
    assert get(client, "extensions", world).status_code == 403
    assert client.get(address("extensions", world) + "?check=0").status_code == 403
