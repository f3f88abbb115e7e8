"""Late boards on a page: entered by one, confirmed by another, seen on the file, ended with a reason."""

from datetime import timedelta

import pytest

from licensure.models import Extension, License
from licensure.policy import known
from network import clock
from network.access import Role
from tests.network.cast import staff
from tests.shared import shared
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


def built():
    found = World()
    found.alden = staff(found.organization, "Alden Birchwick", Role.ADMIN)
    return found


_world, world = shared(built)


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


def test_the_check_of_a_license_leads_to_extending_that_one_alone(client, world):
    check = world.checks(world.checking()).filter(element="license").first()
    sign_in(client, world.maya)
    link = way(client, world, check)
    page = client.get(link)
    assert check.evidence.number in text(page) and "Licenses that expire from" not in text(page)
    assert f'{address("file", world, reference=check.file)}?item={check.pk}' in page.content.decode()  # and back
    given = {name: value for name, value in filled().items() if name.startswith(("source", "reason", "as_of", "until"))}
    assert client.post(link, given).status_code == 302
    row = rows(world).get()
    assert row.license_id == check.evidence.pk and row.first == row.last == check.evidence.expires_on


def test_who_may_not_extend_and_a_license_without_a_last_day_have_no_such_way(client, world):
    check = world.checks(world.checking()).filter(element="license").first()
    sign_in(client, world.odell)
    assert way(client, world, check) == ""
    License.objects.of(check.practitioner).filter(pk=check.evidence.pk).update(expires_on=None)
    sign_in(client, world.maya)
    assert way(client, world, check) == ""


def test_a_verifier_comes_to_the_page_from_the_registers_and_back_only_to_what_is_open_to_her(client, world):
    sign_in(client, world.tom)
    assert address("extensions", world) in get(client, "registers", world).content.decode()
    crumbs = get(client, "extensions", world).context["page"].crumbs
    assert [crumb.url for crumb in crumbs] == [address("registers", world)]
    sign_in(client, world.alden)
    assert address("jurisdictions", world) in [crumb.url for crumb in get(client, "extensions", world).context["page"].crumbs]
    sign_in(client, world.odell)
    assert address("extensions", world) not in get(client, "registers", world).content.decode()


def way(client, world, check):
    """Where the check's page leads to extend its license; empty when it does not."""
    page = get(client, "file", world, reference=check.file, query={"item": check.pk})
    found = next((act.url for act in page.context["page"].pane.buttons if act.name == "extend"), "")
    assert ("/extensions/?check=" in page.content.decode()) is bool(found)
    return found
