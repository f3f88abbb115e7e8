"""Sealed fields: the database holds tokens, a token opens in its own row with a key that is here, and keys can be replaced."""

import io

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from network import doctor, sealed
from payments.models import BankAccount, Payee
from tests.network import cast
from tests.payments.house import NOON

pytestmark = pytest.mark.django_db
NUMBER = "NL91ABNA0417164300"
KEYS = [Fernet.generate_key().decode() for _ in range(3)]


@pytest.fixture
def account(settings):
    settings.SEAL_KEYS = [KEYS[0]]
    return keep(cast.organization("harbor"))


def keep(organization, number=NUMBER, mark="a"):
    payee = Payee(organization=organization, name="P", currency="EUR", series=f"S-{mark}", created_at=NOON)
    payee.save()
    row = BankAccount(
        organization=organization, payee=payee, holder="H", number=number, fingerprint=mark, requested_at=NOON, usable_from=NOON
    )
    row.full_clean(exclude=["requested_by"])
    row.save()
    return row


def stored(row) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM payments_bankaccount WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


def again(row):
    return BankAccount.objects.within(row.organization).get(pk=row.pk)


def looked():
    return [finding.level for finding in doctor.numbers_are_sealed(None)]


def test_the_database_holds_a_token_and_the_row_the_number(account):
    assert NUMBER not in stored(account) and stored(account).startswith("sealed:")
    assert (again(account).number, again(account).masked) == (NUMBER, "•••• 4300")
    assert NUMBER not in str(BankAccount.objects.within(account.organization).values_list("number", flat=True).get())
    account.refresh_from_db()
    account.holder = "Other"
    account.save()
    assert again(account).number == NUMBER and looked() == ["good"]
    assert BankAccount.objects.within(account.organization).defer("number").get().number == NUMBER


def test_without_the_key_no_number_is_read_and_nothing_is_lost(account, settings):
    settings.SEAL_KEYS = [KEYS[1]]
    row = again(account)
    assert row.masked == "••••"
    with pytest.raises(sealed.SealError, match="No key"):
        row.number  # noqa: B018
    row.holder = "Other"
    row.save()  # what nobody opened is saved as it was
    assert looked() == ["bad"]
    with pytest.raises(CommandError, match="SEAL_KEYS"):
        call_command("seal_numbers", stdout=io.StringIO())
    with pytest.raises(sealed.SealError):
        sealed.seal_again()
    settings.SEAL_KEYS = [KEYS[0]]
    assert again(account).number == NUMBER


def test_a_token_of_another_row_does_not_open(account):
    other = keep(account.organization, "NL20INGB0001234567", "b")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payments_bankaccount SET number = %s WHERE id = %s", [stored(other), account.pk])
    with pytest.raises(sealed.SealError, match="another row"):
        again(account).number  # noqa: B018
    assert (again(account).masked, again(other).number) == ("••••", "NL20INGB0001234567")


def test_a_key_is_replaced_without_losing_a_number_half_way(account, settings):
    other = keep(account.organization, "NL20INGB0001234567", "b")
    settings.SEAL_KEYS = [KEYS[1], KEYS[0]]
    fresh = keep(account.organization, "BE68539007547034", "c")  # sealed while the replacement runs
    assert sealed.state() == {"sealed": 1, "older": 2, "closed": 0, "open": 0} and looked() == ["note"]
    assert [again(row).number[-4:] for row in (account, other, fresh)] == ["4300", "4567", "7034"]
    said = io.StringIO()
    call_command("seal_numbers", "--again", stdout=said)
    assert "3 sealed again." in said.getvalue() and "3 sealed with the first key" in said.getvalue()
    settings.SEAL_KEYS = [KEYS[1]]
    assert [again(row).number[-4:] for row in (account, other, fresh)] == ["4300", "4567", "7034"]


def test_what_stood_there_before_seals_is_found_and_sealed(account):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payments_bankaccount SET number = %s WHERE id = %s", [NUMBER, account.pk])
    assert again(account).number == NUMBER and looked() == ["bad"]
    assert sealed.seal_again() == 1
    assert stored(account).startswith("sealed:") and again(account).number == NUMBER


def test_in_bulk_a_number_is_only_emptied(account):
    rows = BankAccount.objects.within(account.organization)
    with pytest.raises(ValueError, match="row by row"), transaction.atomic():
        rows.update(number=NUMBER)
    rows.update(number="")
    assert (again(account).number, stored(account), again(account).masked) == ("", "", "••••")


def test_what_is_no_key_says_so(account, settings):
    settings.SEAL_KEYS = ["short"]
    assert looked() == ["bad"]
    with pytest.raises(CommandError, match="no key"):
        call_command("seal_numbers", stdout=io.StringIO())
