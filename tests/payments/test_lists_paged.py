"""Finance's lists are walked to their end and back by their links: each row once, and a page costs the same wherever it begins."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network import clock, keyed
from payments.bank.answers import Kind
from payments.models import Authorization, Batch, InvoiceLine
from payments.queries import me
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import bank
from tests.shared import shared
from tests.walked import each_once

pytestmark = pytest.mark.django_db
DAYS = (-9, -8, -7, -6, -5)


def full():
    """Five lines that were sent in, one of them paid; seven authorizations; four batches."""
    house = PayingHouse()
    house.approved(days=DAYS[:1])
    house.written()
    bank(house, Kind.PAID)
    house.approved(days=DAYS[1:])
    for number in range(6):
        house.authorized(subject_key=f"{number:064x}")
    first = Batch.objects.within(house.organization).get()
    for number in range(2, 5):
        fields = {field.attname: getattr(first, field.attname) for field in Batch._meta.concrete_fields}
        fields |= {"id": None, "reference": f"HA-B{number:05}"}
        Batch.objects.within(house.organization).bulk_create([Batch(**fields)])
    return house


_house, house = shared(full, "_house")


@pytest.fixture(autouse=True)
def small(house, client, monkeypatch):
    """Pages of one row, read on the house's own day by Priya."""
    monkeypatch.setattr(keyed, "PAGE", 1)
    monkeypatch.setattr(clock, "now", lambda: house.at(4))
    house.sign_in(client, house.priya)


def rows_of(model, house, order):
    return [row.reference for row in model.objects.within(house.organization).order_by(*order)]


def test_lines_of_a_view_in_the_order_they_were_logged(client, house):
    seen = lambda page: re.findall(r'scope="row"><a [^>]*>([\w-]+)</a>', page)  # noqa: E731
    found, dearest = each_once(client, f"{house.url('lines')}?view=approved", seen)
    assert found == [line.reference for line in house.lines().filter(state="approved")] and len(found) == 4
    assert dearest < 40
    keyed.PAGE = 50
    whole = client.get(f"{house.url('lines')}?view=approved").content.decode()
    assert 'rel="next"' not in whole and all(reference in whole for reference in found)


def test_the_newest_batches_and_authorizations_first(client, house):
    found, dearest = each_once(client, house.url("batches"), lambda page: re.findall(r"/batches/(HA-[\w-]+)/", page))
    assert found == rows_of(Batch, house, ["-pk"]) and len(found) == 4 and dearest < 40
    house.sign_in(client, house.rosa)
    found, dearest = each_once(client, house.url("authorizations"), lambda page: re.findall(r"/authorizations/(HA-[\w-]+)/", page))
    assert found == rows_of(Authorization, house, ["-issued_at", "-pk"]) and len(found) == 7 and dearest < 40


def test_her_own_lines_are_all_there_the_newest_first(client, house):
    house.sign_in(client, house.herself)
    urls = {reverse("my_line", kwargs={"pk": line.pk}): line.pk for line in house.lines()}
    found, dearest = each_once(client, reverse("my_money"), lambda page: [pk for url, pk in urls.items() if f'"{url}"' in page])
    assert found == [line.pk for line in house.lines().order_by("-position")] and len(found) == len(DAYS) and dearest < 60


def test_what_she_was_paid_is_asked_once_however_often_she_was(house):
    with CaptureQueriesContext(connection) as asked:
        (row,) = me.payments(house.practitioner)
    assert row.state == "paid" and len(asked) == 1
    assert InvoiceLine.objects.of(house.practitioner).filter(state="paid").count() == 1
