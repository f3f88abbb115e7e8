"""What somebody chooses for her own account: her look, her sessions, and an address that its link proves within a day."""

from datetime import UTC, datetime
from types import SimpleNamespace as Row

import pytest
from django.core import signing

from network.events import timeline
from network.models import User
from network.workflow import accounts
from tests.network import cast
from tests.network.front_door import mails, token

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
OLD, NEW = "tom@harbor.example", "tom@new.example"
DAY = 24 * 60 * 60


@pytest.fixture
def tom():
    return User.objects.create_user(OLD, person=cast.person("Tom Wetherby"))


def test_each_choice_is_kept_and_what_was_not_chosen_stays(tom):
    accounts.prefer(tom, language="nl", theme="dark", shortcuts=False)
    accounts.prefer(tom, theme="")
    accounts.prefer(tom)
    tom.refresh_from_db()
    assert (tom.language, tom.theme, tom.shortcuts) == ("nl", "", False)


def test_ending_sessions_ends_those_begun_before_and_is_on_record_when_she_asks(tom):
    before = tom.session_epoch
    accounts.end_other_sessions(tom, at=AT)
    tom.refresh_from_db()
    assert tom.session_epoch > before and [event.action for event in timeline(tom)] == ["account.sessions_ended"]


def asked(user, monkeypatch, later):
    """What the link in the newest mail gives, so many seconds after it was written."""
    written = 1_795_000_000
    monkeypatch.setattr(signing, "time", Row(time=lambda: written))
    accounts.ask_new_address(user, f" {NEW.upper()} ", at=AT)
    monkeypatch.setattr(signing, "time", Row(time=lambda: written + later))
    return accounts.address_asked(user, token(NEW))


@pytest.mark.parametrize(("later", "good"), [(0, True), (DAY - 1, True), (DAY, True), (DAY + 1, False), (2 * DAY, False)])
def test_a_link_to_a_new_address_is_good_for_a_day(tom, monkeypatch, later, good):
    assert asked(tom, monkeypatch, later) == (NEW if good else "")
    assert mails(NEW)[-1].context["once"] is True


def test_a_link_is_no_good_to_another_account_nor_after_she_changed_her_address_otherwise(tom):
    accounts.ask_new_address(tom, NEW, at=AT)
    other = User.objects.create_user("ines@harbor.example", person=cast.person("Ines Calloway"))
    assert accounts.address_asked(other, token(NEW)) == "" and not accounts.take_new_address(other, token(NEW), at=AT)
    tom.email = "wetherby@harbor.example"
    assert accounts.address_asked(tom, token(NEW)) == ""


def test_with_her_link_the_new_address_counts_and_the_old_one_is_told(tom):
    accounts.ask_new_address(tom, NEW, at=AT)
    assert accounts.take_new_address(tom, token(NEW), at=AT) is True
    tom.refresh_from_db()
    assert tom.email == NEW and mails(OLD)[-1].context["what"] == "email"
    assert accounts.take_new_address(tom, "invented", at=AT) is False


def test_an_address_somebody_else_took_meanwhile_is_not_given_twice(tom):
    accounts.ask_new_address(tom, NEW, at=AT)
    User.objects.create_user(NEW, person=cast.person("Ines Calloway"))
    assert accounts.take_new_address(tom, token(NEW), at=AT) is False
    assert tom.email == OLD and User.objects.get(pk=tom.pk).email == OLD
    accounts.ask_new_address(tom, NEW, at=AT)
    assert len(mails(NEW)) == 1
